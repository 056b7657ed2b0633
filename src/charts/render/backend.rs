//! A plotters backend that writes SVG, with a class for each colour of the theme: `c-revenue` fills, `l-revenue`
//! draws a line.

use super::pen::Pen;
use super::theme::{Rgb, Theme, Token};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::cell::Cell;
use std::convert::Infallible;

/// Writes plotters' output with a pen.
pub(crate) struct SvgBackend<'a> {
    pen: &'a mut Pen,
    /// Width and height in units of the drawing.
    size: (u32, u32),
    /// The theme used for drawing: its colours become classes.
    theme: &'a Theme,
    /// Whether text must be legible in both light and dark, because the page decides between them.
    is_for_both: bool,
    /// How strokes are dashed.
    dashes: &'a Cell<Option<(f64, f64)>>,
}

impl<'a> SvgBackend<'a> {
    /// A backend of that size. The page decides between light and dark, unless the drawing includes the colours of
    /// its theme. Strokes have the dashes that are set at the time.
    pub(crate) fn new(
        pen: &'a mut Pen,
        size: (u32, u32),
        theme: &'a Theme,
        is_for_both: bool,
        dashes: &'a Cell<Option<(f64, f64)>>,
    ) -> Self {
        Self { pen, size, theme, is_for_both, dashes }
    }
    /// The token of a colour. Everything is drawn in a colour of the theme.
    fn token(&self, colour: BackendColor) -> &'static Token {
        let (red, green, blue) = colour.rgb;
        self.theme.token(Rgb(red, green, blue))
    }
    fn class(&self, colour: BackendColor, is_filled: bool) -> String {
        format!("{}-{}", if is_filled { 'c' } else { 'l' }, self.token(colour).name())
    }
}

/// The opacity attribute of a transparent colour.
fn opacity(colour: BackendColor) -> String {
    if colour.alpha < 1.0 { format!(" opacity=\"{}\"", colour.alpha) } else { String::new() }
}

/// Whether a colour is visible at all.
fn is_seen(colour: BackendColor) -> bool {
    colour.alpha > 0.0
}

/// The result of a drawing call, which never fails: writing into memory is infallible.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        is_filled: bool,
    ) -> Drawn {
        let colour = style.color();
        if is_seen(colour) {
            let bare = if is_filled { "" } else { " fill=\"none\"" };
            self.pen.element(format_args!(
                "<rect class=\"{}\" x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\"{}{bare}/>",
                self.class(colour, is_filled),
                right - left,
                bottom - top,
                opacity(colour)
            ));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let colour = style.color();
        if is_seen(colour) {
            let dashes = self.dashes.get().map(|(on, off)| format!(" stroke-dasharray=\"{on} {off}\""));
            self.pen.element(format_args!(
                "<polyline class=\"{}\" fill=\"none\"{} stroke-width=\"{}\"{} points=\"{}\"/>",
                self.class(colour, false),
                opacity(colour),
                style.stroke_width(),
                dashes.unwrap_or_default(),
                points(path)
            ));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        is_filled: bool,
    ) -> Drawn {
        let colour = style.color();
        if is_seen(colour) {
            let bare = if is_filled { "" } else { " fill=\"none\"" };
            self.pen.element(format_args!(
                "<circle class=\"{}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{}{bare} stroke-width=\"{}\"/>",
                self.class(colour, is_filled),
                opacity(colour),
                style.stroke_width()
            ));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let colour = style.color();
        if is_seen(colour) {
            self.pen.element(format_args!(
                "<polygon class=\"{}\"{} points=\"{}\"/>",
                self.class(colour, true),
                opacity(colour),
                points(corners)
            ));
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let colour = style.color();
        if !is_seen(colour) {
            return Ok(());
        }
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let down = match style.anchor().v_pos {
            VPos::Top => "0.76em",
            VPos::Center => "0.5ex",
            VPos::Bottom => "-0.5ex",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"bold\"" } else { "" };
        let token = self.token(colour);
        let token = if self.is_for_both { token.legible() } else { token };
        self.pen.element(format_args!(
            "<text class=\"c-{}\" x=\"{x}\" y=\"{y}\" dy=\"{down}\" text-anchor=\"{anchor}\" font-family=\"{}\" \
             font-size=\"{}\"{}{weight}>\n{}\n</text>",
            token.name(),
            style.family().as_str(),
            style.size(),
            opacity(colour),
            super::pen::escaped(words)
        ));
        Ok(())
    }
}

/// Points in the syntax of the attribute, without those that lie on the line between others.
fn points(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let all: Vec<BackendCoord> = points.into_iter().collect();
    thinned(&all).into_iter().map(|(x, y)| format!("{x},{y} ")).collect()
}

/// The points of a path without those within one unit, an eighth of a pixel, of the stroke drawn without them.
fn thinned(points: &[BackendCoord]) -> Vec<BackendCoord> {
    let Some(&first) = points.first() else { return Vec::new() };
    let (mut kept, mut from) = (vec![first], 0);
    for next in 2..points.len() {
        if !points[from + 1..next].iter().all(|point| is_on_the_way(*point, points[from], points[next])) {
            from = next - 1;
            kept.push(points[from]);
        }
    }
    kept.extend(points.get(1..).and_then(<[_]>::last));
    kept
}

/// Whether a point lies between two others, within one unit of the stroke that joins them.
fn is_on_the_way(point: BackendCoord, from: BackendCoord, to: BackendCoord) -> bool {
    let along = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let here = (f64::from(point.0 - from.0), f64::from(point.1 - from.1));
    let square = along.0 * along.0 + along.1 * along.1;
    let (reach, across) = (along.0 * here.0 + along.1 * here.1, along.0 * here.1 - along.1 * here.0);
    (0.0..=square).contains(&reach) && across * across <= square
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_drawn_with_the_points_at_which_it_bends() {
        assert_eq!(
            thinned(&[(0, 0), (10, 0), (20, 1), (30, 0), (30, 40), (30, 80)]),
            [(0, 0), (30, 0), (30, 80)]
        );
        assert_eq!(thinned(&[(0, 0), (10, 8), (20, 0)]), [(0, 0), (10, 8), (20, 0)]);
        // A turn back on the same line is not a point on the way.
        assert_eq!(thinned(&[(0, 0), (20, 0), (10, 0)]), [(0, 0), (20, 0), (10, 0)]);
        assert_eq!((thinned(&[(3, 4)]), thinned(&[])), (vec![(3, 4)], vec![]));
    }
}

//! A backend of plotters that writes SVG, with a class for each colour of the theme: `c-revenue` fills, `l-revenue` draws
//! a line.

use super::pen::Pen;
use super::theme::{Rgb, Theme, Token};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::convert::Infallible;

/// Writes what plotters draws with a pen.
pub(crate) struct SvgBackend<'a> {
    pen: &'a mut Pen,
    /// Width and height in units of the drawing.
    size: (u32, u32),
    /// The theme that is drawn with: its colours become classes.
    theme: &'a Theme,
    /// Whether letters must be legible in light and in dark, because the page decides which it is.
    is_for_both: bool,
}

impl<'a> SvgBackend<'a> {
    /// A backend of that size. The page decides on light and dark, unless the drawing brings the colours of its theme.
    pub(crate) fn new(pen: &'a mut Pen, size: (u32, u32), theme: &'a Theme, is_for_both: bool) -> Self {
        Self { pen, size, theme, is_for_both }
    }
    /// The token of a colour. All that is drawn has a colour of the theme.
    fn token(&self, colour: BackendColor) -> &'static Token {
        let (red, green, blue) = colour.rgb;
        self.theme.token(Rgb(red, green, blue))
    }
    fn class(&self, colour: BackendColor, is_filled: bool) -> String {
        format!("{}-{}", if is_filled { 'c' } else { 'l' }, self.token(colour).name())
    }
}

/// The attribute of a colour one can see through.
fn opacity(colour: BackendColor) -> String {
    if colour.alpha < 1.0 { format!(" opacity=\"{}\"", colour.alpha) } else { String::new() }
}

/// Whether there is anything to see of a colour.
fn is_seen(colour: BackendColor) -> bool {
    colour.alpha > 0.0
}

/// What the backend says: nothing, for writing into memory cannot fail.
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
            self.pen.element(format_args!(
                "<polyline class=\"{}\" fill=\"none\"{} stroke-width=\"{}\" points=\"{}\"/>",
                self.class(colour, false),
                opacity(colour),
                style.stroke_width(),
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

/// Points as an attribute has them.
fn points(points: impl IntoIterator<Item = BackendCoord>) -> String {
    points.into_iter().map(|(x, y)| format!("{x},{y} ")).collect()
}

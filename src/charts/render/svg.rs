//! A figure as an SVG document: for export, for print, for the page before any script runs, and for tests.

use super::backend::SvgBackend;
use super::paint::{DrawError, Painting};
use super::pen::{Pen, escaped};
use super::theme::Theme;
use crate::layout::picture::Layout;
use crate::layout::text::wrap;
use crate::layout::view::View;
use crate::spec::figure::Figure;
use crate::spec::scale::to_f64;
use plotters::prelude::IntoDrawingArea;
use std::cell::Cell;

/// The backend only takes whole units: this many of them make one CSS pixel, so that curves are smooth.
const FINE: f64 = 8.0;

/// Margin around a standalone figure, in CSS pixels.
pub const MARGIN: f64 = 14.0;

/// Font size of the lines below an exported figure, and the distance between two of them, in CSS pixels.
pub(super) const FOOT: (f64, f64) = (11.0, 15.0);

/// The figure with its heading and a margin as an SVG document of that size in CSS pixels, including its colours.
///
/// # Errors
/// Errors reported by the backend, which has none when it writes into memory.
pub fn svg(figure: &Figure, theme: &Theme, width: f64, height: f64) -> Result<String, DrawError> {
    let view = View { heading: true, ..View::new(width - 2.0 * MARGIN, height - 2.0 * MARGIN) };
    document(figure, Some(theme), &view, MARGIN, &[])
}

/// The figure as an exported file: light, with title, finding and note above and lines below that give its source.
/// `width` CSS pixels wide; its frame is as high as that of a chart on the page.
///
/// # Errors
/// As [`svg`].
pub fn svg_file(figure: &Figure, width: f64, foot: &[&str]) -> Result<String, DrawError> {
    let view = Layout::with_heading(figure, View::new(width - 2.0 * MARGIN, 0.5 * width + 80.0));
    let lines: Vec<String> = foot.iter().flat_map(|line| wrapped(line, view.width)).collect();
    document(figure, Some(&Theme::light()), &view, MARGIN, &lines)
}

/// A line of the footer broken into as many lines as it needs; a link breaks before its levers.
pub(super) fn wrapped(line: &str, width: f64) -> Vec<String> {
    if !line.contains("://") {
        return wrap(line, FOOT.0, false, width);
    }
    let lines = wrap(&line.replace('&', " &"), FOOT.0, false, width);
    lines.into_iter().map(|line| line.replace(" &", "&")).collect()
}

/// The figure as an SVG document including its colours, rendered according to `view`, whose ratio is ignored.
///
/// # Errors
/// As [`svg`].
pub fn svg_alone(figure: &Figure, theme: &Theme, view: &View) -> Result<String, DrawError> {
    document(figure, Some(theme), view, 0.0, &[])
}

/// The figure as an SVG document with a class for each colour, which the style sheet of the page sets: its rules are
/// in `style/drawings.css`. Rendered according to `view`, whose ratio is ignored.
///
/// # Errors
/// As [`svg`].
pub fn svg_view(figure: &Figure, view: &View) -> Result<String, DrawError> {
    document(figure, None, view, 0.0, &[])
}

fn document(
    figure: &Figure,
    own: Option<&Theme>,
    view: &View,
    margin: f64,
    foot: &[String],
) -> Result<String, DrawError> {
    let whole = |css: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
        {
            libm::round(css.clamp(1.0, 1e5) * FINE) as u32
        }
    };
    let view = View { ratio: FINE, ..view.clone() };
    let theme = own.copied().unwrap_or_else(Theme::light);
    let mut pen = Pen::default();
    {
        let size = (whole(view.width), whole(view.height));
        let (dashes, layout) = (Cell::new(None), Layout::new(figure, &view));
        let area = SvgBackend::new(&mut pen, size, &theme, own.is_none(), &dashes).into_drawing_area();
        let set_dashes = |pattern| dashes.set(pattern);
        let painting =
            Painting { figure, layout: &layout, theme: &theme, view: &view, set_dashes: &set_dashes };
        painting.whole(&area)?;
        area.present().map_err(|error| DrawError(error.to_string()))?;
    }
    // Avoids a negative zero, which would be written as `-0`.
    let corner = 0.0 - margin * FINE;
    let below = if foot.is_empty() { 0.0 } else { to_f64(foot.len()) * FOOT.1 + 6.0 };
    let (wide, high) = (view.width + 2.0 * margin, view.height + 2.0 * margin + below);
    for (i, line) in foot.iter().enumerate() {
        let y = (view.height + 6.0 + (to_f64(i) + 0.8) * FOOT.1) * FINE;
        pen.element(format_args!(
            "<text class=\"c-muted\" x=\"0\" y=\"{y}\" font-size=\"{}\">{}</text>",
            FOOT.0 * FINE,
            escaped(line)
        ));
    }
    let rules = own.map_or_else(String::new, |theme| format!("<style>{}</style>\n", theme.rules()));
    let ground = if margin > 0.0 {
        format!("<rect class=\"c-ground\" x=\"{corner}\" y=\"{corner}\" width=\"100%\" height=\"100%\"/>\n")
    } else {
        String::new()
    };
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
         viewBox=\"{corner} {corner} {} {}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n\
         {rules}{ground}{}</svg>\n",
        wide * FINE,
        high * FINE,
        escaped(&figure.title),
        escaped(&figure.describe()),
        pen.written()
    ))
}

#[cfg(test)]
mod tests {
    use super::super::theme::TOKENS;
    use super::*;
    use crate::render::paint::{Layer, have_same_frame, have_same_marks};
    use crate::spec::mark::Place;
    use crate::spec::sample;

    /// Checks that the drawing matches the one in the repository. If not, and `UPDATE` is set, the new one replaces
    /// it; either way, look at it before you commit it.
    fn check(name: &str, drawn: &str) {
        let path =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/snapshots/figure").join(name);
        if std::fs::read_to_string(&path).is_ok_and(|kept| kept == drawn) {
            return;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, drawn).unwrap();
            return;
        }
        panic!(
            "{name} is no longer drawn as it was: run the tests with UPDATE=1, then look at {}",
            path.display()
        );
    }

    #[test]
    fn figures_are_drawn_as_they_were() {
        for figure in sample::all() {
            for (theme_name, theme, width, height) in
                [("light", Theme::light(), 760.0, 460.0), ("dark", Theme::dark(), 320.0, 400.0)]
            {
                let drawn = svg(&figure, &theme, width, height).unwrap();
                check(&format!("{}-{theme_name}-{width}.svg", figure.id), &drawn);
            }
        }
        let figure = sample::profit();
        let picked = View {
            crosshair: Some(30),
            emphasis: Some("revenue".to_owned()),
            hidden: vec!["before".to_owned(), "electricity".to_owned()],
            ..View::new(640.0, 320.0)
        };
        check("profit-picked-640.svg", &svg_alone(&figure, &Theme::light(), &picked).unwrap());
    }

    /// The lines of what some layers draw, or all together for `None`, in alphabetical order.
    fn drawn(figure: &Figure, layout: &Layout, view: &View, layers: &[Option<Layer>]) -> Vec<String> {
        let (theme, dashes, mut pen) = (Theme::light(), Cell::new(None), Pen::default());
        {
            let area = SvgBackend::new(&mut pen, (5_120, 2_560), &theme, true, &dashes).into_drawing_area();
            let set_dashes = |pattern| dashes.set(pattern);
            let painting = Painting { figure, layout, theme: &theme, view, set_dashes: &set_dashes };
            for layer in layers {
                layer.map_or_else(|| painting.whole(&area), |layer| painting.layer(layer, &area)).unwrap();
            }
        }
        let mut lines: Vec<String> = pen.written().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    }

    #[test]
    fn layers_together_are_the_whole_and_those_below_stay_while_a_mark_moves() {
        let view = View { ratio: FINE, keys: false, ..View::new(640.0, 320.0) };
        let (mut moved_figures, [frame, marks, top]) = (0, [Layer::Frame, Layer::Marks, Layer::Top]);
        for figure in sample::all() {
            let layout = Layout::bare(&figure, &view);
            let of = |layers: &[Option<Layer>]| drawn(&figure, &layout, &view, layers);
            assert_eq!(of(&[Some(frame), Some(marks), Some(top)]), of(&[None]), "{}", figure.id);

            let mut other = figure.clone();
            if let Some(mark) = other.marks.iter_mut().find(|mark| mark.place == Place::Present) {
                mark.x = figure.stops[figure.nearest(mark.x).unwrap() + 1];
                let moved = Layout::bare(&other, &view);
                let of_other = |layer| drawn(&other, &moved, &view, &[Some(layer)]);
                assert!(have_same_frame((&figure, &layout), (&other, &moved)), "{}", figure.id);
                assert!(have_same_marks((&figure, &layout), (&other, &moved)), "{}", figure.id);
                assert_eq!([frame, marks].map(|layer| of(&[Some(layer)])), [frame, marks].map(of_other));
                assert_ne!(of(&[Some(top)]), of_other(top), "{}", figure.id);
                moved_figures += 1;
            }

            let mut other = figure.clone();
            let first = other.series.iter_mut().flat_map(|series| &mut series.values).flatten().next();
            *first.unwrap() *= 0.9;
            let changed = Layout::bare(&other, &view);
            assert!(have_same_frame((&figure, &layout), (&other, &changed)), "{}", figure.id);
            assert!(!have_same_marks((&figure, &layout), (&other, &changed)), "{}", figure.id);
            other.y.domain.1 *= 2.0;
            let changed = Layout::bare(&other, &view);
            assert!(!have_same_frame((&figure, &layout), (&other, &changed)), "{}", figure.id);
        }
        assert!(moved_figures > 0);
    }

    #[test]
    fn a_file_says_where_it_comes_from_within_its_width() {
        let link = format!("https://example.org/?v=2{}", "&electricity=0.0123".repeat(12));
        let source = "Source: Token Factory <0.1>";
        for figure in sample::all() {
            let drawn = svg_file(&figure, 960.0, &[source, &link]).unwrap();
            assert!(drawn.contains("Token Factory &lt;0.1&gt;</text>"), "{}", figure.id);
            let lines: Vec<&str> = drawn.lines().filter(|line| line.contains("electricity=0.0123")).collect();
            let parts: usize = lines.iter().map(|line| line.matches("electricity=0.0123").count()).sum();
            assert!(lines.len() > 1 && parts == 12, "{}: {} lines, {parts} levers", figure.id, lines.len());
            // The part above the footer has the same height as without a footer.
            let high = |drawn: &str| {
                let rest = drawn.split_once(" height=\"").unwrap().1;
                rest.split_once('"').unwrap().0.parse::<f64>().unwrap()
            };
            let without = svg_file(&figure, 960.0, &[]).unwrap();
            assert!((high(&drawn) - high(&without) - 15.0 * (1.0 + lines.len() as f64) - 6.0).abs() < 1e-9);
        }
    }

    /// The style sheet of drawings.
    const RULES: &str = include_str!("../../../style/drawings.css");

    /// Classes of a drawing that have no rule.
    fn without_rule(drawn: &str) -> Vec<&str> {
        let classes = drawn.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        classes
            .flat_map(str::split_whitespace)
            .filter(|class| {
                !RULES.contains(&format!(".{class} {{")) && !RULES.contains(&format!(".{class},"))
            })
            .collect()
    }

    #[test]
    fn each_colour_is_a_class_that_has_a_rule() {
        for figure in sample::all() {
            let drawn = svg_view(&figure, &View::new(640.0, 400.0)).unwrap();
            assert_eq!(without_rule(&drawn), Vec::<&str>::new(), "{}", figure.id);
            assert!(!drawn.contains("=\"#") && !drawn.contains("opacity=\"1\""), "{}", figure.id);
            let alone = svg_alone(&figure, &Theme::dark(), &View::new(640.0, 400.0)).unwrap();
            assert!(alone.contains(&Theme::dark().rules()), "{}", figure.id);
        }
    }

    #[test]
    fn letters_that_would_be_hard_to_read_are_in_ink() {
        let letters = |role| {
            let token = Theme::light().token(Theme::light().role(role));
            token.legible().name()
        };
        assert_eq!(letters(crate::spec::role::Role::Electricity), "ink");
        assert_eq!(letters(crate::spec::role::Role::Revenue), "revenue");
    }

    #[test]
    fn style_sheet_and_theme_have_the_same_colours() {
        let sheet = include_str!("../../../style/tokens.css");
        let light = sheet.split_once("@media").unwrap().0;
        let value = |name: &str| {
            let rest = light.split_once(&format!("{name}:")).unwrap_or_else(|| panic!("{name}")).1;
            rest.split_once(';').unwrap().0.trim()
        };
        for token in &TOKENS {
            let mut own = value(token.css);
            if let Some(other) = own.strip_prefix("var(") {
                own = value(other.trim_end_matches(')'));
            }
            let both = own.trim_start_matches("light-dark(").trim_end_matches(')');
            let (light, dark) = both.split_once(", ").unwrap();
            assert_eq!([light, dark], [token.light.hex(), token.dark.hex()], "{}", token.css);
            // Two tokens of the same colour become one class: they must also share their dark colour.
            let twin = TOKENS.iter().find(|other| other.light == token.light).unwrap();
            assert_eq!(twin.dark, token.dark, "{} and {}", token.css, twin.css);
            for rule in [
                format!(".c-{} {{ fill: var({}); }}", token.name(), token.css),
                format!(".l-{} {{ stroke: var({}); }}", token.name(), token.css),
            ] {
                assert!(RULES.contains(&rule), "{rule}");
            }
        }
    }

    #[test]
    fn a_drawing_is_quick_to_paint() {
        for figure in sample::all() {
            for width in [320.0, 760.0, 1_280.0] {
                let drawn = svg(&figure, &Theme::light(), width, 460.0).unwrap();
                let strokes = drawn.matches("/>").count() + drawn.matches("<text").count();
                assert!(strokes < 400, "{} at {width}: {strokes} calls", figure.id);
            }
        }
    }

    #[test]
    fn no_letter_is_smaller_than_eleven_pixels() {
        let drawn = svg(&sample::frontier(), &Theme::light(), 320.0, 400.0).unwrap();
        let sizes = drawn.split("font-size=\"").skip(1).map(|rest| {
            let (size, _) = rest.split_once('"').unwrap();
            size.parse::<f64>().unwrap() / FINE
        });
        let smallest = sizes.fold(f64::INFINITY, f64::min);
        assert!((smallest - 11.0).abs() < 1e-6, "{smallest}");
    }
}

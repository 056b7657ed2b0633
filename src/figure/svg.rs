//! A figure as an SVG document: for export, for print, for the page before any script has run, for tests.

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use std::fmt::Write;

use super::draw::paint;
use super::layout::View;
use super::{DrawError, Figure, Theme};

/// The backend knows whole units only: as many of them make one CSS pixel, so that curves are smooth.
const FINE: f64 = 8.0;
/// The backend writes letters smaller than it is told, by this.
const LETTER: f64 = 1.24;

/// Room around a figure that stands alone, in CSS pixels.
const MARGIN: f64 = 14.0;

/// The figure with its heading and some room around it as an SVG document of that size in CSS pixels.
///
/// # Errors
/// What the backend reports; writing into memory, it has nothing to report.
pub fn svg(figure: &Figure, theme: &Theme, width: f64, height: f64) -> Result<String, DrawError> {
    let view = View { heading: true, ..View::new(width - 2.0 * MARGIN, height - 2.0 * MARGIN) };
    document(figure, theme, &view, MARGIN)
}

/// The figure as an SVG document, seen as `view` says. Its ratio is of no account.
///
/// # Errors
/// As [`svg`].
pub fn svg_view(figure: &Figure, theme: &Theme, view: &View) -> Result<String, DrawError> {
    document(figure, theme, view, 0.0)
}

fn document(figure: &Figure, theme: &Theme, view: &View, margin: f64) -> Result<String, DrawError> {
    let whole = |css: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
        {
            libm::round(css.clamp(1.0, 1e5) * FINE) as u32
        }
    };
    let view = View { ratio: FINE, ..view.clone() };
    let size = (whole(view.width), whole(view.height));
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
        paint(&area, figure, theme, &view, LETTER)?;
        area.present().map_err(|error| DrawError(error.to_string()))?;
    }
    // The backend's own opening tag gives its fine units as the size.
    let inside = drawn.split_once('>').map_or("", |(_, rest)| rest.trim_start());
    let mut text = String::with_capacity(inside.len() + 1_000);
    let corner = -margin * FINE;
    let (wide, high) = (view.width + 2.0 * margin, view.height + 2.0 * margin);
    let _infallible = write!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
         viewBox=\"{corner} {corner} {} {}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n",
        wide * FINE,
        high * FINE,
        escaped(&figure.title),
        escaped(&figure.describe()),
    );
    if margin > 0.0 {
        let ground = theme.ground().hex();
        let _infallible = writeln!(
            text,
            "<rect x=\"{corner}\" y=\"{corner}\" width=\"100%\" height=\"100%\" fill=\"{ground}\"/>"
        );
    }
    text.push_str(inside);
    Ok(text)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    /// The drawing agrees with the one in the repository. Where it does not, the new one is written in its
    /// place if `UPDATE` is set; either way look at it before it is committed.
    fn check(name: &str, drawn: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/figure").join(name);
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
        check("profit-picked-640.svg", &svg_view(&figure, &Theme::light(), &picked).unwrap());
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

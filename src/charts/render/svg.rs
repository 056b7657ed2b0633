//! A figure as an SVG document: for export, for print, for the page before any script has run, for tests.

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use std::fmt::Write;

use super::paint::{DrawError, paint};
use super::theme::{Duty, Rgb, TOKENS, Theme, Token};
use crate::layout::view::View;
use crate::spec::figure::Figure;

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
    // Zero without the sign that `-0.0` is written with.
    let corner = 0.0 - margin * FINE;
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

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Contrast that letters need with what they stand on.
const LEGIBLE: f64 = 4.5;

/// A drawing in the colours of [`Theme::light`] with a class in place of each colour, so that the style sheet decides
/// which it is: `class="c-revenue"` fills, `class="l-revenue"` draws a line. The rules are in `style/drawings.css`.
///
/// What is no colour of the theme stays an attribute. Letters in a colour that is hard to read on one of the grounds
/// are in ink.
pub fn themed(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        // Texts are escaped: a tag ends at the first angle.
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        out.push('<');
        classed(tag, &mut out);
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What is between the angles of a tag, with classes in place of colours.
fn classed(tag: &str, out: &mut String) {
    let is_text = tag.starts_with("text");
    let mut classes = Vec::new();
    let mut kept = String::new();
    let mut rest = tag;
    // Attributes are `name="value"`; what precedes the first quote of each is its name.
    while let Some((name, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        let colour = Rgb::parse(value).and_then(token);
        let place = name.len() - name.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
        let (head, attribute) = name.split_at(name.len() - place);
        match (attribute, colour) {
            ("fill", Some(token)) => {
                classes.push(format!("c-{}", short(if is_text { legible(token) } else { token })));
                kept.push_str(head.trim_end());
            }
            ("stroke", Some(token)) => {
                classes.push(format!("l-{}", short(token)));
                kept.push_str(head.trim_end());
            }
            ("class", _) => {
                classes.insert(0, value.to_owned());
                kept.push_str(head.trim_end());
            }
            // As it is where nothing is said.
            ("opacity", _) if value == "1" => kept.push_str(head.trim_end()),
            ("stroke", _) if value == "none" => kept.push_str(head.trim_end()),
            _ => {
                let _infallible = write!(kept, "{name}=\"{value}\"");
            }
        }
        rest = after;
    }
    if classes.is_empty() {
        out.push_str(tag);
        return;
    }
    // The name of the element is the first word.
    let end = kept.find([' ', '/', '\n']).unwrap_or(kept.len());
    let (element, attributes) = kept.split_at(end);
    let _infallible = write!(out, "{element} class=\"{}\"{attributes}{rest}", classes.join(" "));
}

/// The token of a colour of the light theme.
fn token(colour: Rgb) -> Option<&'static Token> {
    TOKENS.iter().find(|token| token.light == colour)
}

/// The token, or that of ink where letters in it would be hard to read.
fn legible(token: &'static Token) -> &'static Token {
    let [ground, ink] = [&TOKENS[0], &TOKENS[1]];
    let is_legible =
        token.light.contrast(ground.light) >= LEGIBLE && token.dark.contrast(ground.dark) >= LEGIBLE;
    if is_legible || token.duty == Duty::Ground { token } else { ink }
}

/// The name of a token without what all have in common: `revenue`.
fn short(token: &Token) -> &'static str {
    token.css.trim_start_matches("--figure-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::sample;

    /// The drawing agrees with the one in the repository. Where it does not, the new one is written in its
    /// place if `UPDATE` is set; either way look at it before it is committed.
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
        check("profit-picked-640.svg", &svg_view(&figure, &Theme::light(), &picked).unwrap());
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
    fn each_colour_becomes_a_class_that_has_a_rule() {
        for figure in sample::all() {
            let drawn = svg(&figure, &Theme::light(), 640.0, 400.0).unwrap();
            let themed = themed(&drawn);
            assert_eq!(without_rule(&themed), Vec::<&str>::new(), "{}", figure.id);
            assert!(!themed.contains("=\"#"), "{}", figure.id);
            let count = |text: &str| (text.matches('<').count(), text.matches("points=").count());
            assert_eq!(count(&themed), count(&drawn), "{}", figure.id);
            // As many letters as before, and no attribute is lost but colours and what says nothing.
            for kept in ["font-size=", "stroke-width=", "fill=\"none\"", "</text>", "opacity=\"0."] {
                assert_eq!(themed.matches(kept).count(), drawn.matches(kept).count(), "{} {kept}", figure.id);
            }
            assert!(!themed.contains("opacity=\"1\""), "{}", figure.id);
        }
    }

    #[test]
    fn what_is_no_colour_of_the_theme_stays() {
        let ink = Theme::light().ink().hex();
        let line = format!("<rect x=\"1\" fill=\"none\" stroke=\"{}\"/>", ink.to_uppercase());
        assert_eq!(themed(&line), "<rect class=\"l-ink\" x=\"1\" fill=\"none\"/>");
        let both = format!("<rect class=\"row\" fill=\"{ink}\" stroke=\"{ink}\" x=\"1\"/>a < b");
        assert!(themed(&both).starts_with("<rect class=\"row c-ink l-ink\" x=\"1\"/>"));
        for same in ["<path fill=\"url(#hatch)\" stroke=\"#123456\"/>", "<a href=\"#x\">", "</a>", "text", ""]
        {
            assert_eq!(themed(same), same);
        }
    }

    #[test]
    fn letters_that_would_be_hard_to_read_are_in_ink() {
        let letters = |role| themed(&format!("<text fill=\"{}\">a</text>", Theme::light().role(role).hex()));
        assert_eq!(letters(crate::spec::role::Role::Electricity), "<text class=\"c-ink\">a</text>");
        assert_eq!(letters(crate::spec::role::Role::Revenue), "<text class=\"c-revenue\">a</text>");
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
            // Two tokens of one colour become one class: they must be one colour in the dark, too.
            let twin = TOKENS.iter().find(|other| other.light == token.light).unwrap();
            assert_eq!(twin.dark, token.dark, "{} and {}", token.css, twin.css);
            for rule in [
                format!(".c-{} {{ fill: var({}); }}", short(token), token.css),
                format!(".l-{} {{ stroke: var({}); }}", short(token), token.css),
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

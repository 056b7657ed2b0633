//! Writes SVG, with a class for each colour; the boxes of all texts are available to tests.
//!
//! Charts with two axes come through the plotters backend. Drawings without axes (flow, tornado, shocks, dots) call it
//! directly: they place texts by their width and link or mark parts of the picture, for which plotters has no means.

use crate::layout::geometry::Rect;
use crate::layout::text::{width as text_width, wrap};
use std::fmt::{Arguments, Write};

/// Smallest font size of a drawing, in CSS pixels.
pub(crate) const SMALL: f64 = 11.0;

/// How a text is aligned to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Letters {
    /// Size in CSS pixels.
    pub size: f64,
    /// The alignment.
    pub from: From,
    /// Whether they are bold.
    pub is_bold: bool,
    /// Whether they are muted.
    pub is_muted: bool,
    /// Width of the halo around them.
    pub rim: f64,
}

/// Small text in ink.
pub(crate) const PLAIN: Letters =
    Letters { size: 12.0, from: From::Start, is_bold: false, is_muted: false, rim: 3.0 };

impl Letters {
    pub(crate) const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }
    pub(crate) const fn muted(self) -> Self {
        Self { is_muted: true, ..self }
    }
    pub(crate) const fn from(self, from: From) -> Self {
        Self { from, ..self }
    }
    pub(crate) const fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }
    pub(crate) const fn rim(self, rim: f64) -> Self {
        Self { rim, ..self }
    }
    /// The width of words set this way, in CSS pixels, overestimated rather than underestimated.
    pub(crate) fn width(&self, words: &str) -> f64 {
        text_width(words, self.size, self.is_bold)
    }
}

/// A drawing in progress.
#[derive(Debug, Default)]
pub(crate) struct Pen {
    out: String,
    /// The bounding boxes of all texts, with the texts.
    pub texts: Vec<(Rect, String)>,
}

impl Pen {
    /// Writes an element as given.
    pub(crate) fn element(&mut self, element: Arguments<'_>) {
        let _infallible = self.out.write_fmt(element);
        self.out.push('\n');
    }
    /// The markup written so far.
    pub(crate) fn written(&self) -> &str {
        &self.out
    }
    /// A circle.
    pub(crate) fn circle(&mut self, [x, y]: [f64; 2], radius: f64, class: &str, rest: &str) {
        self.element(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius:.2}\"{rest}/>"
        ));
    }
    /// A rectangle; no side may be negative. The class determines its colours.
    pub(crate) fn rect(&mut self, rect: Rect, class: &str, rest: &str) {
        let _infallible = writeln!(
            self.out,
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"{rest}/>",
            rect.left,
            rect.top,
            rect.width().max(0.0),
            rect.height().max(0.0)
        );
    }
    /// A path by its commands.
    pub(crate) fn path(&mut self, commands: &str, class: &str, rest: &str) {
        let _infallible = writeln!(self.out, "<path class=\"{class}\" d=\"{commands}\"{rest}/>");
    }
    /// A stroke between two points.
    pub(crate) fn line(&mut self, [x0, y0]: [f64; 2], [x1, y1]: [f64; 2], class: &str, rest: &str) {
        self.path(&format!("M{x0:.1} {y0:.1}L{x1:.1} {y1:.1}"), class, &format!(" fill=\"none\"{rest}"));
    }
    /// Words with their baseline at `y`, with a halo in the ground colour so that they are legible on any colour.
    pub(crate) fn text(&mut self, [x, y]: [f64; 2], letters: &Letters, words: &str) {
        let wide = letters.width(words);
        let (anchor, left) = match letters.from {
            From::Start => ("start", x),
            From::Middle => ("middle", x - wide / 2.0),
            From::End => ("end", x - wide),
        };
        let rect =
            Rect { left, right: left + wide, top: y - 0.8 * letters.size, bottom: y + 0.25 * letters.size };
        self.texts.push((rect, words.to_owned()));
        let weight = if letters.is_bold { " font-weight=\"600\"" } else { "" };
        let _infallible = writeln!(
            self.out,
            "<text class=\"{} l-ground\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\" text-anchor=\"{anchor}\"{weight} \
             stroke-width=\"{}\" paint-order=\"stroke\" stroke-linejoin=\"round\">{}</text>",
            if letters.is_muted { "c-muted" } else { "c-ink" },
            letters.size,
            letters.rim,
            escaped(words)
        );
    }
    /// A title and a finding at the top, in as many lines as they need. Returns their lower side.
    pub(crate) fn heading(&mut self, [title, finding]: [&str; 2], width: f64) -> f64 {
        let mut y = 4.0;
        let name = PLAIN.bold().size(17.0);
        for line in wrap(title, name.size, true, width) {
            self.text([0.0, y + 14.0], &name, &line);
            y += 21.0;
        }
        let said = PLAIN.size(13.0);
        for line in wrap(finding, said.size, false, width) {
            self.text([0.0, y + 13.0], &said, &line);
            y += 18.0;
        }
        y
    }
    /// Opens a link to a number in the manual.
    pub(crate) fn open(&mut self, name: &str) {
        let _infallible = writeln!(self.out, "<a data-number=\"{name}\" href=\"manual.html#{name}\">");
    }
    /// Opens a link with a description in words for readers who cannot see the drawing.
    pub(crate) fn open_described(&mut self, address: &str, [kind, name]: [&str; 2], about: &str) {
        let _infallible = writeln!(
            self.out,
            "<a href=\"{address}\" aria-describedby=\"{kind}.{name}\" data-name=\"{kind}\">\n\
             <desc id=\"{kind}.{name}\">{}</desc>",
            escaped(about)
        );
    }
    /// Closes a link.
    pub(crate) fn close(&mut self) {
        self.out.push_str("</a>\n");
    }
    /// A pattern of slanted strokes in a colour, for parts not distinguished by colour alone: fill with `url(#id)`.
    pub(crate) fn hatch(&mut self, id: &str, token: &str, side: u8) {
        let _infallible = writeln!(
            self.out,
            "<defs><pattern id=\"{id}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect class=\"c-ground\" width=\"{side}\" height=\"{side}\"/>\
             <rect class=\"c-{token}\" width=\"3\" height=\"{side}\"/></pattern></defs>"
        );
    }
    /// The whole drawing as a group of links with a name.
    pub(crate) fn finish_named(self, [wide, high]: [f64; 2], name: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
             viewBox=\"0 0 {wide} {high}\" role=\"group\" aria-label=\"{}\" font-family=\"sans-serif\">\n{}</svg>\n",
            escaped(name).replace('"', "&quot;"),
            self.out
        )
    }
    /// The whole drawing. With links it is a group, so that they are reachable; otherwise it is a single image.
    pub(crate) fn finish(self, [wide, high]: [f64; 2], title: &str, about: &str) -> String {
        let role = if self.out.contains("<a ") { "group" } else { "img" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high:.0}\" \
             viewBox=\"0 0 {wide} {high:.0}\" role=\"{role}\" font-family=\"sans-serif\">\n<title>{}</title>\n\
             <desc>{}</desc>\n{}</svg>\n",
            escaped(title),
            escaped(about),
            self.out
        )
    }
}

/// A text escaped for markup.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Texts of a drawing that overlap another or extend beyond it.
#[cfg(test)]
pub(crate) fn faults(texts: &[(Rect, String)], [wide, high]: [f64; 2]) -> Vec<String> {
    let mut found = Vec::new();
    let border = Rect { left: 0.0, top: 0.0, right: wide, bottom: high };
    for (i, (rect, text)) in texts.iter().enumerate() {
        if !border.holds((rect.left, rect.top)) || !border.holds((rect.right, rect.bottom)) {
            found.push(format!("{text:?} leaves the drawing"));
        }
        found.extend(
            texts
                .iter()
                .skip(i + 1)
                .filter(|(other, _)| other.meets(rect))
                .map(|(_, other)| format!("{text:?} touches {other:?}")),
        );
    }
    found
}

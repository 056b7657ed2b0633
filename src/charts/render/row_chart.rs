//! Rows on one logarithmic axis, drawn as SVG: title and finding above, numbers and a note below.

use super::pen::{From, PLAIN, Pen, SMALL};
use crate::layout::text::wrap;
use crate::spec::scale::{Scale, ScaleKind, to_f64};

/// A chart of rows in progress.
pub(crate) struct Rows {
    /// The pen to draw with.
    pub pen: Pen,
    /// The width in CSS pixels.
    pub width: f64,
    /// The scale from numbers to pixels.
    pub scale: Scale,
    /// Upper side of the rows.
    pub top: f64,
    /// Lower side of the rows.
    pub bottom: f64,
}

impl Rows {
    /// Title, finding and room for a key of the given height, above rows with a total height of `high` pixels and an
    /// axis between two pixels of the width.
    pub(crate) fn new(
        [title, finding]: [&str; 2],
        width: f64,
        domain: (f64, f64),
        range: (f64, f64),
        [key, high]: [f64; 2],
    ) -> Self {
        let mut pen = Pen::default();
        let y = pen.heading([title, finding], width);
        let top = y + 10.0 + key;
        Self { pen, width, scale: Scale::new(ScaleKind::Log, domain, range), top, bottom: top + high }
    }
    /// The pixel of a number; clamped to the nearest end.
    pub(crate) fn x(&self, value: f64) -> f64 {
        let (left, right) = self.scale.range();
        self.scale.project(value).unwrap_or(left).clamp(left, right)
    }
    /// Grid lines through all rows, with numbers below them.
    pub(crate) fn grid(&mut self, write: impl Fn(f64) -> String) {
        let (left, right) = self.scale.range();
        let letters = PLAIN.muted().size(SMALL).from(From::Middle);
        let count = if right - left < 300.0 { 4 } else { 7 };
        let mut free = f64::NEG_INFINITY;
        for mark in self.scale.ticks(count) {
            let (x, words) = (self.x(mark), write(mark));
            self.pen.line([x, self.top], [x, self.bottom], "l-grid", "");
            let half = letters.width(&words) / 2.0;
            let place = x.clamp(half, (self.width - half).max(half));
            if place - half >= free {
                self.pen.text([place, self.bottom + 15.0], &letters, &words);
                free = place + half + 6.0;
            }
        }
        self.pen.line([left, self.bottom], [right, self.bottom], "l-axis", "");
    }
    /// A thin line from one number to another with both ends marked.
    pub(crate) fn span(&mut self, (low, high): (f64, f64), y: f64, class: &str) {
        let (left, right) = (self.x(low), self.x(high));
        self.pen.line([left, y], [right, y], class, "");
        for x in [left, right] {
            self.pen.line([x, y - 3.0], [x, y + 3.0], class, "");
        }
    }
    /// A disc with a halo in the ground colour.
    pub(crate) fn dot(&mut self, value: f64, y: f64, token: &str) {
        let x = self.x(value);
        let disc = |radius: f64| {
            format!(
                "M{:.1} {y:.1}a{radius} {radius} 0 1 0 {1} 0a{radius} {radius} 0 1 0 -{1} 0Z",
                x - radius,
                2.0 * radius
            )
        };
        self.pen.path(&disc(5.5), "c-ground", "");
        self.pen.path(&disc(4.5), &format!("c-{token}"), "");
    }
    /// Words next to the range between two numbers, on the side with room for them: preferably on the right, or on
    /// the left with `prefers_left`.
    pub(crate) fn side_label(&mut self, (low, high): (f64, f64), y: f64, prefers_left: bool, words: &str) {
        let wide = PLAIN.width(words) + 7.0;
        let (start, end) = (self.x(low), self.x(high));
        let fits_left = start - wide >= self.scale.range().0;
        let fits_right = end + wide <= self.scale.range().1;
        if if prefers_left { fits_left } else { fits_left && !fits_right } {
            self.pen.text([start - 7.0, y], &PLAIN.from(From::End), words);
        } else {
            self.pen.text([end + 7.0, y], &PLAIN, words);
        }
    }
    /// The name of the axis and a note; returns the total height.
    pub(crate) fn foot(&mut self, caption: &str, note: &str) -> f64 {
        let (left, right) = self.scale.range();
        let letters = PLAIN.muted();
        let half = letters.width(caption) / 2.0;
        let place = f64::midpoint(left, right).clamp(half, (self.width - half).max(half));
        self.pen.text([place, self.bottom + 32.0], &letters.from(From::Middle), caption);
        let lines = wrap(note, SMALL, false, self.width - 8.0);
        for (i, line) in lines.iter().enumerate() {
            let y = self.bottom + 53.0 + 14.0 * to_f64(i);
            self.pen.text([0.0, y], &PLAIN.muted().size(SMALL), line);
        }
        self.bottom + 46.0 + 14.0 * to_f64(lines.len())
    }
}

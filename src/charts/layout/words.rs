//! Texts with their positions.

use super::geometry::{Point, Rect};
use super::text::width;

/// Which end of a text is at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Left,
    Centre,
    Right,
}

/// A text with a position, which is at half its height.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Words {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
    pub size: f64,
    pub bold: bool,
    pub muted: bool,
    /// Whether it needs a halo in the colour of the ground because it overlaps marks.
    pub halo: bool,
    /// The series whose colour it has, if that colour is dark enough to read.
    pub of: Option<usize>,
}

impl Words {
    pub(crate) fn new(text: impl Into<String>, (x, y): Point, anchor: Anchor, size: f64) -> Self {
        Self { text: text.into(), x, y, anchor, size, bold: false, muted: false, halo: false, of: None }
    }
    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
    pub(crate) fn muted(self) -> Self {
        Self { muted: true, ..self }
    }
    /// Its bounding rectangle.
    pub(crate) fn rect(&self) -> Rect {
        let wide = width(&self.text, self.size, self.bold);
        let left = match self.anchor {
            Anchor::Left => self.x,
            Anchor::Centre => self.x - wide / 2.0,
            Anchor::Right => self.x - wide,
        };
        let half = self.size * 0.58;
        Rect { left, right: left + wide, top: self.y - half, bottom: self.y + half }
    }
}

/// Moves a text so that it lies within the width of the picture.
pub(crate) fn inside(words: Words, wide: f64) -> Words {
    let rect = words.rect();
    let shift = (0.0 - rect.left).max(0.0) + (wide - 1.0 - rect.right).min(0.0);
    Words { x: words.x + shift, ..words }
}

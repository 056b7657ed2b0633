//! Points and rectangles.

/// A point in CSS pixels, to the right and downwards.
pub(crate) type Point = (f64, f64);

/// A rectangle in CSS pixels; the vertical axis runs downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Right side.
    pub right: f64,
    /// Lower side.
    pub bottom: f64,
}

impl Rect {
    /// From left to right.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
    /// From top to bottom.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
    /// Whether a point lies inside it or on its border.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left - 1e-6 && x <= self.right + 1e-6 && y >= self.top - 1e-6 && y <= self.bottom + 1e-6
    }
    /// Whether the two overlap by more than a border.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

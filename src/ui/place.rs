//! Positions along a track, without inline styles in the markup.
//!
//! A policy that forbids inline styles (`style-src` without `unsafe-inline`) still allows styles set by a script or a
//! style sheet. So the prerendered page gives the position as one of about a hundred classes, and the program sets it
//! exactly.

use std::fmt::Write;

/// The number of parts into which a track is divided.
const PARTS: u16 = 100;

/// The class for a position from 0 at the left end to 1 at the right.
pub fn place(at: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the parts")]
    let part = libm::round(at.clamp(0.0, 1.0) * f64::from(PARTS)) as u16;
    format!("at-{part}")
}

/// The style sheet for all positions: each class sets `--at`.
pub fn places() -> String {
    let mut css = String::new();
    for part in 0..=PARTS {
        let _infallible = write!(css, ".at-{part}{{--at:{}}}", f64::from(part) / f64::from(PARTS));
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_rule() {
        let css = places();
        for at in [0.0, 0.003, 0.5, 0.777, 1.0, -1.0, 2.0] {
            assert!(css.contains(&format!(".{}{{--at:", place(at))), "{at}");
        }
        assert!(css.contains(".at-20{--at:0.2}"));
    }
}

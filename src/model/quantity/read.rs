//! Reading a number in plain notation: `-12.5e3`.
//!
//! The way of Rust's own reader rests on ten kilobytes of powers, which no compression makes smaller. Whatever runs the
//! program of the page (feature `lent-reader`) has such a reader already, and lends it.

#[cfg(not(all(feature = "lent-reader", target_arch = "wasm32")))]
/// The number nearest to a decimal text; none where it is no number.
pub fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[cfg(all(feature = "lent-reader", target_arch = "wasm32"))]
pub use lent::{lend, number};

#[cfg(all(feature = "lent-reader", target_arch = "wasm32"))]
mod lent {
    use std::cell::Cell;

    thread_local! {
        static READER: Cell<fn(&str) -> f64> = const { Cell::new(|_| f64::NAN) };
    }

    /// Lends a reader: it gets digits, a point, an exponent and signs, and gives the nearest number, or none that is one.
    pub fn lend(reader: fn(&str) -> f64) {
        READER.set(reader);
    }

    /// The number nearest to a decimal text; none where it is no number.
    pub fn number(text: &str) -> Option<f64> {
        let is_plain = !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
        let value = if is_plain { READER.get()(text) } else { f64::NAN };
        (!value.is_nan()).then_some(value)
    }
}

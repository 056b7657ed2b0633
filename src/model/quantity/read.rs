//! Reading a number in plain notation: `-12.5e3`.
//!
//! Rust's own parser needs ten kilobytes of tables of powers, which do not compress. Browsers and Node already have a
//! parser: with the feature `host-number-parser`, theirs is called.

#[cfg(not(all(feature = "host-number-parser", target_arch = "wasm32")))]
/// The number nearest to a decimal text; `None` if the text is not a number.
pub fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[cfg(all(feature = "host-number-parser", target_arch = "wasm32"))]
pub use host::{number, set_parser};

#[cfg(all(feature = "host-number-parser", target_arch = "wasm32"))]
mod host {
    use std::cell::Cell;

    thread_local! {
        static PARSER: Cell<fn(&str) -> f64> = const { Cell::new(|_| f64::NAN) };
    }

    /// Sets the parser of the host: it gets digits, a point, an exponent and signs, and returns the nearest number, or NaN.
    pub fn set_parser(parser: fn(&str) -> f64) {
        PARSER.set(parser);
    }

    /// The number nearest to a decimal text; `None` if the text is not a number.
    pub fn number(text: &str) -> Option<f64> {
        let is_plain = !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
        let value = if is_plain { PARSER.get()(text) } else { f64::NAN };
        (!value.is_nan()).then_some(value)
    }
}

//! Columns that are neither levers nor numbers.

/// The column that counts the scenarios of a grid, from 0.
pub const SCENARIO: &str = "scenario";

/// The column that says why numbers are missing.
pub const REASON: &str = "reason";

//! Numbers and texts in CSV files, for spreadsheets and other programs.

use crate::quantity::{Unit, read};

/// Starts a file for spreadsheets, which otherwise read `×` and `µ` as two letters each.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// A number in base units as written to files: in its unit, without the last bits that the conversion to base units and
/// back has changed.
pub fn filed(base: f64, unit: &Unit) -> f64 {
    let shown = unit.shown(base);
    read::number(&format!("{shown:.13e}")).unwrap_or(shown)
}

/// A number in base units as a cell, in its unit; empty if it is not finite.
pub fn number(base: f64, unit: &Unit) -> String {
    if base.is_finite() { filed(base, unit).to_string() } else { String::new() }
}

/// A text made safe for spreadsheets: one that would be taken for a formula gets an apostrophe in front.
pub fn harmless(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet would take a text for a formula. Numbers are not texts: a negative number stays a number. The
/// page's own files follow the same rule (`src/script/files.js`).
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The name of a column: `profit.profit ($/year)`.
pub fn column(name: &str, unit: &Unit) -> String {
    if unit.symbol.is_empty() { name.to_owned() } else { format!("{name} ({})", unit.symbol) }
}

/// Cells as a line. Cells with commas, quotation marks or line ends are quoted.
pub fn line(cells: impl IntoIterator<Item = String>) -> String {
    let quoted = |cell: String| {
        if cell.contains([',', '"', '\r', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::unit::{PERCENT, TIMES, USD_PER_KWH};

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert!(is_formula(text), "{text}");
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "1", "a=1", "−$3", "(0 - x)", "'=1"] {
            assert!(!is_formula(text), "{text}");
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn cells_hold_numbers_in_their_unit() {
        assert_eq!(number(0.4, &PERCENT), "40");
        assert_eq!(number(USD_PER_KWH.base(0.07), &USD_PER_KWH), "0.07");
        assert_eq!(number(f64::NAN, &PERCENT), "");
        assert_eq!(column("cost.total", &TIMES), "cost.total (×)");
        assert_eq!(line(["a".to_owned(), "b, \"c\"".to_owned()]), "a,\"b, \"\"c\"\"\"\r\n");
    }
}

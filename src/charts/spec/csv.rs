//! A figure's numbers as comma-separated values, for spreadsheets and other programs.

use super::figure::Figure;
use super::table::{Cell, Column};
use model::format::cells::{BYTE_ORDER_MARK, harmless, line};

impl Figure {
    /// Every number that is drawn, unrounded: a column for each series with its unit in the name, and a row for each
    /// position on the horizontal axis. Cells where a series has no number are empty. The last rows describe the
    /// file, each with a name and a text.
    pub fn csv(&self, about: &[(&str, &str)]) -> String {
        let table = self.table();
        let mut out = String::from(BYTE_ORDER_MARK);
        let width = table.columns.len().max(2);
        let mut row = |cells: Vec<String>| {
            let blank = std::iter::repeat_n(String::new(), width.saturating_sub(cells.len()));
            out.push_str(&line(cells.into_iter().chain(blank)));
        };
        row(table.columns.iter().map(|column| harmless(&head(column))).collect());
        for cells in &table.rows {
            row(cells.iter().map(cell).collect());
        }
        for (name, said) in about {
            row(vec![harmless(name), harmless(said)]);
        }
        out
    }
}

fn head(Column { label, unit }: &Column) -> String {
    if unit.is_empty() { label.clone() } else { format!("{label} ({unit})") }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Value { number, .. } => number.to_string(),
        Cell::Name(name) => harmless(name),
        Cell::Missing(_) | Cell::Blank => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::sample;

    #[test]
    fn a_file_has_every_number_of_the_table_to_the_bit() {
        for figure in sample::all() {
            let written = figure.csv(&[("file.title", &figure.title)]);
            let mut reader = csv::Reader::from_reader(written.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
            let table = figure.table();
            let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            assert_eq!(heads, table.columns.iter().map(head).collect::<Vec<_>>(), "{}", figure.id);
            let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(read.len(), table.rows.len() + 1, "{}", figure.id);
            for (cells, read) in table.rows.iter().zip(&read) {
                for (cell, read) in cells.iter().zip(read) {
                    match cell {
                        Cell::Value { number, .. } => {
                            assert_eq!(read.parse::<f64>().unwrap().to_bits(), number.to_bits());
                        }
                        Cell::Name(name) => assert_eq!(read, name),
                        Cell::Missing(_) | Cell::Blank => assert_eq!(read, ""),
                    }
                }
            }
            let last = read.last().unwrap();
            assert_eq!((&last[0], &last[1]), ("file.title", figure.title.as_str()));
        }
    }

    #[test]
    fn a_text_is_no_formula_and_a_negative_number_stays_one() {
        let text = |text: &str| line([cell(&Cell::Name(text.to_owned()))]);
        assert_eq!(text("=SUM(A1)"), "'=SUM(A1)\r\n");
        assert_eq!(text("-1 % \"or so\", perhaps"), "\"'-1 % \"\"or so\"\", perhaps\"\r\n");
        assert_eq!(cell(&Cell::Value { text: String::new(), number: -1.5 }), "-1.5");
    }
}

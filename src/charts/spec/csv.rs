//! A table as comma-separated values, for spreadsheets and other programs.

use super::axis::Axis;
use super::figure::Figure;
use super::table::{Cell, Column, Table};
use model::format::cells::{BYTE_ORDER_MARK, harmless, line};
use model::format::digits::NO_BREAK;

impl Table {
    /// Every number, unrounded, in the columns and rows of the table, with the unit of a column in its name. Cells
    /// without a number are empty. The last rows describe the file, each with a name and a text.
    pub fn csv(&self, about: &[(&str, &str)]) -> String {
        let mut out = String::from(BYTE_ORDER_MARK);
        let width = self.columns.len().max(2);
        let mut row = |cells: Vec<String>| {
            let blank = std::iter::repeat_n(String::new(), width.saturating_sub(cells.len()));
            out.push_str(&line(cells.into_iter().chain(blank)));
        };
        row(self.columns.iter().map(|column| harmless(&head(column))).collect());
        for cells in &self.rows {
            row(cells.iter().map(cell).collect());
        }
        for (name, said) in about {
            row(vec![harmless(name), harmless(said)]);
        }
        out
    }
}

impl Figure {
    /// All numbers of the figure as a table for files: the header of each column has the whole unit of its numbers, of
    /// which the page writes a part next to them.
    pub fn file_table(&self) -> Table {
        let mut table = self.table();
        for (place, column) in table.columns.iter_mut().enumerate() {
            column.unit = measure(if place == 0 { &self.x } else { &self.y }, &column.unit);
        }
        table
    }
}

/// The unit of the numbers of an axis: with the dollar sign, the letter for a power of a thousand and the sign that its
/// written numbers have. `unit` is what is known of it.
fn measure(axis: &Axis, unit: &str) -> String {
    if axis.discrete {
        return unit.to_owned();
    }
    let one = axis.value.write(1.0);
    let text = one.trim_start_matches('$');
    let bare = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    // Not where one is too small for its text: “0K”.
    let is_one = text.starts_with('1');
    let letter = bare.chars().next().filter(|letter| is_one && "KMBT".contains(*letter));
    let behind = bare.trim_start_matches(|it| Some(it) == letter).trim_start_matches([NO_BREAK, ' ']);
    let unit = if unit.is_empty() { behind } else { unit };
    if !one.contains('$') {
        return letter.map_or_else(|| unit.to_owned(), |letter| format!("{letter} {unit}").trim().to_owned());
    }
    if unit.contains('$') {
        return unit.to_owned();
    }
    let per = unit.strip_prefix("per ").or_else(|| unit.strip_prefix('/'));
    let power = letter.map_or_else(String::new, |letter| format!(" {letter}"));
    per.map_or_else(|| format!("${power}"), |per| format!("${power}/{per}"))
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
            let table = figure.file_table();
            let written = table.csv(&[("file.title", &figure.title)]);
            let mut reader = csv::Reader::from_reader(written.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
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

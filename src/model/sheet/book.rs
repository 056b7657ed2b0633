//! The whole sheet with its dependencies: which number is computed from which.

use super::explain::{Values, inputs};
use super::naming::{Naming, Place};
use super::{Row, rows};
use crate::quantity::stage_and_id;
use crate::study::evaluate::Evaluation;
use std::collections::HashMap;

/// Every number of a scenario, and for each the numbers whose formulas read it.
#[derive(Debug, Clone)]
pub struct Book {
    rows: Vec<Row>,
    places: HashMap<(&'static str, &'static str), usize>,
    readers: Vec<Vec<usize>>,
}

impl Book {
    /// The sheet of a scenario.
    pub fn of(evaluation: &Evaluation) -> Self {
        let rows = rows(evaluation);
        let places: HashMap<_, _> =
            rows.iter().enumerate().map(|(place, row)| ((row.stage, row.about.id), place)).collect();
        let mut readers = vec![Vec::new(); rows.len()];
        for (reader, row) in rows.iter().enumerate() {
            for (stage, about) in row.formula.iter().flat_map(inputs) {
                if let Some(read) = places.get(&(stage, about.id)) {
                    readers[*read].push(reader);
                }
            }
        }
        Self { rows, places, readers }
    }
    /// All numbers, given ones first, then computed ones in the order of the stages.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
    /// The number with a name such as `profit.revenue`.
    pub fn named(&self, name: &str) -> Option<&Row> {
        let (stage, id) = stage_and_id(name)?;
        self.rows.iter().find(|row| row.stage == stage && row.about.id == id)
    }
    /// The number at a place.
    pub fn at(&self, (stage, about): Place) -> Option<&Row> {
        self.places.get(&(stage, about.id)).map(|place| &self.rows[*place])
    }
    /// All values in base units.
    pub fn values(&self) -> Values {
        self.rows.iter().map(|row| ((row.stage, row.about.id), row.value)).collect()
    }
    /// The numbers that a formula reads, in its order.
    pub fn inputs(&self, row: &Row) -> Vec<&Row> {
        row.inputs().into_iter().filter_map(|place| self.at(place)).collect()
    }
    /// The numbers whose formulas read this one, in the order of the sheet.
    pub fn dependants(&self, row: &Row) -> Vec<&Row> {
        let readers = self.places.get(&(row.stage, row.about.id)).map(|place| &self.readers[*place]);
        readers.into_iter().flatten().map(|reader| &self.rows[*reader]).collect()
    }
    /// How many other numbers depend on this one indirectly, through its dependants.
    pub fn followers(&self, row: &Row) -> usize {
        let Some(&start) = self.places.get(&(row.stage, row.about.id)) else { return 0 };
        let mut seen = vec![false; self.rows.len()];
        let mut open = vec![start];
        while let Some(place) = open.pop() {
            for &reader in &self.readers[place] {
                if !std::mem::replace(&mut seen[reader], true) {
                    open.push(reader);
                }
            }
        }
        seen.into_iter().filter(|is| *is).count() - self.readers[start].len()
    }
    /// The stages in their order, each with its numbers.
    pub fn stages(&self) -> Vec<(&'static str, Vec<&Row>)> {
        let mut stages: Vec<(&'static str, Vec<&Row>)> = Vec::new();
        for row in &self.rows {
            match stages.iter_mut().find(|(stage, _)| *stage == row.stage) {
                Some((_, of)) => of.push(row),
                None => stages.push((row.stage, vec![row])),
            }
        }
        stages
    }
}

/// Rows, each with its name among the others.
pub fn called<'a>(rows: &[&'a Row]) -> Vec<(&'a Row, String)> {
    let naming = Naming::of(rows.iter().map(|row| (row.stage, row.about)));
    rows.iter().map(|row| (*row, naming.name(row.stage, row.about))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::study::evaluate::evaluate;
    use std::collections::HashSet;

    #[test]
    fn dependants_are_the_reverse_of_inputs() {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        let (mut forth, mut back) = (HashSet::new(), HashSet::new());
        for row in book.rows() {
            forth.extend(book.inputs(row).iter().map(|input| (input.name(), row.name())));
            back.extend(book.dependants(row).iter().map(|reader| (row.name(), reader.name())));
        }
        assert!(forth.len() > book.rows().len());
        assert_eq!(forth, back);
    }

    #[test]
    fn followers_are_all_that_rests_on_a_number_by_way_of_others() {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        let row = |name| book.named(name).unwrap();
        // Profit -> margin, profit after tax, cash, break-even electricity price; cash -> what of it pays back -> payback.
        assert_eq!(book.dependants(row("profit.profit")).len(), 4);
        assert_eq!(book.followers(row("profit.profit")), 2);
        // Everything that depends on a reader also depends on the number it reads, which therefore has more.
        for row in book.rows() {
            let direct = book.dependants(row);
            let total = direct.len() + book.followers(row);
            for reader in &direct {
                let of = book.dependants(reader).len() + book.followers(reader);
                assert!(of < total, "{} {}", row.name(), reader.name());
            }
            assert!(!direct.is_empty() || total == 0);
        }
    }

    #[test]
    fn a_name_finds_its_number_alone() {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        for row in book.rows() {
            assert_eq!(book.named(&row.name()).map(Row::name), Some(row.name()));
        }
        for name in ["", "profit", "profit.", ".profit", "profit.nothing", "ultra.tier.gpus"] {
            assert!(book.named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn stages_hold_every_number_once_and_in_order() {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        let count: usize = book.stages().iter().map(|(_, rows)| rows.len()).sum();
        assert_eq!(count, book.rows().len());
        let first: Vec<&str> = book.stages().iter().map(|(stage, _)| *stage).take(3).collect();
        assert_eq!(first, ["plan", "machine", "llm"]);
    }
}

//! Numbers of a scenario by name, without explanations: what the page shows in each frame.

use crate::quantity::{Quantity, stage_and_id};
use crate::study::evaluate::Evaluation;
use crate::study::evaluate::range::span;

/// A number as the page shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Its stage.
    pub stage: &'static str,
    /// What it is.
    pub about: &'static Quantity,
    /// In base units; not finite if it cannot be computed.
    pub value: f64,
    /// The range it lies in if throughput is off by as much as for published runs; `None` if throughput does not affect
    /// it.
    pub range: Option<(f64, f64)>,
}

/// Calls `see` with every number, given ones first.
pub fn each(now: &Evaluation, mut see: impl FnMut(Seen)) {
    each_by(now, &mut see);
}

fn each_by(now: &Evaluation, see: &mut dyn FnMut(Seen)) {
    now.factory.inputs.each(|stage, about, &value| see(Seen { stage, about, value, range: None }));
    let ends = now.ends().each_ref().map(|end| {
        let mut values = Vec::new();
        end.factory.each(|_, _, &value| values.push(value));
        values
    });
    let mut place = 0;
    now.factory.each(|stage, about, &value| {
        let range = span(value, ends.each_ref().map(|values| values[place]));
        place += 1;
        see(Seen { stage, about, value, range });
    });
}

/// One number by its name, such as `profit.revenue`.
pub fn seen(now: &Evaluation, name: &str) -> Option<Seen> {
    let (stage, id) = stage_and_id(name)?;
    let mut found = None;
    each(now, |it| {
        if it.stage == stage && it.about.id == id {
            found = Some(it);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::link;
    use crate::sheet::{reasons, rows};
    use crate::study::evaluate::evaluate;
    use crate::study::evaluate::number::Number;

    #[test]
    fn reasons_are_those_of_the_rows() {
        let mut missing = 0;
        for link in ["", "gpu=tpu7x", "agents=1M&load=1&paid=0"] {
            let now = evaluate(&link::read(link).0);
            let rows = rows(&now);
            let numbers: Vec<Number> =
                rows.iter().map(|row| Number { stage: row.stage, about: row.about }).collect();
            let reasons = reasons(&now, &numbers);
            missing += reasons.iter().flatten().count();
            for (row, reason) in rows.iter().zip(reasons) {
                assert_eq!(row.reason, reason, "{link}: {}", row.name());
            }
        }
        assert!(missing > 50, "{missing}");
    }

    #[test]
    fn what_is_seen_is_what_the_sheet_has() {
        let now = evaluate(&Scenario::baseline());
        let mut all = Vec::new();
        each(&now, |it| all.push(it));
        let rows = rows(&now);
        assert_eq!(all.len(), rows.len());
        for (it, row) in all.iter().zip(&rows) {
            assert_eq!((it.stage, it.about, it.range), (row.stage, row.about, row.range));
            assert!(it.value.total_cmp(&row.value).is_eq(), "{}", row.name());
            assert_eq!(seen(&now, &row.name()).map(|it| it.value.to_bits()), Some(row.value.to_bits()));
        }
    }
}

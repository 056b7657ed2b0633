//! Every number of a scenario: what it is, its value and unit, and the formula or the source it comes from.
//!
//! Every number that the reader sees comes from this module. Nothing is written twice: labels, units and meanings are
//! those of the declarations, and formulas are the declared ones read with [`Expr`].

pub mod book;
pub mod choice;
pub mod effect;
pub mod explain;
pub mod naming;
pub mod seen;

use crate::catalog::Datum;
use crate::factory::{Factory, Inputs};
pub use crate::format::cells::filed;
use crate::format::digits::shown;
use crate::quantity::{Expr, Quantity, stage_and_id};
use crate::scenario::Lever;
use crate::study::evaluate::Evaluation;
use crate::study::evaluate::number::{Number, each};
use explain::Values;
use naming::Naming;
pub use naming::stage_label;
use seen::Seen;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// One number of a scenario.
#[derive(Debug, Clone)]
pub struct Row {
    /// The stage it belongs to; unique together with the name of the quantity.
    pub stage: &'static str,
    /// What it is.
    pub about: &'static Quantity,
    /// The number in base units; not finite if it cannot be computed.
    pub value: f64,
    /// The number as the page shows it.
    pub shown: String,
    /// Its formula, if it is computed.
    pub formula: Option<Expr>,
    /// Where it was read, if it is given.
    pub source: Option<Datum>,
    /// Why it cannot be computed; `None` if it can.
    pub reason: Option<String>,
    /// The range it lies in if throughput is off by as much as for published runs; `None` if throughput does not affect
    /// it.
    pub range: Option<(f64, f64)>,
}

impl Row {
    /// Name of the number in files and addresses: `profit.revenue`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.stage, self.about.id)
    }
    /// The lever that sets it, if any.
    pub fn lever(&self) -> Option<&'static Lever> {
        Number { stage: self.stage, about: self.about }.lever()
    }
    /// Why there is no value to tell a reader: it cannot be computed, or it is a price or a rent that is not published
    /// for the machine, in whose place the formulas read 0. `None` if there is a value.
    pub fn why_missing(&self) -> Option<String> {
        let not_published = || {
            let lever = self.lever().filter(|lever| lever.is_unknown(self.value))?;
            Some(explain::not_published(lever.about, self.source.as_ref()?))
        };
        self.reason.clone().or_else(not_published)
    }
    /// The formula in words: labels of the quantities, and signs between them.
    pub fn in_words(&self) -> Option<String> {
        self.formula.map(|formula| explain::words_named(&formula, &self.naming()))
    }
    /// Names for the numbers of its formula and for itself, since labels can repeat: the agents of a year are computed
    /// from the agents of today.
    pub fn naming(&self) -> Naming {
        Naming::of(std::iter::once((self.stage, self.about)).chain(self.inputs()))
    }
    /// The formula written with names, as programs read it.
    pub fn in_names(&self) -> Option<String> {
        self.formula.map(|formula| explain::names(&formula))
    }
    /// The numbers that the formula reads, by stage and quantity.
    pub fn inputs(&self) -> Vec<(&'static str, &'static Quantity)> {
        self.formula.map(|formula| explain::inputs(&formula)).unwrap_or_default()
    }
}

/// Formulas of the factory by stage and name, for one set of tiers in use.
type Formulas = HashMap<(&'static str, &'static str), Expr>;

thread_local! {
    /// The factory is written down once for each set of tiers and kept, because the nodes of a formula are never freed.
    static WRITTEN: RefCell<HashMap<[bool; 5], Rc<Formulas>>> = RefCell::new(HashMap::new());
}

/// The formulas of a factory with these tiers in use.
fn formulas(evaluation: &Evaluation) -> Rc<Formulas> {
    let used = evaluation.searches.map(|search| search.is_some());
    if let Some(known) = WRITTEN.with_borrow(|written| written.get(&used).cloned()) {
        return known;
    }
    let inputs: Inputs<Expr> = evaluation.factory.inputs.map(|stage, about, _| Expr::Input(stage, about));
    let mut formulas = Formulas::new();
    Factory::new(inputs).each(|stage, about, formula| {
        // Only the formula itself is kept; its name is the key.
        if let Expr::Named(_, _, inner) = formula {
            formulas.insert((stage, about.id), **inner);
        }
    });
    let formulas = Rc::new(formulas);
    WRITTEN.with_borrow_mut(|written| written.insert(used, Rc::clone(&formulas)));
    formulas
}

/// Every number of a scenario, given ones first, then computed ones in the order of the stages.
pub fn rows(evaluation: &Evaluation) -> Vec<Row> {
    let mut all = Vec::new();
    seen::each(evaluation, |seen| all.push(seen));
    let values: Values = all.iter().map(|seen| ((seen.stage, seen.about.id), seen.value)).collect();
    let mut sources = HashMap::new();
    evaluation.sources().map(|stage, about, datum| sources.insert((stage, about.id), datum));
    let formulas = formulas(evaluation);
    let row = |Seen { stage, about, value, range }: Seen| {
        let key = (stage, about.id);
        let (source, formula) = (sources.get(&key).copied(), formulas.get(&key).copied());
        let lever = Number { stage, about }.lever();
        let reason = (!value.is_finite()).then(|| match (source, formula) {
            (Some(datum), _) => Some(explain::not_published(about, &datum)),
            (None, formula) => formula.map(|formula| explain::reason(&formula, &values)),
        });
        Row {
            stage,
            about,
            value,
            shown: lever.map_or_else(|| shown(value, &about.unit), |lever| lever.shown(value)),
            formula,
            source,
            reason: reason.flatten(),
            range,
        }
    };
    all.into_iter().map(row).collect()
}

/// Why each of these numbers cannot be computed, in the given order; `None` for one that can be, or that the scenario
/// does not have.
pub fn reasons(evaluation: &Evaluation, numbers: &[Number]) -> Vec<Option<String>> {
    let mut all = Vec::new();
    each(&evaluation.factory, |number, value| all.push(((number.stage, number.about.id), value)));
    let values: Values = all.into_iter().collect();
    let formulas = formulas(evaluation);
    let reason = |number: &Number| {
        let key = (number.stage, number.about.id);
        if values.get(&key)?.is_finite() {
            return None;
        }
        if let Some(formula) = formulas.get(&key) {
            return Some(explain::reason(formula, &values));
        }
        let mut given = None;
        evaluation.sources().map(|stage, about, datum| {
            if (stage, about.id) == key {
                given = Some(explain::not_published(about, &datum));
            }
        });
        given
    };
    numbers.iter().map(reason).collect()
}

/// One number of a scenario by its name, such as `profit.revenue`.
pub fn row(evaluation: &Evaluation, name: &str) -> Option<Row> {
    let (stage, id) = stage_and_id(name)?;
    rows(evaluation).into_iter().find(|row| row.stage == stage && row.about.id == id)
}

//! Several scenarios as the columns of one table: what differs between them, and their results.

use super::{Difference, Differences, HEADLINES};
use crate::scenario::levers::LEVERS;
use crate::scenario::shocks::{self, SHOCKS, Shock, ShockedScenario};
use crate::scenario::{LISTS, Lever, link};
use crate::study::evaluate::note::Note;
use crate::study::evaluate::number::Number;
use crate::study::evaluate::{Evaluation, evaluate};

/// Maximum number of columns: with more, a table can no longer be read on a slide.
pub const MOST: usize = 4;

/// What differs between the columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Differing {
    /// A lever.
    Lever(&'static Lever),
    /// A shock that is active in some of them.
    Shock(&'static Shock),
}

/// A difference with its state in each column.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceRow {
    /// What differs.
    pub of: Differing,
    /// Its state in each column as the page shows it; in full where two different values would look the same.
    pub shown: Vec<String>,
    /// The same as links write it; `on` or `off` for a shock.
    pub written: Vec<String>,
}

impl DifferenceRow {
    /// Its name on the page.
    pub fn label(&self) -> String {
        match self.of {
            Differing::Lever(lever) => lever.about.label.to_owned(),
            Differing::Shock(shock) => format!("Shock: {}", shock.label),
        }
    }
    /// Its name in links.
    pub fn id(&self) -> &'static str {
        match self.of {
            Differing::Lever(lever) => lever.about.id,
            Differing::Shock(shock) => shock.slug,
        }
    }
}

/// A result in each column, in base units.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow {
    /// What it is.
    pub number: Number,
    /// Its values; not finite where it cannot be computed.
    pub values: Vec<f64>,
}

/// Scenarios side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// What differs, in the order of the page; prices that follow the model's list are left out.
    pub differences: Vec<DifferenceRow>,
    /// The results, in the order of [`HEADLINES`].
    pub results: Vec<ResultRow>,
    /// Why nothing can be computed in a column, in a sentence; `None` where it can.
    pub faults: Vec<Option<String>>,
}

/// Computes the columns of these scenarios, in their order.
pub fn columns(all: &[ShockedScenario]) -> Columns {
    let evaluations: Vec<Evaluation> = all.iter().map(|shocked| evaluate(&shocked.scenario())).collect();
    let results = HEADLINES.iter().filter_map(|name| {
        let number = Number::named(&evaluations.first()?.factory, name).ok()?;
        Some(ResultRow { number, values: evaluations.iter().map(|it| number.of(&it.factory)).collect() })
    });
    let fault = |of: &Evaluation| of.notes.iter().find(|note| Note::is_fault(note)).map(ToString::to_string);
    Columns {
        differences: differences(all),
        results: results.collect(),
        faults: evaluations.iter().map(fault).collect(),
    }
}

fn differences(all: &[ShockedScenario]) -> Vec<DifferenceRow> {
    let Some((first, rest)) = all.split_first() else { return Vec::new() };
    let own: Vec<Difference> = rest.iter().flat_map(|other| Differences::between(first, other).own).collect();
    let differs = |id: &str, is_shock: bool| {
        own.iter().any(|it| it.id() == id && matches!(it, Difference::Shock(..)) == is_shock)
    };
    let levers = link::levers().into_iter().filter(|lever| differs(lever.about.id, false)).map(|lever| {
        let values: Vec<f64> = all.iter().map(|shocked| shocked.origin().of(lever)).collect();
        let written: Vec<String> = values.iter().map(|value| lever.written(*value)).collect();
        let shown: Vec<String> = values.iter().map(|value| lever.shown(*value)).collect();
        let looks_the_same =
            |one: usize| (0..one).any(|other| shown[one] == shown[other] && written[one] != written[other]);
        let shown = if (0..shown.len()).any(looks_the_same) { written.clone() } else { shown };
        DifferenceRow { of: Differing::Lever(lever), shown, written }
    });
    let shocks = SHOCKS.iter().filter(|shock| differs(shock.slug, true)).map(|shock| {
        let state = |shocked: &ShockedScenario| if shocked.holds(shock) { "on" } else { "off" }.to_owned();
        let states: Vec<String> = all.iter().map(state).collect();
        DifferenceRow { of: Differing::Shock(shock), shown: states.clone(), written: states }
    });
    levers.chain(shocks).collect()
}

/// A lever and its value in base units.
pub type Setting = (&'static Lever, f64);

/// A scenario with settings changed, as in `gpu=h100&context=128k&shocks=edge`. The name of a GPU or a language model alone
/// will do, such as `H100`. A shock ends if one of its levers is set. Returns the scenario, and the levers with their values
/// in the order in which they were set.
///
/// # Errors
/// A sentence if there is no such lever or shock, or if the text after its name is not one of its values.
pub fn with_settings(
    shocked: &ShockedScenario,
    settings: &str,
) -> Result<(ShockedScenario, Vec<Setting>), String> {
    let parts = settings.trim().trim_start_matches('?').split('&').map(str::trim);
    let (mut lists, mut others, mut shocks) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts.filter(|part| !part.is_empty()) {
        match part.split_once('=').map(|(name, value)| (name.trim(), value)) {
            Some(("shocks", slugs)) => {
                for slug in slugs.split(',').map(str::trim).filter(|slug| !slug.is_empty()) {
                    let unknown = || format!("There is no shock called “{}”.", link::cut(slug));
                    shocks.push(shocks::find(slug).ok_or_else(unknown)?);
                }
            }
            Some((name, value)) => {
                let lever = link::lever(name).map_err(|fault| fault.to_string())?;
                let place = if LISTS.contains(&lever.about.id) { &mut lists } else { &mut others };
                place.push((lever, value));
            }
            None => lists.push((named(part)?, part)),
        }
    }
    let (mut after, mut set) = (shocked.clone(), Vec::new());
    // Prices belong to the model, and a rack to its machine, so the lists go first.
    for (lever, text) in lists.into_iter().chain(others) {
        let base = lever
            .read_typed(text, after.scenario().linked_gpus())
            .map_err(|fault| format!("“{}” was not set. {fault}", lever.about.label))?;
        after = after.moved(lever, base);
        set.push((lever, base));
    }
    for shock in shocks {
        if !after.holds(shock) {
            after = after.toggle(shock);
        }
    }
    Ok((after, set))
}

/// The lever that has a GPU or a language model of that name.
fn named(name: &str) -> Result<&'static Lever, String> {
    [&LEVERS.gpu, &LEVERS.llm].into_iter().find(|lever| lever.read(name).is_ok()).ok_or_else(|| {
        format!(
            "“{}” is neither a setting nor a GPU nor a language model. Allowed: settings such as gpu=h100&context=128k.",
            link::cut(name)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::compare::compare;

    fn of(links: &[&str]) -> Vec<ShockedScenario> {
        links.iter().map(|link| link::read_shocked(link).0).collect()
    }

    #[test]
    fn two_columns_are_the_comparison_of_two() {
        let both = of(&["v=2&gpu=h100", "v=2&context=1M&shocks=edge&llm=kimi-k3"]);
        let (found, pair) = (columns(&both), compare(&both[0], &both[1]));
        let ids: Vec<&str> = found.differences.iter().map(DifferenceRow::id).collect();
        assert_eq!(ids, pair.differences.own.iter().map(Difference::id).collect::<Vec<_>>());
        for (row, own) in found.differences.iter().zip(&pair.differences.own) {
            assert_eq!(row.shown, own.shown());
        }
        for (row, headline) in found.results.iter().zip(&pair.headlines) {
            assert_eq!(row.number, headline.number);
            assert_eq!(
                row.values.iter().map(|it| it.to_bits()).collect::<Vec<_>>(),
                headline.values.map(f64::to_bits)
            );
        }
        assert_eq!(found.faults, [None, None]);
    }

    #[test]
    fn what_differs_in_any_column_is_a_row() {
        let found = columns(&of(&["", "gpu=h100", "", "context=1M&shocks=edge"]));
        let ids: Vec<&str> = found.differences.iter().map(DifferenceRow::id).collect();
        assert_eq!(ids, ["context", "gpu", "edge"]);
        assert_eq!(found.differences[2].written, ["off", "off", "off", "on"]);
        assert_eq!(found.differences[2].label(), "Shock: Edge");
        let same = columns(&of(&["gpu=h100", "gpu=h100"]));
        assert_eq!(same.differences, []);
        assert_eq!(same.results.len(), HEADLINES.len());
        let none = columns(&[]);
        assert!(none.differences.is_empty() && none.results.is_empty() && none.faults.is_empty());
    }

    #[test]
    fn a_column_that_cannot_be_computed_says_why() {
        let found = columns(&of(&["", "gpu=tpu7x"]));
        assert_eq!(found.faults[0], None);
        assert!(found.faults[1].as_deref().is_some_and(|why| why.ends_with('.')));
        assert!(found.results[0].values[0].is_finite() && !found.results[0].values[1].is_finite());
    }

    #[test]
    fn settings_are_those_of_a_link_upon_the_scenario() {
        let here = &of(&["v=2&electricity=0.12&shocks=electricity"])[0];
        for (text, link) in [
            ("gpu=h100&context=128k", "v=2&electricity=0.12&shocks=electricity&gpu=h100&context=128k"),
            (" H100 ", "v=2&electricity=0.12&shocks=electricity&gpu=h100"),
            ("?kimi-k3&price_output=5", "v=2&electricity=0.12&shocks=electricity&llm=kimi-k3&price_output=5"),
            (
                "price_output=5&llm=kimi-k3",
                "v=2&electricity=0.12&shocks=electricity&llm=kimi-k3&price_output=5",
            ),
            ("", "v=2&electricity=0.12&shocks=electricity"),
        ] {
            assert_eq!(with_settings(here, text).unwrap().0, of(&[link])[0], "{text}");
        }
        // A rack is that of the machine that is set.
        let rack = with_settings(&of(&["gpu=h100"])[0], "gpu_price=$4M per rack&gpu=gb200").unwrap().0;
        assert!((rack.origin().gpu_price - 4e6 / 72.0).abs() < 1.0, "{}", rack.origin().gpu_price);
        assert_eq!(with_settings(here, "shocks=edge,electricity").unwrap().0.active().len(), 2);
        // The shock moves this lever, and ends.
        assert_eq!(with_settings(here, "electricity=0.2").unwrap().0, of(&["v=2&electricity=0.2"])[0]);
        for (text, said) in [
            ("moon=1", "no lever called “moon”"),
            ("context=much", "“Context length” was not set."),
            ("shocks=flood", "no shock called “flood”"),
            ("moonstone", "neither a setting nor a GPU nor a language model"),
            ("context=1.500k", "can mean"),
        ] {
            let fault = with_settings(here, text).unwrap_err();
            assert!(fault.contains(said) && fault.ends_with('.'), "{text}: {fault}");
        }
    }
}

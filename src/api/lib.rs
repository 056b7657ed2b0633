//! The model for other programs: settings in, plain numbers and sentences out.
//!
//! A setting that cannot be read is reported in the sentences of the link reader, and nothing is computed: a calling
//! program would not notice that a lever was left as it was.

#[cfg(target_arch = "wasm32")]
pub mod script;

use model::quantity::read;
use model::scenario::link::{self, LinkFault};
use model::scenario::shocks::{self, ShockedScenario};
use model::scenario::{Lever, Scale, Scenario};
use model::sheet::{filed, rows};
use model::study::evaluate::evaluate;

/// A number of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its full name: `profit.revenue`.
    pub name: String,
    /// Its name on the page.
    pub label: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The value in that unit, or why it cannot be computed.
    pub value: Result<f64, String>,
}

/// The results of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The levers before the shocks, and the shocks.
    pub shocked: ShockedScenario,
    /// The link of the scenario, without a question mark.
    pub link: String,
    /// Every number of the sheet, in its order.
    pub numbers: Vec<Number>,
    /// What to know about this scenario, in sentences.
    pub notes: Vec<String>,
}

/// A lever's value as programs write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    /// In the lever's unit.
    Number(f64),
    /// An entry of its list, by its name in links.
    Name(&'static str),
    /// Off or on.
    Switch(bool),
}

/// The scenario of a link.
///
/// # Errors
/// Everything in it that could not be read.
pub fn of_link(text: &str) -> Result<ShockedScenario, Vec<LinkFault>> {
    let (shocked, faults) = link::read_shocked(text);
    if faults.iter().all(LinkFault::is_notice) { Ok(as_linked(&shocked)) } else { Err(faults) }
}

/// The scenario that has these levers, by their names and values in links, and these shocks.
///
/// # Errors
/// Everything that could not be read.
pub fn of_settings(
    levers: &[(String, String)],
    active: &[String],
) -> Result<ShockedScenario, Vec<LinkFault>> {
    let (scenario, mut faults) = link::settings(levers);
    let mut shocked = ShockedScenario::new(scenario);
    for slug in active {
        match shocks::find(slug) {
            Some(shock) if !shocked.holds(shock) => shocked = shocked.toggle(shock),
            Some(_) => {}
            None => faults.push(LinkFault::UnknownShock(link::cut(slug))),
        }
    }
    if faults.is_empty() { Ok(as_linked(&shocked)) } else { Err(faults) }
}

/// The scenario that its own link gives: a link has 15 figures of each number, so that opening it computes the same
/// bits.
fn as_linked(shocked: &ShockedScenario) -> ShockedScenario {
    link::read_shocked(&link::write_shocked(shocked)).0
}

/// Computes a scenario.
pub fn answer(shocked: ShockedScenario) -> Answer {
    let evaluation = evaluate(&shocked.scenario());
    let number = |row: model::sheet::Row| Number {
        name: row.name(),
        label: row.about.label,
        unit: row.about.unit.symbol,
        value: match row.why_missing() {
            None if row.value.is_finite() => Ok(filed(row.value, &row.about.unit)),
            reason => Err(reason.unwrap_or_default()),
        },
    };
    Answer {
        link: link::write_shocked(&shocked),
        numbers: rows(&evaluation).into_iter().map(number).collect(),
        notes: evaluation.notes.iter().map(ToString::to_string).collect(),
        shocked,
    }
}

/// A lever's value in a scenario as programs write it; setting the lever to it again gives exactly this value.
pub fn setting(lever: &Lever, base: f64, scenario: &Scenario) -> Setting {
    match lever.scale {
        Scale::Choice(_) => Setting::Name(lever.choice(base).map_or("", |choice| choice.slug)),
        Scale::Switch => Setting::Switch(base != 0.0),
        _ => {
            let shown = lever.about.unit.shown(base);
            #[allow(clippy::float_cmp, reason = "a default is one number")]
            if base == lever.default_base_in(scenario) {
                return Setting::Number(shown);
            }
            // The figures of a link, which does not include levers at their default.
            Setting::Number(read::number(&format!("{shown:.14e}")).unwrap_or(shown))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::presets::PRESETS;
    use model::scenario::shocks::SHOCKS;

    fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn said(faults: &[LinkFault]) -> Vec<String> {
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_cannot_be_read_is_told_as_of_a_link_and_nothing_is_computed() {
        let query = "contxt=3&gpu=abacus&power=2W&agents=NaN&context=&electricity=1e999";
        let settings: Vec<(String, String)> = query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let of_link = of_link(query).unwrap_err();
        assert_eq!(of_link.len(), settings.len());
        assert_eq!(said(&of_settings(&settings, &[]).unwrap_err()), said(&of_link));
        let shock = of_settings(&[], &["earthquake".to_owned()]).unwrap_err();
        assert_eq!(said(&shock), said(&super::of_link("shocks=earthquake").unwrap_err()));
    }

    #[test]
    fn what_a_link_passes_over_is_no_lever() {
        for name in ["v", "shocks", "utm_source", "ref", "__proto__", ""] {
            let faults = of_settings(&pairs(&[(name, "1")]), &[]).unwrap_err();
            assert!(matches!(faults[..], [LinkFault::UnknownName(..)]), "{name}: {faults:?}");
        }
    }

    #[test]
    fn settings_are_those_of_the_link_with_the_same_names() {
        let settings = of_settings(
            &pairs(&[("context", "128k"), ("gpu", "gb300"), ("overlap", "on")]),
            &["edge".to_owned(), "edge".to_owned()],
        );
        assert_eq!(settings, of_link("?context=128000&gpu=gb300&overlap=yes&shocks=edge"));
        assert_eq!(of_settings(&[], &[]), Ok(ShockedScenario::new(Scenario::baseline())));
    }

    #[test]
    fn a_scenario_is_what_its_link_says() {
        // More figures than a link has.
        let fine = of_settings(&pairs(&[("electricity", "0.30000000000000004")]), &[]).unwrap();
        assert_eq!(link::write_shocked(&fine), "v=2&electricity=0.3");
        assert_eq!(of_link("electricity=0.3"), Ok(fine));
    }

    #[allow(clippy::float_cmp, reason = "what is set is exactly what was asked for")]
    #[test]
    fn settings_come_back_exactly() {
        for lever in link::levers() {
            for stop in lever.stops().into_iter().chain([lever.min, lever.max, lever.default.value]) {
                let base = lever.about.unit.base(stop);
                let text = match setting(lever, base, &Scenario::baseline()) {
                    Setting::Number(number) => number.to_string(),
                    Setting::Name(name) => name.to_owned(),
                    Setting::Switch(is_on) => (if is_on { "on" } else { "off" }).to_owned(),
                };
                let again = of_settings(&[(lever.about.id.to_owned(), text.clone())], &[]).unwrap();
                let linked = of_link(&link::write(&Scenario::baseline().with(lever, base))).unwrap();
                assert_eq!(
                    again.scenario().of(lever),
                    linked.scenario().of(lever),
                    "{} {text}",
                    lever.about.id
                );
            }
        }
    }

    #[test]
    fn numbers_are_those_of_the_sheet_and_a_reason_stands_where_there_is_none() {
        for query in PRESETS.map(|preset| preset.link).into_iter().chain(["gpu=tpu7x", "shocks=edge,capital"])
        {
            let answered = answer(of_link(query).unwrap());
            let sheet = rows(&evaluate(&link::read(query).0));
            assert_eq!(answered.numbers.len(), sheet.len());
            for (number, row) in answered.numbers.iter().zip(&sheet) {
                assert_eq!(number.name, row.name());
                match &number.value {
                    Ok(value) => assert!(value.is_finite() && row.reason.is_none()),
                    Err(reason) => {
                        let is_why = row.why_missing().as_ref() == Some(reason);
                        assert!(!reason.is_empty() && is_why, "{}: {reason}", number.name);
                    }
                }
            }
        }
        let none = answer(of_link("gpu=tpu7x").unwrap());
        assert!(none.numbers.iter().any(|number| number.value.is_err()) && !none.notes.is_empty());
        assert_eq!(SHOCKS.len(), of_link("shocks=gpu-cost,electricity,capital,price-fall,demand,agents,efficient-models,edge,open-source").unwrap().active().len());
    }
}

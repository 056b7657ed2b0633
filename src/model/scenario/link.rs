//! The link: the one stored form of a scenario.
//!
//! A query string with a version and the levers that differ from their default: `v=2&context=128k&gpu=h100`.
//! Names and slugs are never changed, so old links stay readable. Links of version 1 open, with a notice of what the
//! baseline scenario was then. Prices belong to the model, so the model and the price list are applied before all
//! other names, wherever they stand. Shocks stand beside the levers they move:
//! `v=2&context=128k&shocks=electricity,gpu-cost`.

use super::levers::LEVERS;
use super::shocks::{self, SHOCKS, ShockedScenario};
use super::{LISTS, Lever, Scenario, SettingError};
use crate::factory::Plan;
use crate::quantity::order::insertion_sort_by_key;
use std::fmt;

/// Version of the links written now.
pub const VERSION: u32 = 2;

/// What could not be read of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkFault {
    /// It was written by a later version.
    Newer(u32),
    /// It was written by an earlier version, whose baseline had other values. All it sets holds.
    Older(u32),
    /// The version is no number.
    NoVersion(String),
    /// No lever of that name; names that are near.
    UnknownName(String, Vec<&'static str>),
    /// There was a lever of that name; what took its place.
    Retired(&'static str, &'static str),
    /// The lever is there, the value is not.
    Value(&'static str, SettingError),
    /// No shock of that name.
    UnknownShock(String),
}

impl fmt::Display for LinkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => {
                write!(
                    f,
                    "The link was made by a later version ({version}); what this version understands was read."
                )
            }
            Self::Older(version) => write!(
                f,
                "The link was made by an earlier version ({version}). Everything it sets was read, but the \
                 baseline has changed since: from DeepSeek V3 on GB200 NVL72 to DeepSeek V4 Pro at its price list of \
                 August 2026 on GB300 NVL72. Load, paid share and the operator's yield are now levers and lower the \
                 revenue."
            ),
            Self::NoVersion(text) => write!(f, "The version of the link is not known (“{text}”)."),
            Self::Retired(name, instead) => write!(f, "“{name}” is no longer a lever. {instead}"),
            Self::UnknownName(name, near) if near.is_empty() => {
                write!(f, "There is no lever called “{name}”.")
            }
            Self::UnknownName(name, near) => {
                write!(f, "There is no lever called “{name}”. Did you mean {}?", near.join(", "))
            }
            Self::Value(name, error) => write!(f, "“{name}” was left as it is. {error}"),
            Self::UnknownShock(name) => {
                let names: Vec<&str> = SHOCKS.iter().map(|shock| shock.slug).collect();
                write!(f, "There is no shock called “{name}”. Allowed are {}.", names.join(", "))
            }
        }
    }
}

impl std::error::Error for LinkFault {}

impl LinkFault {
    /// Whether nothing of the link was lost: a notice, and no fault.
    pub fn is_notice(&self) -> bool {
        matches!(self, Self::Older(_))
    }
}

/// Levers of earlier versions, and what took their place.
const RETIRED: [(&str, &str); 2] = [
    (
        "demand_share",
        "Demand at the site is now a share of what its machines can serve: set the planned load (“load”). How much of the \
         world's revenue the site earns is computed.",
    ),
    (
        "resale",
        "What machines fetch when they are replaced now follows from the progress of new ones: set “pass_through”, \
         “wear” and “machine_growth”.",
    ),
];

/// The link of a scenario, without a question mark; empty where nothing was touched.
pub fn write(scenario: &Scenario) -> String {
    let changed = scenario.changed();
    if changed.is_empty() {
        return String::new();
    }
    let settings =
        changed.iter().map(|(lever, value)| format!("&{}={}", lever.about.id, lever.written(*value)));
    format!("v={VERSION}{}", settings.collect::<String>())
}

/// The link of a scenario and the shocks that hold: the levers are those without shocks. Without shocks it is that of
/// [`write()`].
pub fn write_shocked(shocked: &ShockedScenario) -> String {
    let link = write(shocked.origin());
    let slugs: Vec<&str> = shocked.active().iter().map(|shock| shock.slug).collect();
    match (link.is_empty(), slugs.is_empty()) {
        (_, true) => link,
        (true, false) => format!("v={VERSION}&shocks={}", slugs.join(",")),
        (false, false) => format!("{link}&shocks={}", slugs.join(",")),
    }
}

/// Reads a link, with or without the address before the question mark. Gives the scenario with all that could
/// be read, shocks applied, and what could not be read.
pub fn read(link: &str) -> (Scenario, Vec<LinkFault>) {
    let (shocked, faults) = read_shocked(link);
    (shocked.scenario(), faults)
}

/// Reads a link as [`read`] does, with the levers and the shocks apart.
pub fn read_shocked(link: &str) -> (ShockedScenario, Vec<LinkFault>) {
    let query = link.rsplit_once('?').map_or(link, |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut scenario = listed(&pairs);
    let mut faults = Vec::new();
    let mut active = Vec::new();
    for (name, value) in &pairs {
        match name.as_str() {
            "v" => match value.parse::<u32>() {
                Ok(version) if version > VERSION => faults.push(LinkFault::Newer(version)),
                Ok(version) if version < VERSION => faults.push(LinkFault::Older(version)),
                Ok(_) => {}
                Err(_) => faults.push(LinkFault::NoVersion(cut(value))),
            },
            "shocks" => {
                for slug in value.split(',').map(str::trim).filter(|slug| !slug.is_empty()) {
                    match shocks::find(slug) {
                        Some(shock) if !active.contains(&shock) => active.push(shock),
                        Some(_) => {}
                        None => faults.push(LinkFault::UnknownShock(cut(slug))),
                    }
                }
            }
            name if is_tracker(name) => {}
            name => faults.extend(set_after(&mut scenario, name, value)),
        }
    }
    (active.into_iter().fold(ShockedScenario::new(scenario), |shocked, shock| shocked.toggle(shock)), faults)
}

/// The baseline scenario with the model and the price list of these settings.
fn listed(pairs: &[(String, String)]) -> Scenario {
    let mut scenario = Scenario::baseline();
    for (name, value) in pairs.iter().filter(|(name, _)| LISTS.contains(&name.as_str())) {
        // Told when all settings are read.
        let _ = set(&mut scenario, name, value);
    }
    scenario
}

/// Sets a lever where the model and the price list are set already. Gives what could not be read.
fn set_after(scenario: &mut Scenario, name: &str, value: &str) -> Option<LinkFault> {
    let mut aside = *scenario;
    set(if LISTS.contains(&name) { &mut aside } else { scenario }, name, value).err()
}

/// The baseline scenario with these settings, names and values as in links: the model and the price list first, for
/// prices belong to them. Gives all that could be read, and what could not.
pub fn settings(pairs: &[(String, String)]) -> (Scenario, Vec<LinkFault>) {
    let mut scenario = listed(pairs);
    let faults = pairs.iter().filter_map(|(name, value)| set_after(&mut scenario, name, value)).collect();
    (scenario, faults)
}

/// Whether a name is one that other sites and mailers add to links, to see who follows them. It says nothing of the
/// scenario, and nobody who gets such a link has put it there.
fn is_tracker(name: &str) -> bool {
    const TRACKERS: &str = " fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid igshid mc_cid mc_eid ref ref_src _ga _gl ";
    name.starts_with("utm_") || (!name.contains(' ') && TRACKERS.contains(&format!(" {name} ")))
}

/// Sets a lever by its name in links.
///
/// # Errors
/// Where no lever is called so, or the value is not one of its values. The scenario is then as it was.
pub fn set(scenario: &mut Scenario, name: &str, value: &str) -> Result<(), LinkFault> {
    let lever = lever(name)?;
    let base = lever.read(&cut(value)).map_err(|error| LinkFault::Value(lever.about.id, error))?;
    *scenario = scenario.with(lever, base);
    Ok(())
}

/// The lever of a name in links.
///
/// # Errors
/// Where no lever is called so, with names that are near.
pub fn lever(name: &str) -> Result<&'static Lever, LinkFault> {
    LEVERS.get(name).ok_or_else(|| match RETIRED.iter().find(|(retired, _)| *retired == name) {
        Some((name, instead)) => LinkFault::Retired(name, instead),
        None => LinkFault::UnknownName(cut(name), near(name)),
    })
}

/// Every lever, in the order of declaration.
pub fn levers() -> Vec<&'static Lever> {
    let mut all = Vec::new();
    LEVERS.each(|_, lever| all.push(lever));
    all
}

/// Names of levers that a reader may have meant, nearest first.
fn near(name: &str) -> Vec<&'static str> {
    let mut names: Vec<(usize, &'static str)> = Vec::new();
    // A longer text is near to no name, and would take long to compare.
    let start: String = name.chars().take(64).collect();
    Plan::ABOUT.each(|about, _| {
        let reach = strsim::levenshtein(&start, about.id);
        let related = name.len() > 2 && (about.id.contains(name) || name.contains(about.id));
        if reach <= 2 || related {
            names.push((reach, about.id));
        }
    });
    // Names stand in the order of the page where they are equally near.
    #[allow(clippy::cast_precision_loss, reason = "names are short")]
    insertion_sort_by_key(&mut names, |name| name.0 as f64);
    names.into_iter().map(|(_, id)| id).take(4).collect()
}

/// The first letters of what somebody wrote: a fault is quoted, not reprinted at any length.
/// What was cut off leaves a mark, so that a long value is never read as the short one it begins with.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_baseline_scenario_has_no_link() {
        assert_eq!(write(&Scenario::baseline()), "");
        assert_eq!(read(""), (Scenario::baseline(), vec![]));
    }

    #[test]
    fn a_link_names_only_what_differs() {
        let mut scenario = Scenario::baseline();
        set(&mut scenario, "context", "128k").unwrap();
        set(&mut scenario, "gpu", "H100").unwrap();
        set(&mut scenario, "electricity", "8c").unwrap();
        assert_eq!(write(&scenario), "v=2&context=128k&gpu=h100&electricity=0.08");
    }

    #[test]
    fn every_stop_of_every_lever_comes_back() {
        for lever in levers() {
            for stop in lever.stops() {
                let scenario = Scenario::baseline().with(lever, lever.about.unit.base(stop));
                let link = write(&scenario);
                let (again, faults) = read(&link);
                assert_eq!(faults, vec![], "{link}");
                assert_eq!(write(&again), link);
            }
        }
    }

    #[allow(clippy::float_cmp, reason = "what is read is exactly what was written")]
    #[test]
    fn broken_links_give_what_could_be_read() {
        let (scenario, faults) =
            read("https://example.org/page?v=2&context=128k&contxt=3&gpu=abacus&power=2W&%zz#end");
        assert_eq!(scenario.context, 128e3);
        assert_eq!(scenario.gpu, Scenario::baseline().gpu);
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said[0].contains("“contxt”") && said[0].contains("context"));
        assert!(said[1].contains("abacus"));
        assert!(said[2].contains("cannot be below"));
        assert!(said[3].contains("%zz"));
    }

    #[test]
    fn what_others_add_to_a_link_to_follow_it_is_passed_over() {
        let (scenario, faults) = read(
            "?utm_source=mail&utm_medium=x&fbclid=a%20b&v=2&context=128k&gclid=1&ref=news&mc_eid=2&_ga=3&msclkid=4",
        );
        assert_eq!(faults, vec![]);
        assert_eq!(write(&scenario), "v=2&context=128k");
        for name in ["reff", "gclid%20ref", "utm", "%20"] {
            assert!(matches!(read(name).1[..], [LinkFault::UnknownName(..)]), "{name}");
        }
    }

    #[test]
    fn a_number_is_read_whole_or_not_at_all() {
        for tail in ["e3", "1e999", "9"] {
            let mut scenario = Scenario::baseline();
            let long = format!("500.{}{tail}", "0".repeat(60));
            let fault = set(&mut scenario, "answer", &long).unwrap_err();
            assert_eq!(scenario, Scenario::baseline());
            assert!(fault.to_string().len() < 300, "{fault}");
        }
    }

    #[test]
    fn a_long_value_is_not_read_as_the_short_one_it_begins_with() {
        let (scenario, faults) = read(&format!("context=5{}M", "%20".repeat(70)));
        assert_eq!((scenario, faults.len()), (Scenario::baseline(), 1));
        let (scenario, faults) = read(&format!("context=128000.{}", "0".repeat(50)));
        assert_eq!((write(&scenario).as_str(), faults.len()), ("v=2&context=128k", 0));
    }

    #[test]
    fn prices_follow_the_model_wherever_it_stands_in_a_link() {
        let (kimi, faults) = read("v=2&price_input=0.66&llm=kimi-k3&price_output=20");
        assert_eq!(faults, vec![]);
        assert_eq!(kimi, read("v=2&llm=kimi-k3&price_output=20&price_input=0.66").0);
        assert_eq!(write(&kimi), "v=2&llm=kimi-k3&price_input=0.66&price_output=20");
        let price = |scenario: &Scenario| scenario.of(&LEVERS.price_cached);
        assert_eq!(price(&kimi).to_bits(), price(&read("llm=kimi-k3").0).to_bits());
        assert_ne!(price(&kimi).to_bits(), price(&Scenario::baseline()).to_bits());
        let listed = read("price_list=claude-opus-5.5&llm=glm-5").0;
        assert_eq!(listed, read("llm=glm-5&price_list=claude-opus-5.5").0);
        assert_eq!(write(&listed), "v=2&llm=glm-5&price_list=claude-opus-5.5");
        // Of two models the last one holds, and a price set between them stays.
        let twice = read("llm=glm-5&price_input=1&llm=kimi-k3").0;
        assert_eq!(write(&twice), "v=2&llm=kimi-k3&price_input=1");
    }

    #[test]
    fn an_earlier_version_opens_with_one_notice() {
        let (scenario, faults) = read("v=1&context=128k&llm=deepseek-v3");
        assert_eq!(write(&scenario), "v=2&context=128k&llm=deepseek-v3");
        assert!(matches!(faults[..], [LinkFault::Older(1)]) && faults[0].is_notice());
        assert_eq!(read("context=128k").1, vec![]);
        let baseline = Scenario::baseline();
        let said = faults[0].to_string();
        for lever in [&LEVERS.llm, &LEVERS.gpu] {
            assert!(said.contains(&lever.shown(baseline.of(lever))), "{said}");
        }
    }

    #[test]
    fn levers_that_are_gone_say_what_took_their_place() {
        for (name, instead) in RETIRED {
            assert!(LEVERS.get(name).is_none());
            let (scenario, faults) = read(&format!("v=1&{name}=1"));
            assert_eq!((scenario, faults.len()), (Scenario::baseline(), 2));
            assert!(matches!(faults[1], LinkFault::Retired(..)) && faults[1].to_string().contains(instead));
            let named: Vec<&str> = instead.split('“').skip(1).filter_map(|it| it.split('”').next()).collect();
            assert!(!named.is_empty() && named.iter().all(|id| LEVERS.get(id).is_some()), "{instead}");
        }
    }

    #[test]
    fn links_of_all_versions_mean_what_they_are_listed_for() {
        for (version, file) in [
            (1, include_str!("../../../tests/links/1.tsv")),
            (VERSION, include_str!("../../../tests/links/2.tsv")),
        ] {
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let (link, meaning) = line.split_once('\t').unwrap();
                let (shocked, faults) = read_shocked(link);
                assert_eq!(write_shocked(&shocked), meaning, "{link}");
                let lost: Vec<&LinkFault> = faults.iter().filter(|fault| !fault.is_notice()).collect();
                let retired = RETIRED.iter().filter(|(name, _)| link.contains(&format!("&{name}="))).count();
                assert_eq!(lost.len(), retired, "{link}: {lost:?}");
                assert!(lost.iter().all(|fault| matches!(fault, LinkFault::Retired(..))), "{link}: {lost:?}");
                assert_eq!(faults.len() - lost.len(), usize::from(version < VERSION), "{link}");
            }
        }
    }

    #[test]
    fn shocks_stand_beside_the_levers() {
        let (shocked, faults) = read_shocked("?shocks=gpu-cost,electricity,gpu-cost&v=2&electricity=0.05");
        assert_eq!(faults, vec![]);
        assert_eq!(write_shocked(&shocked), "v=2&electricity=0.05&shocks=gpu-cost,electricity");
        assert_eq!(read_shocked(&write_shocked(&shocked)).0, shocked);
        assert_eq!(read("electricity=0.05&shocks=gpu-cost,electricity").0, shocked.scenario());
        let one = ShockedScenario::new(Scenario::baseline()).toggle(&SHOCKS[3]);
        assert_eq!(write_shocked(&one), "v=2&shocks=price-fall");
        assert_eq!(write_shocked(&one.undone()), "");
    }

    #[test]
    fn an_unknown_shock_is_told_with_those_that_there_are() {
        let (shocked, faults) = read_shocked("shocks=earthquake,edge");
        assert_eq!(shocked.active().len(), 1);
        assert_eq!(faults.len(), 1);
        let said = faults[0].to_string();
        assert!(
            said.contains("“earthquake”") && SHOCKS.iter().all(|shock| said.contains(shock.slug)),
            "{said}"
        );
    }

    #[test]
    fn hostile_links_change_nothing() {
        let long = format!("context={}", "9".repeat(100_000));
        for link in [
            "v=99",
            "v=x",
            "<script>=1",
            "context=NaN",
            "agents=inf",
            "agents=-1",
            "electricity=1e999",
            "shocks=<script>",
            &long,
        ] {
            let (scenario, faults) = read(link);
            assert_eq!(scenario, Scenario::baseline(), "{link:.40}");
            assert_eq!(faults.len(), 1, "{link:.40}");
            assert!(faults[0].to_string().len() < 400);
        }
    }
}

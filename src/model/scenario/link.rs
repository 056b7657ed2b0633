//! The link: the one stored form of a scenario.
//!
//! A query string with a version and the levers that differ from their default: `v=2&context=128k&gpu=h100`. Names and
//! slugs are never changed, so old links stay readable. Links of version 1 open with a notice about the baseline
//! scenario of that version. Prices belong to the model, so the model and the price list are applied before all other
//! names, regardless of their position. Shocks are listed separately from the levers they change:
//! `v=2&context=128k&shocks=electricity,gpu-cost`. A second scenario to compare with may be included ([`compared`]).
//!
//! Mail programs, chats and forms alter links in transit. Their changes are undone if they can be nothing else: `&amp;`
//! for `&`, separators written as `%26` and `%3D`, `#` for `?`, and the punctuation of the sentence after the link.

pub mod compared;

use super::levers::LEVERS;
use super::shocks::{self, SHOCKS, ShockedScenario};
use super::{LISTS, Lever, Scenario, SettingError};
use crate::format::figures::in_threes;
use crate::quantity::order::insertion_sort_by_key;
use std::fmt;

/// Version of the links written now.
pub const VERSION: u32 = 2;

/// What could not be read in a link.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkFault {
    /// It was written by a later version.
    Newer(u32),
    /// It was written by an earlier version, whose baseline had other values. Everything it sets still applies.
    Older(u32),
    /// The version is not a number.
    NoVersion(String),
    /// There is no lever of that name; similar names.
    UnknownName(String, Vec<&'static str>),
    /// There used to be a lever of that name; what replaced it.
    Retired(&'static str, &'static str),
    /// The lever exists, but it cannot have this value.
    Value(&'static str, SettingError),
    /// There is no shock of that name.
    UnknownShock(String),
    /// The name occurs more than once, and the last value was read.
    Twice(&'static str),
    /// It is longer than any link of a scenario, and nothing in it was read.
    TooLong,
    /// Number of faults beyond those that are reported.
    More(usize),
    /// A fault of the scenario to compare with.
    Pinned(Box<Self>),
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
                 revenue. The link can also be read with the baseline that it was made with."
            ),
            Self::NoVersion(text) => write!(f, "The version of the link is not recognised (“{text}”)."),
            Self::Retired(name, instead) => write!(f, "“{name}” is no longer a lever. {instead}"),
            Self::UnknownName(name, near) if near.is_empty() => {
                write!(f, "There is no lever called “{name}”.")
            }
            Self::UnknownName(name, near) => {
                write!(f, "There is no lever called “{name}”. Did you mean {}?", near.join(", "))
            }
            Self::Value(name, error) => write!(f, "“{name}” was not set. {error}"),
            Self::UnknownShock(name) => {
                let names: Vec<&str> = SHOCKS.iter().map(|shock| shock.slug).collect();
                write!(f, "There is no shock called “{name}”. Allowed: {}.", names.join(", "))
            }
            Self::Twice(name) => {
                write!(f, "“{name}” appears more than once in the link. The last value was used.")
            }
            Self::TooLong => {
                write!(
                    f,
                    "The link is too long: none of it was read. Allowed: up to {} bytes.",
                    in_threes(&LONGEST.to_string())
                )
            }
            Self::More(1) => write!(f, "And 1 more could not be read."),
            Self::More(count) => {
                write!(f, "And {} more could not be read.", in_threes(&count.to_string()))
            }
            Self::Pinned(fault) => {
                let sentence = fault.to_string();
                let mut letters = sentence.chars();
                let first = letters.next().map(|letter| letter.to_ascii_lowercase()).unwrap_or_default();
                write!(f, "In the scenario to compare with: {first}{}", letters.as_str())
            }
        }
    }
}

impl std::error::Error for LinkFault {}

impl LinkFault {
    /// Whether nothing in the link was lost: a notice rather than a fault.
    pub fn is_notice(&self) -> bool {
        matches!(self, Self::Older(_))
    }
}

/// Levers of earlier versions, and what replaced them.
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

/// The link of a scenario, without a question mark; empty if nothing was changed.
pub fn write(scenario: &Scenario) -> String {
    write_shocked(&ShockedScenario::new(*scenario))
}

/// The link of a scenario and its active shocks: levers have their values before the shocks. Without shocks it is the
/// same as that of [`write()`].
pub fn write_shocked(shocked: &ShockedScenario) -> String {
    let settings = settings_of(shocked);
    if settings.is_empty() {
        return String::new();
    }
    let settings = settings.iter().map(|(name, value)| format!("&{name}={value}"));
    format!("v={VERSION}{}", settings.collect::<String>())
}

/// What differs from the baseline, as names and values of a link: levers before shocks, then the active shocks.
fn settings_of(shocked: &ShockedScenario) -> Vec<(&'static str, String)> {
    let changed = shocked.origin().changed();
    let mut settings: Vec<(&'static str, String)> =
        changed.iter().map(|(lever, value)| (lever.about.id, lever.written(*value))).collect();
    let slugs: Vec<&str> = shocked.active().iter().map(|shock| shock.slug).collect();
    if !slugs.is_empty() {
        settings.push(("shocks", slugs.join(",")));
    }
    settings
}

/// Reads a link, with or without the address before the question mark. Returns the scenario with everything that could
/// be read, shocks applied, and what could not be read.
pub fn read(link: &str) -> (Scenario, Vec<LinkFault>) {
    let (shocked, faults) = read_shocked(link);
    (shocked.scenario(), faults)
}

/// Reads a link as [`read`] does, with the levers and the shocks kept separate.
///
/// A second question mark, which appears when something is appended to a link, separates settings as `&` does.
pub fn read_shocked(link: &str) -> (ShockedScenario, Vec<LinkFault>) {
    match query_pairs(link) {
        Ok(pairs) => read_pairs(pairs, Kind::Link),
        Err(fault) => (ShockedScenario::new(Scenario::baseline()), vec![fault]),
    }
}

/// Baselines of earlier versions, as settings of today. Computations that have changed since then are not restored:
/// version 1 had other formulas for demand and for the resale value of machines.
const EARLIER_BASELINES: [(u32, &str); 1] = [(
    1,
    "llm=deepseek-v3&price_list=deepseek-r1&gpu=gb200&agents=147.3M&availability=84&load=75&paid=100&operator_yield=100\
     &hours=flat&speed_worth=0&shortage=queue&elasticity=1&seller_elasticity=0&batch_demand=33.3&batch_share=33.3\
     &standard_demand=33.3&standard_share=33.3&fast_demand=33.3&fast_share=33.3&fast_price=2.5&adoption=2.54\
     &price_change=1",
)];

/// Reads a link of an earlier version with the baseline that it was made with: what it does not set has its value of
/// that time. `None` for a link of the present version, and for one whose baseline is not known.
pub fn read_as_made(link: &str) -> Option<ShockedScenario> {
    let pairs = query_pairs(link).ok()?;
    let (_, version) = pairs.iter().rev().find(|(name, _)| name == "v")?;
    let version: u32 = version.parse().ok()?;
    let (_, baseline) = EARLIER_BASELINES.iter().find(|(of, _)| *of == version)?;
    let mut all = split(baseline);
    all.extend(pairs);
    Some(read_pairs(all, Kind::Link).0)
}

/// The names and values of a link.
fn query_pairs(link: &str) -> Result<Vec<(String, String)>, LinkFault> {
    let query = query(link);
    if query.len() > LONGEST {
        return Err(LinkFault::TooLong);
    }
    let mut pairs = Vec::new();
    for (name, value) in split(&query.replace('?', "&")) {
        // Escaped twice: the separators arrived inside a name or a value, which never contain any.
        if !is_tracker(&name) && (name.contains(['&', '=']) || value.contains('&')) {
            pairs.extend(split(&if value.is_empty() { name } else { format!("{name}={value}") }));
        } else {
            pairs.push((name, value));
        }
    }
    for (name, _) in &mut pairs {
        while let Some(rest) = name.strip_prefix("amp;") {
            *name = rest.to_owned();
        }
    }
    if let Some((_, last)) = pairs.last_mut()
        && !last.ends_with("...")
    {
        // Three dots mean that something was left out: the text before them is not the whole value.
        last.truncate(last.trim_end_matches(PUNCTUATION).len());
    }
    Ok(pairs)
}

/// Characters that may follow a link in a sentence, and that never end a value.
const PUNCTUATION: [char; 16] =
    ['.', ',', ';', ':', '!', ')', ']', '}', '>', '"', '\'', '”', '’', '»', '*', '_'];

/// Names and values of a query.
fn split(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// Where names and values come from, which decides what may be among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// In a link: levers, shocks, the version, the scenario to compare with, and what others add.
    Link,
    /// In the scenario to compare with: levers and shocks.
    Pinned,
    /// In a list of settings: only levers.
    Settings,
}

/// Longest query that is read, in bytes: about three times one that sets every lever, every character escaped.
const LONGEST: usize = 16_384;

/// Number of faults that are listed; the rest are counted.
const MOST_FAULTS: usize = 5;

/// The settings of a link, without the address before them and the fragment after them. A text in which `=` comes
/// before any `/`, `:` and `?` is a query without an address. If there is no query, a fragment that begins with a
/// version is used as one.
fn query(link: &str) -> &str {
    if let (None, Some(at)) = (link.find('?'), link.find("#v=")) {
        return &link[at + 1..];
    }
    if !link.contains('?') && ["http://", "https://"].iter().any(|start| link.starts_with(start)) {
        return "";
    }
    let start = match (link.find('?'), link.find(['=', '/', ':'])) {
        (Some(end), Some(sign)) if sign < end && link[sign..].starts_with('=') => 0,
        (Some(end), _) => end + 1,
        (None, _) => 0,
    };
    link[start..].split_once('#').map_or(&link[start..], |(query, _)| query)
}

/// The scenario of these names and values: the model and the price list first, because prices belong to them.
fn read_pairs(pairs: Vec<(String, String)>, kind: Kind) -> (ShockedScenario, Vec<LinkFault>) {
    let is_link = kind == Kind::Link;
    let mut faults = Faults::default();
    let pairs = last_of_each(pairs, &mut faults);
    let mut scenario = listed(&pairs);
    let mut active = Vec::new();
    for (name, value) in &pairs {
        match name.as_str() {
            "v" if is_link => match value.parse::<u32>() {
                Ok(version) if version > VERSION => faults.add(|| LinkFault::Newer(version)),
                Ok(version) if EARLIER_BASELINES.iter().any(|(of, _)| *of == version) => {
                    faults.add(|| LinkFault::Older(version));
                }
                Ok(version) if version < VERSION => faults.add(|| LinkFault::NoVersion(cut(value))),
                Ok(_) => {}
                Err(_) => faults.add(|| LinkFault::NoVersion(cut(value))),
            },
            // Read separately.
            "vs" if is_link => {}
            "shocks" if kind != Kind::Settings => {
                for slug in value.split(',').map(str::trim).filter(|slug| !slug.is_empty()) {
                    match shocks::find(slug) {
                        Some(shock) if !active.contains(&shock) => active.push(shock),
                        Some(_) => {}
                        None => faults.add(|| LinkFault::UnknownShock(cut(slug))),
                    }
                }
            }
            name if is_link && is_tracker(name) => {}
            // Finding the names that are similar to an unknown one takes long.
            name if LEVERS.get(name).is_none() => faults.add(|| unknown(name)),
            name => {
                if let Err(fault) = set_after(&mut scenario, name, value) {
                    faults.add(|| fault);
                }
            }
        }
    }
    let shocked =
        active.into_iter().fold(ShockedScenario::new(scenario), |shocked, shock| shocked.toggle(shock));
    (shocked, faults.capped())
}

/// Faults as they are found: the first of them, and their number.
#[derive(Default)]
struct Faults {
    first: Vec<LinkFault>,
    count: usize,
}

impl Faults {
    /// Adds a fault, which is built only if it will be listed.
    fn add(&mut self, fault: impl FnOnce() -> LinkFault) {
        self.count += 1;
        if self.first.len() < MOST_FAULTS {
            self.first.push(fault());
        }
    }
    fn capped(mut self) -> Vec<LinkFault> {
        if self.count > self.first.len() {
            self.first.push(LinkFault::More(self.count - self.first.len()));
        }
        self.first
    }
}

/// The settings without those that are set again later under the same name: of a lever, the version, the scenario to
/// compare with.
fn last_of_each(mut pairs: Vec<(String, String)>, faults: &mut Faults) -> Vec<(String, String)> {
    let mut seen: Vec<&'static str> = Vec::new();
    let mut twice: Vec<&'static str> = Vec::new();
    pairs.reverse();
    pairs.retain(|(name, _)| {
        let own = ["v", "vs"].into_iter().find(|own| own == name);
        let known = own.or_else(|| LEVERS.get(name).map(|lever| lever.about.id));
        let Some(id) = known else { return true };
        if !seen.contains(&id) {
            seen.push(id);
            return true;
        }
        if !twice.contains(&id) {
            twice.push(id);
        }
        false
    });
    pairs.reverse();
    for id in twice.into_iter().rev() {
        faults.add(|| LinkFault::Twice(id));
    }
    pairs
}

/// The baseline scenario with the model and the price list of these settings.
fn listed(pairs: &[(String, String)]) -> Scenario {
    let mut scenario = Scenario::baseline();
    for (name, value) in pairs.iter().filter(|(name, _)| LISTS.contains(&name.as_str())) {
        // Faults are reported when all settings are read.
        let _ = set(&mut scenario, name, value);
    }
    scenario
}

/// Sets a lever after the model and the price list have been set.
fn set_after(scenario: &mut Scenario, name: &str, value: &str) -> Result<(), LinkFault> {
    let mut aside = *scenario;
    set(if LISTS.contains(&name) { &mut aside } else { scenario }, name, value)
}

/// The baseline scenario with these settings, names and values as in links: the model and the price list first, because
/// prices belong to them. Returns everything that could be read, and what could not.
pub fn settings(pairs: &[(String, String)]) -> (Scenario, Vec<LinkFault>) {
    let (shocked, faults) = read_pairs(pairs.to_vec(), Kind::Settings);
    (*shocked.origin(), faults)
}

/// Whether a name is one that other sites and mailers add to links to see who follows them. It says nothing about the
/// scenario, and the reader of such a link did not add it.
fn is_tracker(name: &str) -> bool {
    const TRACKERS: [&str; 16] = [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "igshid",
        "mc_cid", "mc_eid", "ref", "ref_src", "_ga", "_gl",
    ];
    name.starts_with("utm_") || TRACKERS.contains(&name)
}

/// Sets a lever by its name in links.
///
/// # Errors
/// If there is no lever of that name, or the value is not one of its values. The scenario is then unchanged.
pub fn set(scenario: &mut Scenario, name: &str, value: &str) -> Result<(), LinkFault> {
    let lever = lever(name)?;
    let fault = |error| LinkFault::Value(lever.about.id, error);
    let base = lever.read(&cut(value)).map_err(fault)?;
    // A link has 15 significant figures. A value with more is rounded to them, so that its link gives the same results.
    let written = lever.written(base);
    let default = lever.default_base_in(scenario);
    let base =
        if written == lever.written(default) { default } else { lever.read(&written).map_err(fault)? };
    *scenario = scenario.with(lever, base);
    Ok(())
}

/// The lever of a name in links.
///
/// # Errors
/// If there is no lever of that name, with similar names.
pub fn lever(name: &str) -> Result<&'static Lever, LinkFault> {
    LEVERS.get(name).ok_or_else(|| unknown(name))
}

/// Why a name is not that of a lever.
fn unknown(name: &str) -> LinkFault {
    match RETIRED.iter().find(|(retired, _)| *retired == name) {
        Some((name, instead)) => LinkFault::Retired(name, instead),
        None => LinkFault::UnknownName(cut(name), near(name)),
    }
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
    // A longer text is not similar to any name, and would take long to compare.
    let name: String = name.chars().take(64).map(|letter| letter.to_ascii_lowercase()).collect();
    for id in levers().into_iter().map(|lever| lever.about.id) {
        let reach = strsim::levenshtein(&name, id);
        let related = name.len() > 2 && (id.contains(&name) || name.contains(id));
        if reach <= 2 || related {
            names.push((reach, id));
        }
    }
    // Equally similar names keep the order of the page.
    #[allow(clippy::cast_precision_loss, reason = "names are short")]
    insertion_sort_by_key(&mut names, |name| name.0 as f64);
    names.into_iter().map(|(_, id)| id).take(4).collect()
}

/// The first characters of a text, for quoting it in a message. A mark shows where it was cut off, so that a long value
/// is never read as the short one it begins with.
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
        // Of two models the last one applies, and a price set between them stays.
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
    fn a_link_of_an_earlier_version_can_be_read_as_it_was_made() {
        for (version, settings) in EARLIER_BASELINES {
            let (baseline, faults) = read(settings);
            assert_eq!((faults, version < VERSION), (vec![], true));
            let made = |rest: &str| read_as_made(&format!("https://example.org/?v={version}{rest}")).unwrap();
            assert_eq!(made("").scenario(), baseline);
            // What the link sets applies, whether the old baseline has it or not.
            let set = made("&context=128k&gpu=h100&price_input=1&shocks=edge");
            let expected = ["context=128k", "gpu=h100", "price_input=1", "llm=deepseek-v3", "shocks=edge"];
            let link = write_shocked(&set);
            assert_eq!(set.origin().of(&LEVERS.price_output).to_bits(), baseline.price_output.to_bits());
            assert!(expected.iter().all(|it| link.contains(it)), "{link}");
            // In that version a model did not have its own prices.
            assert_eq!(made("&llm=kimi-k3").origin().price_list.to_bits(), baseline.price_list.to_bits());
        }
        for link in ["", "context=128k", "v=2&context=128k", "v=3", "v=0", "v=x", "v=1.5"] {
            assert_eq!(read_as_made(link), None, "{link}");
            assert!(!sentences(link).iter().any(|said| said.contains("can also be read")), "{link}");
        }
        assert_eq!(sentences("v=0"), ["The version of the link is not recognised (“0”)."]);
    }

    #[test]
    fn the_baseline_of_version_1_earns_about_what_it_did() {
        use crate::quantity::unit::USD_PER_YEAR;
        use crate::study::evaluate::numbers;
        // $4.63B a year at a margin of 85 %, by the formulas of that version.
        let profit = numbers(&read_as_made("v=1").unwrap().scenario()).profit;
        let billions = USD_PER_YEAR.shown(profit.profit) / 1e9;
        assert!(
            (3.5..5.5).contains(&billions) && (0.8..0.9).contains(&profit.margin),
            "{billions} {}",
            profit.margin
        );
    }

    #[test]
    fn links_that_were_altered_on_their_way_are_read() {
        let meaning = "v=2&context=128k&gpu=h100";
        for link in [
            "https://example.org/?v=2&amp;context=128k&amp;gpu=h100",
            "https://example.org/?v=2&amp;amp;context=128k&amp;amp;gpu=h100",
            "https://example.org/?v=2&amp%3Bcontext=128k&amp%3Bgpu=h100",
            "https://example.org/?v=2&context=128k&gpu=h100)",
            "https://example.org/?v=2&context=128k&gpu=h100).",
            "https://example.org/?v=2&context=128k&gpu=h100,",
            "https://example.org/?v=2&context=128k&gpu=h100%29%2E",
            "https://example.org/?v=2&context=128k&gpu=h100>",
            "https://example.org/?v=2&context=128k&gpu=h100”",
            "https://example.org/?v=2%26context=128k%26gpu=h100",
            "https://example.org/?v=2%26context%3D128k%26gpu%3Dh100",
            "https://example.org/?v%3D2%26context%3D128k%26gpu%3Dh100",
            "https://example.org/?v%3D2%26amp%3Bcontext%3D128k%26amp%3Bgpu%3Dh100.",
            "https://example.org/#v=2&context=128k&gpu=h100",
            "#v=2&context=128k&gpu=h100",
            "https://example.org/a=b/#v=2&context=128k&gpu=h100",
            "https://example.org/?v=2&context=128k&gpu=h100&utm_source=a%26b=c",
        ] {
            let (scenario, faults) = read(link);
            assert_eq!((write(&scenario).as_str(), faults), (meaning, vec![]), "{link}");
        }
        let (both, faults) = compared::read_compared("v=2&gpu=h100&vs=gpu:rubin;context:1M).");
        assert_eq!(
            (both.pinned.map(|pinned| write_shocked(&pinned)), faults),
            (Some("v=2&context=1M&gpu=rubin".to_owned()), vec![])
        );
        // A value that was cut off is not read as a shorter one.
        for link in ["v=2&context=12...", "v=2&context=12…"] {
            let (scenario, faults) = read(link);
            assert_eq!((scenario, faults.len()), (Scenario::baseline(), 1), "{link}");
        }
        // A number of the sheet in the fragment is not a setting.
        assert_eq!(read("https://example.org/#why=profit.profit"), (Scenario::baseline(), vec![]));
        assert_eq!(write(&read("?v=2&context=128k#v=2&gpu=h100").0), "v=2&context=128k");
    }

    #[test]
    fn a_name_in_capitals_is_near_to_the_lever() {
        assert_eq!(
            sentences("GPU=rubin"),
            ["There is no lever called “GPU”. Did you mean gpu, pue, gpu_price?"]
        );
    }

    #[test]
    fn no_value_ends_with_punctuation() {
        for lever in levers() {
            for stop in lever.stops() {
                let text = lever.written(lever.about.unit.base(stop));
                assert!(!text.ends_with(PUNCTUATION), "{} {text}", lever.about.id);
            }
        }
        assert!(SHOCKS.iter().all(|shock| !shock.slug.ends_with(PUNCTUATION)));
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

    fn sentences(link: &str) -> Vec<String> {
        read(link).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_lever_that_stands_twice_is_told_and_the_last_is_read() {
        for (link, meaning, start) in [
            ("context=5k&context=1M", "v=2&context=1M", "“context” appears more than once in the link"),
            ("v=2&context=5k&gpu=h100&context=5k", "v=2&context=5k&gpu=h100", "“context” appears"),
            ("v=1&v=2&context=5k", "v=2&context=5k", "“v” appears"),
            ("llm=glm-5&llm=kimi-k3", "v=2&llm=kimi-k3", "“llm” appears"),
        ] {
            assert_eq!(write(&read(link).0), meaning, "{link}");
            assert!(
                sentences(link)[0].starts_with(start) && sentences(link).len() == 1,
                "{:?}",
                sentences(link)
            );
        }
        // The last value is read, or none: what the message says about it must be true.
        assert_eq!(read("context=5k&context=much").0, Scenario::baseline());
        assert_eq!(sentences("context=5k&context=much").len(), 2);
        let twice = [("context".to_owned(), "5k".to_owned()), ("context".to_owned(), "1M".to_owned())];
        assert!(matches!(settings(&twice).1[..], [LinkFault::Twice("context")]));
    }

    #[test]
    fn a_number_of_more_than_15_figures_is_that_of_the_link_that_follows() {
        for link in [
            "electricity=0.30000000000000004",
            "context=123456.78901234567",
            "power=1.0000000000000002GW",
            "paid=12.3456789012345678",
        ] {
            let (scenario, faults) = read(link);
            assert_eq!((read(&write(&scenario)).0, faults), (scenario, vec![]), "{link}");
        }
        for lever in levers() {
            let default = lever.default_base();
            let text = format!("{:e}", lever.about.unit.shown(default));
            if !lever.is_named() {
                let mut scenario = Scenario::baseline();
                set(&mut scenario, lever.about.id, &text).unwrap();
                assert_eq!(scenario, Scenario::baseline(), "{} {text}", lever.about.id);
            }
        }
    }

    #[test]
    fn what_stands_around_a_second_question_mark_is_read() {
        for link in [
            "https://example.org/page?v=2&context=128k?gpu=h100",
            "?v=2&context=128k?gpu=h100#why=profit?x=y",
            "v=2&context=128k?gpu=h100",
            "context=128k?gpu=h100&utm_source=a/b?c",
            "/index.html?context=128k??gpu=h100?",
            "page.html?context=128k&gpu=h100",
            "https://example.org/a=b/?context=128k&gpu=h100",
        ] {
            assert_eq!(write(&read(link).0), "v=2&context=128k&gpu=h100", "{link}");
        }
        assert_eq!(sentences("?context=128k?contxt=3?gpu=abacus").len(), 2);
        assert!(sentences("?context=128k%3Fgpu=h100")[0].starts_with("“context” was not set"));
    }

    #[test]
    fn of_many_faults_five_are_told_and_the_rest_counted() {
        let link = |count: usize| (0..count).map(|i| format!("&x{i}=1")).collect::<String>();
        assert_eq!(sentences(&link(5)).len(), 5);
        assert_eq!(sentences(&link(6))[5], "And 1 more could not be read.");
        assert_eq!(sentences(&link(1_500))[5], "And 1,495 more could not be read.");
        let shocks = format!("shocks={}", vec!["x"; 4_000].join(","));
        assert_eq!(sentences(&shocks)[5], "And 3,995 more could not be read.");
        let pairs: Vec<_> = (0..100_000).map(|i| (format!("x{i}"), String::new())).collect();
        assert_eq!(settings(&pairs).1.len(), 6);
        // What can be read is read, regardless of its position.
        assert_eq!(write(&read(&format!("{}&context=128k", link(1_500))).0), "v=2&context=128k");
    }

    #[test]
    fn a_link_of_any_length_is_read_or_refused_at_once() {
        for link in ["&a".repeat(1_000_000), "x".repeat(2_000_000), "context=5k&".repeat(200_000)] {
            let (scenario, faults) = read(&link);
            assert_eq!((scenario, faults), (Scenario::baseline(), vec![LinkFault::TooLong]));
        }
        let all: String = levers()
            .iter()
            .map(|lever| format!("&{}={}", lever.about.id, lever.written(lever.default_base())))
            .collect();
        let signs: String =
            all.bytes()
                .map(|byte| {
                    if b"&=".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
                })
                .collect();
        assert_eq!(read(&signs), (Scenario::baseline(), vec![]), "{}", signs.len());
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

//! The link: the one stored form of a scenario.
//!
//! A query string with a version and the levers that differ from their default: `v=1&context=128k&gpu=gb300`.
//! Names and slugs are never changed, so old links stay readable; what a later version calls otherwise is
//! translated here. Shocks stand beside the levers they move: `v=1&context=128k&shocks=electricity,gpu-cost`.

use super::levers::LEVERS;
use super::shocks::{self, SHOCKS, Shaken};
use super::{Lever, Scenario, SettingError};
use crate::factory::Plan;
use crate::quantity::order::ascending;
use std::fmt;

/// Version of the links written now.
pub const VERSION: u32 = 1;

/// What could not be read of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkFault {
    /// It was written by a later version.
    Newer(u32),
    /// The version is no number.
    NoVersion(String),
    /// No lever of that name; names that are near.
    UnknownName(String, Vec<&'static str>),
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
                    "The link was made by a later version ({version}); what this version knows was read."
                )
            }
            Self::NoVersion(text) => write!(f, "The link names no version that is known (“{text}”)."),
            Self::UnknownName(name, near) if near.is_empty() => {
                write!(f, "There is no lever called “{name}”.")
            }
            Self::UnknownName(name, near) => {
                write!(f, "There is no lever called “{name}”. Near are {}.", near.join(", "))
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
pub fn write_shaken(shaken: &Shaken) -> String {
    let link = write(shaken.origin());
    let slugs: Vec<&str> = shaken.active().iter().map(|shock| shock.slug).collect();
    match (link.is_empty(), slugs.is_empty()) {
        (_, true) => link,
        (true, false) => format!("v={VERSION}&shocks={}", slugs.join(",")),
        (false, false) => format!("{link}&shocks={}", slugs.join(",")),
    }
}

/// Reads a link, with or without the address before the question mark. Gives the scenario with all that could
/// be read, shocks applied, and what could not be read.
pub fn read(link: &str) -> (Scenario, Vec<LinkFault>) {
    let (shaken, faults) = read_shaken(link);
    (shaken.scenario(), faults)
}

/// Reads a link as [`read`] does, with the levers and the shocks apart.
pub fn read_shaken(link: &str) -> (Shaken, Vec<LinkFault>) {
    let query = link.rsplit_once('?').map_or(link, |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    let mut scenario = Scenario::untouched();
    let mut faults = Vec::new();
    let mut active = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), decoded(value));
        match name.as_str() {
            "v" => match value.parse::<u32>() {
                Ok(version) if version > VERSION => faults.push(LinkFault::Newer(version)),
                Ok(_) => {}
                Err(_) => faults.push(LinkFault::NoVersion(cut(&value))),
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
            _ => match set(&mut scenario, &name, &value) {
                Ok(()) => {}
                Err(fault) => faults.push(fault),
            },
        }
    }
    (active.into_iter().fold(Shaken::new(scenario), |shaken, shock| shaken.toggle(shock)), faults)
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
    let lever = LEVERS.get(name).ok_or_else(|| LinkFault::UnknownName(cut(name), near(name)))?;
    let base = lever.read(&cut(value)).map_err(|error| LinkFault::Value(lever.about.id, error))?;
    *scenario = scenario.with(lever, base);
    Ok(())
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
    Plan::ABOUT.each(|about, _| {
        let reach = distance(name, about.id);
        let related = name.len() > 2 && (about.id.contains(name) || name.contains(about.id));
        if reach <= 2 || related {
            names.push((reach, about.id));
        }
    });
    // Names stand in the order of the page where they are equally near.
    #[allow(clippy::cast_precision_loss, reason = "names are short")]
    ascending(&mut names, |name| name.0 as f64);
    names.into_iter().map(|(_, id)| id).take(4).collect()
}

/// Letters to insert, drop or change to get from one word to the other (Levenshtein, 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The first letters of what somebody wrote: a fault is quoted, not reprinted at any length.
/// What was cut off leaves a mark, so that a long value is never read as the short one it begins with.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Text with `%xx` and `+` read as what they stand for.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|&b| char::from(b).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_untouched_scenario_has_no_link() {
        assert_eq!(write(&Scenario::untouched()), "");
        assert_eq!(read(""), (Scenario::untouched(), vec![]));
    }

    #[test]
    fn a_link_names_only_what_differs() {
        let mut scenario = Scenario::untouched();
        set(&mut scenario, "context", "128k").unwrap();
        set(&mut scenario, "gpu", "GB300").unwrap();
        set(&mut scenario, "electricity", "8c").unwrap();
        assert_eq!(write(&scenario), "v=1&context=128k&gpu=gb300&electricity=0.08");
    }

    #[test]
    fn every_stop_of_every_lever_comes_back() {
        for lever in levers() {
            for stop in lever.stops() {
                let scenario = Scenario::untouched().with(lever, lever.about.unit.base(stop));
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
            read("https://example.org/page?v=1&context=128k&contxt=3&gpu=abacus&power=2W&%zz#end");
        assert_eq!(scenario.context, 128e3);
        assert_eq!(scenario.gpu, Scenario::untouched().gpu);
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
            "?utm_source=mail&utm_medium=x&fbclid=a%20b&v=1&context=128k&gclid=1&ref=news&mc_eid=2&_ga=3&msclkid=4",
        );
        assert_eq!(faults, vec![]);
        assert_eq!(write(&scenario), "v=1&context=128k");
        for name in ["reff", "gclid%20ref", "utm", "%20"] {
            assert!(matches!(read(name).1[..], [LinkFault::UnknownName(..)]), "{name}");
        }
    }

    #[test]
    fn a_long_value_is_not_read_as_the_short_one_it_begins_with() {
        let (scenario, faults) = read(&format!("context=5{}M", "%20".repeat(70)));
        assert_eq!((scenario, faults.len()), (Scenario::untouched(), 1));
        let (scenario, faults) = read(&format!("context=128000.{}", "0".repeat(50)));
        assert_eq!((write(&scenario).as_str(), faults.len()), ("v=1&context=128k", 0));
    }

    #[test]
    fn shocks_stand_beside_the_levers() {
        let (shaken, faults) = read_shaken("?shocks=gpu-cost,electricity,gpu-cost&v=1&electricity=0.05");
        assert_eq!(faults, vec![]);
        assert_eq!(write_shaken(&shaken), "v=1&electricity=0.05&shocks=gpu-cost,electricity");
        assert_eq!(read_shaken(&write_shaken(&shaken)).0, shaken);
        assert_eq!(read("electricity=0.05&shocks=gpu-cost,electricity").0, shaken.scenario());
        let one = Shaken::new(Scenario::untouched()).toggle(&SHOCKS[3]);
        assert_eq!(write_shaken(&one), "v=1&shocks=price-fall");
        assert_eq!(write_shaken(&one.undone()), "");
    }

    #[test]
    fn an_unknown_shock_is_told_with_those_that_there_are() {
        let (shaken, faults) = read_shaken("shocks=earthquake,edge");
        assert_eq!(shaken.active().len(), 1);
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
            assert_eq!(scenario, Scenario::untouched(), "{link:.40}");
            assert_eq!(faults.len(), 1, "{link:.40}");
            assert!(faults[0].to_string().len() < 400);
        }
    }
}

//! The scenario that a command is about.

use model::scenario::link::compared::{Compared, read_compared};
use model::scenario::shocks::ShockedScenario;
use model::scenario::{LISTS, Scenario, link};
use std::error::Error;

/// The scenario of a link with levers set on top of it.
///
/// # Errors
/// The first lever that cannot be set. Parts of the link itself that cannot be parsed only produce a warning.
pub(super) fn scenario(link: Option<&str>, set: &[String]) -> Result<Scenario, Box<dyn Error>> {
    self::set(shocked(link.unwrap_or("")).scenario(), set)
}

/// A scenario with levers set, as in `context=128k`.
pub(super) fn set(mut scenario: Scenario, set: &[String]) -> Result<Scenario, Box<dyn Error>> {
    let mut settings = Vec::new();
    for setting in set {
        let (name, value) = setting
            .split_once('=')
            .ok_or_else(|| format!("--set wants NAME=VALUE, not “{setting}”, e.g. --set context=128k"))?;
        settings.push((name.trim(), value));
    }
    // Prices belong to the model, so the model and the price list go first.
    let (lists, others): (Vec<_>, Vec<_>) = settings.into_iter().partition(|(name, _)| LISTS.contains(name));
    for (name, value) in lists.into_iter().chain(others) {
        link::set(&mut scenario, name, value)?;
    }
    Ok(scenario)
}

/// The scenario of a link, with the shocks kept separate. Parts that cannot be parsed produce a warning.
pub(super) fn shocked(link: &str) -> ShockedScenario {
    compared(link).shown
}

/// The same, with the scenario that the link compares it with.
pub(super) fn compared(link: &str) -> Compared {
    compared_as(link, false)
}

/// The same, without the notice about a link of an earlier version if that is known.
pub(super) fn compared_as(link: &str, is_known_as_old: bool) -> Compared {
    let (both, faults) = read_compared(link);
    for fault in faults.iter().filter(|fault| !(is_known_as_old && fault.is_notice())) {
        eprintln!("token-factory: {fault}");
    }
    both
}

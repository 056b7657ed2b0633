//! The nearest scenario that keeps a rule which the present one breaks: one lever moves, as little as possible.
//!
//! The rules are those of the notes that report a conflict within a scenario: a model that does not fit, a speed that
//! no layout reaches, demand beyond what can be served.

use super::evaluate::note::{Note, tier_name};
use super::evaluate::{Evaluation, evaluate};
use super::solve::halving::{halve, rounded};
use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scale, Scenario};

/// Relative tolerance of the search along a track, before the value is rounded.
const FINE: f64 = 1e-3;

/// Significant figures of the proposed value.
const FIGURES: i32 = 3;

/// A move of one lever after which a rule is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Remedy {
    /// The lever.
    pub lever: &'static Lever,
    /// The value it must have, in base units.
    pub at: f64,
}

/// The purpose of a remedy, as the reader sees it: “To make the model fit”. `None` for a note without a rule.
pub fn purpose(note: &Note) -> Option<String> {
    Some(match note {
        Note::DoesNotFit { .. } => "To make the model fit".to_owned(),
        Note::SiteTooSmall { .. } => "To have enough machines for one call".to_owned(),
        Note::TooSlow { tier, .. } => format!("To reach the speed of the {} tier", tier_name(tier)),
        Note::NotPublished { .. } => "To compute the cost".to_owned(),
        Note::ContextHeld { .. } => "To serve the full context".to_owned(),
        Note::SoldOut(_) => "To serve all demand at the site".to_owned(),
        Note::PricesRisen(_) => "To keep market prices at list level".to_owned(),
        Note::LargeInTheWorld(_) => "To stay a small part of the market".to_owned(),
        Note::MoreThanTheWorld(_) => "To serve no more than the world uses".to_owned(),
        Note::WorldWaits(_) => "To serve all of the world's calls".to_owned(),
        _ => return None,
    })
}

/// Levers by which a rule may be kept, in the order of proposal.
fn levers(note: &Note) -> Vec<&'static Lever> {
    let names: &[&str] = match note {
        Note::DoesNotFit { .. } => &["context", "precision", "gpu"],
        Note::SiteTooSmall { .. } => &["power", "serving", "context", "gpu"],
        Note::TooSlow { tier, .. } => {
            let speed = LEVERS.get(&format!("{tier}_speed"));
            let others = ["context", "gpu", "drafts"].into_iter().filter_map(|name| LEVERS.get(name));
            return speed.into_iter().chain(others).collect();
        }
        // The reader's own price would need an unpublished figure, so another machine is proposed, which has a
        // published one.
        Note::NotPublished { .. } => &["gpu", "tenure"],
        Note::ContextHeld { .. } => &["context"],
        Note::SoldOut(_) => &["load", "agents", "context", "shortage"],
        Note::PricesRisen(_) | Note::WorldWaits(_) => &["agents", "context", "calls", "shortage"],
        Note::LargeInTheWorld(_) | Note::MoreThanTheWorld(_) => &["power", "agents"],
        _ => &[],
    };
    names.iter().filter_map(|name| LEVERS.get(name)).collect()
}

/// Moves of one lever each after which a rule is kept and no other rule is newly broken, in the order in which the
/// levers are tried. Empty for a note without a rule, and if none of these levers is enough alone. Each move is
/// computed on demand.
pub fn remedies<'a>(now: &'a Evaluation, note: &'a Note) -> impl Iterator<Item = Remedy> + 'a {
    let scenario = &now.scenario;
    let was_broken = move |other: &Note| {
        !is_same_rule(note, other)
            && now.notes.iter().any(|known| purpose(known).is_some() && is_same_rule(known, other))
    };
    levers(note).into_iter().filter_map(move |lever| {
        let notes = |at: f64| evaluate(&scenario.with(lever, at)).notes;
        let keeps = |at: f64| !notes(at).iter().any(|other| purpose(other).is_some() && !was_broken(other));
        let at = if lever.is_named() {
            entry(scenario, lever, keeps)
        } else {
            place(scenario, lever, keeps, keeps).or_else(|| {
                // If all rules are kept only between two stops, the value lies just beyond the point where this rule
                // starts to hold.
                let keeps_this = |at: f64| !notes(at).iter().any(|other| is_same_rule(note, other));
                place(scenario, lever, keeps_this, keeps)
            })
        };
        at.map(|at| Remedy { lever, at })
    })
}

/// Whether two notes are about the same rule.
fn is_same_rule(one: &Note, other: &Note) -> bool {
    match (one, other) {
        (Note::TooSlow { tier, .. }, Note::TooSlow { tier: of, .. }) => tier == of,
        // Both say that nothing can be served: one by memory, one by the number of machines.
        (
            Note::DoesNotFit { .. } | Note::SiteTooSmall { .. },
            Note::DoesNotFit { .. } | Note::SiteTooSmall { .. },
        ) => true,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// The entry of a list nearest to the present one at which the rule is kept: of two that are equally near, the later
/// one, which is the newer machine.
fn entry(scenario: &Scenario, lever: &'static Lever, keeps: impl Fn(f64) -> bool) -> Option<f64> {
    let unit = &lever.about.unit;
    let now = unit.shown(scenario.of(lever));
    let mut entries = lever.track_stops();
    // Entries of a list are whole numbers.
    entries.retain(|stop| (*stop - now).abs() > 0.5);
    entries.sort_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()).then(b.total_cmp(a)));
    entries.into_iter().map(|stop| unit.base(stop)).find(|at| keeps(*at))
}

/// The value of a number nearest to the present one from which on the rule is kept, if all rules are kept there.
fn place(
    scenario: &Scenario,
    lever: &'static Lever,
    keeps: impl Fn(f64) -> bool,
    keeps_all: impl Fn(f64) -> bool,
) -> Option<f64> {
    let unit = &lever.about.unit;
    let now = unit.shown(scenario.of(lever));
    let stops = lever.track_stops();
    let (below, above): (Vec<f64>, Vec<f64>) = (
        stops.iter().rev().copied().filter(|stop| *stop < now).collect(),
        stops.iter().copied().filter(|stop| *stop > now).collect(),
    );
    let (holds, hold_all) = (|shown: f64| keeps(unit.base(shown)), |shown: f64| keeps_all(unit.base(shown)));
    let found = [below, above].into_iter().filter_map(|side| {
        let (bad, good) = first(now, &side, holds)?;
        nearest(bad, good, &lever.scale, holds).into_iter().find(|shown| hold_all(*shown))
    });
    let far = |shown: f64| match lever.scale {
        Scale::Log => libm::log(shown / now).abs(),
        _ => (shown - now).abs(),
    };
    found.min_by(|a, b| far(*a).total_cmp(&far(*b))).map(|shown| unit.base(shown))
}

/// Two neighbouring stops on one side of the present value, of which the farther keeps the rule and the nearer does
/// not. Stops are tried at doubling distances, then in between.
fn first(now: f64, side: &[f64], holds: impl Fn(f64) -> bool) -> Option<(f64, f64)> {
    let at = |place: usize| if place == 0 { now } else { side[place - 1] };
    let (mut bad, mut good) = (0, 1);
    loop {
        let there = good.min(side.len());
        if there == bad {
            return None;
        }
        if holds(at(there)) {
            good = there;
            break;
        }
        (bad, good) = (there, 2 * there);
    }
    while good - bad > 1 {
        let middle = bad.midpoint(good);
        if holds(at(middle)) { good = middle } else { bad = middle }
    }
    Some((at(bad), at(good)))
}

/// The value between two stops from which on the rule is kept: rounded to few figures, if the rounded value keeps it too,
/// and in full.
fn nearest(bad: f64, good: f64, scale: &Scale, holds: impl Fn(f64) -> bool) -> Vec<f64> {
    if bad == 0.0 {
        // There is no smallest value above zero, so the first stop is proposed.
        return vec![good];
    }
    let found = if good > bad {
        halve([bad, good], scale, FINE, &holds)[1]
    } else {
        halve([good, bad], scale, FINE, |shown| !holds(shown))[0]
    };
    let short = rounded(found, FIGURES, good > bad);
    let is_near = (bad.min(good)..=bad.max(good)).contains(&short) && holds(short);
    if is_near { vec![short, found] } else { vec![found] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link;

    /// The remedies of the first note of a scenario that states a rule.
    fn of(query: &str) -> (Note, Scenario, Vec<Remedy>) {
        let (scenario, faults) = link::read(query);
        assert_eq!(faults, vec![], "{query}");
        let now = evaluate(&scenario);
        let notes = &now.notes;
        let note = *notes
            .iter()
            .find(|note| purpose(note).is_some())
            .unwrap_or_else(|| panic!("{query}: {notes:?}"));
        (note, scenario, remedies(&now, &note).collect())
    }

    /// Scenarios that each break a rule.
    const BROKEN: [&str; 10] = [
        "context=2M&llm=llama-3.1-405b&gpu=h100",
        "power=2kW",
        "fast_speed=900",
        "gpu=tpu7x",
        "gpu=rubin&tenure=rented",
        "llm=deepseek-v3&context=1M",
        "load=135&shortage=queue",
        "agents=100B",
        "power=10GW&load=97",
        "v=2&context=1M&agents=138M&llm=llama-2-70b",
    ];

    #[test]
    fn after_a_remedy_the_rule_is_kept_and_no_other_is_broken() {
        for query in BROKEN {
            let (note, scenario, remedies) = of(query);
            assert!(!remedies.is_empty(), "{query}: {note:?}");
            let broken = |scenario: &Scenario| -> Vec<Note> {
                let notes = evaluate(scenario).notes;
                notes.into_iter().filter(|note| purpose(note).is_some()).collect()
            };
            let before = broken(&scenario);
            for Remedy { lever, at } in remedies {
                let after = broken(&scenario.with(lever, at));
                assert!(lever.within(at).is_ok(), "{query}: {} {at}", lever.about.id);
                assert!(!after.iter().any(|other| is_same_rule(&note, other)), "{query}: {}", lever.about.id);
                let is_new = |other: &Note| !before.iter().any(|known| is_same_rule(known, other));
                assert!(!after.iter().any(is_new), "{query}: {} {after:?}", lever.about.id);
            }
        }
    }

    #[test]
    fn a_remedy_is_the_nearest_to_a_percent() {
        for query in BROKEN {
            let (note, scenario, remedies) = of(query);
            let is_number = |it: &Remedy| !it.lever.is_named() && scenario.of(it.lever) != 0.0;
            for Remedy { lever, at } in remedies.into_iter().filter(is_number) {
                let now = scenario.of(lever);
                // One percent back towards the former value the rule is broken, or at that value if it is nearer.
                let step = (0.01 * at.abs()).min((now - at).abs());
                let back = at + step.copysign(now - at);
                let notes = evaluate(&scenario.with(lever, back)).notes;
                let before = evaluate(&scenario).notes;
                let is_broken = |other: &Note| {
                    purpose(other).is_some()
                        && (is_same_rule(&note, other)
                            || !before.iter().any(|known| is_same_rule(known, other)))
                };
                assert!(notes.iter().any(is_broken), "{query}: {} {at} from {now}", lever.about.id);
            }
        }
    }

    #[test]
    fn a_speed_that_is_not_reached_comes_down_to_the_quickest() {
        let (note, _, remedies) = of("fast_speed=900");
        let Note::TooSlow { quickest, .. } = note else { panic!("{note:?}") };
        let speed = remedies[0];
        assert_eq!(speed.lever.about.id, "fast_speed");
        assert!(speed.at <= quickest && speed.at > 0.97 * quickest, "{} {quickest}", speed.at);
    }

    #[test]
    fn a_value_between_two_stops_is_found() {
        // At the stop above the full context is not served, and at the stop below the site is sold out.
        let (note, scenario, remedies) = of("v=2&context=1M&agents=138M&llm=llama-2-70b");
        let context = remedies.iter().find(|it| it.lever.about.id == "context");
        let at = context.unwrap_or_else(|| panic!("{note:?} {remedies:?}")).at;
        let lever = &LEVERS.context;
        assert!(
            lever.track_stops().iter().all(|stop| (lever.about.unit.base(*stop) - at).abs() > 1.0),
            "{at}"
        );
        let notes = evaluate(&scenario.with(lever, at)).notes;
        assert!(!notes.iter().any(|other| is_same_rule(&note, other)), "{notes:?}");
    }

    #[test]
    fn the_baseline_keeps_every_rule() {
        let now = evaluate(&Scenario::baseline());
        assert!(now.notes.iter().all(|note| purpose(note).is_none()), "{:?}", now.notes);
        assert!(now.notes.iter().all(|note| remedies(&now, note).next().is_none()));
    }

    #[test]
    fn what_nobody_has_published_is_not_proposed_as_a_number() {
        for query in ["gpu=tpu7x", "gpu=rubin&tenure=rented", "gpu=mi455x"] {
            let (_, _, remedies) = of(query);
            assert!(remedies.iter().all(|it| it.lever.is_named()), "{query}: {remedies:?}");
        }
    }

    #[test]
    fn every_rule_has_levers_and_every_other_note_has_none() {
        let (model, machine, tier) = ("a", "b", "fast");
        for note in [
            Note::DoesNotFit { model, machine },
            Note::SiteTooSmall { model, machine, has: 1.0, needs: 2.0, is_separate: false },
            Note::TooSlow { tier, promised: 2.0, quickest: 1.0, machine },
            Note::NotPublished { what: "price", machine },
            Note::ContextHeld { model, limit: 1.0 },
            Note::SoldOut(1.1),
            Note::PricesRisen(1.1),
            Note::LargeInTheWorld(0.3),
            Note::MoreThanTheWorld(1.1),
            Note::WorldWaits(0.1),
        ] {
            assert!(purpose(&note).is_some() && !levers(&note).is_empty(), "{note:?}");
        }
        for note in [Note::NoTier, Note::OwnPrices { sheet: "a" }, Note::ContextNotMeasured] {
            assert!(purpose(&note).is_none() && levers(&note).is_empty(), "{note:?}");
        }
    }
}

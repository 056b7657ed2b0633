//! Two scenarios in one link: the one that is shown, and the one that it is compared with.
//!
//! The first is written as in any link. The second is the value of `vs`: the same names and values, with a colon for
//! the equals sign and a semicolon for `&`, which no name and no value contains:
//! `v=2&context=1M&vs=gpu:h100;shocks:electricity,edge`. `vs=baseline` is the baseline scenario.

use super::{Kind, LinkFault, VERSION, query_pairs, read_pairs, settings_of, write_shocked};
use crate::scenario::Scenario;
use crate::scenario::shocks::ShockedScenario;

/// The name of the baseline scenario.
const BASELINE: &str = "baseline";

/// A scenario, and the one that it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The scenario that is shown: B, if there is an A.
    pub shown: ShockedScenario,
    /// The scenario that is pinned: A.
    pub pinned: Option<ShockedScenario>,
}

impl Compared {
    /// A scenario without one to compare with.
    pub fn alone(shown: ShockedScenario) -> Self {
        Self { shown, pinned: None }
    }
}

/// A scenario as the value of `vs`.
pub fn write_pinned(pinned: &ShockedScenario) -> String {
    let settings = settings_of(pinned);
    if settings.is_empty() {
        return BASELINE.to_owned();
    }
    settings.iter().map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join(";")
}

/// Reads the value of `vs`: everything that could be read, and what could not.
pub fn read_pinned(text: &str) -> (ShockedScenario, Vec<LinkFault>) {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty() && *part != BASELINE);
    let pair = |part: &str| {
        let (name, value) = part.split_once(':').unwrap_or((part, ""));
        (name.trim().to_owned(), value.trim().to_owned())
    };
    let (pinned, faults) = read_pairs(parts.map(pair).collect(), Kind::Pinned);
    (pinned, faults.into_iter().map(|fault| LinkFault::Pinned(Box::new(fault))).collect())
}

/// The link of a scenario and the one that it is compared with. Without one it is the same as that of
/// [`write_shocked`].
pub fn write_compared(both: &Compared) -> String {
    let link = write_shocked(&both.shown);
    match &both.pinned {
        None => link,
        Some(pinned) if link.is_empty() => format!("v={VERSION}&vs={}", write_pinned(pinned)),
        Some(pinned) => format!("{link}&vs={}", write_pinned(pinned)),
    }
}

/// Reads a link as [`read_shocked`](super::read_shocked) does, with the scenario to compare with.
pub fn read_compared(link: &str) -> (Compared, Vec<LinkFault>) {
    let pairs = match query_pairs(link) {
        Ok(pairs) => pairs,
        Err(fault) => return (Compared::alone(ShockedScenario::new(Scenario::baseline())), vec![fault]),
    };
    let pinned = pairs.iter().rev().find(|(name, _)| name == "vs").map(|(_, text)| read_pinned(text));
    let (shown, mut faults) = read_pairs(pairs, Kind::Link);
    let pinned = pinned.map(|(pinned, found)| {
        faults.extend(found);
        pinned
    });
    (Compared { shown, pinned }, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::arbitrary::shocked;
    use crate::scenario::link::{levers, read_shocked};
    use crate::scenario::shocks::SHOCKS;
    use proptest::prelude::*;

    fn of(link: &str) -> ShockedScenario {
        read_shocked(link).0
    }

    #[test]
    fn both_scenarios_stand_in_the_link() {
        for (a, b, link) in [
            ("", "", "v=2&vs=baseline"),
            ("", "context=1M", "v=2&context=1M&vs=baseline"),
            ("gpu=h100&context=1M", "", "v=2&vs=context:1M;gpu:h100"),
            (
                "shocks=electricity,edge&gpu=h100",
                "shocks=edge",
                "v=2&shocks=edge&vs=gpu:h100;shocks:electricity,edge",
            ),
        ] {
            let both = Compared { shown: of(b), pinned: Some(of(a)) };
            assert_eq!(write_compared(&both), link);
            assert_eq!(read_compared(link), (both, vec![]), "{link}");
            // A reader without comparisons reads the scenario that is shown, and finds no fault.
            assert_eq!(read_shocked(link), (of(b), vec![]), "{link}");
        }
        let alone = Compared::alone(of("context=1M"));
        assert_eq!(write_compared(&alone), "v=2&context=1M");
        assert_eq!(read_compared("v=2&context=1M"), (alone, vec![]));
    }

    #[test]
    fn a_link_that_was_escaped_on_its_way_is_read() {
        let (both, faults) = read_compared("v=2&vs=gpu%3Ah100%3Bshocks%3Aelectricity%2Cedge");
        assert_eq!((both.pinned, faults), (Some(of("gpu=h100&shocks=electricity,edge")), vec![]));
        assert_eq!(read_compared("vs=").0.pinned, Some(of("")));
        assert_eq!(read_compared("vs= gpu : h100 ; baseline").0.pinned, Some(of("gpu=h100")));
    }

    #[test]
    fn faults_of_the_pinned_scenario_say_so() {
        let both_of = |link: &str| {
            let (both, faults) = read_compared(link);
            (both, faults.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let (both, said) =
            both_of("v=2&context=1M&vs=gpu:abacus;moon:1;h100;context:5k;v:1;vs:x;utm_source:y");
        assert_eq!(both.pinned, Some(of("context=5k")));
        assert_eq!(both.shown, of("context=1M"));
        assert_eq!(said.len(), 6, "{said:?}");
        assert!(said.iter().all(|it| it.starts_with("In the scenario to compare with: ")), "{said:?}");
        assert!(said[0].contains("with: “gpu” was not set."), "{}", said[0]);
        assert!(said[1].contains("with: there is no lever called “moon”"), "{}", said[1]);
        let (both, said) = both_of("contxt=3&vs=moon:1");
        assert!(both.pinned.is_some() && said[0].starts_with("There is") && said[1].starts_with("In the"));
        let (both, said) = both_of("vs=gpu:h100&vs=gpu:rubin");
        assert_eq!(both.pinned, Some(of("gpu=rubin")));
        assert!(
            said.len() == 1 && said[0].starts_with("“vs” appears more than once in the link"),
            "{said:?}"
        );
        let long = format!("vs={}", "x:1;".repeat(10_000));
        assert!(matches!(read_compared(&long).1[..], [LinkFault::TooLong]));
        assert_eq!(read_compared(&long[..12_000]).1.len(), 6);
    }

    #[test]
    fn no_value_contains_what_separates_values() {
        for lever in levers() {
            for stop in lever.stops() {
                let text = lever.written(lever.about.unit.base(stop));
                assert!(!text.contains([';', ':', '&', '=', '#', '+', ' ']), "{} {text}", lever.about.id);
            }
        }
        assert!(SHOCKS.iter().all(|shock| !shock.slug.contains([';', ':', ','])));
    }

    proptest! {
        #[test]
        fn two_scenarios_come_back_from_their_link(a in shocked(0..6, 0..4), b in shocked(0..6, 0..4), is_pinned in any::<bool>()) {
            let both = Compared { shown: b, pinned: is_pinned.then_some(a) };
            let link = write_compared(&both);
            let (again, faults) = read_compared(&link);
            prop_assert_eq!(&faults, &vec![], "{}", link);
            // A stop is written with fifteen figures, so that what comes back is what its link says.
            prop_assert_eq!(write_compared(&again), link.clone());
            prop_assert_eq!(read_compared(&link).0, again.clone());
            prop_assert_eq!(again.pinned.is_some(), is_pinned);
            prop_assert_eq!(read_shocked(&link).0, again.shown);
            prop_assert_eq!(read_shocked(&write_shocked(&both.shown)).0, read_shocked(&link).0);
        }
    }
}

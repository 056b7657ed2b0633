//! Predicted against measured throughput: by group of runs, and between pairs of runs.

use super::predicted::{Compared, compare};
use super::random_effects::RandomEffects;
use super::runs::{Measured, Side, configuration, hashed, rows};
use crate::catalog::accuracy::{Class, Errors};
use crate::catalog::calibration::RECOMMENDED;
use crate::study::predict::Load;
use crate::study::quantile::quantile;
use std::collections::BTreeMap;

/// The runs of the check side, predicted as for a factory that has not been built yet: constants and random effects saw none
/// of their configurations.
pub fn held_out() -> Vec<Compared> {
    let seen = compare(rows().iter().filter(|row| row.side == Side::Fit), &RECOMMENDED);
    corrected(
        compare(rows().iter().filter(|row| row.side == Side::Check), &RECOMMENDED),
        &RandomEffects::of(&seen),
    )
}

/// All runs, each third predicted with the random effects of the other two: known configurations at other lengths and loads.
/// Lines that two documents share stay together.
pub fn neighbours() -> Vec<Compared> {
    let all = compare(rows(), &RECOMMENDED);
    (0..3)
        .flat_map(|third| {
            let (out, seen): (Vec<Compared>, Vec<Compared>) =
                all.iter().partition(|it| part(it.row) == third);
            corrected(out, &RandomEffects::of(&seen))
        })
        .collect()
}

/// Which third a run belongs to, by what was run.
fn part(row: &Measured) -> u64 {
    let Measured { run, .. } = row;
    hashed(&format!("{}|{}|{}|{}", configuration(run), run.input_tokens, run.output_tokens, run.load)) % 3
}

/// Predictions with the random effects of other runs.
fn corrected(compared: Vec<Compared>, effects: &RandomEffects) -> Vec<Compared> {
    let with = |it: Compared| Compared { predicted: it.predicted * effects.factor(&it.row.run), ..it };
    compared.into_iter().map(with).collect()
}

/// All runs as the shipped program predicts them. It has seen each of them.
pub fn shipped() -> Vec<Compared> {
    corrected(compare(rows(), &RECOMMENDED), &RandomEffects::shipped())
}

/// The errors of runs; `None` if there are no runs.
pub fn errors<'a>(compared: impl IntoIterator<Item = &'a Compared>) -> Option<Errors> {
    let ratios: Vec<f64> = compared.into_iter().map(Compared::ratio).collect();
    let of = |change: fn(f64) -> f64| {
        let mut changed: Vec<f64> = ratios.iter().copied().map(change).collect();
        changed.sort_by(f64::total_cmp);
        changed
    };
    let (errors, inverse) = (of(|ratio| (ratio - 1.0).abs()), of(|ratio| 1.0 / ratio));
    Some(Errors {
        runs: ratios.len(),
        median: quantile(&errors, 0.5)?,
        within_25: share(&errors, |error| error <= 0.25),
        within_50: share(&errors, |error| error <= 0.5),
        bias: quantile(&of(|ratio| ratio), 0.5)?,
        low: quantile(&inverse, 0.05)?,
        high: quantile(&inverse, 0.95)?,
    })
}

/// Share of numbers for which a condition holds.
fn share(numbers: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    let held = numbers.iter().filter(|number| holds(**number)).count();
    #[allow(clippy::cast_precision_loss, reason = "there are some thousand runs")]
    let share = held as f64 / numbers.len().max(1) as f64;
    share
}

/// How runs are divided into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// All together.
    Whole,
    /// By the kind of table they are in.
    Family,
    /// By the class of the model.
    Class,
    /// By the generation of the machine.
    Generation,
    /// By the length of a call.
    Length,
    /// By the serving software.
    Engine,
}

impl By {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Whole, Self::Family, Self::Class, Self::Generation, Self::Length, Self::Engine];

    /// The common name of the groups.
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "All runs",
            Self::Family => "By table",
            Self::Class => "By class of model",
            Self::Generation => "By generation of machine",
            Self::Length => "By length of a call, tokens in and out",
            Self::Engine => "By serving software",
        }
    }
    /// The group of a run: its index among the groups, and its name.
    fn group(self, row: &Measured) -> (usize, &'static str) {
        match self {
            Self::Whole => (0, "all"),
            Self::Family => (row.family as usize, row.family.label()),
            Self::Class => (row.class() as usize, row.class().label()),
            Self::Generation => {
                let generation = row.machine().generation;
                (generation as usize, generation.label())
            }
            Self::Length => band(row.length()),
            Self::Engine => {
                let engine = row.engine();
                (engine as usize, engine.label())
            }
        }
    }
}

/// The band that a length of call lies in.
fn band(length: f64) -> (usize, &'static str) {
    let bands = [
        (600.0, "below 600"),
        (2_500.0, "600 to 2,500"),
        (6_000.0, "2,500 to 6,000"),
        (12_000.0, "6,000 to 12,000"),
        (f64::INFINITY, "12,000 and more"),
    ];
    let place = bands.iter().position(|(end, _)| length < *end).unwrap_or(bands.len() - 1);
    (place, bands[place].1)
}

/// A group of runs with its errors.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// How it was formed.
    pub by: By,
    /// Its name.
    pub label: &'static str,
    /// Its errors.
    pub errors: Errors,
}

/// Errors of all groups that have a run.
pub fn groups(compared: &[Compared]) -> Vec<Group> {
    let mut found = Vec::new();
    for by in By::ALL {
        let mut parted: BTreeMap<(usize, &'static str), Vec<&Compared>> = BTreeMap::new();
        for it in compared {
            parted.entry(by.group(it.row)).or_default().push(it);
        }
        found.extend(
            parted
                .into_iter()
                .filter_map(|((_, label), of)| errors(of).map(|errors| Group { by, label, errors })),
        );
    }
    found
}

/// How the ratio between two runs is predicted, over many pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pairs {
    /// Number of pairs.
    pub pairs: usize,
    /// Median absolute error of the ratio.
    pub median: f64,
    /// Share of pairs with an error of at most a quarter.
    pub within_25: f64,
    /// Number of pairs that differ by more than a tenth.
    pub apart: usize,
    /// Share of those pairs whose larger run is also predicted to be the larger.
    pub ordered: f64,
}

/// Pairs of runs of one configuration under equal load with other lengths: the question behind the slider of context.
pub fn context_pairs(compared: &[Compared]) -> Option<Pairs> {
    let same = |it: &Compared| {
        let run = &it.row.run;
        // The length of a queue does not matter; the number of users does.
        let users = if run.serving == Load::Users { run.load.to_bits() } else { 0 };
        format!("{} {users} {}", configuration(run), it.row.family.label())
    };
    let lengths = |it: &Compared| (it.row.run.input_tokens.to_bits(), it.row.run.output_tokens.to_bits());
    pairs(compared, same, |a, b| lengths(a) != lengths(b))
}

/// Pairs of runs of one model, workload and layout on other machines: the question behind the choice of machine.
pub fn machine_pairs(compared: &[Compared]) -> Option<Pairs> {
    let same = |it: &Compared| {
        let run = &it.row.run;
        let work = [run.input_tokens, run.output_tokens, run.load];
        format!("{} {} {} {work:?} {:?}", run.model, run.engine, it.row.family.label(), run.layout())
    };
    pairs(compared, same, |a, b| a.row.run.gpu != b.row.run.gpu)
}

/// All pairs of runs that are the `same` in one respect and `differ` in another.
fn pairs(
    compared: &[Compared],
    same: impl Fn(&Compared) -> String,
    differ: impl Fn(&Compared, &Compared) -> bool,
) -> Option<Pairs> {
    let mut groups: BTreeMap<String, Vec<&Compared>> = BTreeMap::new();
    for it in compared {
        groups.entry(same(it)).or_default().push(it);
    }
    let (mut errors, mut apart, mut ordered) = (Vec::new(), 0, Vec::new());
    for group in groups.values() {
        for (i, a) in group.iter().enumerate() {
            for b in group.iter().skip(i + 1).filter(|b| differ(a, b)) {
                let (measured, predicted) =
                    (a.row.output_rate / b.row.output_rate, a.predicted / b.predicted);
                errors.push((predicted / measured - 1.0).abs());
                if measured.max(1.0 / measured) > 1.1 {
                    apart += 1;
                    ordered.push(f64::from(u8::from((measured > 1.0) == (predicted > 1.0))));
                }
            }
        }
    }
    errors.sort_by(f64::total_cmp);
    Some(Pairs {
        pairs: errors.len(),
        median: quantile(&errors, 0.5)?,
        within_25: share(&errors, |error| error <= 0.25),
        apart,
        ordered: share(&ordered, |held| held > 0.5),
    })
}

/// Errors as the constants of the catalog hold them: rounded to four decimals.
pub fn rounded(errors: Errors) -> Errors {
    let four = |value: f64| libm::round(value * 1e4) / 1e4;
    Errors {
        runs: errors.runs,
        median: four(errors.median),
        within_25: four(errors.within_25),
        within_50: four(errors.within_50),
        bias: four(errors.bias),
        low: four(errors.low),
        high: four(errors.high),
    }
}

/// The parts of a comparison that the catalog keeps, the whole and each class: their names, descriptions and errors.
pub fn kept(compared: &[Compared]) -> Vec<(&'static str, &'static str, Errors)> {
    let of = |class: Class| errors(compared.iter().filter(move |it| it.row.class() == class));
    [
        ("pub const WHOLE", "All runs.", errors(compared)),
        ("pub(super) const DENSE", "Runs of dense models.", of(Class::Dense)),
        ("pub(super) const EXPERTS", "Runs of models with experts.", of(Class::Experts)),
        ("pub(super) const SPARSE", "Runs of models with sparse attention.", of(Class::Sparse)),
    ]
    .into_iter()
    .filter_map(|(name, about, it)| Some((name, about, rounded(it?))))
    .collect()
}

/// The file of the catalog that contains the comparison.
pub fn constants(compared: &[Compared], date: &str) -> String {
    let mut text = format!(
        "//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.\n\n\
         use super::Errors;\n\n/// When they were computed.\npub const DATE: &str = \"{date}\";\n"
    );
    for (name, about, it) in kept(compared) {
        let Errors { runs, median, within_25, within_50, bias, low, high } = it;
        text += &format!(
            "\n/// {about}\n{name}: Errors = Errors {{\n    runs: {runs},\n    median: {median:?},\n    within_25: \
             {within_25:?},\n    within_50: {within_50:?},\n    bias: {bias:?},\n    low: {low:?},\n    high: \
             {high:?},\n}};\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::accelerators::{ACCELERATORS, Evidence};
    use crate::catalog::accuracy::{DATE, MEASURED_CONTEXT, WHOLE};
    use crate::catalog::find;

    #[test]
    fn every_run_is_predicted() {
        for it in compare(rows(), &RECOMMENDED) {
            assert!(it.predicted > 0.0 && it.predicted.is_finite(), "{:?}", it.row.run);
        }
    }

    #[test]
    fn the_catalog_holds_the_errors_of_the_shipped_constants() {
        let compared = held_out();
        let now: Vec<Errors> = kept(&compared).into_iter().map(|(.., errors)| errors).collect();
        let held: Vec<Errors> = [WHOLE].into_iter().chain(Class::ALL.map(Class::errors)).collect();
        assert_eq!(
            now, held,
            "the constants or the physics changed: `make bands` writes src/model/catalog/accuracy/bands.rs anew ({DATE})"
        );
    }

    #[test]
    fn bands_hold_the_prediction_and_most_of_the_runs_of_their_class() {
        for class in Class::ALL {
            let band = class.correction();
            assert!(band.low > 0.0 && band.low <= 1.0 && band.high >= 1.0, "{class:?}");
            let of: Vec<Compared> = held_out().into_iter().filter(|it| it.row.class() == class).collect();
            let inside = of.iter().filter(|it| (band.low..=band.high).contains(&(1.0 / it.ratio()))).count();
            assert!(inside * 100 >= of.len() * 85, "{class:?}: {inside} of {}", of.len());
        }
    }

    #[test]
    fn the_measured_context_is_that_of_the_longest_run() {
        let longest = rows().iter().map(|row| row.run.input_tokens).fold(0.0, f64::max);
        assert!((longest - MEASURED_CONTEXT).abs() < 0.5, "{longest} instead of {MEASURED_CONTEXT}");
    }

    #[test]
    fn a_machine_with_a_run_is_called_measured() {
        for machine in ACCELERATORS {
            let has_run = rows().iter().any(|row| find(ACCELERATORS, &row.run.gpu) == Some(machine));
            if has_run {
                assert_eq!(machine.row.evidence, Evidence::Measured, "{}", machine.label);
            }
        }
    }

    #[test]
    fn ratios_that_are_predicted_perfectly_have_no_error() {
        let perfect: Vec<Compared> =
            rows().iter().map(|row| Compared { row, predicted: 2.0 * row.output_rate }).collect();
        let all = errors(&perfect).unwrap();
        assert!((all.median - 1.0).abs() < 1e-12 && (all.bias - 2.0).abs() < 1e-12 && all.within_50 < 1e-12);
        assert!((all.low - 0.5).abs() < 1e-12 && (all.high - 0.5).abs() < 1e-12);
        for pairs in [context_pairs(&perfect), machine_pairs(&perfect)] {
            let pairs = pairs.unwrap();
            assert!(pairs.pairs > 100 && pairs.median < 1e-12, "{pairs:?}");
            assert!(
                (pairs.ordered - 1.0).abs() < 1e-12 && (pairs.within_25 - 1.0).abs() < 1e-12,
                "{pairs:?}"
            );
        }
    }
}

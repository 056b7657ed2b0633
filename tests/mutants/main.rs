//! Tests every formula with a single mutation: `make mutants`.
//!
//! cargo-mutants does not look into `outputs!`, which contains the formulas; this does for them what cargo-mutants
//! does for functions. The mutations are compiled in by the feature `mutants` (`src/model/quantity/mutation.rs`),
//! so that one build contains all mutants, and each test suite is run once per mutant. The report is
//! `tests/mutants/report.md`.
//!
//!   FORMULAS=400    number of mutations, drawn with a seed, instead of all
//!   CASES=40        number of draws of each property

mod functions;
mod report;
mod suite;

use model::factory::Factory;
use model::quantity::mutation::{self, Step};
use model::scenario::Scenario;
use model::study::evaluate::evaluate;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use report::Report;
use std::collections::BTreeMap;
use suite::Suite;

/// One formula with one mutation.
pub(crate) struct Mutant {
    /// Its name in `FORMULA_MUTANT`.
    key: String,
    /// Its readable name: quantity, step within its formula, and the mutation.
    name: String,
}

/// The result of the tests for a mutant: the failed tests, by suite.
pub(crate) struct Verdict {
    mutant: Mutant,
    failed: BTreeMap<&'static str, Vec<String>>,
}

/// Evaluates all formulas once while recording their steps.
fn steps() -> BTreeMap<&'static str, Vec<Step>> {
    let inputs = evaluate(&Scenario::baseline()).factory.inputs;
    let _ = Factory::new(inputs);
    mutation::steps()
}

fn mutants() -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (record, steps) in steps() {
        let mut before: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, (quantity, what, wrong)) in steps.into_iter().enumerate() {
            let nth = before.entry(quantity).or_default();
            *nth += 1;
            for (mutation, wrong) in wrong.iter().enumerate() {
                mutants.push(Mutant {
                    key: format!("{record} {at} {mutation}"),
                    name: format!("{record}.{quantity}, step {nth}: {what} made {wrong}"),
                });
            }
        }
    }
    mutants
}

/// A number from the environment.
fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

fn main() {
    // Listing and mutating are distinguished by one variable, which must be set before the first formula is
    // evaluated.
    if std::env::var("FORMULA_MUTANT").as_deref() != Ok("list") {
        eprintln!("Start this with FORMULA_MUTANT=list, as `make mutants` does.");
        std::process::exit(2);
    }
    let mut suites = Suite::all(number("CASES").unwrap_or(40));
    for suite in &mut suites {
        suite.leave_out_what_fails();
    }
    let mut mutants = mutants();
    let all = mutants.len();
    // In random order, so that those tried so far are always a fair sample.
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    mutants.sort_by_cached_key(|_| random.next_u64());
    mutants.truncate(number("FORMULAS").unwrap_or(all));
    let count = mutants.len();
    let mut report = Report { all, verdicts: Vec::new(), suites };
    for (done, mutant) in mutants.into_iter().enumerate() {
        let failed: BTreeMap<_, _> = report
            .suites
            .iter()
            .map(|suite| (suite.name, suite.failures(Some(&mutant.key))))
            .filter(|(_, failed)| !failed.is_empty())
            .collect();
        if failed.is_empty() {
            println!("{}/{count} survived: {} ({})", done + 1, mutant.name, mutant.key);
        }
        report.verdicts.push(Verdict { mutant, failed });
        if (done + 1) % 50 == 0 || done + 1 == count {
            std::fs::write(report::PATH, report.text()).expect("the report can be written");
        }
    }
    println!("{}", report.text());
    println!("The report is in {}", report::PATH);
}

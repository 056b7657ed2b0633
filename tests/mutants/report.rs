//! The report: how many mutants the tests kill, which ones survive, and why.

use crate::functions::Functions;
use crate::suite::Suite;
use crate::{Verdict, number};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Path of the report.
pub(crate) const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mutants/report.md");
/// The file with an explanation of each survivor.
const WORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mutants/survivors.toml");

/// Suites without snapshots of our own results: laws, units and published results.
const WITHOUT_SNAPSHOT: [&str; 5] = ["units", "relations", "properties", "published_results", "levers"];

/// The data for the report.
pub(crate) struct Report {
    /// Number of existing mutations.
    pub(crate) all: usize,
    /// The mutations that were tried.
    pub(crate) verdicts: Vec<Verdict>,
    /// The suites in order.
    pub(crate) suites: Vec<Suite>,
}

fn percent(part: usize, of: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "counts of some thousands")]
    let share = 100.0 * part as f64 / of.max(1) as f64;
    format!("{share:.1} %")
}

impl Report {
    /// The report in Markdown.
    pub(crate) fn text(&self) -> String {
        let words: BTreeMap<String, String> = std::fs::read_to_string(WORDS)
            .ok()
            .map(|text| toml::from_str(&text).expect("the words are names and sentences"))
            .unwrap_or_default();
        let word = |name: &str| words.get(name).cloned().unwrap_or_else(|| "(no word yet)".to_owned());
        let mut text = String::from(HEAD);
        let folder = std::env::var("MUTANTS_OUT").unwrap_or_default();
        if let Some(functions) = Functions::read(Path::new(&folder)) {
            let viable = functions.killed + functions.survivors.len();
            let _ = write!(
                text,
                "\n## Functions\n\ncargo-mutants {} changed the functions of `src/model/factory*` and `src/model/quantity*`: {} \
                 mutants that compile (and {} that do not), {} killed: **{}**.\n",
                functions.version,
                viable,
                functions.unviable,
                functions.killed,
                percent(functions.killed, viable),
            );
            table(&mut text, functions.survivors.iter().map(String::as_str), &word);
        }
        let survivors: Vec<&str> = self
            .verdicts
            .iter()
            .filter(|verdict| verdict.failed.is_empty())
            .map(|verdict| verdict.mutant.name.as_str())
            .collect();
        let tried = self.verdicts.len();
        let killed = tried - survivors.len();
        let lawful = self
            .verdicts
            .iter()
            .filter(|verdict| verdict.failed.keys().any(|suite| WITHOUT_SNAPSHOT.contains(suite)));
        let _ = write!(
            text,
            "\n## Formulas\n\n{tried} of {} mutations in formulas, {killed} killed: **{}**. Without the kept numbers of \
             `wasm_presets`, by laws, units and published results alone: {}. Draws of each property: {}.\n\n\
             | suite | kills | kills that no other suite makes |\n| --- | ---: | ---: |\n",
            self.all,
            percent(killed, tried),
            percent(lawful.count(), tried),
            number("CASES").unwrap_or(40),
        );
        for suite in self.suites.iter().map(|suite| suite.name) {
            let mine = || self.verdicts.iter().filter(|verdict| verdict.failed.contains_key(&suite));
            let alone = mine().filter(|verdict| verdict.failed.len() == 1).count();
            let _ = writeln!(text, "| `{suite}` | {} | {alone} |", mine().count());
        }
        for test in self.suites.iter().flat_map(|suite| &suite.left_out) {
            let _ = writeln!(text, "\nLeft out, because it fails without any mutation: `{test}`.");
        }
        table(&mut text, survivors.into_iter(), &word);
        self.relations(&mut text);
        text
    }

    /// How many mutations each relation detects.
    fn relations(&self, text: &mut String) {
        let mut kills: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for verdict in &self.verdicts {
            for test in verdict.failed.get("relations").into_iter().flatten() {
                kills.entry(test).or_default().insert(&verdict.mutant.key);
            }
        }
        text.push_str(
            "\n## Mutations that each relation notices\n\n| relation | mutations |\n| --- | ---: |\n",
        );
        for (test, mutants) in kills {
            let _ = writeln!(text, "| {} | {} |", test.replace("::", ": ").replace('_', " "), mutants.len());
        }
    }
}

/// Survivors with their explanations.
fn table<'a>(text: &mut String, survivors: impl Iterator<Item = &'a str>, word: &dyn Fn(&str) -> String) {
    text.push_str("\n| survivor | why |\n| --- | --- |\n");
    for name in survivors {
        let _ = writeln!(text, "| `{}` | {} |", name.replace('|', "\\|"), word(name));
    }
}

const HEAD: &str = "# Do the tests notice?

Written by `make mutants`; the words on survivors are kept in `survivors.toml`. A mutant is the program with one
small fault. It is killed when a native test fails on it.
";

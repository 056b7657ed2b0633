//! The test suites that are run on mutants, as programs.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Suites by their kind of evidence: laws first, then published numbers, then our own numbers.
const NAMES: [&str; 6] = ["units", "relations", "properties", "published_results", "levers", "wasm_presets"];

/// No suite takes longer than this; a mutant that keeps it running counts as caught.
const PATIENCE: Duration = Duration::from_secs(60);

/// Used in place of a test name: the suite timed out, or ended without naming a failed test.
const NO_END: &str = "no end";
const BREAKDOWN: &str = "breakdown";

/// A suite of tests, built with the mutations.
pub(crate) struct Suite {
    /// Name of its target.
    pub(crate) name: &'static str,
    program: String,
    cases: usize,
    /// Tests that fail without any mutation; they are not informative.
    pub(crate) left_out: Vec<String>,
}

impl Suite {
    /// Builds all suites, with `cases` draws of each property.
    pub(crate) fn all(cases: usize) -> Vec<Self> {
        let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        cargo.args(["test", "--locked", "--no-run", "--features", "mutants", "--profile", "quick"]);
        cargo.args(["--message-format", "json-render-diagnostics"]);
        for name in NAMES {
            cargo.args(["--test", name]);
        }
        let output = cargo.stderr(Stdio::inherit()).output().expect("cargo can be started");
        assert!(output.status.success(), "the suites do not build");
        let mut programs: BTreeMap<String, String> = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: serde_json::Value = serde_json::from_str(line).expect("cargo writes JSON");
            if let (Some(name), Some(program)) =
                (message["target"]["name"].as_str(), message["executable"].as_str())
            {
                programs.insert(name.to_owned(), program.to_owned());
            }
        }
        NAMES
            .into_iter()
            .map(|name| {
                let program = programs.remove(name).expect("the suite was built");
                Self { name, program, cases, left_out: Vec::new() }
            })
            .collect()
    }

    /// Runs the suite on the unmodified formulas, and excludes the tests that fail.
    pub(crate) fn leave_out_what_fails(&mut self) {
        self.left_out = self.failures(None);
        let as_a_whole = self.left_out.iter().any(|test| [NO_END, BREAKDOWN].contains(&test.as_str()));
        assert!(!as_a_whole, "{} cannot be run: {:?}", self.name, self.left_out);
    }

    /// The tests that fail on a mutant, or on the unmodified formulas.
    pub(crate) fn failures(&self, mutant: Option<&str>) -> Vec<String> {
        let mut command = Command::new(&self.program);
        // The two tests of all pairs of levers take longer than all others together and check reasons, not numbers.
        command.args(["--skip", "every_pair_of_levers", "--skip", "every_choice_is_finite"]);
        command.args(self.left_out.iter().flat_map(|test| ["--skip", test]));
        command
            .env_remove("FORMULA_MUTANT")
            .env("PROPTEST_CASES", self.cases.to_string())
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env("PROPTEST_RNG_SEED", "1")
            .env("INSTA_UPDATE", "no")
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if let Some(mutant) = mutant {
            command.env("FORMULA_MUTANT", mutant);
        }
        let mut child = command.spawn().expect("the suite can be started");
        let mut pipe = child.stdout.take().expect("the output is piped");
        let reader = std::thread::spawn(move || {
            let mut text = Vec::new();
            pipe.read_to_end(&mut text).map(|_| String::from_utf8_lossy(&text).into_owned())
        });
        let start = Instant::now();
        let passed = loop {
            if let Some(status) = child.try_wait().expect("the suite can be waited for") {
                break status.success();
            }
            if start.elapsed() > PATIENCE {
                child.kill().expect("the suite can be stopped");
                child.wait().expect("the suite can be waited for");
                return vec![NO_END.to_owned()];
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let text = reader.join().expect("reading cannot fail").expect("the output can be read");
        let failed: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
            .map(str::to_owned)
            .collect();
        // A suite that crashes as a whole has failed, too.
        if !passed && failed.is_empty() { vec![BREAKDOWN.to_owned()] } else { failed }
    }
}

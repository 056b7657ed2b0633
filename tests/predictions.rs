//! Predictions for published runs, kept for comparison: one run of every configuration, with the formulas alone and
//! anchored. Add the date and reason of an intended change to [`CHANGES`]; then run `INSTA_UPDATE=always cargo test
//! --test predictions`.
#![cfg(not(target_arch = "wasm32"))]

use model::catalog::calibration::RECOMMENDED;
use model::study::predict::{output_rate, rate_with_effects};
use model::study::validation::runs::{Measured, configuration, rows};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Why predictions changed, newest first.
const CHANGES: [(&str, &str); 4] = [
    (
        "2026-11-28",
        "The indexer of sparse attention runs in FP8 at the rate of attention, and what its runs took beyond that is a fixed \
         time of a layer, not a multiple of its work. Short prompts are read densely. Runs of DeepSeek V4 Pro, which keeps a \
         compressed context, were added.",
    ),
    (
        "2026-11-25",
        "Constants and anchors take turns in the fit; AMD's compute efficiency is held within what kernels reach, in FP4 \
         too.",
    ),
    (
        "2026-11-24",
        "Refitted to the fit side. Quantised layers, shared experts, latent caches, indexers, the hosts of three engines \
         and AMD's kernels have constants of their own; latency falls with the link's bandwidth; experts are read at the \
         common bandwidth; overlap hides the host too. Predictions are anchored to published runs. Before, they agreed \
         with an independent prototype of the older formulas in 746 of 746 runs.",
    ),
    ("2026-11-23", "First set of constants, fitted by the prototype."),
];

#[test]
fn predictions_are_the_kept_ones() {
    // The middle run of its configuration, by load and length.
    let mut configurations: BTreeMap<String, Vec<&Measured>> = BTreeMap::new();
    for row in rows() {
        configurations.entry(configuration(&row.run)).or_default().push(row);
    }
    assert!(configurations.len() > 200);
    let mut lines = String::new();
    for (date, reason) in CHANGES {
        writeln!(lines, "{date} {reason}").expect("a string takes all");
    }
    for (name, mut of) in configurations {
        of.sort_by(|a, b| (a.run.load, a.length()).partial_cmp(&(b.run.load, b.length())).expect("numbers"));
        let run = &of[of.len() / 2].run;
        let formulas = output_rate(run, &RECOMMENDED).expect("published runs can be predicted");
        let anchored = rate_with_effects(run).expect("published runs can be predicted");
        writeln!(
            lines,
            "{name} {} in {} out {} at once: {formulas:.5e} {anchored:.5e}",
            run.input_tokens, run.output_tokens, run.load
        )
        .expect("a string takes all");
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("predictions", lines);
    });
}

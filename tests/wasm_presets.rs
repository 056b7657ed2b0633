//! The browser computes the same numbers as the native program, to the last bit.
//!
//! Natively this file keeps the numbers of the presets as a snapshot; in the browser it compares wasm with it. After
//! an intended change: `INSTA_UPDATE=always cargo test --test wasm_presets`.

use std::fmt::Write as _;

use model::scenario::link;
use model::scenario::presets::PRESETS;
use model::sheet;
use model::study::evaluate::evaluate;
use model::study::monte_carlo::draws::BaselineDraws;
use model::study::monte_carlo::outlook::{Outlook, Quantiles, Run};

/// Each computed number of each preset on one line: `preset stage.name value`. A value is written with as many digits
/// as distinguish it from its neighbours, so that equal lines are equal bits.
fn numbers() -> String {
    let mut lines = String::new();
    for preset in &PRESETS {
        let (scenario, _) = link::read(preset.link);
        for row in sheet::rows(&evaluate(&scenario)).iter().filter(|row| row.formula.is_some()) {
            writeln!(lines, "{} {} {:?}", preset.slug, row.name(), row.value).expect("a string takes all");
        }
    }
    lines
}

/// An outlook as a row of numbers.
fn row(outlook: &Outlook) -> Vec<f64> {
    let five = |it: &Quantiles| [it.p5, it.p25, it.p50, it.p75, it.p95];
    let mut row = Vec::new();
    outlook.scenario.each(|_, value| row.push(*value));
    #[allow(clippy::cast_precision_loss, reason = "a few hundred draws")]
    row.extend([outlook.draws as f64, outlook.paying, outlook.better, outlook.worse]);
    row.extend([outlook.profit, outlook.gain].iter().flat_map(five));
    row.extend(outlook.cases);
    for year in &outlook.market {
        row.extend([year.installed, year.spending, year.spent].iter().flat_map(five));
    }
    row
}

/// A few hundred draws of two presets, one number per line.
fn drawn() -> String {
    let mut lines = String::new();
    let mut baseline = BaselineDraws::default();
    for preset in PRESETS.iter().take(2) {
        let mut run = Run::new(&evaluate(&link::read(preset.link).0));
        run.draw(300, &mut baseline);
        for number in run.outlook().map(|outlook| row(&outlook)).unwrap_or_default() {
            writeln!(lines, "{} {number:?}", preset.slug).expect("a string takes all");
        }
    }
    lines
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_native_draws_are_the_kept_ones() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("draws", drawn());
    });
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_native_numbers_are_the_kept_ones() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("numbers", numbers());
    });
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn the_browser_has_the_numbers_of_the_native_program() {
        same(include_str!("snapshots/numbers.snap"), &super::numbers());
    }

    #[wasm_bindgen_test]
    fn the_browser_draws_what_the_native_program_draws() {
        same(include_str!("snapshots/draws.snap"), &super::drawn());
    }

    fn same(snapshot: &str, computed: &str) {
        // A snapshot has a header between two lines of dashes.
        let kept = snapshot.splitn(3, "---\n").nth(2).expect("a head");
        assert!(kept.lines().count() > 100, "the snapshot is empty");
        let different: Vec<_> =
            kept.lines().zip(computed.lines()).filter(|(kept, here)| kept != here).collect();
        assert!(
            different.is_empty(),
            "{} numbers differ: {:?}",
            different.len(),
            &different[..different.len().min(9)]
        );
        assert_eq!(kept.lines().count(), computed.lines().count());
    }
}

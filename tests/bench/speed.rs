//! How long the factory takes in the browser. It prints figures and asserts none: machines differ.
#![cfg(target_arch = "wasm32")]

use token_factory::scenario::Scenario;
use token_factory::study::drawing::DRAWS;
use token_factory::study::draws::Today;
use token_factory::study::evaluate::evaluate;
use token_factory::study::outlook::Run;
use token_factory::study::search::deploy;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds for one run of `work`, the median of several rounds.
fn median(rounds: usize, runs: u32, mut work: impl FnMut()) -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance()).expect("browsers have a clock");
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = clock.now();
            for _ in 0..runs {
                work();
            }
            (clock.now() - start) / f64::from(runs)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[rounds / 2]
}

#[wasm_bindgen_test]
fn evaluation_and_search() {
    let mut context = 10_000.0;
    let full = median(15, 50, || {
        context += 0.125;
        std::hint::black_box(evaluate(&Scenario { context, ..Scenario::untouched() }));
    });
    let known = median(15, 200, || {
        std::hint::black_box(evaluate(&Scenario::untouched()));
    });
    let givens = evaluate(&Scenario::untouched()).factory.givens;
    let (instance, work) = (givens.instance(), givens.workload());
    let search = median(15, 100, || {
        std::hint::black_box(deploy(&instance, &work, 50.0));
    });
    let evaluation = evaluate(&Scenario { electricity: 1e-8, ..Scenario::untouched() });
    let mut today = Today::default();
    Run::new(&evaluation).draw(DRAWS, &mut today);
    let draws = median(3, 1, || {
        let mut run = Run::new(&evaluation);
        run.draw(DRAWS, &mut today);
        std::hint::black_box(run.outlook());
    });
    console_log!("wasm: 10,000 draws                       {draws:.1} ms");
    console_log!("wasm: full evaluation with layout search {full:.4} ms");
    console_log!("wasm: evaluation with known layouts      {known:.4} ms");
    console_log!("wasm: layout search for one tier         {search:.4} ms");
}

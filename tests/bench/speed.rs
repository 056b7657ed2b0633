//! Measures how many evaluations per second one thread makes, natively and in the browser: the same scenarios, the
//! same work. `make bench` runs both and prints the ratio (`.ci/ratio`). It prints figures and asserts nothing,
//! because machines differ.

#[path = "../seeded/mod.rs"]
mod seeded;

use model::factory::{Factory, Inputs};
use model::scenario::Scenario;
use model::study::evaluate::{evaluate, numbers};

/// Scenarios per round, and number of rounds. Rounds are short, so that some run while the machine does nothing else.
const ROUND: u64 = 50;
const ROUNDS: u64 = 28;
/// Evaluations of all formulas for each scenario of a round: a single one is too fast for the clock of a browser.
const READINGS: u32 = 20;

/// Evaluations per second in the fastest round: other load on the machine only adds time.
fn per_second(rounds: &[Vec<Scenario>], now: impl Fn() -> f64, work: impl Fn(&[Scenario])) -> f64 {
    let seconds = rounds.iter().map(|round| {
        let start = now();
        work(round);
        now() - start
    });
    #[allow(clippy::cast_precision_loss, reason = "a few hundred")]
    let scenarios = ROUND as f64;
    scenarios / seconds.fold(f64::INFINITY, f64::min)
}

/// One line for each kind of work: its name, and the rate per second.
fn figures(now: impl Fn() -> f64, mut print: impl FnMut(String)) {
    let rounds: Vec<Vec<Scenario>> = (0..ROUNDS)
        .map(|round| (round * ROUND..(round + 1) * ROUND).map(seeded::scenario).collect())
        .collect();
    let evaluations = |round: &[Scenario]| {
        for scenario in round {
            std::hint::black_box(evaluate(scenario));
        }
    };
    // Every scenario is new in the first pass over the rounds; in the second its layouts are cached.
    let anew = per_second(&rounds, &now, evaluations);
    let remembered = per_second(&rounds, &now, evaluations);
    let inputs: Vec<Inputs<f64>> = rounds[0].iter().map(|scenario| numbers(scenario).inputs).collect();
    let formulas = per_second(&rounds, &now, |_| {
        for _ in 0..READINGS {
            for inputs in &inputs {
                std::hint::black_box(Factory::new(std::hint::black_box(*inputs)));
            }
        }
    }) * f64::from(READINGS);
    for (what, rate) in [
        ("full evaluations, every layout searched", anew),
        ("evaluations with remembered layouts", remembered),
        ("readings of all formulas", formulas),
    ] {
        print(format!("per second on one thread: {rate:>9.0} {what}"));
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn evaluations_per_second() {
    let start = std::time::Instant::now();
    figures(|| start.elapsed().as_secs_f64(), |line| println!("{line}"));
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use model::scenario::Scenario;
    use model::study::evaluate::evaluate;
    use model::study::monte_carlo::draw_job::DRAWS;
    use model::study::monte_carlo::draws::BaselineDraws;
    use model::study::monte_carlo::outlook::Run;
    use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// Seconds.
    fn now() -> f64 {
        let clock = web_sys::window().and_then(|window| window.performance()).expect("browsers have a clock");
        clock.now() / 1e3
    }

    #[wasm_bindgen_test]
    fn evaluations_per_second() {
        super::figures(now, |line| console_log!("{line}"));
    }

    #[wasm_bindgen_test]
    fn joint_draws() {
        let evaluation = evaluate(&Scenario { electricity: 1e-8, ..Scenario::baseline() });
        let mut baseline = BaselineDraws::default();
        let mut seconds = [(); 4].map(|()| {
            let start = now();
            let mut run = Run::new(&evaluation);
            run.draw(DRAWS, &mut baseline);
            std::hint::black_box(run.outlook());
            now() - start
        });
        seconds.sort_by(f64::total_cmp);
        console_log!("wasm: 10,000 joint draws in {:.1} ms", 1e3 * seconds[0]);
    }
}

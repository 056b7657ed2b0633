//! Measures the speed of the factory natively: `cargo bench`. The browser counterpart is `speed.rs`.

use charts::Theme;
use charts::chart::{market, profit};
use charts::render::svg::svg;
use divan::Bencher;
use model::factory::{Factory, Inputs};
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::{evaluate, frontier};
use model::study::monte_carlo::draw_job::{DRAWS, DrawJob, DrawRequest, Progress};
use model::study::monte_carlo::draws::BaselineDraws;
use model::study::monte_carlo::outlook::Run;
use model::study::search::{deploy, frontier as search_frontier};
use model::study::sensitivity::curve::Curve;
use std::cell::Cell;

fn main() {
    divan::main();
}

/// Scenarios with different contexts, so that no cached layout fits.
fn fresh() -> impl FnMut() -> Scenario {
    let next = Cell::new(10_000.0);
    move || {
        next.set(next.get() + 0.125);
        Scenario { context: next.get(), ..Scenario::baseline() }
    }
}

fn inputs() -> Inputs<f64> {
    evaluate(&Scenario::baseline()).factory.inputs
}

/// One full evaluation, with new layout searches for all tiers: the cost of moving the context lever.
#[divan::bench]
fn full_evaluation(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(fresh()).bench_local_values(|scenario| evaluate(&scenario));
}

/// One full evaluation with cached layouts: the cost of moving the electricity lever.
#[divan::bench]
fn evaluation_with_known_layouts(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| evaluate(&Scenario::baseline()));
}

/// A single evaluation of every formula.
#[divan::bench]
fn formulas_alone(bencher: Bencher<'_, '_>) {
    let inputs = inputs();
    bencher.bench_local(|| Factory::new(divan::black_box(inputs)));
}

/// Ten thousand joint draws of the whole model, with those of the baseline scenario cached, as in the page.
#[divan::bench(sample_count = 10)]
fn ten_thousand_draws(bencher: Bencher<'_, '_>) {
    let evaluation = evaluate(&Scenario { electricity: 1e-8, ..Scenario::baseline() });
    let mut baseline = BaselineDraws::default();
    Run::new(&evaluation).draw(DRAWS, &mut baseline);
    bencher.bench_local(|| {
        let mut run = Run::new(&evaluation);
        run.draw(DRAWS, &mut baseline);
        run.outlook()
    });
}

/// Everything the page requests when it opens: the draws of the baseline scenario and the band over the context.
#[divan::bench(sample_count = 10)]
fn first_question_answered(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        let mut drawing = DrawJob::default();
        drawing.ask(DrawRequest { scenario: Scenario::baseline(), over: &LEVERS.context });
        while drawing.step() != Progress::Idle {}
    });
}

/// The search for one tier.
#[divan::bench]
fn layout_search(bencher: Bencher<'_, '_>) {
    let inputs = inputs();
    let (instance, work) = (inputs.instance(), inputs.workload());
    bencher.bench_local(|| deploy(divan::black_box(&instance), &work, 50.0, f64::INFINITY));
}

/// The frontier of one machine.
#[divan::bench]
fn frontier_search(bencher: Bencher<'_, '_>) {
    let inputs = inputs();
    let (instance, work) = (inputs.instance(), inputs.workload());
    bencher.bench_local(|| search_frontier(divan::black_box(&instance), &work, f64::INFINITY));
}

/// Cached frontiers, as used when a chart is drawn again.
#[divan::bench]
fn frontier_remembered(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| frontier(&Scenario::baseline()));
}

/// The curve over the context lever, with a new search for every layout.
#[divan::bench(sample_count = 20)]
fn curve_over_context(bencher: Bencher<'_, '_>) {
    let next = Cell::new(100.0);
    bencher
        .with_inputs(|| {
            next.set(next.get() + 1.0);
            Scenario { output_tokens: next.get(), ..Scenario::baseline() }
        })
        .bench_local_values(|scenario| Curve::over(&scenario, &LEVERS.context));
}

/// Both charts of the first screen as SVG.
#[divan::bench]
fn both_charts_as_svg(bencher: Bencher<'_, '_>) {
    let now = evaluate(&Scenario::baseline());
    let curve = Curve::over(&now.scenario, &LEVERS.context);
    bencher.bench_local(|| {
        let first = profit::figure(&curve, &now, &profit::axes(&curve, &now, None, None));
        let second = market::figure(&now, &now, &market::axes(&now, &now, None));
        let theme = Theme::light();
        (svg(&first, &theme, 720.0, 480.0), svg(&second, &theme, 720.0, 480.0))
    });
}

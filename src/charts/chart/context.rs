//! How longer contexts change the cache per call and the cost per token, compared with the baseline scenario.

use super::profit::written;
use crate::spec::axis::Axis;
use crate::spec::figure::Figure;
use crate::spec::mark::{Mark, Place, Series};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, nice};
use model::factory::Factory;
use model::format::digits::{parts, shown};
use model::quantity::unit::TIMES;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::{Evaluation, numbers};

/// Cache per call and cost per token at full load, in the slowest tier in use, which is the last to become
/// infeasible.
fn read(factory: &Factory<f64>) -> [f64; 2] {
    let line = factory.lines.iter().flatten().next();
    line.map_or([f64::NAN; 2], |line| [line.memory.sequence, line.tier.call_cost / factory.demand.call])
}

/// The figure over context.
pub fn figure(now: &Evaluation) -> Figure {
    let lever = &LEVERS.context;
    let unit = lever.about.unit;
    let stops = lever.stops();
    let baseline = read(&numbers(&Scenario::baseline()));
    let times = |context: f64| {
        let here = read(&numbers(&now.scenario.with(lever, context)));
        [here[0] / baseline[0], here[1] / baseline[1]]
    };
    let points: Vec<[f64; 2]> = stops.iter().map(|&stop| times(unit.base(stop))).collect();
    let known = || points.iter().flatten().copied().filter(|value| value.is_finite() && *value > 0.0);
    let (low, high) =
        known().fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let domain = if low < high { nice(ScaleKind::Log, (low, high), 4) } else { (0.1, 10.0) };
    let far = (10.0 * now.scenario.context).min(unit.base(lever.max));
    let (here, there) = (times(now.scenario.context), times(far));
    let grown = |i: usize| shown(there[i] / here[i], &TIMES);
    let finding = format!(
        "With {} of context instead of {}, the KV cache of a call is {} as large and a token costs {} as much.",
        shown(far, &unit),
        shown(now.scenario.context, &unit),
        grown(0),
        grown(1)
    );
    let x = written(Axis::new(lever.about.label, "", ScaleKind::Log, (lever.min, lever.max)), unit);
    let y = written(Axis::new("Relative to the baseline", "", ScaleKind::Log, domain), TIMES);
    let mut figure =
        Figure::new("context", "KV cache and cost by context length", &finding, x, y, stops.clone());
    figure.note = "At full load, in the slowest speed tier in use. 1× is the baseline.".to_owned();
    let of = |i: usize| {
        points.iter().map(|point| Some(point[i]).filter(|it| it.is_finite() && *it > 0.0)).collect::<Vec<_>>()
    };
    let gap = "it does not fit or a figure is not published";
    figure.series = vec![
        Series::line("cache", "Cache of a call", Role::Machines, of(0)).gap(gap),
        Series::line("cost", "Cost of a token", Role::Building, of(1)).gap(gap),
    ];
    figure.marks = vec![Mark {
        place: Place::Present,
        x: unit.shown(now.scenario.context),
        label: format!("Now {}", parts(now.scenario.context, &unit).0),
        on: vec!["cache".to_owned(), "cost".to_owned()],
    }];
    figure
}

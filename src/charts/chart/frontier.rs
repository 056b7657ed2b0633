//! Yield of a megawatt against the speed each user gets, for each generation of machines.

use super::profit::written;
use crate::finding;
use crate::spec::axis::Axis;
use crate::spec::figure::Figure;
use crate::spec::mark::{Dash, Dot, Form, Kind, Series, Zone};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, nice};
use model::catalog::accelerators::Evidence;
use model::factory::TIERS;
use model::quantity::explanation;
use model::quantity::order::insertion_sort_by_key;
use model::quantity::unit::{TOKEN_PER_S_MW, TOKEN_PER_S_USER};
use model::study::evaluate::Evaluation;
use model::study::evaluate::generations::{Frontier, Upkeep, elsewhere, frontiers};
use model::study::evaluate::note::tier_name;
use model::study::validation::published::Published;

/// Machines whose published runs are plotted with the line of another machine of the same generation.
const KIN: [(&str, &str); 2] = [("b200", "gb200"), ("b300", "gb300")];

/// The quantity drawn over the speed per user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// Output per megawatt.
    Output,
    /// Cost per million tokens.
    Cost,
}

impl Over {
    fn of(self, frontier: &Frontier) -> &[f64] {
        match self {
            Self::Output => &frontier.yields,
            Self::Cost => &frontier.costs,
        }
    }
    fn published(self, upkeep: Upkeep, rate: f64) -> f64 {
        match self {
            Self::Output => upkeep.output(rate),
            Self::Cost => upkeep.cost(rate),
        }
    }
}

/// Published runs close to the scenario as dots, in the colour of their generation's line.
fn dots(now: &Evaluation, frontiers: &[Frontier], published: &Published, over: Over) -> Vec<Dot> {
    let step = |gpu: &str| {
        let line = |slug: &str| frontiers.iter().position(|it| it.slug == slug);
        let kin = KIN.iter().find(|(slug, _)| *slug == gpu).map(|(_, kin)| *kin);
        line(gpu).or_else(|| line(kin?)).and_then(|step| u8::try_from(step).ok())
    };
    let mut dots: Vec<Dot> = published
        .near(now)
        .into_iter()
        .filter_map(|run| {
            let (_, choice, _, upkeep) = elsewhere(now, &run.setup.gpu)?;
            Some(Dot {
                x: run.speed(),
                y: over.published(upkeep, run.per_gpu()),
                range: None,
                label: String::new(),
                role: Role::Generation(step(&run.setup.gpu)?),
                form: Form::Disc,
                source: run.citation(choice.label),
            })
        })
        .filter(|dot| dot.y.is_finite())
        .collect();
    insertion_sort_by_key(&mut dots, |dot| dot.x);
    dots
}

/// A figure over the speed per user: a line for each machine, dots for published runs, zones for tiers.
pub(crate) fn over_speed(
    now: &Evaluation,
    frontiers: &[Frontier],
    published: &Published,
    over: Over,
    [id, title, finding]: [&str; 3],
    y: impl FnOnce((f64, f64)) -> Axis,
) -> Figure {
    let dots = dots(now, frontiers, published, over);
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values
            .filter(|value| value.is_finite() && *value > 0.0)
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if low < high { (low, high) } else { (1.0, 10.0) }
    };
    let own = |of: fn(&Dot) -> f64| dots.iter().map(of);
    let speeds = ends(&mut frontiers.iter().flat_map(|it| it.speeds.iter().copied()).chain(own(|dot| dot.x)));
    let heights =
        ends(&mut frontiers.iter().flat_map(|it| over.of(it).iter().copied()).chain(own(|dot| dot.y)));
    // Nobody can read along below one token a second.
    let slowest = speeds.0.max(1.0).min(speeds.1 / 2.0);
    let x = Axis::new("Speed per user", "tokens/s", ScaleKind::Log, (slowest, speeds.1 * 1.1));
    let stops = stops(slowest, speeds.1);
    let mut figure = Figure::new(id, title, finding, written(x, TOKEN_PER_S_USER), y(heights), stops);
    figure.note = [
        now.model.label,
        explanation(
            ", calls of this scenario. Lines join the best layouts; dashed: machines that are not measured.",
        ),
        &published.remark(now, dots.len()),
    ]
    .concat();
    figure.series = (0u8..)
        .zip(frontiers)
        .map(|(step, it)| {
            let dash = match it.evidence {
                Evidence::Measured => Dash::Solid,
                Evidence::Specified => Dash::Dashed,
                Evidence::Announced => Dash::Dotted,
            };
            let values = over.of(it).iter().map(|&y| Some(y).filter(|y| y.is_finite())).collect();
            Series::new(it.slug, it.label, Role::Generation(step), Kind::Line(dash), values)
                .at(it.speeds.clone())
        })
        .collect();
    figure.zones = zones(now, speeds.1);
    figure.dots = dots;
    figure
}

/// The figure of throughput frontiers.
pub fn figure(now: &Evaluation, published: &Published) -> Figure {
    let frontiers = frontiers(now);
    let finding = finding::of_frontier(now, &frontiers);
    let heading = ["frontier", "What a megawatt yields, by the speed each user gets", &finding];
    over_speed(now, &frontiers, published, Over::Output, heading, |(_, most)| {
        let domain = nice(ScaleKind::Log, (most / 1e3, most), 4);
        written(Axis::new("Output", "tokens/s/MW", ScaleKind::Log, domain), TOKEN_PER_S_MW)
    })
}

/// A figure over the speed per user with the line of the machine of the pinned scenario, thin, behind the others.
pub fn with_pinned(mut figure: Figure, line: &Frontier) -> Figure {
    let over = if figure.id == "cost" { Over::Cost } else { Over::Output };
    let values: Vec<Option<f64>> =
        over.of(line).iter().map(|&y| Some(y).filter(|y| y.is_finite() && *y > 0.0)).collect();
    // The axes reach its quickest point and its best one; what is far worse is cut off as for the other lines.
    let (left, right) = figure.x.domain;
    figure.x.domain = (left, line.speeds.iter().map(|speed| 1.1 * speed).fold(right, f64::max));
    let better = if over == Over::Cost { f64::min } else { f64::max };
    if let Some(best) = values.iter().copied().flatten().reduce(better) {
        let (low, high) = figure.y.domain;
        figure.y.domain = (low.min(best), high.max(best));
    }
    let label = format!("{}, A", line.label);
    let series = Series::new("pinned", &label, Role::Baseline, Kind::Line(Dash::Thin), values);
    figure.series.insert(0, series.at(line.speeds.clone()));
    figure.note.push_str(" A is the pinned scenario.");
    figure
}

/// The speeds at which values can be read off the lines: ten per decade.
fn stops(slowest: f64, quickest: f64) -> Vec<f64> {
    let steps = 40;
    (0..=steps).map(|i| slowest * libm::pow(quickest / slowest, f64::from(i) / f64::from(steps))).collect()
}

/// The tiers in use as ranges of speed: from the speed one promises to that of the next.
fn zones(now: &Evaluation, quickest: f64) -> Vec<Zone> {
    let mut tiers: Vec<(f64, &str)> = now
        .scenario
        .promises()
        .into_iter()
        .zip(TIERS)
        .filter(|(promise, _)| promise.share > 0.0)
        .map(|(promise, stages)| (promise.speed, tier_name(stages.name)))
        .collect();
    insertion_sort_by_key(&mut tiers, |tier| tier.0);
    let next: Vec<f64> = tiers.iter().skip(1).map(|tier| tier.0).chain([quickest * 1.1]).collect();
    tiers
        .into_iter()
        .zip(next)
        .filter(|((from, _), to)| from < to)
        .map(|((from, name), to)| Zone { from, to, label: capitalised(name) })
        .collect()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

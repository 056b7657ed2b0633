//! What a megawatt yields against the speed each user gets, for the generations of machines.

use super::mark::{Dash, Kind, Series, Zone};
use super::profit::written;
use super::scale::{Kind as ScaleKind, nice};
use super::theme::Role;
use super::{Axis, Figure};
use crate::catalog::accelerators::{ACCELERATORS, Evidence};
use crate::catalog::find;
use crate::factory::TIERS;
use crate::finding;
use crate::quantity::unit::{TOKEN_PER_S_MW, TOKEN_PER_S_USER};
use crate::scenario::Scenario;
use crate::scenario::levers::GPUS;
use crate::study::evaluate::{Evaluation, frontier};
use crate::study::note::tier_name;

/// One machine for each generation, by slug, oldest first.
const SHOWN: [&str; 6] = ["h100", "h200", "gb200", "gb300", "rubin", "rubin-ultra"];

/// The frontier of one machine: speed for a user, and output tokens per second and megawatt at the meter.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// What the machine's figures rest on.
    pub evidence: Evidence,
    /// Speeds in tokens per second for a user, rising.
    pub speeds: Vec<f64>,
    /// Output tokens per second and megawatt at those speeds.
    pub yields: Vec<f64>,
}

impl Frontier {
    /// What a megawatt yields at a speed: the best deployment that is at least so quick. None beyond the quickest.
    pub fn at(&self, speed: f64) -> Option<f64> {
        self.speeds.iter().position(|&own| own >= speed).map(|i| self.yields[i])
    }
}

/// Frontiers of the generations, and of the chosen machine where it is none of them, for this scenario's model
/// and calls.
pub fn frontiers(now: &Evaluation) -> Vec<Frontier> {
    let chosen = now.machine.slug;
    let extra = (!SHOWN.contains(&chosen)).then_some(chosen);
    SHOWN
        .into_iter()
        .chain(extra)
        .filter_map(|slug| {
            let (place, choice) = (0u8..).zip(&GPUS).find(|(_, choice)| choice.slug == slug)?;
            let machine = find(ACCELERATORS, slug)?;
            let scenario = Scenario { gpu: f64::from(place), ..now.scenario };
            // The price of cooling is that of the scenario's site.
            let power = machine.row.row.power.value * scenario.pue / now.factory.givens.basis.source_pue;
            let points = frontier(&scenario);
            Some(Frontier {
                slug,
                label: choice.label,
                evidence: machine.row.evidence,
                speeds: points.iter().map(|point| point.speed).collect(),
                yields: points.iter().map(|point| TOKEN_PER_S_MW.shown(point.output_rate / power)).collect(),
            })
        })
        .collect()
}

/// The figure of the frontiers.
pub fn figure(now: &Evaluation) -> Figure {
    let frontiers = frontiers(now);
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values
            .filter(|value| value.is_finite() && *value > 0.0)
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if low < high { (low, high) } else { (1.0, 10.0) }
    };
    let speeds = ends(&mut frontiers.iter().flat_map(|it| it.speeds.iter().copied()));
    let yields = ends(&mut frontiers.iter().flat_map(|it| it.yields.iter().copied()));
    // Below one token a second nobody reads along.
    let slowest = speeds.0.max(1.0).min(speeds.1 / 2.0);
    let x = Axis::new("Speed for a user", "tokens/s", ScaleKind::Log, (slowest, speeds.1 * 1.1));
    let y = Axis::new(
        "Output",
        "tokens/s/MW",
        ScaleKind::Log,
        nice(ScaleKind::Log, (yields.1 / 1e3, yields.1), 4),
    );
    let mut figure = Figure::new(
        "frontier",
        "What a megawatt yields, by the speed each user gets",
        &finding::of_frontier(now, &frontiers),
        written(x, TOKEN_PER_S_USER),
        written(y, TOKEN_PER_S_MW),
        stops(slowest, speeds.1),
    );
    figure.note = format!(
        "{}, calls of this scenario. Each line joins the best layouts and batches; dashed lines are machines that \
         nobody has measured yet.",
        now.model.label
    );
    figure.series = (0u8..)
        .zip(&frontiers)
        .map(|(step, it)| {
            let dash = match it.evidence {
                Evidence::Measured => Dash::Solid,
                Evidence::Specified => Dash::Dashed,
                Evidence::Announced => Dash::Dotted,
            };
            let values = it.yields.iter().map(|&y| Some(y).filter(|y| y.is_finite())).collect();
            Series::new(it.slug, it.label, Role::Generation(step), Kind::Line(dash), values)
                .at(it.speeds.clone())
        })
        .collect();
    figure.zones = zones(now, speeds.1);
    figure
}

/// Speeds at which a reader can read the lines: ten a decade.
fn stops(slowest: f64, quickest: f64) -> Vec<f64> {
    let steps = 40;
    (0..=steps).map(|i| slowest * libm::pow(quickest / slowest, f64::from(i) / f64::from(steps))).collect()
}

/// Tiers in use as stretches of speed: from what one promises to what the next does.
fn zones(now: &Evaluation, quickest: f64) -> Vec<Zone> {
    let mut tiers: Vec<(f64, &str)> = now
        .factory
        .givens
        .promises()
        .into_iter()
        .zip(TIERS)
        .filter(|([share, ..], _)| *share > 0.0)
        .map(|([_, speed, _], stages)| (speed, tier_name(stages.name)))
        .collect();
    tiers.sort_by(|a, b| a.0.total_cmp(&b.0));
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
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

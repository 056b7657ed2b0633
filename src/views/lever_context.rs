//! The context shown with a lever.

use super::spark::Spark;
use crate::ui::lever::LeverContext;
use crate::ui::lever::track::Track;
use model::scenario::{Group, Lever, Scenario};
use model::study::sensitivity::curve::{Curve, break_even};
use model::study::sensitivity::response::{Response, next_generation, spending_over};
use model::study::sensitivity::slope::Relaxed;

/// The effect of increasing a lever by a tenth, as shown next to it, and how it was computed, as a hover text. For
/// machines it is the effect of the next generation.
pub fn response(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> [String; 2] {
    if lever.is_of_machines() {
        return [next_generation(scenario).unwrap_or_default(), String::new()];
    }
    let response = Response::of(scenario, relaxed, lever);
    response.map_or_else(Default::default, |response| [response.to_string(), response.explained()])
}

/// The context of a lever in a scenario.
pub fn beside(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> LeverContext {
    let [response, _] = response(scenario, relaxed, lever);
    let (turns, curve) = curve(scenario, lever);
    LeverContext { scenario: *scenario, turns, curve, response }
}

/// The values of a lever at which profit is zero, in base units, and the paths of the curve behind its slider: profit
/// over the track or, for a lever of the market, worldwide spending by the last year. A lever without a slider has
/// neither.
pub fn curve(scenario: &Scenario, lever: &'static Lever) -> (Vec<f64>, [String; 4]) {
    if !has_slider(lever) {
        return Default::default();
    }
    let track = Track::of(lever);
    let spark = |values: &[f64]| Spark::of(values, lever.is_named(), |place| track.along(place)).into_paths();
    if lever.group == Group::Market {
        return (break_even(scenario, lever), spark(&spending_over(scenario, lever)));
    }
    if !lever.moves_profit() {
        // The effects of tax and carbon are shown below the profit.
        return Default::default();
    }
    let curve = Curve::over(scenario, lever);
    let profits: Vec<f64> = curve.business.iter().map(|business| business.profit).collect();
    (curve.break_even(), spark(&profits))
}

/// Whether a lever has a slider: a number, or the generations of machines.
fn has_slider(lever: &Lever) -> bool {
    lever.is_of_machines() || !lever.is_named()
}

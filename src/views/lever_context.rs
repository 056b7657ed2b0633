//! What stands at a lever besides itself.

use crate::ui::lever::LeverContext;
use crate::ui::lever::spark::Shape;
use crate::ui::lever::track::Track;
use model::scenario::{Group, Lever, Scenario};
use model::study::sensitivity::curve::{Curve, break_even};
use model::study::sensitivity::response::{Response, next_generation};
use model::study::sensitivity::slope::Relaxed;

/// What a tenth more of a lever does, as it stands beside it, and how that was found, for who points at it. For machines
/// it is what the next generation does.
pub fn response(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> [String; 2] {
    if lever.is_of_machines() {
        return [next_generation(scenario).unwrap_or_default(), String::new()];
    }
    let response = Response::of(scenario, relaxed, lever);
    response.map_or_else(Default::default, |response| [response.to_string(), response.explained()])
}

/// Everything beside a lever in a scenario.
pub fn beside(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> LeverContext {
    let [response, _] = response(scenario, relaxed, lever);
    let curve = (lever.group == Group::Headline).then(|| Curve::over(scenario, lever));
    LeverContext {
        scenario: *scenario,
        turns: curve.as_ref().map_or_else(|| break_even(scenario, lever), Curve::break_even),
        curve: curve.map(|curve| Shape::of(&curve, &Track::of(lever))),
        response,
    }
}

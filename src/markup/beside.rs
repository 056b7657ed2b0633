//! What stands at a lever besides itself.

use super::lever::Beside;
use super::spark::Shape;
use super::track::Track;
use crate::scenario::{Group, Lever, Scenario};
use crate::study::break_even::break_even;
use crate::study::curve::Curve;
use crate::study::response::{Response, next_generation};
use crate::study::slope::Relaxed;

/// What a tenth more of a lever does, as it stands beside it; for machines what the next generation does.
pub fn response(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> String {
    if lever.about.id == "gpu" {
        return next_generation(scenario).unwrap_or_default();
    }
    Response::of(scenario, relaxed, lever).map_or_else(String::new, |response| response.to_string())
}

/// How that was found, for who points at it.
pub fn explained(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> String {
    if lever.about.id == "gpu" {
        return String::new();
    }
    Response::of(scenario, relaxed, lever).map_or_else(String::new, |response| response.explained())
}

/// Everything beside a lever in a scenario.
pub fn beside(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> Beside {
    let has_curve = lever.group == Group::Headline;
    Beside {
        curve: has_curve.then(|| Shape::of(&Curve::over(scenario, lever), &Track::of(lever))),
        turns: break_even(scenario, lever),
        response: response(scenario, relaxed, lever),
    }
}

//! The context shown with a lever.

use super::spark::Spark;
use crate::ui::lever::LeverContext;
use crate::ui::lever::track::Track;
use model::scenario::{Group, Lever, Scenario};
use model::study::sensitivity::curve::{Curve, break_even};
use model::study::sensitivity::response::{Asked, Response, next_generation};
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
pub fn lever_context(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> LeverContext {
    let [response, _] = response(scenario, relaxed, lever);
    let (turns, curve) = curve(scenario, lever);
    LeverContext { scenario: *scenario, turns, curve, response }
}

/// The values of a lever at which profit is zero, in base units, and the paths of the curve behind its slider: profit
/// over the track; for a lever of the market, worldwide spending by the last year; for tax and carbon, what they change. A
/// lever without a slider has neither.
pub fn curve(scenario: &Scenario, lever: &'static Lever) -> (Vec<f64>, [String; 4]) {
    if !has_slider(lever) {
        return Default::default();
    }
    let track = Track::of(lever);
    let spark = |values: &[f64]| Spark::of(values, lever.is_named(), |place| track.along(place)).into_paths();
    let asked = if lever.group == Group::Market { Asked::Spending } else { Asked::of(lever) };
    if asked != Asked::Profit {
        return (break_even(scenario, lever), spark(&asked.over(scenario, lever)));
    }
    let curve = Curve::over(scenario, lever);
    let profits: Vec<f64> = curve.business.iter().map(|business| business.profit).collect();
    (curve.break_even(), spark(&profits))
}

/// Whether a lever has a slider: a number, or the generations of machines.
fn has_slider(lever: &Lever) -> bool {
    lever.is_of_machines() || !lever.is_named()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::factory::Factory;
    use model::scenario::levers::LEVERS;
    use model::scenario::link;
    use model::study::evaluate::numbers;

    #[test]
    fn every_slider_has_a_curve() {
        let scenario = Scenario::baseline();
        for lever in link::levers().into_iter().filter(|lever| has_slider(lever)) {
            let (_, [above, below, zero, line]) = curve(&scenario, lever);
            assert!(!zero.is_empty(), "{}", lever.about.id);
            let is_drawn = if lever.is_named() { !(above + &below).is_empty() } else { !line.is_empty() };
            assert!(is_drawn, "{}", lever.about.id);
        }
    }

    #[test]
    fn tax_and_carbon_say_what_they_change() {
        let scenario = link::read("v=2&tax=20&carbon=400").0;
        let relaxed = Relaxed::of(&scenario);
        let said = |lever| response(&scenario, &relaxed, lever).map(|text| text.replace('\u{a0}', " "));
        let [tax, how] = said(&LEVERS.tax);
        // A tenth of a fifth of the profit, of four fifths that are left.
        assert_eq!(tax, "+10 % → −2.5 % profit after tax");
        assert!(how.contains("profit after tax"), "{how}");
        let [carbon, how] = said(&LEVERS.carbon);
        assert_eq!(carbon, "+10 % → +10 % carbon");
        assert!(how.contains("carbon per token"), "{how}");
        let of = |lever: &'static Lever, read: fn(&Factory<f64>) -> f64| {
            let at = |stop: &f64| read(&numbers(&scenario.with(lever, lever.about.unit.base(*stop))));
            lever.track_stops().iter().map(at).collect::<Vec<f64>>()
        };
        let after_tax = of(&LEVERS.tax, |factory| factory.profit.after_tax);
        assert_eq!(Asked::of(&LEVERS.tax).over(&scenario, &LEVERS.tax), after_tax);
        let carbon = of(&LEVERS.carbon, |factory| factory.profit.carbon);
        assert_eq!(Asked::of(&LEVERS.carbon).over(&scenario, &LEVERS.carbon), carbon);
        assert!(carbon.windows(2).all(|pair| pair[0] < pair[1]), "{carbon:?}");
    }
}

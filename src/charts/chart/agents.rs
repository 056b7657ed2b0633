//! Tokens the world demands against agents at work, with the fitted law.

use super::profit::written;
use crate::spec::axis::Axis;
use crate::spec::figure::Figure;
use crate::spec::mark::{Along, Dash, Kind, Mark, Place, Rule, Series};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, nice};
use model::catalog::demand::FORECAST;
use model::format::digits::{parts, shown};
use model::quantity::unit::TTOKEN_PER_DAY;
use model::scenario::levers::LEVERS;
use model::study::evaluate::{Evaluation, numbers};
use model::study::sensitivity::growth;

/// The figure of demand over agents.
pub fn figure(now: &Evaluation) -> Figure {
    let lever = &LEVERS.agents;
    let unit = lever.about.unit;
    let stops = lever.stops();
    let asked = |agents: f64| TTOKEN_PER_DAY.shown(numbers(&now.scenario.with(lever, agents)).demand.tokens);
    let demand: Vec<f64> = stops.iter().map(|&stop| asked(unit.base(stop))).collect();
    let law = growth::law(&now.scenario, "growth.agents");
    let ends = (demand.first().copied().unwrap_or(1.0), demand.last().copied().unwrap_or(10.0));
    let said = law.as_ref().map_or_else(String::new, growth::Law::sentence);
    let finding = format!(
        "{} use {}. {said}",
        shown(now.scenario.agents, &unit),
        shown(now.factory.demand.tokens, &TTOKEN_PER_DAY)
    );
    let x = written(Axis::new(lever.about.label, "", ScaleKind::Log, (lever.min, lever.max)), unit);
    let y = written(
        Axis::new("Demand", "tokens/day", ScaleKind::Log, nice(ScaleKind::Log, ends, 4)),
        TTOKEN_PER_DAY,
    );
    let mut figure = Figure::new("agents", "Demand by number of agents", &finding, x, y, stops.clone());
    figure.note = "The world's tokens, input and output, with this scenario's calls.".to_owned();
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    figure.series = vec![Series::line(
        "demand",
        "Demand",
        Role::Forecast,
        demand.iter().map(|&value| finite(value)).collect(),
    )];
    if let Some(law) = &law {
        let values =
            stops.iter().map(|&stop| finite(TTOKEN_PER_DAY.shown(law.at(unit.base(stop))))).collect();
        let label = format!("Power {}", law.written());
        figure.series.push(Series::new("law", &label, Role::Focus, Kind::Line(Dash::Dashed), values));
    }
    figure.rules = FORECAST
        .iter()
        .map(|point| Rule {
            along: Along::Horizontal,
            at: point.value.value,
            label: format!("{}, {:.0}", point.label, libm::floor(point.year)),
            role: Role::Published,
            source: format!("{}, {}", point.value.source.publisher, point.value.source.published),
        })
        .collect();
    figure.marks = vec![Mark {
        place: Place::Present,
        x: unit.shown(now.scenario.agents),
        label: format!("Now {}", parts(now.scenario.agents, &unit).0),
        on: vec!["demand".to_owned()],
    }];
    figure
}

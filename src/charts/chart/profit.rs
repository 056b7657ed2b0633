//! Revenue and stacked costs over the range of one lever; the gap between them is profit or loss.

use crate::finding;
use crate::spec::axis::{Axes, Axis, Format};
use crate::spec::figure::Figure;
use crate::spec::mark::{Area, Dash, Edge, Fill, Kind, Mark, Place, Series};
use crate::spec::role::Role;
use crate::spec::scale::ScaleKind;
use model::factory::Inputs;
use model::format::digits::{parts, tick, with_time};
use model::format::speech::spoken;
use model::quantity::Unit;
use model::quantity::unit::{TOKEN, USD_PER_YEAR};
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scale};
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::outlook::{Band, Quantiles};
use model::study::sensitivity::curve::{Business, Curve};

/// An axis of numbers in the display unit, in which ticks are round, written at ticks, in tables and for the
/// ear.
pub(crate) fn written(axis: Axis, unit: Unit) -> Axis {
    axis.formats(
        Format::new(move |shown| tick(unit.base(shown), &unit)),
        Format::new(move |shown| with_time(unit.base(shown), &unit)),
        Format::new(move |shown| spoken(unit.base(shown), &unit)),
    )
}

/// The horizontal axis of a lever.
fn across(curve: &Curve) -> Axis {
    let lever = curve.lever;
    let about = lever.about;
    match lever.scale {
        Scale::Choice(among) => {
            let names: Vec<&str> = among.iter().take(curve.stops.len()).map(|choice| choice.label).collect();
            Axis::categories(about.label, &names)
        }
        Scale::Switch => Axis::categories(about.label, &["off", "on"]),
        Scale::Log | Scale::Linear { .. } => {
            let kind = if lever.scale == Scale::Log { ScaleKind::Log } else { ScaleKind::Linear };
            written(Axis::new(about.label, "", kind, (lever.min, lever.max)), about.unit)
        }
    }
}

/// Ends of the axes that show the whole curve and the present point.
pub fn axes(curve: &Curve, now: &Evaluation) -> Axes {
    let present = now.factory.profit;
    let baseline = Curve::baseline(curve.lever);
    let values = curve
        .business
        .iter()
        .flat_map(|at| [at.revenue, at.cost])
        .chain(baseline.business.iter().map(|at| at.revenue));
    let values = values.chain([present.revenue, present.cost]).map(|rate| USD_PER_YEAR.shown(rate));
    Axes::from_zero(across(curve).domain, values)
}

/// The figure of a curve, with the present point on it.
pub fn figure(curve: &Curve, now: &Evaluation, axes: &Axes) -> Figure {
    let lever = curve.lever;
    let mut x = across(curve);
    x.domain = axes.x;
    let y = written(Axis::new("Dollars per year", "", ScaleKind::Linear, axes.y), USD_PER_YEAR);
    let title = format!("Profit over {}", uncapitalised(lever.about.label));
    let mut figure = Figure::new("profit", &title, &finding::over(curve, now), x, y, curve.stops.clone());
    figure.note =
        "Per year of 8,760 hours. Costs are stacked; profit is the gap from there up to revenue.".to_owned();
    let of = |value: fn(&Business) -> f64| {
        let year = |at| Some(USD_PER_YEAR.shown(value(at))).filter(|it| it.is_finite());
        curve.business.iter().map(year).collect::<Vec<_>>()
    };
    let gap = "a figure it depends on is not published";
    figure.series = vec![
        Series::stack("machines", "Machines", Role::Machines, of(|at| at.machines)).gap(gap),
        Series::stack("building", "Building", Role::Building, of(|at| at.building)).gap(gap),
        Series::stack("running", "Running", Role::Running, of(|at| at.running)).gap(gap),
        Series::stack("electricity", "Electricity", Role::Electricity, of(|at| at.electricity)).gap(gap),
    ];
    let baseline = Curve::baseline(lever);
    if baseline.business != curve.business {
        let values = baseline.business.iter().map(|at| Some(USD_PER_YEAR.shown(at.revenue))).collect();
        let kind = Kind::Line(Dash::Dashed);
        figure.series.push(Series::new("baseline", "Revenue, baseline", Role::Baseline, kind, values));
    }
    figure.series.push(Series::line("revenue", "Revenue", Role::Revenue, of(|at| at.revenue)).gap(gap));
    let area = |label: &str, role, fill, upper: &str, lower: &str, crossing: &str| Area {
        label: label.to_owned(),
        role,
        fill,
        upper: Edge::series(upper),
        lower: Edge::series(lower),
        crossing: crossing.to_owned(),
    };
    figure.areas = vec![
        area("Profit", Role::Profit, Fill::Tint, "revenue", "electricity", "Break-even"),
        area("Loss", Role::Loss, Fill::Hatch, "electricity", "revenue", ""),
    ];
    if std::ptr::eq(lever, &raw const LEVERS.context) {
        held(&mut figure, now);
    }
    figure.marks = marks(curve, now);
    figure
}

/// Hatches the contexts that are longer than the model reads: they are served at the longest that it does.
fn held(figure: &mut Figure, now: &Evaluation) {
    let Inputs { plan, list, .. } = &now.factory.inputs;
    let limit = TOKEN.shown(list.limit - plan.answer);
    let Some(revenue) = figure.series.iter().find(|series| series.id == "revenue") else { return };
    let beyond = |(stop, value): (&f64, &Option<f64>)| value.filter(|_| *stop >= limit);
    let values: Vec<Option<f64>> = figure.stops.iter().zip(&revenue.values).map(beyond).collect();
    if values.iter().flatten().count() < 2 {
        return;
    }
    let line = Series::new("held", "Past the limit", Role::Baseline, Kind::Line(Dash::Dotted), values);
    figure.series.push(line.gap("the model reads this"));
    figure.areas.push(Area {
        label: "Cut-off".to_owned(),
        role: Role::Baseline,
        fill: Fill::Hatch,
        upper: Edge::series("held"),
        lower: Edge::Level(0.0),
        crossing: String::new(),
    });
    figure.note.push_str(&format!(
        " {} accepts at most {}, answer included; longer contexts are cut to that.",
        now.model.label,
        with_time(list.limit, &TOKEN)
    ));
}

/// Names of the two ranges and the parts of the draws in them, the wider one first.
pub(crate) const RANGES: [(&str, &str); 2] = [("most", "90 %"), ("half", "50 %")];

/// Why a range has no ends.
pub(crate) const NOT_DRAWN: &str = "no draws yet";

/// The figure with the range of profit over the lever, as joint draws give it: profit is what lies above the
/// costs, so that the range is measured from there. Without draws the ranges are named and empty.
pub fn with_band(mut figure: Figure, band: Option<&Band>) -> Figure {
    let year = |value: f64| Some(USD_PER_YEAR.shown(value)).filter(|value| value.is_finite());
    let stops = figure.stops.len();
    let band = band.filter(|band| band.profit.len() == stops);
    let of = |value: fn(&Quantiles) -> f64| match band {
        Some(band) => band.profit.iter().map(|profit| year(value(profit))).collect(),
        None => vec![None; stops],
    };
    let ranges = [(of(|q| q.p5), of(|q| q.p95)), (of(|q| q.p25), of(|q| q.p75))];
    let at = figure.series.iter().rposition(|series| series.kind == Kind::Stack).map_or(0, |last| last + 1);
    for ((id, part), (low, high)) in RANGES.into_iter().zip(ranges).rev() {
        let label = format!("Profit, {part}");
        let series = Series::new(id, &label, Role::Revenue, Kind::Above(low), high).gap(NOT_DRAWN);
        figure.series.insert(at, series);
    }
    figure.note.push_str(
        " The ranges hold 90 % and 50 % of joint draws of every uncertain input; they are measured from the top of \
         the costs, as profit is, and may reach beyond the frame.",
    );
    figure
}

fn marks(curve: &Curve, now: &Evaluation) -> Vec<Mark> {
    let lever = curve.lever;
    let present = now.scenario.of(lever);
    let on_axis = |base: f64| {
        let shown = if curve.is_choice() { base } else { lever.about.unit.shown(base) };
        let (first, last) = (curve.stops.first()?, curve.stops.last()?);
        (shown >= *first && shown <= *last).then_some(shown)
    };
    let mark = |place, x, label: String, on: &[&str]| Mark {
        place,
        x,
        label,
        on: on.iter().map(|&id| id.to_owned()).collect(),
    };
    let mut marks = Vec::new();
    let default = lever.default_base_in(&now.scenario);
    if !lever.is_default_in(&now.scenario, present)
        && let Some(x) = on_axis(default)
    {
        marks.push(mark(Place::Default, x, format!("Baseline {}", short(lever, default)), &[]));
    }
    if let Some(x) = on_axis(present) {
        marks.push(mark(Place::Present, x, format!("Now {}", short(lever, present)), &["revenue"]));
    }
    marks
}

/// A value of the lever without its unit, which stands at the axis.
fn short(lever: &Lever, base: f64) -> String {
    match lever.scale {
        Scale::Choice(_) | Scale::Switch => lever.shown(base),
        _ => parts(base, &lever.about.unit).0,
    }
}

/// A label inside a sentence: names in capitals stay.
pub(crate) fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_ascii_uppercase() => {
            first.to_ascii_lowercase().to_string() + &label[first.len_utf8()..]
        }
        _ => label.to_owned(),
    }
}

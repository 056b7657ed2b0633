//! Revenue and stacked costs over the range of one lever; the gap between them is the profit or loss.

use crate::finding;
use crate::spec::axis::{Axes, Axis, Format};
use crate::spec::figure::Figure;
use crate::spec::mark::{Area, Dash, Edge, Fill, Kind, Mark, Place, Series};
use crate::spec::role::Role;
use crate::spec::scale::{self as spec_scale, ScaleKind};
use model::factory::Inputs;
use model::format::digits::{parts, tick, with_time};
use model::format::speech::spoken;
use model::quantity::Unit;
use model::quantity::explanation;
use model::quantity::unit::{TOKEN, USD_PER_YEAR};
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scale, Scenario};
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::outlook::{Band, Outlook, Quantiles};
use model::study::sensitivity::curve::{Business, Curve};

/// An axis of numbers in the display unit, which makes ticks round, with formats for ticks, for tables and for
/// speech.
pub(crate) fn written(axis: Axis, unit: Unit) -> Axis {
    axis.formats(
        Format::new(move |shown| tick(unit.base(shown), &unit)),
        Format::new(move |shown| with_time(unit.base(shown), &unit)),
        Format::new(move |shown| spoken(unit.base(shown), &unit)),
    )
}

/// The horizontal axis for a curve.
fn across(curve: &Curve) -> Axis {
    lever_axis(curve.lever, curve.stops.len())
}

/// The axis of a lever; for a list, its first `count` entries.
pub(crate) fn lever_axis(lever: &Lever, count: usize) -> Axis {
    let about = lever.about;
    match lever.scale {
        Scale::Choice(among) => {
            let names: Vec<&str> = among.iter().take(count).map(|choice| choice.label).collect();
            Axis::categories(about.label, &names)
        }
        Scale::Switch => Axis::categories(about.label, &["off", "on"]),
        Scale::Log | Scale::Linear { .. } => {
            let kind = if lever.scale == Scale::Log { ScaleKind::Log } else { ScaleKind::Linear };
            written(Axis::new(about.label, "", kind, (lever.min, lever.max)), about.unit)
        }
    }
}

/// The ends of the axes that show the whole curve and the present point, with room for the range of profit over the
/// lever. Draws of another scenario reserve that room until the current ones are available.
pub fn axes(curve: &Curve, now: &Evaluation, band: Option<&Band>, outlook: Option<&Outlook>) -> Axes {
    let present = now.factory.profit;
    let baseline = Curve::baseline(curve.lever);
    let values = curve
        .business
        .iter()
        .flat_map(|at| [at.revenue, at.cost])
        .chain(baseline.business.iter().map(|at| at.revenue))
        .chain([present.revenue, present.cost])
        .map(|rate| USD_PER_YEAR.shown(rate));
    let values: Vec<f64> = values.collect();
    let band = band.filter(|band| std::ptr::eq(band.lever, curve.lever));
    let profit = band.map(|band| ranges(&curve.stops, band, outlook).0).unwrap_or_default();
    let above = |(of, at): (&Option<[f64; 3]>, &Business)| {
        of.map_or([f64::NAN; 3], |of| of.map(|profit| USD_PER_YEAR.shown(at.cost) + profit))
    };
    let ranges: Vec<[f64; 3]> = profit.iter().zip(&curve.business).map(above).collect();
    Axes::from_zero(across(curve).domain, values.iter().copied()).with_band(
        values.into_iter(),
        ranges.iter().map(|[_, middle, _]| *middle),
        ranges.iter().flat_map(|[low, _, high]| [*low, *high]),
    )
}

/// The stops of a curve, with the present point and the points where profit changes sign inserted.
fn points(curve: &Curve, now: &Evaluation) -> Vec<(f64, Business)> {
    let mut points: Vec<(f64, Business)> =
        curve.stops.iter().copied().zip(curve.business.iter().copied()).collect();
    curve.turns.iter().for_each(|(at, business)| insert(&mut points, *at, *business));
    if let Some(present) = on_track(curve, now.scenario.of(curve.lever)) {
        insert(&mut points, present, Business::of(&now.factory.profit));
    }
    points
}

/// Inserts a point at its place, unless there is one already.
fn insert(points: &mut Vec<(f64, Business)>, at: f64, business: Business) {
    let place = points.partition_point(|(stop, _)| *stop < at && !is_same(*stop, at));
    if !points.get(place).is_some_and(|(stop, _)| is_same(*stop, at)) {
        points.insert(place, (at, business));
    }
}

/// Whether two numbers on the horizontal axis are the same place: they may differ by rounding.
fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// A value of the lever on the horizontal axis; `None` beyond its ends.
fn on_track(curve: &Curve, base: f64) -> Option<f64> {
    let shown = if curve.is_choice() { base } else { curve.lever.about.unit.shown(base) };
    let (first, last) = (curve.stops.first()?, curve.stops.last()?);
    let near = || [*first, *last].into_iter().find(|end| is_same(shown, *end));
    if shown >= *first && shown <= *last { Some(shown) } else { near() }
}

/// Interpolates values between the stops of a lever, along the straight lines that join them.
struct Between<'a> {
    scale: spec_scale::Scale,
    stops: &'a [f64],
}

impl<'a> Between<'a> {
    fn of(lever: &Lever, stops: &'a [f64]) -> Self {
        let kind = if lever.scale == Scale::Log { ScaleKind::Log } else { ScaleKind::Linear };
        let ends = stops.first().zip(stops.last()).map_or((0.0, 1.0), |(first, last)| (*first, *last));
        Self { scale: spec_scale::Scale::new(kind, ends, (0.0, 1.0)), stops }
    }
    fn at<const N: usize>(&self, place: f64, values: impl Fn(usize) -> Option<[f64; N]>) -> Option<[f64; N]> {
        let after = self.stops.iter().position(|stop| *stop >= place || is_same(*stop, place))?;
        if is_same(self.stops[after], place) {
            return values(after);
        }
        let before = after.checked_sub(1)?;
        let [from, to, here] =
            [self.stops[before], self.stops[after], place].map(|stop| self.scale.project(stop));
        let part = (here? - from?) / (to? - from?);
        let (low, high) = (values(before)?, values(after)?);
        Some(std::array::from_fn(|i| low[i] + part * (high[i] - low[i])))
    }
}

/// The figure of a curve, with the present point marked on it.
pub fn figure(curve: &Curve, now: &Evaluation, axes: &Axes) -> Figure {
    let lever = curve.lever;
    let mut x = across(curve);
    x.domain = axes.x;
    let y = written(Axis::new("Dollars per year", "", ScaleKind::Linear, axes.y), USD_PER_YEAR);
    let title = format!("Profit over {}", uncapitalised(lever.about.label));
    let points = points(curve, now);
    let stops: Vec<f64> = points.iter().map(|(stop, _)| *stop).collect();
    let mut figure = Figure::new("profit", &title, &finding::over(curve, now), x, y, stops);
    figure.note = explanation(
        "Per year of 8,760 hours. Costs are stacked; profit is the gap from there up to revenue.",
    )
    .to_owned();
    let of = |value: fn(&Business) -> f64| {
        let year = |at| Some(USD_PER_YEAR.shown(value(at))).filter(|it| it.is_finite());
        points.iter().map(|(_, at)| year(at)).collect::<Vec<_>>()
    };
    let gap = "a figure it depends on is not published";
    figure.series = vec![
        Series::stack(
            "machines",
            super::flow::machines_label(&now.scenario),
            Role::Machines,
            of(|at| at.machines),
        )
        .gap(gap),
        Series::stack("building", "Building", Role::Building, of(|at| at.building)).gap(gap),
        Series::stack("running", "Running", Role::Running, of(|at| at.running)).gap(gap),
        Series::stack("electricity", "Electricity", Role::Electricity, of(|at| at.electricity)).gap(gap),
    ];
    let baseline = Curve::baseline(lever);
    if baseline.business != curve.business {
        let label = "Revenue, baseline";
        let line = behind(&figure, &baseline, "baseline", label, Dash::Dashed, |at| at.revenue);
        figure.series.push(line);
    }
    figure.series.push(Series::line("revenue", "Revenue", Role::Revenue, of(|at| at.revenue)).gap(gap));
    let turns: Vec<f64> = curve.turns.iter().map(|(at, _)| *at).collect();
    let area = |label: &str, role, fill, upper: &str, lower: &str, crossing: &str| Area {
        label: label.to_owned(),
        role,
        fill,
        upper: Edge::series(upper),
        lower: Edge::series(lower),
        crossing: crossing.to_owned(),
        turns: Some(turns.clone()),
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

/// A line for another scenario over the same lever, behind the lines of the present one.
fn behind(
    figure: &Figure,
    curve: &Curve,
    id: &str,
    label: &str,
    dash: Dash,
    value: fn(&Business) -> f64,
) -> Series {
    let between = Between::of(curve.lever, &curve.stops);
    let year = |i: usize| Some([USD_PER_YEAR.shown(value(curve.business.get(i)?))]);
    let at = |stop: &f64| between.at(*stop, year).map(|[value]| value).filter(|it| it.is_finite());
    let values = figure.stops.iter().map(at).collect();
    Series::new(id, label, Role::Baseline, Kind::Line(dash), values)
}

/// The axes, with room for the curve of the pinned scenario as well.
pub fn axes_with_pinned(axes: Axes, pinned: &Curve) -> Axes {
    let mut values = Vec::new();
    for at in &pinned.business {
        values.extend([at.revenue, at.cost].map(|rate| USD_PER_YEAR.shown(rate)));
    }
    axes.holding(&values)
}

/// The figure with the revenue and costs of the pinned scenario in place of the baseline's revenue, and with its
/// value of the lever marked. `pinned` is the curve of that scenario over the same lever.
pub fn with_pinned(mut figure: Figure, pinned: &Curve, scenario: &Scenario) -> Figure {
    let lever = pinned.lever;
    if let Some(place) = figure.index("baseline") {
        figure.series.remove(place);
    }
    let place = figure.index("revenue").unwrap_or(figure.series.len());
    let gap = "a figure it depends on is not published";
    let cost = behind(&figure, pinned, "pinned-cost", "Costs, A", Dash::Dashed, |at| at.cost);
    let revenue = behind(&figure, pinned, "pinned", "Revenue, A", Dash::Thin, |at| at.revenue);
    figure.series.insert(place, cost.gap(gap));
    figure.series.insert(place, revenue.gap(gap));
    if let Some(place) = figure.marks.iter().position(|mark| mark.place == Place::Baseline) {
        figure.marks.remove(place);
    }
    let here = scenario.of(lever);
    if let Some(x) = on_track(pinned, here) {
        let is_present = figure.marks.iter().any(|mark| is_same(mark.x, x));
        let label = if is_present { String::new() } else { format!("A {}", short(lever, here)) };
        figure.marks.push(Mark { place: Place::Pinned, x, label, on: vec!["pinned".to_owned()] });
    }
    figure
        .note
        .push_str(" A is the scenario that is compared with; its profit is the gap between its two lines.");
    figure
}

/// Hatches the contexts that exceed the model's limit: they are served at the longest context the model reads.
fn held(figure: &mut Figure, now: &Evaluation) {
    let Inputs { plan, list, .. } = &now.factory.inputs;
    let limit = TOKEN.shown(list.limit - plan.output_tokens);
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
        turns: None,
    });
    figure.note.push_str(&format!(
        " {} accepts at most {}, answer included; longer contexts are cut to that.",
        now.model.label,
        with_time(list.limit, &TOKEN)
    ));
}

/// The name of a band.
pub(crate) const RANGE: &str = "Range of draws, 5th to 95th percentile";

/// The name of the middle line of a band.
pub(crate) const MEDIAN: &str = "Median of draws";

/// Why a range has no values.
pub(crate) const NOT_DRAWN: &str = "no draws yet";

/// The 5th, 50th and 95th percentile of profit, in dollars a year.
fn percentiles(of: &Quantiles) -> [f64; 3] {
    [of.p5, of.p50, of.p95].map(|rate| USD_PER_YEAR.shown(rate))
}

/// The figure with the range of profit over the lever from joint draws: profit is the part above the costs, so the
/// range is measured from there. Without draws the range is named and empty.
///
/// At the scenario of the outlook the range is that of all its draws. Fewer draws are made over the lever; their
/// error at that point is assumed to hold everywhere, as the same fraction of the range.
pub fn with_band(mut figure: Figure, band: Option<&Band>, outlook: Option<&Outlook>) -> Figure {
    let ranges = band.map(|band| ranges(&figure.stops, band, outlook));
    let (ranges, apart) = ranges.unwrap_or_else(|| (vec![None; figure.stops.len()], None));
    let of = |i: usize| -> Vec<Option<f64>> {
        ranges.iter().map(|range| range.map(|range| range[i]).filter(|value| value.is_finite())).collect()
    };
    let at = figure.series.iter().rposition(|series| series.kind == Kind::Stack).map_or(0, |last| last + 1);
    let range = Series::new("range", RANGE, Role::Revenue, Kind::Above(of(0)), of(2));
    let median = Series::new("median", MEDIAN, Role::Revenue, Kind::Middle, of(1));
    figure.series.insert(at, range.short("Profit, 5 to 95 %").gap(NOT_DRAWN).apart(apart));
    figure.series.insert(at + 1, median.gap(NOT_DRAWN).apart(apart));
    figure.note.push_str(explanation(
        " The band is the range of profit in joint draws of every input that has a range, measured from the top of the costs, \
         as profit is.",
    ));
    if apart.is_some() {
        figure.note.push_str(explanation(
            " The upright stroke is that of this scenario, in which the lever is not set and drawn with the others; in the \
             band it is held.",
        ));
    }
    figure
}

/// Ratios within which the range over the lever counts as another sample of the same distribution as that of the
/// scenario.
const SAME: std::ops::Range<f64> = 0.75..1.33;

/// The range at each place on the axis, and the index of one of a different kind, whose draws vary the lever as well.
fn ranges(places: &[f64], band: &Band, outlook: Option<&Outlook>) -> (Vec<Option<[f64; 3]>>, Option<usize>) {
    let lever = band.lever;
    let stops = lever.track_stops();
    let between = Between::of(lever, &stops);
    let over = |place: f64| between.at(place, |i| band.profit.get(i).map(percentiles));
    let of_scenario = outlook.and_then(|outlook| {
        let place = lever.about.unit.shown(outlook.scenario.of(lever));
        let is_of_these = outlook.scenario.with(lever, lever.default_base()) == band.others;
        let own = percentiles(&outlook.profit);
        is_of_these.then(|| Some((place, own, over(place)?))).flatten()
    });
    let Some((present, own, there)) = of_scenario else {
        return (places.iter().map(|place| over(*place)).collect(), None);
    };
    let [low, high] = [0, 2].map(|i| (own[i] - own[1]) / (there[i] - there[1]));
    let shift = (own[1] - there[1]) / (there[2] - there[0]);
    let is_same_kind = SAME.contains(&low) && SAME.contains(&high) && shift.abs() < 0.25;
    let at = |place: &f64| {
        if is_same(*place, present) {
            return Some(own);
        }
        let [p5, p50, p95] = over(*place)?;
        if !is_same_kind {
            return Some([p5, p50, p95]);
        }
        let middle = p50 + shift * (p95 - p5);
        Some([middle + low * (p5 - p50), middle, middle + high * (p95 - p50)])
    };
    let apart = places.iter().position(|place| is_same(*place, present)).filter(|_| !is_same_kind);
    (places.iter().map(at).collect(), apart)
}

fn marks(curve: &Curve, now: &Evaluation) -> Vec<Mark> {
    let lever = curve.lever;
    let present = now.scenario.of(lever);
    let on_axis = |base: f64| on_track(curve, base);
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
        marks.push(mark(Place::Baseline, x, format!("Baseline {}", short(lever, default)), &[]));
    }
    if let Some(x) = on_axis(present) {
        marks.push(mark(Place::Present, x, format!("Now {}", short(lever, present)), &["revenue"]));
    }
    marks
}

/// A value of the lever without its unit, which is shown at the axis.
fn short(lever: &Lever, base: f64) -> String {
    match lever.scale {
        Scale::Choice(_) | Scale::Switch => lever.shown(base),
        _ => parts(base, &lever.about.unit).0,
    }
}

/// A label in the form used mid-sentence: names in capitals stay as they are.
pub fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_ascii_uppercase() => {
            first.to_ascii_lowercase().to_string() + &label[first.len_utf8()..]
        }
        _ => label.to_owned(),
    }
}

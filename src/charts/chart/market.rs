//! What the world spends on AI data centres, by year and in total, next to published and claimed figures.

use super::profit::{MEDIAN, NOT_DRAWN, RANGE, written};
use crate::finding;
use crate::spec::axis::{Axes, Axis, Format};
use crate::spec::figure::Figure;
use crate::spec::mark::{Along, Dash, Dot, Form, Kind, Rule, Series};
use crate::spec::role::Role;
use crate::spec::scale::ScaleKind;
use model::catalog::market::{CLAIM_TRILLION, GARTNER_INFRASTRUCTURE, HUANG_2030, HYPERSCALER_CAPEX, Point};
use model::factory::{FIRST_YEAR, Year};
use model::quantity::explanation;
use model::quantity::unit::{USD, USD_PER_YEAR};
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::outlook::{Outlook, Quantiles};

/// Points of the catalog are in billions of dollars.
const BILLION: f64 = 1e9;

/// Every year of the figure.
fn years(now: &Evaluation) -> Vec<f64> {
    (0u8..).zip(&now.factory.years).map(|(i, _)| FIRST_YEAR + f64::from(i)).collect()
}

/// Dollars spent in each year.
fn spending(now: &Evaluation) -> Vec<f64> {
    now.factory.years.iter().map(|year| USD_PER_YEAR.shown(year.market.spending)).collect()
}

/// Dollars spent since the start of the first year.
fn spent(now: &Evaluation) -> Vec<f64> {
    now.factory.years.iter().map(|year| year.market.spent).collect()
}

/// Dollars paid for tokens in each year.
fn revenue(now: &Evaluation) -> Vec<Option<f64>> {
    let revenue = |year: &Year<f64>| USD_PER_YEAR.shown(year.market.revenue);
    now.factory.years.iter().map(|year| Some(revenue(year)).filter(|it| it.is_finite())).collect()
}

/// The ends of the axes that show every year, the published points and the baseline scenario, with room for the range of total
/// spending.
pub fn axes(now: &Evaluation, baseline: &Evaluation, outlook: Option<&Outlook>) -> Axes {
    let years = years(now);
    let ends = (years.first().map_or(FIRST_YEAR, |y| y - 0.6), years.last().map_or(FIRST_YEAR, |y| y + 0.6));
    let published = HUANG_2030.value.high * BILLION;
    let values: Vec<f64> = spending(now)
        .into_iter()
        .chain(spent(now))
        .chain(revenue(now).into_iter().flatten())
        .chain(self::spent(baseline))
        .chain([published])
        .collect();
    let spent = || outlook.into_iter().flat_map(|outlook| outlook.market.iter().map(|year| year.spent));
    let (middle, band) = (spent().map(|q| q.p50), spent().flat_map(|q| [q.p5, q.p95]));
    let [middle, band] = [middle.collect::<Vec<_>>(), band.collect()];
    let dollars = |values: Vec<f64>| values.into_iter().map(|value| USD.shown(value));
    Axes::from_zero(ends, values.iter().copied()).with_band(
        values.into_iter(),
        dollars(middle),
        dollars(band),
    )
}

/// The figure with the range of spending since 2023 from joint draws. Without draws the range is named and empty.
pub fn with_outlook(mut figure: Figure, outlook: Option<&Outlook>) -> Figure {
    let dollars = |value: f64| Some(USD.shown(value)).filter(|value| value.is_finite());
    let of = |value: fn(&Quantiles) -> f64| -> Vec<Option<f64>> {
        let drawn = |i: usize| outlook.and_then(|outlook| dollars(value(&outlook.market.get(i)?.spent)));
        (0..figure.stops.len()).map(drawn).collect()
    };
    let (low, middle, high) = (of(|q| q.p5), of(|q| q.p50), of(|q| q.p95));
    let range = Series::new("range", RANGE, Role::Forecast, Kind::Band(low), high);
    let median = Series::new("median", MEDIAN, Role::Forecast, Kind::Middle, middle);
    let at = figure.series.iter().position(|series| matches!(series.kind, Kind::Line(_))).unwrap_or(0);
    figure.series.insert(at, range.short("Spent, 5 to 95 %").gap(NOT_DRAWN));
    figure.series.insert(at + 1, median.gap(NOT_DRAWN));
    figure
        .note
        .push_str(explanation(" The band is the range of joint draws of every input that has a range."));
    figure
}

/// The axes, with room for the spending in the pinned scenario as well.
pub fn axes_with_pinned(axes: Axes, pinned: &Evaluation) -> Axes {
    axes.holding(&spent(pinned))
}

/// The figure with the spending of the pinned scenario in place of the baseline's.
pub fn with_pinned(mut figure: Figure, pinned: &Evaluation) -> Figure {
    let values = spent(pinned).into_iter().map(|dollars| Some(dollars).filter(|it| it.is_finite())).collect();
    if let Some(place) = figure.index("baseline") {
        figure.series.remove(place);
    }
    let place = figure.index("spent").unwrap_or(figure.series.len());
    let line = Series::new("pinned", "Spent, A", Role::Baseline, Kind::Line(Dash::Thin), values);
    figure.series.insert(place, line);
    figure.note.push_str(explanation(" A is the scenario that is compared with."));
    figure
}

/// The figure of a scenario's market, next to that of the baseline scenario.
pub fn figure(now: &Evaluation, baseline: &Evaluation, axes: &Axes) -> Figure {
    let year = Format::new(|year| format!("{year:.0}"));
    let x = Axis::new("Year", "", ScaleKind::Linear, axes.x).formats(year.clone(), year.clone(), year);
    let y = written(Axis::new("Dollars", "", ScaleKind::Linear, axes.y), USD);
    let years = years(now);
    let mut figure = Figure::new(
        "market",
        "The market for token factories",
        &finding::of_market(now),
        x,
        y,
        years.clone(),
    );
    figure.note = explanation(
        "Columns are dollars spent in the year on machines and buildings: from the machines sold until 2025, from \
                   demand and supply after that. The line adds them up since the start of 2023.",
    )
    .to_owned();
    let finite =
        |values: Vec<f64>| values.into_iter().map(|v| Some(v).filter(|v| v.is_finite())).collect::<Vec<_>>();
    figure.series =
        vec![Series::new("spending", "Spent in the year", Role::Machines, Kind::Bars, finite(spending(now)))];
    if now.scenario != baseline.scenario {
        let baseline = finite(spent(baseline));
        let kind = Kind::Line(Dash::Dashed);
        figure.series.push(Series::new("baseline", "Spent, baseline", Role::Baseline, kind, baseline));
    }
    figure.series.push(Series::line("spent", "Spent since 2023", Role::Forecast, finite(spent(now))));
    figure.series.push(Series::line("revenue", "Token revenue", Role::Revenue, revenue(now)));
    let claim = &CLAIM_TRILLION;
    figure.rules = vec![Rule {
        along: Along::Horizontal,
        at: claim.value.value * BILLION,
        label: "$1T of orders to 2027".to_owned(),
        role: Role::Published,
        source: claim.counted.to_owned(),
    }];
    let dot = |point: &Point, label: &str, form: Form| Dot {
        // A figure for a year is placed at that year's column.
        x: libm::floor(point.year),
        y: point.value.value * BILLION,
        range: (point.value.low < point.value.high)
            .then_some((point.value.low * BILLION, point.value.high * BILLION)),
        label: label.to_owned(),
        role: Role::Published,
        form,
        source: format!("{}, {}", point.value.source.publisher, point.value.source.published),
    };
    let last = HYPERSCALER_CAPEX.len().saturating_sub(1);
    figure.dots.extend(
        HYPERSCALER_CAPEX
            .iter()
            .enumerate()
            .map(|(i, p)| dot(p, if i == last { "Cloud firms" } else { "" }, Form::Disc)),
    );
    let newest = GARTNER_INFRASTRUCTURE.len().saturating_sub(1);
    figure.dots.extend(
        GARTNER_INFRASTRUCTURE
            .iter()
            .enumerate()
            .map(|(i, p)| dot(p, if i == newest { "Gartner" } else { "" }, Form::Ring)),
    );
    figure.dots.push(dot(&HUANG_2030, "Huang's forecast", Form::Square));
    figure
}

//! Published token prices by listing date, and how prices fall at constant quality.

use super::profit::written;
use crate::spec::axis::{Axis, Format};
use crate::spec::figure::Figure;
use crate::spec::mark::{Dash, Dot, Form, Kind, Series};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, nice};
use model::catalog::prices::{PRICE_CHANGE, PRICE_LISTS, PriceList};
use model::format::digits::shown;
use model::quantity::unit::USD_PER_MTOK;
use model::study::evaluate::Evaluation;

/// First and last year of the axis.
const YEARS: (f64, f64) = (2025.0, 2028.0);

/// The position of "today" on the axis: the month in which the catalog was read.
const TODAY: f64 = 2026.0 + 10.5 / 12.0;

/// Price lists named in the figure; the others are dots that are named only in the table.
const NAMED: [&str; 6] =
    ["gpt-5", "gpt-5.5", "deepseek-r1", "deepseek-v4-flash", "claude-opus-5.5", "claude-haiku-5.5"];

/// The price list used as the starting point for prices at constant quality.
const FOLLOWED: &str = "deepseek-r1";

/// A date as a fractional year: the middle of the period it leaves open. `None` where it is not a date.
fn year(date: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = date.split('-').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [year] => Some(year + 0.5),
        [year, month] => Some(year + (month - 0.5) / 12.0),
        [year, month, day] => Some(year + (month - 1.0 + day / 31.0) / 12.0),
        _ => None,
    }
}

fn output(list: &PriceList) -> Option<(f64, f64)> {
    Some((year(list.dated)?, Some(list.output.value).filter(|price| price.is_finite())?))
}

/// The figure of list prices of output.
pub fn figure(now: &Evaluation) -> Figure {
    let known: Vec<(&PriceList, (f64, f64))> =
        PRICE_LISTS.iter().filter_map(|list| Some((list, output(list)?))).collect();
    let followed = known.iter().find(|(list, _)| list.slug == FOLLOWED).map(|(_, at)| *at);
    // At constant quality, prices fell to a tenth each year.
    let decline = PRICE_CHANGE.others[0];
    let steps = 24;
    let stops: Vec<f64> =
        (0..=steps).map(|i| YEARS.0 + (YEARS.1 - YEARS.0) * f64::from(i) / f64::from(steps)).collect();
    let fixed: Vec<Option<f64>> = stops
        .iter()
        .map(|&at| {
            followed
                .filter(|(from, _)| at >= *from)
                .map(|(from, price)| price * libm::pow(decline.value, at - from))
        })
        .collect();
    let price = USD_PER_MTOK.shown(now.factory.inputs.plan.price_output * now.factory.prices.pressure);
    let own: Vec<Option<f64>> = stops
        .iter()
        .map(|&at| (at >= TODAY).then(|| price * libm::pow(now.scenario.price_change, at - TODAY)))
        .collect();
    let values = || known.iter().map(|(_, (_, price))| *price);
    let drawn = values().chain(fixed.iter().chain(&own).flatten().copied()).filter(|it| *it > 0.0);
    let (low, high) = drawn.fold((f64::INFINITY, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
    let (least, most) =
        values().fold((f64::INFINITY, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
    let dollars = |price: f64| shown(USD_PER_MTOK.base(price), &USD_PER_MTOK);
    let finding = format!(
        "Published list prices of output lie between {} and {}. At one quality they fell to a tenth each year; makers' \
         newest models list at about the price of those before. This scenario sells output at {}.",
        dollars(least),
        dollars(most),
        dollars(price)
    );
    let calendar = Format::new(|year| format!("{:.0}", libm::floor(year)));
    let mut x =
        Axis::new("Year", "", ScaleKind::Linear, YEARS).formats(calendar.clone(), calendar.clone(), calendar);
    // Each year is labelled at its beginning.
    x.named = [0.0, 1.0, 2.0, 3.0].map(|i| (YEARS.0 + i, format!("{:.0}", YEARS.0 + i))).to_vec();
    let y = written(
        Axis::new("Price of output", "$/M tokens", ScaleKind::Log, nice(ScaleKind::Log, (low, high), 4)),
        USD_PER_MTOK,
    );
    let mut figure = Figure::new("prices", "Published token prices", &finding, x, y, stops);
    figure.note = format!(
        "List prices of a million output tokens, standard tier. The dashed line takes DeepSeek R1 down to a tenth each \
         year, the decline that {} found at constant quality.",
        decline.source.publisher
    );
    figure.series = vec![
        Series::new("fixed", "Constant quality", Role::Baseline, Kind::Line(Dash::Dashed), fixed)
            .gap("before the first price"),
        Series::line("own", "This scenario", Role::Revenue, own).gap("before today"),
    ];
    figure.dots = known
        .iter()
        .map(|(list, (at, price))| Dot {
            x: *at,
            y: *price,
            range: None,
            label: if NAMED.contains(&list.slug) { list.label.to_owned() } else { String::new() },
            role: Role::Published,
            form: Form::Disc,
            source: format!("{}: {}, {}", list.label, list.output.source.publisher, list.dated),
        })
        .collect();
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_its_place_in_time() {
        for list in PRICE_LISTS {
            let (at, price) = output(list).unwrap();
            assert!((YEARS.0..YEARS.1).contains(&at) && price > 0.0, "{}", list.slug);
        }
        for slug in NAMED {
            assert!(PRICE_LISTS.iter().any(|list| list.slug == slug), "{slug}");
        }
        assert_eq!(year("soon"), None);
        assert!((year("2026-08-05").unwrap() - 2026.597).abs() < 1e-3);
    }
}

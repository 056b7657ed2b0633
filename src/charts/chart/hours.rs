//! A working day of the factory: demand by hour, batch work in idle hours, and requests turned away.

use super::profit::written;
use crate::spec::axis::{Axis, Format, plain};
use crate::spec::figure::Figure;
use crate::spec::mark::{Along, Area, Dash, Edge, Fill, Kind, Rule, Series, Zone};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, nice};
use model::quantity::unit::PERCENT;
use model::study::evaluate::Evaluation;

/// One hour of a working day, as shares of the site's machine time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hour {
    /// Demand that cannot wait.
    pub asked: f64,
    /// The part of it that is served.
    pub served: f64,
    /// Batch work.
    pub batch: f64,
}

/// The hours of a working day, from midnight. `None` where load cannot be computed.
pub fn day(now: &Evaluation) -> Option<[Hour; 24]> {
    let factory = &now.factory;
    let plan = &factory.inputs.plan;
    let [day, _] = factory.inputs.hours.of_week();
    let tiers: Vec<(f64, f64)> = factory.lines[1..]
        .iter()
        .flatten()
        .map(|line| (line.slo.share / line.slo.given * plan.availability, line.tier.pressure))
        .collect();
    let sum =
        |of: &dyn Fn(f64) -> f64| tiers.iter().map(|(part, pressure)| part * of(*pressure)).sum::<f64>();
    let part = sum(&|_| 1.0);
    let hours = day.map(|times| {
        let [asked, served] =
            [sum(&|pressure| pressure * times), sum(&|pressure| (pressure * times).min(1.0))];
        // Batch work uses the same share of its room in every hour of the week.
        let batch = factory.backfill.map_or(0.0, |batch| {
            let room = batch.reserve + batch.idle;
            let here = batch.reserve + plan.backfill * (part - served);
            if room > 0.0 { batch.load / room * here } else { 0.0 }
        });
        Hour { asked, served, batch }
    });
    let is_known = |hour: &Hour| hour.asked.is_finite() && hour.served.is_finite() && hour.batch.is_finite();
    (factory.profit.load.is_finite() && hours.iter().all(is_known)).then_some(hours)
}

/// The mean over the hours.
fn mean(hours: &[Hour; 24], of: impl Fn(&Hour) -> f64) -> f64 {
    hours.iter().map(of).sum::<f64>() / 24.0
}

fn clock(hour: usize) -> String {
    format!("{hour}:00")
}

fn finding(hours: &[Hour; 24], availability: f64) -> String {
    let percent = |share: f64| {
        // Adding zero turns -0 into 0.
        let share = 100.0 * share + 0.0;
        if share > 0.0 && share < 0.5 { format!("{share:.1} %") } else { format!("{share:.0} %") }
    };
    let by = |hour: &(usize, &Hour)| hour.1.asked;
    let ends = hours.iter().enumerate();
    let (Some(peak), Some(trough)) = (
        ends.clone().reduce(|a, b| if by(&b) > by(&a) { b } else { a }),
        ends.reduce(|a, b| if by(&b) < by(&a) { b } else { a }),
    ) else {
        return String::new();
    };
    let moves = if by(&peak) - by(&trough) <= 1e-9 * by(&peak) {
        format!("Demand is the same at every hour, {} of capacity", percent(by(&peak) / availability))
    } else {
        format!(
            "Demand peaks at {} at {} of capacity and falls to {} at {}",
            clock(peak.0),
            percent(by(&peak) / availability),
            percent(by(&trough) / availability),
            clock(trough.0)
        )
    };
    let idle = mean(hours, |hour| availability - hour.served);
    let batch = mean(hours, |hour| hour.batch);
    let fills = if batch > 0.0005 {
        format!(
            "it leaves {} of the machines' time idle, of which batch work fills {}",
            percent(idle),
            percent(batch / idle)
        )
    } else {
        format!("it leaves {} of the machines' time idle, and no batch work fills it", percent(idle))
    };
    let (asked, served) = (mean(hours, |hour| hour.asked), mean(hours, |hour| hour.served));
    let lost = (asked - served) / asked;
    let turned = if lost > 1e-9 {
        format!(" {} of demand is turned away because the machines of its tier are full.", percent(lost))
    } else {
        String::new()
    };
    format!("{moves}; {fills}.{turned}")
}

/// The time zone of a profile.
fn clock_of(now: &Evaluation) -> &'static str {
    match now.profile.slug {
        "flat" => "",
        "deepseek" => "Beijing time",
        _ => "UTC",
    }
}

/// The periods of the day in which the price list charges more, alternating with those in which it does not.
fn zones(now: &Evaluation) -> Vec<Zone> {
    let price = now.factory.inputs.plan.peak_price;
    let Some(peak) = now.sheet.peak.as_ref().filter(|_| (price - 1.0).abs() > 1e-9) else {
        return Vec::new();
    };
    let mut zones: Vec<Zone> = Vec::new();
    for (hour, is_peak) in (0u8..).zip(peak.hours).map(|(hour, is_peak)| (f64::from(hour), is_peak)) {
        let label = if is_peak { format!("{}× price", plain(price)) } else { "1×".to_owned() };
        match zones.last_mut() {
            Some(last) if last.label == label => last.to = hour + 1.0,
            // Every other zone is shaded, starting with the first, so the first zone must be a peak.
            None if !is_peak => {}
            _ => zones.push(Zone { from: hour, to: hour + 1.0, label }),
        }
    }
    // After the last peak the list price applies, as it does before the first.
    if zones.len().is_multiple_of(2) {
        zones.pop();
    }
    zones
}

/// The figure of a working day.
pub fn figure(now: &Evaluation) -> Figure {
    let hours = day(now);
    let availability = now.factory.inputs.plan.availability;
    let time = Format::new(|hour| format!("{hour:.0}:00"));
    let mut x = Axis::new("Hour of the day", clock_of(now), ScaleKind::Linear, (0.0, 24.0)).formats(
        time.clone(),
        time.clone(),
        time,
    );
    x.named = [0.0, 6.0, 12.0, 18.0, 24.0].map(|hour| (hour, format!("{hour:.0}:00"))).to_vec();
    let stops: Vec<f64> = (0u8..=24).map(f64::from).collect();
    let known = hours.iter().flatten().map(|hour| hour.asked + hour.batch);
    let most = 100.0 * known.fold(availability, f64::max);
    let y = written(
        Axis::new(
            "Share of machine time",
            "",
            ScaleKind::Linear,
            nice(ScaleKind::Linear, (0.0, most * 1.06), 5),
        ),
        PERCENT,
    );
    let said = hours.as_ref().map_or_else(
        || "The load of this site cannot be computed.".to_owned(),
        |hours| finding(hours, availability),
    );
    let mut figure = Figure::new("hours", "The hours of the day", &said, x, y, stops);
    let [workday, weekend] = now.factory.inputs.hours.of_week().map(|day| day.iter().sum::<f64>());
    let weekend = if weekend < workday { " Weekend days have less." } else { "" };
    figure.note = format!(
        "A working day as published, profile “{}”; its level is assumed.{weekend} Batch work takes the same part of its room in \
         every hour.",
        now.profile.label
    );
    // The day wraps around: 24:00 is 0:00.
    let values = |of: &dyn Fn(&Hour) -> f64| -> Vec<Option<f64>> {
        let around = hours.iter().flat_map(|hours| hours.iter().chain(hours.first()));
        let mut values: Vec<Option<f64>> = around.map(|hour| Some(100.0 * of(hour))).collect();
        values.resize(25, None);
        values
    };
    let gap = "load cannot be computed";
    figure.series =
        vec![Series::stack("served", "Served at once", Role::Machines, values(&|hour| hour.served)).gap(gap)];
    if hours.iter().flatten().any(|hour| hour.batch > 0.0) {
        figure.series.push(Series::stack(
            "batch",
            "Batch work",
            Role::Generation(0),
            values(&|hour| hour.batch),
        ));
    }
    if hours.iter().flatten().any(|hour| hour.asked > hour.served * (1.0 + 1e-9)) {
        let all = values(&|hour| hour.asked + hour.batch);
        let below = figure.series.last().map_or(Edge::Level(0.0), |series| Edge::series(&series.id));
        figure.series.push(Series::new("asked", "Demand", Role::Loss, Kind::Line(Dash::Dashed), all));
        figure.areas = vec![Area {
            label: "Shortfall".to_owned(),
            role: Role::Loss,
            fill: Fill::Hatch,
            upper: Edge::series("asked"),
            lower: below,
            crossing: String::new(),
            turns: None,
        }];
    }
    figure.zones = zones(now);
    if !figure.zones.is_empty() {
        figure.note += " Shaded: hours with peak prices.";
    }
    figure.rules = vec![Rule {
        along: Along::Horizontal,
        at: 100.0 * availability,
        label: format!("Capacity, {:.0} %", 100.0 * availability),
        role: Role::Published,
        source: String::new(),
    }];
    figure
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "numbers are compared as they were set")]
mod tests {
    use super::*;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    fn at(link: &str) -> Evaluation {
        let (scenario, faults) = link::read(link);
        assert_eq!(faults, vec![], "{link}");
        evaluate(&scenario)
    }

    #[test]
    fn the_day_adds_up_to_the_load_where_all_days_are_alike() {
        for link in
            ["", "v=2&agents=1B", "v=2&hours=flat", "v=2&batch_share=20", "v=2&batch_demand=90&load=90"]
        {
            let now = at(link);
            let [day, weekend] = now.factory.inputs.hours.of_week();
            assert_eq!(day, weekend, "{link}");
            let hours = super::day(&now).unwrap();
            let load = mean(&hours, |hour| hour.served + hour.batch);
            assert!((load / now.factory.profit.load - 1.0).abs() < 1e-9, "{link}: {load}");
            let most = now.factory.inputs.plan.availability * (1.0 + 1e-9);
            assert!(
                hours.iter().all(|hour| hour.served + hour.batch <= most && hour.served <= hour.asked),
                "{link}"
            );
        }
    }

    #[test]
    fn what_is_turned_away_is_hatched_and_only_then() {
        let calm = figure(&at("v=2&load=30"));
        assert!(calm.areas.is_empty() && !calm.finding.contains("turned away"), "{}", calm.finding);
        let busy = figure(&at("v=2&load=100"));
        assert!(busy.areas.len() == 1 && busy.finding.contains("turned away"), "{}", busy.finding);
        let area = &busy.areas[0];
        for (i, _) in busy.stops.iter().enumerate() {
            assert!(busy.gap(area, i).is_some_and(|gap| gap > -1e-9));
        }
    }

    #[test]
    fn busy_hours_of_the_price_list_are_marked() {
        let now = at("v=2&llm=deepseek-v4-flash");
        let zones = figure(&now).zones;
        let [first, .., last] = zones.as_slice() else { panic!("{:?}", now.sheet.peak) };
        assert_eq!([first.from, first.to, last.to], [9.0, 12.0, 18.0]);
        assert_eq!(first.label, "2× price");
        assert_eq!(figure(&at("v=2&llm=deepseek-v4-flash&peak_price=1")).zones, vec![]);
    }
}

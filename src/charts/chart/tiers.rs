//! Price and cost of tokens in each speed tier, against the speed a user gets.

use super::profit::written;
use crate::spec::axis::Axis;
use crate::spec::figure::Figure;
use crate::spec::mark::{Dot, Form, Series, Zone};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, nice};
use model::catalog::prices::NVIDIA_TIERS;
use model::factory::TIERS;
use model::format::digits::shown;
use model::quantity::unit::{TOKEN_PER_S_USER, USD_PER_MTOK};
use model::study::evaluate::Evaluation;
use model::study::evaluate::note::tier_name;

/// A tier in use: its name, the speed it promises, and the price and cost of a million output tokens, in display
/// units. The cost is `None` where no layout keeps the promise or an input is not published.
struct Used {
    name: &'static str,
    speed: f64,
    price: f64,
    cost: Option<f64>,
}

fn used(now: &Evaluation) -> Vec<Used> {
    let factory = &now.factory;
    let list = factory.prices.pressure * factory.inputs.plan.price_output;
    let mut found: Vec<Used> = factory
        .lines
        .iter()
        .zip(TIERS)
        .filter_map(|(line, stages)| {
            let line = line.as_ref()?;
            let cost = USD_PER_MTOK.shown(line.tier.output_cost);
            Some(Used {
                name: tier_name(stages.name),
                speed: TOKEN_PER_S_USER.shown(line.slo.speed),
                price: USD_PER_MTOK.shown(list * line.slo.price),
                cost: (line.tier.kept >= 1.0 && cost.is_finite()).then_some(cost),
            })
        })
        .collect();
    found.sort_by(|a, b| a.speed.total_cmp(&b.speed));
    found
}

fn finding(tiers: &[Used]) -> String {
    let dollars = |price: f64| shown(USD_PER_MTOK.base(price), &USD_PER_MTOK);
    let speed = |tier: &Used| shown(TOKEN_PER_S_USER.base(tier.speed), &TOKEN_PER_S_USER);
    let cost = |tier: &Used| {
        tier.cost.map_or_else(
            || "no machine here reaches that speed".to_owned(),
            |cost| format!("costs {} to generate", dollars(cost)),
        )
    };
    match tiers {
        [] => "No speed tier is in use.".to_owned(),
        [only] => format!("Output at {} sells for {} and {}.", speed(only), dollars(only.price), cost(only)),
        [slow, .., quick] => format!(
            "Output at {} sells for {} and {}; at {} it sells for {} and {}.",
            speed(slow),
            dollars(slow.price),
            cost(slow),
            speed(quick),
            dollars(quick.price),
            cost(quick)
        ),
    }
}

/// The figure of prices and costs by tier.
pub fn figure(now: &Evaluation) -> Figure {
    let tiers = used(now);
    let published: Vec<Dot> = NVIDIA_TIERS
        .iter()
        .filter(|tier| tier.speed.is_known() && tier.price.value > 0.0)
        .map(|tier| Dot {
            x: tier.speed.value,
            y: tier.price.value,
            range: None,
            label: format!("NVIDIA {}", tier.label.to_lowercase()),
            role: Role::Published,
            form: Form::Disc,
            source: format!("{}, {}", tier.price.source.publisher, tier.price.source.published),
        })
        .collect();
    let ends = |values: &mut dyn Iterator<Item = f64>, spare: f64| {
        let (low, high) = values
            .filter(|it| it.is_finite() && *it > 0.0)
            .fold((f64::INFINITY, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
        if low < high { (low / spare, high * spare) } else { (1.0, 10.0) }
    };
    let speeds = ends(&mut tiers.iter().map(|it| it.speed).chain(published.iter().map(|dot| dot.x)), 1.3);
    let heights = ends(
        &mut tiers
            .iter()
            .flat_map(|it| [Some(it.price), it.cost])
            .flatten()
            .chain(published.iter().map(|dot| dot.y)),
        1.0,
    );
    let x = written(Axis::new("Speed per user", "tokens/s", ScaleKind::Log, speeds), TOKEN_PER_S_USER);
    let y = written(
        Axis::new("Output tokens", "$/M tokens", ScaleKind::Log, nice(ScaleKind::Log, heights, 4)),
        USD_PER_MTOK,
    );
    let stops: Vec<f64> = tiers.iter().map(|it| it.speed).collect();
    let mut figure = Figure::new("tiers", "Price and cost by speed", &finding(&tiers), x, y, stops);
    figure.note = "List price of output times the factor of each tier. Cost of decode alone, at full load. Dots: the tiers on \
                   NVIDIA's slide of 2026."
        .to_owned();
    let price = tiers.iter().map(|it| Some(it.price).filter(|price| *price > 0.0)).collect();
    let cost = tiers.iter().map(|it| it.cost).collect();
    figure.series = vec![
        Series::line("cost", "Cost", Role::Machines, cost).gap("no machine here reaches that speed"),
        Series::line("price", "Price", Role::Revenue, price).gap("free"),
    ];
    let next = tiers.iter().skip(1).map(|it| it.speed).chain([speeds.1]);
    figure.zones = tiers
        .iter()
        .zip(next)
        .filter(|(tier, to)| tier.speed < *to)
        .map(|(tier, to)| {
            let mut label = tier.name.to_owned();
            label[..1].make_ascii_uppercase();
            Zone { from: tier.speed, to, label }
        })
        .collect();
    figure.dots = published;
    figure
}

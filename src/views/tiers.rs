//! Speed tiers: what each promises, how the machines are configured to keep the promise, and the cost and revenue of
//! a call.

use crate::ui::number::RANGE;
use leptos::prelude::*;
use model::factory::{Cost, Layout, Stages, TIERS, Tier, TierResult};
use model::format::digits::{DASH, shown, span};
use model::quantity::unit::{MILLISECOND, SECOND, TIMES, TOKEN_PER_S_USER, USD};
use model::quantity::{Quantity, Unit};
use model::study::evaluate::Evaluation;
use model::study::evaluate::note::tier_name;
use model::study::search::Search;

/// A row for each tier in use.
pub fn rows(now: &Evaluation) -> impl IntoView + use<> {
    let lines = TIERS.iter().zip(&now.factory.lines).zip(now.searches).enumerate();
    let used =
        lines.filter_map(|(place, ((stages, line), search))| Some((place, stages, line.as_ref()?, search?)));
    used.map(|(place, stages, line, search)| row(now, place, stages, line, search)).collect_view()
}

fn row(
    now: &Evaluation,
    place: usize,
    stages: &'static Stages,
    line: &TierResult<f64>,
    search: Search,
) -> impl IntoView + use<> {
    let Stages { name, tier: stage, .. } = *stages;
    let about = &Tier::ABOUT;
    let deployment = match search {
        Search::Reached(found) | Search::TooSlow(found, _) => Some(found),
        Search::DoesNotFit => None,
    };
    let (is_served, reason) = match search {
        Search::Reached(_) | Search::TooSlow(..) => (true, ""),
        Search::DoesNotFit => (false, "The model and one call do not fit into the memory of the machines."),
    };
    let layout = deployment.map_or_else(|| reason.to_owned(), |found| layout(&found.decode_layout));
    let batch =
        deployment.map_or(DASH.to_owned(), |found| shown(found.point.batch, &model::quantity::unit::ONE));
    let number = |value: f64, unit: &Unit| {
        let is_known = value.is_finite() && is_served;
        let text = if is_known { shown(value, unit) } else { DASH.to_owned() };
        view! { <td class="number" title=(!is_known).then_some(reason)>{text}</td> }
    };
    let range = |of: fn(&TierResult<f64>) -> f64, unit: &Unit| {
        let of = |now: &Evaluation| now.factory.lines[place].as_ref().map_or(f64::NAN, of);
        let range = now.range(of).filter(|_| is_served);
        range.map(|(low, high)| view! { <span class="range" title=RANGE>{span(low, high, unit)}</span> })
    };
    let linked = |of: fn(&TierResult<f64>) -> f64, about: &'static Quantity| {
        let value = of(line);
        let is_known = value.is_finite() && is_served;
        let text = if is_known { shown(value, &about.unit) } else { DASH.to_owned() };
        let title = if is_known { about.meaning() } else { reason.to_owned() };
        let name = format!("{stage}.{}", about.id);
        let href = format!("manual.html#{name}");
        view! {
            <td class="number">
                <a class="plain" data-why=name href=href title=title>{text}</a>
                {range(of, &about.unit)}
            </td>
        }
    };
    let speed = deployment.map_or(f64::NAN, |_| line.serving.speed);
    let price = now.factory.prices.call * line.tier.worth;
    let time = line.serving.call_time;
    let time_unit = if time < 1.0 { MILLISECOND } else { SECOND };
    let mut label = tier_name(name).to_owned();
    label[..1].make_ascii_uppercase();
    let time = if is_served { shown(time, &time_unit) } else { DASH.to_owned() };
    let is_slow = matches!(search, Search::TooSlow(..));
    view! {
        <tr class:is-fault=!is_served data-tier=name>
            <th scope="row">{label} " " <span class="unit">{shown(line.tier.worth, &TIMES)}</span></th>
            <td class="number">{shown(line.slo.speed, &TOKEN_PER_S_USER)}</td>
            <td>{layout}</td>
            <td class="number">{batch}</td>
            <td class="number">{shown(speed, &TOKEN_PER_S_USER)}</td>
            <td class="number">{time} {range(|line| line.serving.call_time, &time_unit)}</td>
            {linked(|line| line.tier.capacity, &about.capacity)}
            {linked(|line| line.tier.call_cost, &about.call_cost)}
            {number(price, &USD)}
        </tr>
        {is_slow.then(|| view! {
            <tr class="reason">
                <td colspan="9">
                    "No layout of these machines is fast enough. The tier serves one user at a time at the best speed they \
                     reach, and sells for what that speed is worth."
                </td>
            </tr>
        })}
        {(!is_served).then(|| view! {
            <tr class="reason">
                <td colspan="9">
                    {reason} " Its machines earn nothing and still cost "
                    {shown(now.factory.cost.total, &Cost::ABOUT.total.unit)} "."
                </td>
            </tr>
        })}
    }
}

/// How many machines serve a call together, in words.
fn layout(layout: &Layout<f64>) -> String {
    let gpus = shown(layout.gpus, &model::quantity::unit::GPUS);
    if layout.data_parallel > 0.0 {
        format!("{gpus}: data-parallel attention, expert-parallel MoE")
    } else if layout.gpus > 1.0 {
        format!("{gpus}: tensor parallel")
    } else {
        gpus
    }
}

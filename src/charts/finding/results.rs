//! What a scenario shows, in one sentence.

use model::catalog::market::CLAIM_TRILLION;
use model::factory::{FIRST_YEAR, PAST_YEARS};
use model::format::digits::{shown, with_time};
use model::quantity::unit::*;
use model::study::evaluate::Evaluation;
use model::study::evaluate::generations::Frontier;
use model::study::evaluate::note::Note;
use model::study::sensitivity::curve::{Business, Curve};
use model::study::sensitivity::swing::Swing;

/// One sentence on the present scenario: whether the factory makes money, from what, and what would end it.
pub fn sentence(evaluation: &Evaluation) -> String {
    let factory = &evaluation.factory;
    let profit = &factory.profit;
    let machine = evaluation.machine.label;
    if !profit.profit.is_finite() {
        let why = evaluation.notes.iter().find(|note| note.is_fault()).map_or_else(
            || "A number that the result depends on is missing.".to_owned(),
            ToString::to_string,
        );
        return format!("No profit can be computed for {machine}. {why}");
    }
    if factory.totals.capacity <= 0.0 {
        let why = evaluation
            .notes
            .iter()
            .find(|note| note.is_fault())
            .map_or_else(String::new, ToString::to_string);
        return format!(
            "This factory serves nobody and loses {}. {why}",
            with_time(profit.cost, &USD_PER_YEAR)
        );
    }
    let site = shown(evaluation.scenario.power, &MEGAWATT);
    let per_token = format!(
        "a million tokens cost {} to make and bring in {}{}",
        money(profit.token_cost),
        money(profit.token_price),
        if evaluation.scenario.paid < 1.0 { ", free ones included" } else { "" }
    );
    let load = shown(profit.load, &PERCENT);
    if profit.profit >= 0.0 {
        let limit = if evaluation.notes.iter().any(|note| matches!(note, Note::SoldOut(_))) {
            format!("in busy hours demand exceeds capacity, so machines are the limit (mean load {load})")
        } else {
            format!(
                "it breaks even at {} load and runs at {load}, so demand is the limit",
                shown(profit.break_even_load, &PERCENT)
            )
        };
        format!(
            "A {site} site of {machine} earns {}: {per_token}; {limit}.",
            with_time(profit.profit, &USD_PER_YEAR)
        )
    } else {
        let can_break_even = (0.0..=evaluation.scenario.availability).contains(&profit.break_even_load);
        let way_out = if can_break_even && profit.break_even_agents.is_finite() {
            format!("it needs a load of {} to break even", shown(profit.break_even_load, &PERCENT))
        } else if profit.break_even_price.is_finite() {
            format!(
                "even full load would not save it: with the same customers, prices would have to be {} as high",
                times(profit.break_even_price)
            )
        } else {
            "it has no revenue".to_owned()
        };
        format!(
            "A {site} site of {machine} loses {}: {per_token}; at {load} load {way_out}.",
            with_time(-profit.profit, &USD_PER_YEAR)
        )
    }
}

/// A factor in words: “2.5 times”.
fn times(factor: f64) -> String {
    format!("{} times", shown(factor, &TIMES).trim_end_matches('×'))
}

/// Dollars per million tokens, without the words already in the sentence.
fn money(per_token: f64) -> String {
    shown(per_token, &USD_PER_MTOK).replace("/M tokens", "").trim_end_matches([' ', '\u{a0}']).to_owned()
}

/// One sentence on a curve: where on the track the factory makes money, and where it makes the most.
pub fn over(curve: &Curve, now: &Evaluation) -> String {
    let lever = curve.lever;
    let name = |i: usize| {
        let stop = curve.stops[i];
        lever.shown(if curve.is_choice() { stop } else { lever.about.unit.base(stop) })
    };
    let known: Vec<(usize, &Business)> =
        curve.business.iter().enumerate().filter(|(_, at)| at.profit.is_finite()).collect();
    let Some((best, most)) = known.iter().max_by(|a, b| a.1.profit.total_cmp(&b.1.profit)) else {
        return now.notes.iter().find(|note| note.is_fault()).map_or_else(String::new, ToString::to_string);
    };
    let paying: Vec<usize> = known.iter().filter(|(_, at)| at.profit >= 0.0).map(|(i, _)| *i).collect();
    let (first, last) = (known[0].0, known[known.len() - 1].0);
    let label = lever.about.label;
    let flat = known.iter().all(|(_, at)| (at.profit - most.profit).abs() <= 1e-6 * most.cost);
    let most = with_time(most.profit, &USD_PER_YEAR);
    let (Some(&from), Some(&to)) = (paying.first(), paying.last()) else {
        return if flat {
            format!("{label} changes nothing here: profit is {most} over its whole range.")
        } else {
            format!("The factory loses money at every value of this lever, least at {}.", name(*best))
        };
    };
    // Sign changes of profit are known more precisely than the stops.
    let turn = |low: Option<usize>, high: usize, stop: usize| {
        let low = curve.stops[low.unwrap_or(0)];
        let within = |at: &f64| (low..=curve.stops[high.min(last)]).contains(at);
        let at = curve.turns.iter().map(|(at, _)| *at).find(within);
        at.map_or_else(|| name(stop), |at| lever.shown(lever.about.unit.base(at)))
    };
    let (begin, end) = (turn(from.checked_sub(1), from, from), turn(Some(to), to + 1, to));
    let best = name(*best);
    match (from == first, to == last) {
        _ if flat => format!("{label} changes nothing here: profit is {most} over its whole range."),
        (true, true) if paying.len() == known.len() => {
            format!("The factory is profitable over the whole range, most at {best}: {most}.")
        }
        (true, true) => format!("The factory is profitable in parts of the range, most at {best}: {most}."),
        (false, true) => format!("The factory is profitable from {begin} upwards, most at {best}: {most}."),
        (true, false) => format!("The factory is profitable up to {end}, most at {best}: {most}."),
        (false, false) if begin == end => format!("The factory is profitable only at {begin}: {most}."),
        (false, false) => {
            format!("The factory is profitable between {begin} and {end}, most at {best}: {most}.")
        }
    }
}

/// One sentence on the market: when spending passes the claimed trillion, and whether demand is met.
pub fn of_market(now: &Evaluation) -> String {
    let market = now.factory.years.map(|year| year.market);
    let claim = USD.base(CLAIM_TRILLION.value.value * 1e9);
    let calendar = |i: usize| format!("{:.0}", FIRST_YEAR + f64::from(u32::try_from(i).unwrap_or(0)));
    let Some(last) = market.iter().rposition(|year| year.spent.is_finite()) else {
        return "The market cannot be computed for these machines: their price or power is not published."
            .to_owned();
    };
    let total = shown(market[last].spent, &USD);
    let pass = match market.iter().position(|year| year.spent >= claim) {
        Some(i) => format!(
            "Spending since 2023 passes $1 trillion in {} and reaches {total} by {}",
            calendar(i),
            calendar(last)
        ),
        None => format!("Spending since 2023 stays below $1 trillion: {total} by {}", calendar(last)),
    };
    // Supply is short where less than 99.9 % of the next year's demand can be served.
    let short = market
        .iter()
        .enumerate()
        .filter(|(i, year)| *i >= PAST_YEARS && year.served < 0.999)
        .min_by(|a, b| a.1.served.total_cmp(&b.1.served));
    match short {
        Some((i, year)) => {
            let (end, next, share) = (calendar(i), calendar(i + 1), shown(year.served, &PERCENT));
            let how = if now.scenario.shortage == 0.0 { "prices rise" } else { "calls wait" };
            format!(
                "{pass}; supply falls short, most at the end of {end}: the machines can serve {share} of the demand of \
                 {next} at list prices, so {how}."
            )
        }
        None => format!("{pass}; supply meets demand in every year."),
    }
}

/// One sentence on costs: where output is cheapest at the standard speed, compared with the chosen machine.
pub fn of_cost(now: &Evaluation, frontiers: &[Frontier]) -> String {
    let speed = now.scenario.standard_speed;
    let at = shown(speed, &TOKEN_PER_S_USER);
    let cost = |frontier: &Frontier| frontier.cost_at(speed).filter(|cost| cost.is_finite());
    let written = |cost: f64| shown(USD_PER_MTOK.base(cost), &USD_PER_MTOK);
    let best = frontiers.iter().filter_map(|it| Some((it, cost(it)?))).min_by(|a, b| a.1.total_cmp(&b.1));
    let chosen = frontiers.iter().find(|it| it.slug == now.machine.slug);
    match (best, chosen.and_then(|it| Some((it, cost(it)?)))) {
        (None, _) => format!("No machine with a known price reaches {at} with calls of this length."),
        (Some((best, least)), Some((own, _))) if best.slug == own.slug => {
            format!("At {at}, output costs least on {}: {}.", best.label, written(least))
        }
        (Some((best, least)), Some((own, some))) => format!(
            "At {at}, output costs least on {}: {}. It costs {:.1} times as much on {}.",
            best.label,
            written(least),
            some / least,
            own.label
        ),
        (Some((best, least)), None) => format!(
            "At {at}, output costs least on {}: {}; {} does not reach this speed, or its price is not known.",
            best.label,
            written(least),
            now.machine.label
        ),
    }
}

/// One sentence on ranked swings: which input changes profit most, and how many inputs alone could turn it into a
/// loss.
pub fn of_swings(now: &Evaluation, ranked: &[Swing]) -> String {
    let profit = now.factory.profit.profit;
    let most = ranked.first().filter(|most| most.size() > 0.0 && profit.is_finite());
    let Some(most) = most else { return sentence(now) };
    let about = most.input.about;
    let at = |base: f64, profit: f64| {
        format!("{} at {}", with_time(profit, &USD_PER_YEAR), shown(base, &about.unit))
    };
    let turning =
        |swing: &&Swing| (swing.at_low < 0.0) != (profit < 0.0) || (swing.at_high < 0.0) != (profit < 0.0);
    let (count, all) = (ranked.iter().filter(turning).count(), ranked.len());
    let (from, to) = if profit < 0.0 { ("the loss", "a profit") } else { ("the profit", "a loss") };
    let turned = match count {
        0 => "None".to_owned(),
        1 => "Only one".to_owned(),
        count => count.to_string(),
    };
    format!(
        "{} moves profit most: {}, {}. {turned} of the {all} inputs with a range could turn {from} into {to} by itself.",
        about.label,
        at(most.input.low(), most.at_low),
        at(most.input.high(), most.at_high)
    )
}

/// One sentence on the frontier: the yield of the best machine at the standard speed, compared with the chosen one.
pub fn of_frontier(now: &Evaluation, frontiers: &[Frontier]) -> String {
    let speed = now.scenario.standard_speed;
    let yields = |frontier: &Frontier| frontier.at(speed).filter(|y| y.is_finite());
    let at = shown(speed, &TOKEN_PER_S_USER);
    let yielded = |per_mw: f64| shown(TOKEN_PER_S_MW.base(per_mw), &TOKEN_PER_S_MW);
    let best = frontiers.iter().filter_map(|it| Some((it, yields(it)?))).max_by(|a, b| a.1.total_cmp(&b.1));
    let chosen = frontiers.iter().find(|it| it.slug == now.machine.slug);
    match (best, chosen.and_then(|it| Some((it, yields(it)?)))) {
        (None, _) => format!("No machine reaches {at} with calls of this length."),
        (Some((best, most)), Some((own, _))) if best.slug == own.slug => {
            format!(
                "At {at}, a megawatt of {} yields {}, more than any other machine here.",
                best.label,
                yielded(most)
            )
        }
        (Some((best, most)), Some((own, some))) => format!(
            "At {at}, a megawatt of {} yields {}, {:.1} times as much as {}.",
            best.label,
            yielded(most),
            most / some,
            own.label
        ),
        (Some((best, most)), None) => format!(
            "At {at}, a megawatt of {} yields {}; {} does not reach this speed.",
            best.label,
            yielded(most),
            now.machine.label
        ),
    }
}

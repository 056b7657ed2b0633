//! What a scenario shows, in one sentence.

use crate::quantity::unit::*;
use crate::study::evaluate::Evaluation;
use crate::study::note::Note;
use crate::words::digits::{shown, with_time};

/// One sentence on the present scenario: whether the factory makes money, on what, and what would end it.
pub fn sentence(evaluation: &Evaluation) -> String {
    let factory = &evaluation.factory;
    let profit = &factory.profit;
    let machine = evaluation.machine.label;
    if !profit.profit.is_finite() {
        let why = evaluation
            .notes
            .iter()
            .find(|note| note.is_fault())
            .map_or_else(|| "A number that the result rests on is missing.".to_owned(), ToString::to_string);
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
        "a million tokens cost {} to make and sell for {}",
        money(profit.token_cost),
        money(profit.token_price)
    );
    let load = shown(profit.load, &PERCENT);
    if profit.profit >= 0.0 {
        let limit = if evaluation.notes.iter().any(|note| matches!(note, Note::SoldOut(_))) {
            format!("it is sold out at {load} load, so machines are the limit")
        } else {
            format!(
                "it would break even at {} load instead of {load}, so demand is the limit",
                shown(profit.break_even_load, &PERCENT)
            )
        };
        format!(
            "A {site} site of {machine} earns {}: {per_token}; {limit}.",
            with_time(profit.profit, &USD_PER_YEAR)
        )
    } else {
        let way_out = if profit.break_even_load <= evaluation.scenario.availability {
            format!("it needs {} agents in the world to break even", shown(profit.break_even_agents, &AGENTS))
        } else {
            format!(
                "not even a full house would save it: prices must be {:.1} times as high",
                profit.break_even_price
            )
        };
        format!(
            "A {site} site of {machine} loses {}: {per_token}; at {load} load {way_out}.",
            with_time(-profit.profit, &USD_PER_YEAR)
        )
    }
}

/// Dollars for a million tokens, without the words that the sentence says already.
fn money(per_token: f64) -> String {
    shown(per_token, &USD_PER_MTOK).replace("/M tokens", "").trim_end_matches([' ', '\u{a0}']).to_owned()
}

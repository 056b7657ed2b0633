//! What no formula says about a number: the track of a lever, the choice of a search, what selects rows of the catalog.

use super::Row;
use crate::factory::{Deployment, TIERS};
use crate::format::digits::{shown, span, tick};
use crate::quantity::unit::TOKEN_PER_S_USER;
use crate::scenario::{Lever, Scale};
use crate::study::evaluate::Evaluation;
use crate::study::evaluate::note::tier_name;
use crate::study::search::{RANK_BATCH, Search, largest};

/// The ends of a lever's track and the stops on it, in words.
pub fn track(lever: &Lever) -> String {
    let unit = &lever.about.unit;
    let [min, max] = [lever.min, lever.max].map(|end| unit.base(end));
    let stops = lever.stops();
    match lever.scale {
        Scale::Choice(among) => {
            let choices: Vec<String> =
                among.iter().map(|choice| format!("{} ({})", choice.label, choice.details())).collect();
            format!("One of {}: {}.", among.len(), choices.join("; "))
        }
        Scale::Switch => "Off or on.".to_owned(),
        Scale::Linear { step } => format!(
            "From {}, in steps of {}, with the default and other published values between: {} stops.",
            span(min, max, unit),
            tick(unit.base(step), unit),
            stops.len()
        ),
        Scale::Log => {
            let stops: Vec<String> = stops.iter().map(|stop| tick(unit.base(*stop), unit)).collect();
            format!("From {}. {} stops: {}.", span(min, max, unit), stops.len(), stops.join(", "))
        }
    }
}

/// Why a search chose this number and no other; `None` if no search chose it.
pub fn search(evaluation: &Evaluation, row: &Row) -> Option<String> {
    let (tier, part) = row.stage.split_once('.')?;
    let place = TIERS.iter().position(|stages| stages.name == tier)?;
    let found = evaluation.searches[place]?;
    let promise = shown(evaluation.scenario.promises()[place].speed, &TOKEN_PER_S_USER);
    let tier = tier_name(tier);
    let what = match part {
        "reader" => "This is part of the prefill layout.",
        "writer" => "This is part of the decode layout.",
        "point" => "This is the decode batch.",
        "offer" if row.about.id == "fits" => "This says whether any layout holds the model and one call.",
        _ => return None,
    };
    let inputs = &evaluation.factory.inputs;
    let most = largest(&inputs.instance(), evaluation.factory.site.gpus).max(1.0);
    let why = match found {
        Search::Reached(deployment) => {
            let how = format!(
                "Of all layouts of 1 to {most} accelerators that hold the model, and of all batches on them, the search \
                 keeps the pair that takes the least machine time per call and gives each user of the {tier} tier \
                 the promised {promise}."
            );
            match part {
                "point" => format!("{how} {}", bound(evaluation, place, &deployment)?),
                _ => how,
            }
        }
        Search::TooSlow(_, quickest) => format!(
            "No layout of 1 to {most} accelerators gives a user of the {tier} tier the promised {promise}. This is the \
             fastest, with {} for a single user.",
            shown(quickest, &TOKEN_PER_S_USER)
        ),
        Search::DoesNotFit => format!(
            "The weights and one call fit on none of the layouts of 1 to {most} accelerators. The smallest is shown, \
             and the {tier} tier serves nothing."
        ),
    };
    Some(format!("This number comes from a search, not from a formula. {what} {why}"))
}

/// What keeps the batch of a tier from growing.
fn bound(evaluation: &Evaluation, place: usize, found: &Deployment<f64>) -> Option<&'static str> {
    let line = evaluation.factory.lines[place]?;
    let next = found.point.batch + 1.0;
    Some(if next > RANK_BATCH * line.decode.sharding.ranks {
        "With one more sequence the batch would exceed what serving engines allow."
    } else if next > line.memory.batch_limit {
        "One more sequence would not fit into memory."
    } else {
        "With one more sequence a user would get less than the promised speed."
    })
}

/// What a number decides apart from formulas; `None` if only formulas read it.
pub fn role(row: &Row) -> Option<&'static str> {
    if row.stage != "plan" {
        return None;
    }
    match row.about.id {
        "gpu" => Some(
            "It selects the accelerator with its price and rent, and the fitted constants that apply to it.",
        ),
        "llm" => Some("It selects the shape of the language model, and its price list."),
        "price_list" => Some("It selects the price list, which sets every price that you have not changed."),
        "hours" => Some("It selects the hourly profile of the day and the week."),
        "precision" => Some("It selects the number formats of weights, cache and arithmetic."),
        "batch_speed" | "standard_speed" | "fast_speed" | "premium_speed" | "ultra_speed" => {
            Some("The search for layouts and batches meets it.")
        }
        "batch_demand" | "standard_demand" | "fast_demand" | "premium_demand" | "ultra_demand" => {
            Some("A tier that nobody asks for, and that has no machines, is not in use.")
        }
        "batch_price" | "premium_price" | "ultra_price" | "standard_price" | "fast_price" => {
            Some("It is used where the tier is in use.")
        }
        "power" => Some("No layout is larger than the site."),
        "backfill" => Some("It is used where there is batch work."),
        "context" | "answer" | "cached" | "serving" | "overlap" | "drafts" | "acceptance" => {
            Some("The search for layouts and batches depends on it too.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::levers::LEVERS;
    use crate::scenario::{Scenario, link};
    use crate::sheet::book::Book;
    use crate::study::evaluate::evaluate;

    #[test]
    fn tracks_name_their_ends_and_stops() {
        let plain = |lever| track(lever).replace('\u{a0}', " ");
        assert_eq!(plain(&LEVERS.overlap), "Off or on.");
        assert_eq!(
            plain(&LEVERS.cached),
            "From 0 to 100 %, in steps of 1 %, with the default and other published values between: 104 stops."
        );
        let context = plain(&LEVERS.context);
        assert!(context.starts_with("From 1K to 2M tokens. ") && context.contains(", 125K, "), "{context}");
        assert!(plain(&LEVERS.gpu).starts_with("One of 15: H100 (Hopper, 2022, measured); "));
        for lever in link::levers() {
            assert!(track(lever).ends_with('.'), "{}", lever.about.label);
        }
    }

    #[test]
    fn a_search_says_what_it_chose_by() {
        let said = |link: &str, name: &str| {
            let evaluation = evaluate(&link::read(link).0);
            let book = Book::of(&evaluation);
            search(&evaluation, book.named(name).unwrap())
        };
        assert!(said("", "standard.writer.gpus").unwrap().contains("least machine time"));
        assert!(
            said("standard_speed=1", "standard.point.batch").unwrap().contains("would not fit into memory")
        );
        assert!(said("", "fast.point.batch").unwrap().contains("less than the promised speed"));
        assert!(said("fast_speed=1000", "fast.point.batch").unwrap().contains("the fastest"));
        assert!(
            said("llm=kimi-k3&precision=bf16&gpu=h100", "fast.offer.fits").unwrap().contains("fit on none")
        );
        assert_eq!(said("", "standard.tier.gpus"), None);
        assert_eq!(said("", "plan.context"), None);
    }

    #[test]
    fn every_given_number_that_no_formula_reads_says_what_it_does() {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        let mute: Vec<String> = book
            .rows()
            .iter()
            .filter(|row| row.stage == "plan" && book.dependants(row).is_empty() && role(row).is_none())
            .map(Row::name)
            .collect();
        // Only levers of unused tiers may be left.
        assert!(
            mute.iter().all(|name| {
                ["batch_demand", "batch_price", "backfill", "premium_price", "ultra_price"]
                    .iter()
                    .any(|unused| name.ends_with(unused))
            }),
            "{mute:?}"
        );
    }
}

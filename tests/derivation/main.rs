//! The derivation of every number in every scenario is complete and matches the sheet.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "a place on a logarithmic track need not be the same on every platform"
)]

mod mathml;
#[path = "../strategy/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod strategy;

use model::sheet::book::Book;
use model::sheet::explain::{Values, value};
use model::study::evaluate::evaluate;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use strategy::{config, scenario};
use token_factory::views::{derivation, html, ledger_stage, mathml::names as notation};

/// Text escaped for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The values of an attribute in a fragment.
fn values_of<'a>(text: &'a str, attribute: &str) -> HashSet<&'a str> {
    text.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect()
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn any_number_has_a_derivation_with_all_it_rests_on(
        scenario in scenario(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 4),
    ) {
        let evaluation = evaluate(&scenario);
        let book = Book::of(&evaluation);
        let address = |name: &str| format!("here#why={name}");
        for pick in picks {
            let row = &book.rows()[pick.index(book.rows().len())];
            let name = row.name();
            let text = html(derivation(&evaluation, &name, &address).expect("a derivation"));
            prop_assert!(text.contains(&escaped(&row.shown)), "{} {}", name, text);
            prop_assert!(text.contains(&escaped(&row.about.meaning())), "{}", name);
            prop_assert!(text.contains(&format!("here#why={name}")), "{}", name);
            prop_assert!(!text.contains("NaN") && !text.contains(">inf"), "{}", text);
            prop_assert_eq!(text.contains("class=\"fault\""), !row.value.is_finite(), "{}", name);
            let Some(formula) = row.formula else {
                prop_assert!(text.contains(row.source.expect("a source").grade.word()), "{}", name);
                continue;
            };
            // The listed inputs are enough to recompute the value, to the last bit.
            let (_, listed) = text.split_once("Computed from").expect("a list of inputs");
            let (listed, _) = listed.split_once("<h3>").expect("more below");
            let printed: Values = values_of(listed, "data-number")
                .iter()
                .map(|input| {
                    let input = book.named(input).expect("an input of the sheet");
                    assert!(listed.contains(&escaped(&input.shown)), "{} {}", name, input.name());
                    ((input.stage, input.about.id), input.value)
                })
                .collect();
            let again = value(&formula, &printed);
            prop_assert!(again.to_bits() == row.value.to_bits() || again.is_nan() && row.value.is_nan(), "{} {} {}",
                name, again, row.value);
        }
    }

    #[test]
    fn the_notation_of_any_formula_computes_what_the_formula_does(scenario in scenario()) {
        let evaluation = evaluate(&scenario);
        let book = Book::of(&evaluation);
        for row in book.rows() {
            let Some(formula) = row.formula else { continue };
            let naming = row.naming();
            let printed = html(notation((row.stage, row.about), &formula, &naming));
            let called: HashMap<String, f64> =
                book.inputs(row).iter().map(|it| (escaped(&naming.name(it.stage, it.about)), it.value)).collect();
            let result = escaped(&naming.name(row.stage, row.about));
            let read = mathml::value(&printed, &result, &called);
            let same = strategy::same(read, row.value, 0.0) || !read.is_finite() && !row.value.is_finite();
            prop_assert!(same, "{}: {} for {} in {}", row.name(), read, row.value, printed);
        }
    }

    #[test]
    fn the_ledger_of_any_scenario_has_every_number(scenario in scenario()) {
        let evaluation = evaluate(&scenario);
        let book = Book::of(&evaluation);
        for (stage, rows) in book.stages() {
            let body = html(ledger_stage(&evaluation, stage).expect("the stage is there"));
            let ids = values_of(&body, "id");
            for row in rows {
                prop_assert!(ids.contains(row.name().as_str()), "{} is missing", row.name());
            }
        }
    }
}

//! The risks in words: the effect of each shock, and the combined effect of the active ones.

use super::{Badge, Citation, html};
use leptos::prelude::*;
use model::format::digits::{DASH, MINUS, NO_BREAK, shown};
use model::quantity::Unit;
use model::quantity::unit::{GIGAWATT, PERCENT, USD_PER_YEAR};
use model::scenario::shocks::{SHOCKS, Shock, ShockedScenario};
use model::study::sensitivity::shock_effect::{Effects, ShockEffect};

/// The effect of each shock on its own, one line each, followed by the combined effect of the active ones.
pub fn results(shocked: &ShockedScenario, effects: &Effects) -> Vec<String> {
    let alone = effects.alone.iter().map(result);
    alone.chain([together(shocked, &effects.together)]).collect()
}

/// The source of the size of each shock, and how well it is known, as HTML.
pub fn evidence() -> Vec<String> {
    let of = |shock: &Shock| {
        html(view! { <Citation of=shock.size.source/> " " <Badge of=shock.size.grade note=shock.size.note/> })
    };
    SHOCKS.iter().map(of).collect()
}

/// The effect of a shock, in one line.
fn result(effect: &ShockEffect) -> String {
    format!(
        "Profit {}, market {}, power {}",
        signed(effect.profit(), effect.before, &USD_PER_YEAR),
        signed(effect.market, 1.0, &PERCENT),
        signed(effect.installed, GIGAWATT.base(1.0), &GIGAWATT)
    )
}

/// The combined effect of the active shocks.
fn together(shocked: &ShockedScenario, effect: &ShockEffect) -> String {
    match shocked.active() {
        [] => "No shock is switched on. Market: world spending from 2026 to 2032. Power: of AI data centers at the \
               end of 2032."
            .to_owned(),
        [only] => format!("{} alone: {}. Profit is then {}.", only.label, lower(&result(effect)), rate(effect.after)),
        active => {
            format!("All {} together: {}. Profit is then {}.", active.len(), lower(&result(effect)), rate(effect.after))
        }
    }
}

fn rate(profit: f64) -> String {
    shown(profit, &USD_PER_YEAR)
}

/// A change with its sign; “unchanged” if it is negligible compared with the whole.
fn signed(change: f64, whole: f64, unit: &Unit) -> String {
    if !change.is_finite() {
        return DASH.to_owned();
    }
    // A change below this fraction of the whole is rounding error.
    if change.abs() <= 1e-6 * whole.abs() {
        return "unchanged".to_owned();
    }
    let text = shown(change.abs(), unit).replace(' ', &NO_BREAK.to_string());
    format!("{}{text}", if change < 0.0 { MINUS } else { '+' })
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::Scenario;

    #[test]
    fn every_shock_has_its_line_and_those_that_are_on_have_one_together() {
        let shocked = ShockedScenario::new(Scenario::baseline());
        let calm = results(&shocked, &Effects::of(&shocked));
        assert_eq!(calm.len(), SHOCKS.len() + 1);
        assert!(calm.iter().take(SHOCKS.len()).all(|line| line.starts_with("Profit ")));
        assert!(calm[SHOCKS.len()].starts_with("No shock is switched on"));
        let shocked = shocked.toggle(&SHOCKS[1]);
        let lines = results(&shocked, &Effects::of(&shocked));
        assert!(lines[SHOCKS.len()].starts_with("Electricity alone: profit −$"), "{lines:?}");
        assert!(!lines.iter().any(|line| line.contains("NaN")));
    }

    #[test]
    fn every_size_has_its_source() {
        for (shock, text) in SHOCKS.iter().zip(evidence()) {
            assert!(text.contains(&html(shock.size.source.title)), "{}", shock.slug);
        }
    }

    #[test]
    fn changes_have_a_sign_and_nothing_is_called_nothing() {
        assert_eq!(signed(-0.03, 1.0, &PERCENT), "−3\u{a0}%");
        assert_eq!(signed(0.03, 1.0, &PERCENT), "+3\u{a0}%");
        assert_eq!(signed(1e-9, 1.0, &PERCENT), "unchanged");
        assert_eq!(signed(f64::NAN, 1.0, &PERCENT), "—");
        assert_eq!(signed(USD_PER_YEAR.base(-42e6), USD_PER_YEAR.base(1e9), &USD_PER_YEAR), "−$42.0M/year");
    }
}

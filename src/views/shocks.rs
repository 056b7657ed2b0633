//! The risks as cards, each with a button.

use super::{Badge, Citation};
use leptos::prelude::*;
use model::format::digits::{DASH, MINUS, NO_BREAK, shown};
use model::quantity::Unit;
use model::quantity::unit::{GIGAWATT, PERCENT, USD_PER_YEAR};
use model::scenario::shocks::{SHOCKS, Shock, ShockedScenario};
use model::study::sensitivity::shock_effect::{Effects, ShockEffect};

/// The nine shocks as cards, and what those that hold do together.
pub fn shocks(shocked: &ShockedScenario, effects: &Effects) -> impl IntoView + use<> {
    let cards = SHOCKS.iter().zip(&effects.alone);
    let clear = (!shocked.active().is_empty())
        .then(|| view! { " " <button type="button" data-shock-clear>"Take all back"</button> });
    view! {
        <div class="shocks" data-part="shocks">
            <ul class="shock-list">
                {cards.map(|(shock, effect)| card(shock, shocked.holds(shock), effect)).collect_view()}
            </ul>
            <p class="shock-sum" aria-live="polite">
                {together(shocked, &effects.together)} {clear}
            </p>
        </div>
    }
}

fn card(shock: &Shock, holds: bool, effect: &ShockEffect) -> impl IntoView + use<> {
    let about = format!("shock-{}", shock.slug);
    view! {
        <li class="shock" class:is-on=holds>
            <button type="button" data-shock=shock.slug aria-pressed=holds.to_string() aria-describedby=about.clone()>
                {shock.label}
            </button>
            <p class="shock-size small" id=about>{shock.about}</p>
            <p>
                <Citation of=shock.size.source/> " " <Badge of=shock.size.grade note=shock.size.note/>
            </p>
            <p class="shock-result">{result(effect)}</p>
        </li>
    }
}

/// What a shock does, in a line.
fn result(effect: &ShockEffect) -> String {
    format!(
        "Profit {}, market {}, power {}",
        signed(effect.profit(), effect.before, &USD_PER_YEAR),
        signed(effect.market, 1.0, &PERCENT),
        signed(effect.installed, GIGAWATT.base(1.0), &GIGAWATT)
    )
}

/// What those that hold do together.
fn together(shocked: &ShockedScenario, effect: &ShockEffect) -> String {
    match shocked.active() {
        [] => "No shock holds. Market: dollars spent in the world from 2026 to 2032. Power: of AI data centers at the \
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

/// A change with its sign; “unchanged” where it is nothing against the whole.
fn signed(change: f64, whole: f64, unit: &Unit) -> String {
    if !change.is_finite() {
        return DASH.to_owned();
    }
    // Below this part of the whole a change is rounding.
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
    use crate::views::html;
    use model::scenario::Scenario;

    #[test]
    fn every_shock_has_its_card_with_button_size_source_and_result() {
        let shocked = ShockedScenario::new(Scenario::baseline()).toggle(&SHOCKS[1]);
        let text = html(shocks(&shocked, &Effects::of(&shocked)));
        for shock in &SHOCKS {
            let pressed = if shock.slug == "electricity" { "true" } else { "false" };
            let button =
                format!("<button type=\"button\" data-shock=\"{}\" aria-pressed=\"{pressed}\"", shock.slug);
            assert!(text.contains(&button), "{}", shock.slug);
            assert!(text.contains(&html(shock.about)));
            assert!(text.contains(&html(shock.size.source.title)));
        }
        assert_eq!(text.matches("Profit ").count(), SHOCKS.len() + 1);
        assert!(text.contains("data-shock-clear") && text.contains("Electricity alone: profit −$"));
        assert!(!text.contains("style=") && !text.contains("NaN") && !text.contains("<script"));
    }

    #[test]
    fn without_shocks_there_is_nothing_to_take_back() {
        let shocked = ShockedScenario::new(Scenario::baseline());
        let text = html(shocks(&shocked, &Effects::of(&shocked)));
        assert!(!text.contains("data-shock-clear") && text.contains("No shock holds"));
        assert!(!text.contains("aria-pressed=\"true\""));
    }

    #[test]
    fn changes_have_a_sign_and_nothing_is_called_nothing() {
        assert_eq!(signed(-0.03, 1.0, &PERCENT), "−3.0\u{a0}%");
        assert_eq!(signed(0.03, 1.0, &PERCENT), "+3.0\u{a0}%");
        assert_eq!(signed(1e-9, 1.0, &PERCENT), "unchanged");
        assert_eq!(signed(f64::NAN, 1.0, &PERCENT), "—");
        assert_eq!(signed(USD_PER_YEAR.base(-42e6), USD_PER_YEAR.base(1e9), &USD_PER_YEAR), "−$42.0M/year");
    }
}

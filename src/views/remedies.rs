//! Remedies for the rules that a scenario violates: for each the nearest settings, adopted with a click.

use leptos::prelude::*;
use model::scenario::Scenario;
use model::study::evaluate::evaluate;
use model::study::remedy::{Remedy, purpose, remedies};

/// Maximum number of settings offered for one rule.
const OFFERED: usize = 3;

/// The text if there is none.
const NONE: &str = ": none of the levers tried is enough by itself.";

/// The remedies of a scenario; empty if no rule is violated.
#[component]
pub fn Remedies(
    /// The scenario.
    now: Scenario,
) -> impl IntoView {
    let now = evaluate(&now);
    let mut purposes: Vec<String> = Vec::new();
    let mut items = Vec::new();
    for note in &now.notes {
        // Two unpublished figures of a machine are two notes with the same remedy.
        let Some(purpose) = purpose(note).filter(|purpose| !purposes.contains(purpose)) else { continue };
        let offered: Vec<Remedy> = remedies(&now, note).take(OFFERED).collect();
        let buttons = offered.iter().map(|it| button(&purpose, it)).collect_view();
        let lead = if offered.is_empty() { NONE } else { ", set one of: " };
        items.push(view! { <li>{purpose.clone()}{lead}{buttons}</li> });
        purposes.push(purpose);
    }
    (!items.is_empty()).then(|| view! { <ul class="remedies">{items}</ul> })
}

fn button(purpose: &str, remedy: &Remedy) -> impl IntoView + use<> {
    let Remedy { lever, at } = remedy;
    let (name, value) = (lever.about.label, lever.shown(*at));
    let step = format!("{}={}", lever.about.id, lever.written(*at));
    let label = format!("{purpose}: set {name} {value}");
    view! { <button type="button" class="chip" data-step=step aria-label=label>{name}" "<b>{value}</b></button> " " }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::scenario::link;

    #[test]
    fn a_click_takes_over_what_a_remedy_says() {
        let now = link::read("fast_speed=900").0;
        let html = html(view! { <Remedies now/> });
        assert!(html.contains("To reach the speed of the real-time tier, set one of: "), "{html}");
        let of_tier = html.split("</li>").next().unwrap_or_default();
        let steps: Vec<&str> =
            of_tier.split("data-step=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!steps.is_empty() && steps.len() <= OFFERED, "{html}");
        for step in steps {
            let (scenario, faults) = link::read(&format!("fast_speed=900&{step}"));
            // If a lever occurs twice, the last occurrence counts.
            assert!(faults.len() <= 1, "{step} {faults:?}");
            assert!(!html_of(scenario).contains("real-time tier"), "{step}");
        }
    }

    fn html_of(now: Scenario) -> String {
        html(view! { <Remedies now/> })
    }

    #[test]
    fn nothing_is_offered_where_no_rule_is_broken() {
        assert_eq!(html_of(Scenario::baseline()).replace("<!>", ""), "");
    }
}

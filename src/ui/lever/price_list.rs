//! The price list that a lever's value comes from.

use super::shared::Shared;
use crate::ui::{prerendered, text};
use leptos::prelude::*;
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scenario};

/// Whose price a lever has, and since when; for the lever that chooses the list, which list it is; for price and rent
/// of machines, which machine's. Empty for other levers.
#[component]
pub fn PriceList(
    /// State shared by the parts of the lever.
    shared: Shared,
) -> impl IntoView {
    let Shared { app, lever, .. } = shared;
    let is_listed = lever.follows() || lever.about.id == "price_list";
    let origin = move || app.scenario.with(|now| listed(lever, now).unwrap_or_default());
    is_listed.then(|| view! { <p class="lever-note" data-listed=prerendered(|| "")>{text(origin)}</p> })
}

/// Whose price a lever has, and since when.
fn listed(lever: &Lever, now: &Scenario) -> Option<String> {
    if lever.is_of_machine() {
        let machine = LEVERS.gpu.shown(now.gpu);
        let list = lever.default_base_in(now);
        return Some(if list == 0.0 {
            format!("None is published of {machine}.")
        } else if lever.is_default_in(now, now.of(lever)) {
            format!("As published of {machine}.")
        } else {
            format!("Changed from {} of {machine}.", lever.shown(list))
        });
    }
    let sheet = now.price_sheet()?;
    let list = format!("{}, {}", sheet.label, sheet.day());
    if lever.about.id == "price_list" {
        Some(format!("In force: {list} ({}).", sheet.seller.label()))
    } else if !lever.is_price() {
        None
    } else if lever.is_default_in(now, now.of(lever)) {
        Some(format!("As listed: {list}."))
    } else {
        let own = lever.shown(lever.default_base_in(now));
        Some(format!("Changed from the list price of {own}: {list}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::link;

    #[test]
    fn a_price_says_whose_it_is() {
        let said = |query: &str, lever: &Lever| listed(lever, &link::read(query).0);
        let price = &LEVERS.price_input;
        assert_eq!(said("", price).unwrap(), "As listed: DeepSeek V4 Pro, price by hour, 17 August 2026.");
        let kimi = said("llm=kimi-k3&price_input=5", price).unwrap();
        assert!(kimi.starts_with("Changed from the list price of $3.00"), "{kimi}");
        assert!(kimi.ends_with(": Kimi K3, 16 July 2026."), "{kimi}");
        let retired = said("llm=deepseek-v3&price_list=deepseek-r1", &LEVERS.price_list).unwrap();
        assert!(retired.contains("February 2025 (no longer in force)"), "{retired}");
        let rent = &LEVERS.rent;
        assert_eq!(said("gpu=h100", rent).unwrap(), "As published of H100.");
        assert!(
            said("gpu=h100&rent=3", rent).unwrap().starts_with("Changed from $1.30"),
            "{:?}",
            said("rent=3", rent)
        );
        assert_eq!(said("gpu=tpu7x", rent).unwrap(), "None is published of TPU7x.");
        assert_eq!(said("", &LEVERS.context), None);
    }
}

//! The table of speed tiers.

use crate::messages::Request;
use crate::ui::answered::answered;
use crate::ui::prerendered;
use leptos::prelude::*;

/// A row for each tier in use.
#[component]
pub fn TierRows(
    /// The rows of the prerendered scenario.
    #[prop(default = None)]
    rows: Option<String>,
) -> impl IntoView {
    view! { <tbody data-component=prerendered(|| "tier-rows") data-name=prerendered(|| "tier-rows") data-from-worker=prerendered(|| "") inner_html=answered(Request::Tiers, rows)></tbody> }
}

/// Column headers; all columns except the first and third are numeric.
const HEADS: [&str; 9] = [
    "Tier",
    "Promised",
    "Decode layout",
    "Batch",
    "Reached",
    "Machine time per call",
    "Calls at full load",
    "Cost per call",
    "Price per paid call",
];

/// The tiers in use as a table.
#[component]
pub fn TierTable(
    /// The rows of the prerendered scenario.
    rows: String,
) -> impl IntoView {
    let head = |(place, head)| view! { <th class:number=place != 0 && place != 2 scope="col">{head}</th> };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Table of speed tiers">
            <table class="tiers" data-name=prerendered(|| "tiers")>
                <caption class="visually-hidden">"Speed tiers of the site"</caption>
                <thead><tr>{HEADS.into_iter().enumerate().map(head).collect_view()}</tr></thead>
                <TierRows rows=Some(rows)/>
            </table>
        </div>
    }
}

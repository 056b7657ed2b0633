//! A computed number on the page: a link to its row of the sheet, or a dash with the reason.

use super::desk::Desk;
use crate::quantity::{Quantity, Unit};
use crate::sheet;
use crate::study::evaluate::Evaluation;
use crate::words::digits::{parts, span};
use leptos::prelude::*;

/// A number that follows from the scenario. Its name on the page is `stage.id`, which leads to how it is computed.
#[component]
pub(crate) fn Number(
    /// Its stage in the sheet.
    stage: &'static str,
    /// What it is.
    about: &'static Quantity,
    /// Where it stands.
    of: fn(&Evaluation) -> f64,
    /// Name for tests; none for numbers among many.
    #[prop(optional)]
    name: &'static str,
) -> impl IntoView {
    let desk = Desk::here();
    let value = Memo::new(move |_| desk.evaluation.with(|evaluation| of(evaluation)));
    let range = Memo::new(move |_| desk.evaluation.with(|evaluation| evaluation.range(of)));
    let address = format!("{stage}.{}", about.id);
    let title = {
        let address = address.clone();
        move || {
            if value.get().is_finite() {
                format!("{}. {}", about.label, about.meaning())
            } else {
                let reason = desk
                    .evaluation
                    .with(|evaluation| sheet::row(evaluation, &address).and_then(|row| row.reason));
                reason.unwrap_or_else(|| "Cannot be computed.".to_owned())
            }
        }
    };
    view! {
        <a
            class="number"
            class:is-loss=move || value.get() < 0.0
            href=format!("#{address}")
            title=title
            data-name=(!name.is_empty()).then_some(name)
        >
            <span class="digits">{move || parts(value.get(), &about.unit).0}</span>
            <span class="unit">{move || unit(parts(value.get(), &about.unit).1)}</span>
        </a>
        <span class="range" title=RANGE>
            {move || range.get().map(|range| between(value.get(), range, &about.unit))}
        </span>
    }
    .into_any()
}

/// What a range beside a number means.
pub(crate) const RANGE: &str = "Between what it lies where throughput is as far off as in published runs.";

/// A range beside its value, without the unit where that is the one of the value.
fn between(value: f64, (low, high): (f64, f64), unit: &Unit) -> String {
    let text = span(low, high, unit);
    let symbol = parts(value, unit).1;
    match text.strip_suffix(symbol) {
        Some(bare) if parts(low, unit).1 == symbol => bare.trim_end().to_owned(),
        _ => text,
    }
}

/// A unit behind its number: with a space unless it begins with a stroke. The style sheet keeps the two together.
fn unit(symbol: &str) -> String {
    if symbol.is_empty() || symbol.starts_with('/') || symbol == "×" {
        symbol.to_owned()
    } else {
        format!(" {symbol}")
    }
}

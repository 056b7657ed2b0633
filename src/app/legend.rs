//! The legend of a chart: names of the series as buttons that show and hide them, with their values.

use super::chart::{Pick, present};
use crate::figure::{Entry, Figure, Role, Series, Swatch};
use crate::words::digits::DASH;
use leptos::prelude::*;
use std::sync::Arc;

/// Names of the series with their values under the crosshair, else where the reader is.
#[component]
pub(crate) fn Legend(figure: Memo<Arc<Figure>>, pick: Pick, name: &'static str) -> impl IntoView {
    let entries = Memo::new(move |_| figure.with(|figure| figure.legend()));
    let stop = move || pick.crosshair.get().or_else(|| figure.with(|figure| present(figure)));
    let place = move || {
        let stop = stop()?;
        figure.with(|figure| {
            let text = figure.x.value.write(*figure.stops.get(stop)?);
            let short = without_unit(&text);
            Some(if short == text { text } else { format!("{short} {}", figure.x.unit) })
        })
    };
    let items = move || {
        let one = entries.with(Vec::len) < 2;
        entries.get().into_iter().map(move |entry| item(figure, pick, entry, one)).collect_view()
    };
    let some_hidden = move || pick.hidden.with(|hidden| !hidden.is_empty());
    view! {
        <div class="legend" data-name=format!("legend-{name}") role="group" aria-label="Series">
            <span class="legend-place">{place}</span>
            {items}
            <Show when=some_hidden>
                <button type="button" class="link" on:click=move |_| pick.hidden.set(Vec::new())>"Show all"</button>
            </Show>
        </div>
    }
    .into_any()
}

fn item(figure: Memo<Arc<Figure>>, pick: Pick, entry: Entry, is_only: bool) -> impl IntoView {
    let id = StoredValue::new(entry.id.clone());
    let is_hidden = move || pick.hidden.with(|hidden| id.with_value(|id| hidden.contains(id)));
    let value = move || {
        let stop = pick.crosshair.get().or_else(|| figure.with(|figure| present(figure)));
        figure.with(|figure| {
            let k = id.with_value(|id| figure.index(id))?;
            Some(reading(figure, k, stop?, &pick.hidden.get()))
        })
    };
    let toggle = move |_| {
        let count = figure.with_untracked(|figure| figure.series.len());
        pick.hidden.update(|hidden| {
            let id = id.get_value();
            if hidden.contains(&id) {
                hidden.retain(|other| *other != id);
            } else if hidden.len() + 1 < count {
                hidden.push(id);
            }
        });
    };
    let swatch = format!("swatch is-{} role-{}", swatch(entry.swatch), role(entry.role));
    view! {
        <button
            type="button"
            class="legend-item"
            aria-pressed=move || if is_hidden() { "false" } else { "true" }
            disabled=is_only
            data-series=entry.id.clone()
            on:click=toggle
            on:pointerenter=move |_| pick.emphasis.set(Some(id.get_value()))
            on:pointerleave=move |_| pick.emphasis.set(None)
        >
            <span class=swatch aria-hidden="true"></span>
            {entry.label}
            " "
            <span class="legend-value">{value}</span>
        </button>
    }
    .into_any()
}

/// What a series is at a stop, as it is shown.
fn reading(figure: &Figure, k: usize, stop: usize, hidden: &[String]) -> String {
    let Some(series) = figure.series.get(k) else { return String::new() };
    let write = |value: Option<f64>| {
        let text = value.filter(|value| value.is_finite()).map(|value| figure.y.value.write(value));
        text.map_or(DASH.to_owned(), |text| without_unit(&text).to_owned())
    };
    if let Some(low) = series.low() {
        let ends = [low, &series.values].map(|ends| ends.get(stop).copied().flatten());
        return if ends.iter().all(Option::is_some) { ends.map(write).join(" to ") } else { DASH.to_owned() };
    }
    match (stands_here(series), figure.stops.get(stop)) {
        (true, _) => write(series.values.get(stop).copied().flatten()),
        (false, Some(x)) => figure.height(k, *x, hidden).map_or(String::new(), |value| write(Some(value))),
        (false, None) => String::new(),
    }
}

/// A number without the unit with a stretch of time that its axis names: `$417M` of `$417M per year`.
fn without_unit(text: &str) -> &str {
    match text.split_once(" per ") {
        Some((number, _)) => number.trim_end_matches("tokens").trim_end(),
        None => text,
    }
}

fn stands_here(series: &Series) -> bool {
    series.at.is_none()
}

fn swatch(swatch: Swatch) -> &'static str {
    use crate::figure::Dash;
    match swatch {
        Swatch::Line(Dash::Solid) => "line",
        Swatch::Line(Dash::Dashed) => "dashed",
        Swatch::Line(Dash::Dotted) => "dotted",
        Swatch::Block => "block",
        Swatch::Wash => "wash",
    }
}

/// The end of the class of a colour.
fn role(role: Role) -> String {
    match role {
        Role::Generation(step) => format!("generation-{}", step % crate::figure::theme::GENERATIONS + 1),
        other => format!("{other:?}").to_lowercase(),
    }
}

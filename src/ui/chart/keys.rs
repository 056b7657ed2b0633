//! Reading a chart with the keyboard.

use super::state::{ChartState, present};
use crate::ui::dom::{focus, within};
use charts::Figure;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Number of stops that Page up and Page down move by.
const LEAP: usize = 10;

/// Left and right step through the stops, up and down through the single points, T opens the table, Escape clears the
/// selection.
pub(super) fn press(chart: ChartState, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let figure = chart.figure.now();
    if key == "Escape" {
        chart.is_pinned.set(false);
        chart.crosshair.set_if_other(None);
        chart.dot.set_if_other(None);
    } else if let Some(dot) = next_dot(&figure, chart.dot.now(), &key) {
        chart.dot.set(Some(dot));
        let text = figure.describe_dot(dot);
        chart.app.announce(move || text);
    } else if key.eq_ignore_ascii_case("t") {
        open_table(chart);
    } else if let Some(stop) = next(&figure, chart.crosshair.now(), &key) {
        chart.is_pinned.set(true);
        chart.crosshair.set(Some(stop));
        let text = figure.announce(stop, &chart.hidden.now());
        chart.app.announce(move || text);
    } else {
        return;
    }
    event.prevent_default();
}

/// Opens the table of the chart and focuses it.
fn open_table(chart: ChartState) {
    let Some(table) = chart.table.get_untracked() else { return };
    table.set_open(true);
    if let Some(summary) = within(&table, "summary") {
        focus(&summary);
    }
}

/// The single point that a key moves to.
fn next_dot(figure: &Figure, now: Option<usize>, key: &str) -> Option<usize> {
    let last = figure.dots.len().checked_sub(1)?;
    match (key, now) {
        ("ArrowUp", None) => Some(last),
        ("ArrowUp", Some(here)) => Some(here.checked_sub(1).unwrap_or(last)),
        ("ArrowDown", None) => Some(0),
        ("ArrowDown", Some(here)) => Some(if here < last { here + 1 } else { 0 }),
        _ => None,
    }
}

/// The stop that a key moves to.
fn next(figure: &Figure, now: Option<usize>, key: &str) -> Option<usize> {
    let last = figure.stops.len().checked_sub(1)?;
    let here = now.unwrap_or_else(|| present(figure).unwrap_or(0));
    match key {
        "ArrowLeft" => Some(if now.is_none() { here } else { here.saturating_sub(1) }),
        "ArrowRight" => Some(if now.is_none() { here } else { (here + 1).min(last) }),
        "Home" => Some(0),
        "End" => Some(last),
        "PageUp" => Some((here + LEAP).min(last)),
        "PageDown" => Some(here.saturating_sub(LEAP)),
        _ => None,
    }
}

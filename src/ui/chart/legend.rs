//! The legend of a chart: names of the series as buttons that show and hide them, with their values.

use super::state::{ChartState, NOT_SHOWN};
use crate::ui::dom::{self, all_within, within};
use crate::ui::pressed;
use crate::ui::state::{State, follow};
use crate::ui::{click, flag, prerendered, text, when_prerendering};
use charts::Figure;
use charts::render::theme::GENERATIONS;
use charts::spec::mark::{Dash, Entry, Swatch};
use charts::spec::role::Role;
use leptos::prelude::*;
use model::format::digits::DASH;
use web_sys::Element;

/// A series as named in the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    id: String,
    label: String,
    /// The classes of its swatch next to the name.
    swatch: String,
}

impl LegendEntry {
    /// The series of a figure.
    pub fn all(figure: &Figure) -> Vec<Self> {
        let entry = |Entry { id, label, role: colour, swatch: form }| Self {
            id,
            label,
            swatch: format!("swatch is-{} role-{}", swatch(form), role(colour)),
        };
        figure.legend().into_iter().map(entry).collect()
    }
    /// The series of a prerendered chart, read from its legend.
    pub(super) fn read(chart: &Element) -> Vec<Self> {
        let read = |button: Element| Self {
            id: dom::attribute(&button, "data-series"),
            label: within(&button, ".legend-label")
                .and_then(|label| label.text_content())
                .unwrap_or_default(),
            swatch: within(&button, ".swatch").map(|swatch| swatch.class_name()).unwrap_or_default(),
        };
        all_within(chart, ".legend-item").into_iter().map(read).collect()
    }
}

/// Names of the series with their values at the reader's position.
#[component]
pub fn Legend(
    /// The chart.
    chart: ChartState,
    /// Its series as prerendered.
    entries: Vec<LegendEntry>,
) -> impl IntoView {
    let ChartState { throttled_figure: figure, hidden, emphasis, .. } = chart;
    let name = chart.name;
    let entries = State::new(entries);
    // Rebuilt when other series are drawn; otherwise only the values change.
    follow(move || {
        if chart.is_live.get() {
            entries.set_if_other(figure.with(|figure| LegendEntry::all(figure)));
        }
    });
    let place = move || {
        if chart.shows_figure() {
            figure.with(|figure| at(figure, chart.stop()))
        } else {
            NOT_SHOWN.to_owned()
        }
    };
    let buttons = move || {
        entries.with(|entries| {
            let is_only = entries.len() < 2;
            entries.iter().cloned().map(|entry| view! { <Item chart entry is_only/> }).collect_view()
        })
    };
    view! {
        <div class="legend" data-name=prerendered(|| format!("legend-{name}")) role="group" aria-label=prerendered(|| "Series")
            on:pointerover=move |event| {
                let over = dom::from(&event, "[data-series]");
                emphasis.set_if_other(over.map(|button| dom::attribute(&button, "data-series")));
            }
            on:pointerleave=move |_| emphasis.set_if_other(None)>
            <span class="legend-place" hidden=flag(move || place().trim().is_empty())>{text(place)}</span>
            {buttons}
            <button class="link" type="button" data-show-all=prerendered(|| "") hidden=flag(move || hidden.with(Vec::is_empty))
                on:click=click(move |_| hidden.set(Vec::new())) inner_html=when_prerendering(|| "Show all")></button>
        </div>
    }
}

/// A series: a button that shows and hides it.
#[component]
fn Item(chart: ChartState, entry: LegendEntry, is_only: bool) -> impl IntoView {
    let LegendEntry { id, label, swatch } = entry;
    let [shown, toggled, valued] = [(); 3].map(|()| id.clone());
    let is_hidden = move || chart.hidden.with(|hidden| hidden.contains(&shown));
    let value = move || {
        if !chart.shows_figure() {
            return NOT_SHOWN.to_owned();
        }
        let stop = chart.stop();
        chart.throttled_figure.with(|figure| chart.hidden.with(|hidden| value(figure, &valued, stop, hidden)))
    };
    view! {
        <button class="legend-item" type="button" data-series=id disabled=is_only aria-pressed=pressed(move || !is_hidden())
            on:click=click(move |_| toggle(chart, &toggled))>
            <span class=swatch aria-hidden="true"></span>
            <span class="legend-label">{label}</span>
            " "
            <span class="legend-value">{text(value)}</span>
        </button>
    }
}

/// Shows or hides a series. The last visible one stays.
fn toggle(chart: ChartState, id: &str) {
    let count = chart.figure.peek(|figure| figure.legend().len());
    chart.hidden.update(|hidden| {
        if hidden.iter().any(|other| other == id) {
            hidden.retain(|other| other != id);
        } else if hidden.len() + 1 < count {
            hidden.push(id.to_owned());
        }
    });
}

/// The position of a stop on the horizontal axis; empty without one.
fn at(figure: &Figure, stop: Option<usize>) -> String {
    let Some(x) = stop.and_then(|stop| figure.stops.get(stop)) else { return String::new() };
    let text = figure.x.value.write(*x);
    let short = without_unit(&text);
    if short == text { text } else { format!("{short} {}", figure.x.unit) }
}

/// The formatted value of a series at a stop.
fn value(figure: &Figure, id: &str, stop: Option<usize>, hidden: &[String]) -> String {
    figure.index(id).zip(stop).map_or(String::new(), |(k, stop)| reading(figure, k, stop, hidden))
}

/// The formatted value of a series at a stop.
pub fn reading(figure: &Figure, k: usize, stop: usize, hidden: &[String]) -> String {
    let Some(series) = figure.series.get(k) else { return String::new() };
    let write = |value: Option<f64>| {
        let text = value.filter(|value| value.is_finite()).map(|value| figure.y.value.write(value));
        text.map_or(DASH.to_owned(), |text| without_unit(&text).to_owned())
    };
    if let Some(low) = series.low() {
        let ends = [low, &series.values].map(|ends| ends.get(stop).copied().flatten());
        return if ends.iter().all(Option::is_some) { ends.map(write).join(" to ") } else { DASH.to_owned() };
    }
    match (series.at.is_none(), figure.stops.get(stop)) {
        (true, _) => write(series.values.get(stop).copied().flatten()),
        (false, Some(x)) => figure.height(k, *x, hidden).map_or(String::new(), |value| write(Some(value))),
        (false, None) => String::new(),
    }
}

/// A number without its denominator, which the axis names: `$417M` of `$417M per year`.
fn without_unit(text: &str) -> &str {
    match text.split_once(" per ").or_else(|| text.split_once('/')) {
        Some((number, _)) => number.trim_end_matches("tokens").trim_end(),
        None => text,
    }
}

fn swatch(swatch: Swatch) -> &'static str {
    match swatch {
        Swatch::Line(Dash::Solid) => "line",
        Swatch::Line(Dash::Dashed) => "dashed",
        Swatch::Line(Dash::Dotted) => "dotted",
        Swatch::Line(Dash::Thin) | Swatch::Thin => "thin",
        Swatch::Block => "block",
        Swatch::Wash => "wash",
    }
}

/// The suffix of a colour's class.
fn role(role: Role) -> String {
    match role {
        Role::Generation(step) => format!("generation-{}", step % GENERATIONS + 1),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}

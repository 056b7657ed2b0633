//! The legend of a chart: names of the series as buttons that show and hide them, with their values.

use charts::Figure;
use charts::spec::mark::{Place, Series, Swatch};
use charts::spec::role::Role;
use maud::{Markup, html};
use model::format::digits::DASH;

/// Names of the series with their values at a stop.
pub fn legend(figure: &Figure, stop: Option<usize>, hidden: &[String]) -> Markup {
    let entries = figure.legend();
    let is_only = entries.len() < 2;
    html! {
        span.legend-place { (at(figure, stop)) }
        @for entry in &entries {
            @let is_hidden = hidden.contains(&entry.id);
            button.legend-item type="button" aria-pressed=(if is_hidden { "false" } else { "true" })
                disabled[is_only] data-series=(entry.id) {
                span class={ "swatch is-" (swatch(entry.swatch)) " role-" (role(entry.role)) } aria-hidden="true" {}
                (entry.label) " "
                span.legend-value { (value(figure, &entry.id, stop, hidden)) }
            }
        }
        button.link type="button" data-show-all hidden[hidden.is_empty()] { "Show all" }
    }
}

/// Where a stop is on the horizontal axis; empty without one.
pub fn at(figure: &Figure, stop: Option<usize>) -> String {
    let Some(x) = stop.and_then(|stop| figure.stops.get(stop)) else { return String::new() };
    let text = figure.x.value.write(*x);
    let short = without_unit(&text);
    if short == text { text } else { format!("{short} {}", figure.x.unit) }
}

/// The value of a series at a stop, as it is shown.
pub fn value(figure: &Figure, id: &str, stop: Option<usize>, hidden: &[String]) -> String {
    figure.index(id).zip(stop).map_or(String::new(), |(k, stop)| reading(figure, k, stop, hidden))
}

/// The stop at which the reader is; where the figure marks none, the last one at which all series stand.
pub fn present(figure: &Figure) -> Option<usize> {
    match figure.marks.iter().find(|mark| mark.place == Place::Present) {
        Some(mark) => figure.nearest(mark.x),
        None if figure.series.iter().any(|series| series.at.is_some()) => None,
        None => figure.stops.len().checked_sub(1),
    }
}

/// What a series is at a stop, as it is shown.
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
    use charts::spec::mark::Dash;
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
        Role::Generation(step) => format!("generation-{}", step % charts::render::theme::GENERATIONS + 1),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}

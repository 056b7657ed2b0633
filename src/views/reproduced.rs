//! Published figures that a preset reproduces, next to those computed here.

use super::evidence::Citation;
use leptos::prelude::*;
use model::format::difference::{is_same, relative, signed};
use model::format::digits::shown;
use model::scenario::link;
use model::scenario::presets::Preset;
use model::scenario::presets::published::{REPRODUCED, Reproduced};
use model::sheet;
use model::study::evaluate::evaluate;

/// Each published figure that a preset reproduces, with the number computed here, the difference and the source.
/// Empty for a preset that reproduces none.
pub fn reproduced(of: &Preset) -> impl IntoView + use<> {
    let figures: Vec<&Reproduced> = REPRODUCED.iter().filter(|it| it.preset == of.slug).collect();
    let now = evaluate(&link::read(of.link).0);
    let rows = figures.into_iter().filter_map(|it| {
        let row = sheet::row(&now, it.number)?;
        let unit = it.unit;
        let published = if it.is_range() {
            let [low, high] = [it.published.low, it.published.high].map(|end| shown(unit.base(end), &unit));
            format!("{low} to {high}")
        } else {
            shown(it.base(), &unit)
        };
        Some(view! {
            <li>
                {row.about.label}": "<b>{shown(row.value, &unit)}</b>" here, "{published}" published, "{compared(it, row.value)}
                <span class="small">" "{it.of}". "<Citation of=it.published.source/></span>
            </li>
        })
    });
    let rows = rows.collect_view();
    (!rows.is_empty()).then(|| view! { <ul class="reproduced">{rows}</ul> })
}

/// How the number computed here compares with the published one.
fn compared(of: &Reproduced, here: f64) -> String {
    let base = of.base();
    if of.is_range() {
        let [low, high] = [of.published.low, of.published.high].map(|end| of.unit.base(end));
        let place = if here < low {
            "below the range."
        } else if here > high {
            "above the range."
        } else {
            "within the range."
        };
        return place.to_owned();
    }
    if is_same(base, here) {
        return "the same.".to_owned();
    }
    relative(base, here, &of.unit).map_or_else(
        || format!("{}.", signed(here - base, &of.unit)),
        |part| format!("{part} than published."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::scenario::presets::PRESETS;

    #[test]
    fn each_figure_stands_at_its_preset_with_its_source() {
        for preset in &PRESETS {
            let html = html(reproduced(preset));
            let figures = REPRODUCED.iter().filter(|it| it.preset == preset.slug);
            assert_eq!(html.matches("<li>").count(), figures.clone().count(), "{}", preset.slug);
            for it in figures {
                assert!(html.contains(it.of) && html.contains(it.published.source.title), "{html}");
            }
        }
    }
}

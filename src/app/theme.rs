//! Colours and pixels: what the style sheet says now, and when it says something else.

use crate::ui::dom::{all_within, attribute, from, named, on, set_attribute, set_pressed};
use crate::ui::state::State;
use charts::Theme;
use charts::render::theme::{Rgb, TOKENS};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Questions to the browser on whose answers the colours of the page depend.
const MEDIA: [&str; 4] =
    ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)", "print"];

/// How canvases are painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    /// The colours of figures.
    pub(crate) theme: Theme,
    /// Pixels of the device for each CSS pixel.
    pub(crate) ratio: f64,
}

/// The look of the page, kept up to date, and the buttons that change it.
pub(crate) fn hold() -> State<Look> {
    let look = State::new(read());
    let again = move || {
        let now = read();
        if look.peek(|before| *before != now) {
            look.set(now);
        }
    };
    for question in MEDIA {
        if let Ok(Some(media)) = window().match_media(question) {
            on(&media, "change", move |_| again());
        }
    }
    // Zoom changes the ratio, and so does the way to another screen. The style sheet may come after the program.
    for kind in ["resize", "load"] {
        on(&window(), kind, move |_| again());
    }
    hold_schemes(again);
    look
}

/// Buttons for the colours of the system, light ones and dark ones.
fn hold_schemes(again: impl Fn() + Copy + 'static) {
    let Some(group) = named("scheme") else { return };
    let own = group.clone();
    on(&group, "click", move |event| {
        let (Some(button), Some(root)) = (from(event, "[data-scheme]"), document().document_element()) else {
            return;
        };
        let scheme = attribute(&button, "data-scheme");
        set_attribute(&root, "data-theme", (!scheme.is_empty()).then_some(scheme.as_str()));
        for other in all_within(&own, "[data-scheme]") {
            set_pressed(&other, other == button);
        }
        again();
    });
}

/// The look as the style sheet has it now.
fn read() -> Look {
    let is_dark =
        |question| window().match_media(question).ok().flatten().is_some_and(|media| media.matches());
    let base = if is_dark(MEDIA[0]) { Theme::dark() } else { Theme::light() };
    let colours = computed().unwrap_or_default();
    let ratio = window().device_pixel_ratio();
    Look {
        theme: base.read(|name| colours.iter().find(|(of, _)| *of == name).map(|(_, colour)| *colour)),
        ratio: if ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 },
    }
}

/// Each colour as the browser computes it. A custom property holds text, so that an element is painted with it
/// and asked what came out: that resolves colours of the system, too. None as long as there is no style sheet: the browser
/// would answer with black for all of them.
fn computed() -> Option<Vec<(&'static str, Rgb)>> {
    let body = document().body()?;
    let probe: web_sys::HtmlElement = document().create_element("span").ok()?.dyn_into().ok()?;
    let style = probe.style();
    style.set_property("forced-color-adjust", "none").ok()?;
    probe.set_attribute("hidden", "").ok()?;
    body.append_child(&probe).ok()?;
    let is_styled = |css: &str| {
        let style = window().get_computed_style(&probe).ok().flatten();
        style.and_then(|style| style.get_property_value(css).ok()).is_some_and(|value| !value.is_empty())
    };
    if !is_styled(TOKENS[0].css) {
        probe.remove();
        return None;
    }
    let mut found = Vec::new();
    for token in TOKENS {
        let asked = style.set_property("color", &format!("var({})", token.css));
        let answer = window().get_computed_style(&probe).ok().flatten();
        let text = answer.and_then(|style| style.get_property_value("color").ok()).unwrap_or_default();
        if let (Ok(()), Some(colour)) = (asked, Rgb::parse(&text)) {
            found.push((token.css, colour));
        }
    }
    probe.remove();
    Some(found)
}

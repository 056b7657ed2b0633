//! Colours and pixels: what the style sheet says now, and when it says something else.

use crate::figure::theme::TOKENS;
use crate::figure::{Rgb, Theme};
use gloo::events::EventListener;
use leptos::prelude::*;
use std::collections::HashMap;
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

/// Which colours the reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Those of the system.
    System,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

impl Scheme {
    /// All of them, with what they are called.
    pub(crate) const ALL: [(Self, &'static str); 3] =
        [(Self::System, "Auto"), (Self::Light, "Light"), (Self::Dark, "Dark")];

    /// Asks the style sheet for it.
    pub(crate) fn apply(self) {
        let Some(root) = document().document_element() else { return };
        let _refused = match self {
            Self::System => root.remove_attribute("data-theme"),
            Self::Light => root.set_attribute("data-theme", "light"),
            Self::Dark => root.set_attribute("data-theme", "dark"),
        };
    }
}

/// The look of the page, kept up to date.
pub(crate) fn watch() -> RwSignal<Look> {
    let look = RwSignal::new(read());
    let again = move || {
        let now = read();
        if look.with_untracked(|before| *before != now) {
            look.set(now);
        }
    };
    for question in MEDIA {
        if let Ok(Some(media)) = window().match_media(question) {
            EventListener::new(&media, "change", move |_| again()).forget();
        }
    }
    // Zoom changes the ratio, and so does the way to another screen.
    EventListener::new(&window(), "resize", move |_| again()).forget();
    look
}

/// The look as the style sheet has it now.
pub(crate) fn read() -> Look {
    let is_dark =
        |question| window().match_media(question).ok().flatten().is_some_and(|media| media.matches());
    let base = if is_dark(MEDIA[0]) { Theme::dark() } else { Theme::light() };
    let colours = computed().unwrap_or_default();
    let ratio = window().device_pixel_ratio();
    Look {
        theme: base.read(|name| colours.get(name).copied()),
        ratio: if ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 },
    }
}

/// Each colour as the browser computes it. A custom property holds text, so that an element is painted with it
/// and asked what came out: that resolves colours of the system, too.
fn computed() -> Option<HashMap<&'static str, Rgb>> {
    let body = document().body()?;
    let probe: web_sys::HtmlElement = document().create_element("span").ok()?.dyn_into().ok()?;
    let style = probe.style();
    style.set_property("forced-color-adjust", "none").ok()?;
    probe.set_attribute("hidden", "").ok()?;
    body.append_child(&probe).ok()?;
    let mut found = HashMap::new();
    for token in TOKENS {
        let asked = style.set_property("color", &format!("var({})", token.css));
        let answer = window().get_computed_style(&probe).ok().flatten();
        let text = answer.and_then(|style| style.get_property_value("color").ok()).unwrap_or_default();
        if let (Ok(()), Some(colour)) = (asked, Rgb::parse(&text)) {
            found.insert(token.css, colour);
        }
    }
    probe.remove();
    Some(found)
}

//! Colours and pixel ratio: read from the style sheet, and read again when they change.

use super::state::State;
use super::{click, prerendered, pressed, provided, when_prerendering};
use charts::Theme;
use charts::render::theme::{Rgb, TOKENS};
use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Media queries that affect the colours of the page.
const MEDIA: [&str; 4] =
    ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)", "print"];

/// How canvases are painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Appearance {
    /// The colours of figures.
    pub(crate) theme: Theme,
    /// Device pixels per CSS pixel.
    pub(crate) ratio: f64,
    /// Whether charts paint their own ground; in a frame embedded without one, the host's background shows through.
    pub(crate) has_ground: bool,
}

/// The appearance of the page that a component is part of.
pub(crate) fn appearance() -> State<Appearance> {
    provided()
}

/// The appearance if there is no page.
pub(crate) fn light() -> State<Appearance> {
    State::new(Appearance { theme: Theme::light(), ratio: 1.0, has_ground: true })
}

/// Keeps the appearance in sync with the style sheet.
pub(crate) fn follow_style_sheet(appearance: State<Appearance>) {
    appearance.set_if_other(read());
    let again = move || appearance.set_if_other(read());
    for question in MEDIA {
        if let Ok(Some(media)) = window().match_media(question) {
            EventListener::new(&media, "change", move |_| again()).forget();
        }
    }
    // Zooming and moving to another screen change the ratio. The style sheet may load after the program.
    for kind in ["resize", "load"] {
        EventListener::new(&window(), kind, move |_| again()).forget();
    }
}

/// Buttons for the system, light and dark colour schemes.
#[component]
pub fn Schemes() -> impl IntoView {
    let appearance = appearance();
    let chosen = State::new("");
    let choose = move |scheme: &'static str| {
        chosen.set(scheme);
        if let Some(root) = document().document_element() {
            let _refused = match scheme {
                "" => root.remove_attribute("data-theme"),
                scheme => root.set_attribute("data-theme", scheme),
            };
        }
        appearance.set_if_other(read());
    };
    let button = move |scheme: &'static str, name: &'static str| {
        view! {
            <button class="quiet" type="button" aria-pressed=pressed(move || chosen.get() == scheme)
                data-scheme=prerendered(|| scheme) on:click=click(move |_| choose(scheme))
                inner_html=when_prerendering(|| name)></button>
        }
    };
    view! {
        <div class="steps is-scheme" role="group" aria-label=prerendered(|| "Colours") data-component=prerendered(|| "schemes") data-name=prerendered(|| "scheme")>
            {button("", "Auto")}{button("light", "Light")}{button("dark", "Dark")}
        </div>
    }
}

/// The appearance according to the present style sheet.
fn read() -> Appearance {
    let is_dark =
        |question| window().match_media(question).ok().flatten().is_some_and(|media| media.matches());
    let base = if is_dark(MEDIA[0]) { Theme::dark() } else { Theme::light() };
    let colours = computed().unwrap_or_default();
    let ratio = window().device_pixel_ratio();
    let ground = document().document_element().and_then(|root| root.get_attribute("data-ground"));
    Appearance {
        has_ground: ground.is_none(),
        theme: base.read(|name| colours.iter().find(|(of, _)| *of == name).map(|(_, colour)| *colour)),
        ratio: if ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 },
    }
}

/// Each colour as computed by the browser. A custom property holds text, so an element is given that colour and its
/// computed style is read: this also resolves system colours. `None` as long as there is no style sheet, because the
/// browser would return black for all of them.
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

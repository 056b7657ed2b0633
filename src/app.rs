//! The page: thin views over the model, for a browser.
//!
//! `desk` holds the state; everything else shows it. What can be tested without a browser lives elsewhere.

#![allow(unreachable_pub, reason = "the component macro writes `pub` itself")]

mod address;
mod chances;
mod chart;
mod desk;
mod entry;
mod evidence;
mod fetch;
mod figures;
mod frame;
mod groups;
mod ledger;
mod legend;
mod lever;
mod look;
mod number;
mod oracle;
mod published;
mod response;
mod result;
mod right;
mod spark;
mod swings;
mod table;
mod tiers;
mod track;

use crate::scenario::Group;
use chances::Chances;
use desk::Desk;
use figures::{CostChart, FrontierChart, MarketChart, ProfitChart};
use gloo::events::EventListener;
use groups::{Groups, Presets, Steps};
use ledger::Ledger;
use leptos::mount::mount_to;
use leptos::prelude::*;
use lever::LeverView;
use look::Scheme;
use result::{Equation, Facts, Finding, Notes, Strip};
use right::Right;
use swings::SwingsView;
use tiers::Tiers;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Name of the element that the page is mounted in; what it holds before is for readers without scripts.
const MOUNT: &str = "factory";

/// Takes the place of the static page.
pub fn start() {
    console_error_panic_hook::set_once();
    let place =
        document().get_element_by_id(MOUNT).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(place) = place else {
        leptos::logging::error!("The page has no element called {MOUNT}.");
        return;
    };
    place.set_text_content(None);
    mount_to(place, Page).forget();
}

/// The whole page.
#[component]
fn Page() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    provide_context(look::watch());
    provide_context(figures::publish());
    provide_context(oracle::Oracle::consult(desk));
    EventListener::new(&window(), "popstate", move |_| desk.follow_address()).forget();
    listen_for_undo(desk);
    view! {
        <Masthead/>
        <Faults/>
        <Equation/>
        <Finding/>
        <section class="desk" aria-label="Levers" data-name="desk">
            <Strip/>
            <div class="levers is-headline">
                {groups::levers(Group::Headline)
                    .into_iter()
                    .map(|lever| view! { <LeverView lever headline=true/> })
                    .collect_view()}
            </div>
        </section>
        <div class="pair">
            <ProfitChart/>
            <MarketChart/>
        </div>
        <Chances/>
        <Notes/>
        <Facts/>
        <SwingsView/>
        <section class="part" aria-labelledby="more-levers">
            <h2 id="more-levers">"More levers"</h2>
            <Groups/>
        </section>
        <div class="pair is-later">
            <FrontierChart/>
            <CostChart/>
        </div>
        <section class="part" aria-labelledby="presets">
            <h2 id="presets">"Scenarios worth a look"</h2>
            <Presets/>
        </section>
        <section class="part" aria-labelledby="tiers">
            <h2 id="tiers">"Speed tiers"</h2>
            <Tiers/>
        </section>
        <Right/>
        <Ledger/>
        <p class="visually-hidden" role="status" aria-live="polite" data-name="said">{desk.said}</p>
    }
    .into_any()
}

/// Title, changes, colours.
#[component]
fn Masthead() -> impl IntoView {
    let scheme = RwSignal::new(Scheme::System);
    let look = expect_context::<RwSignal<look::Look>>();
    let button = move |(choice, label): (Scheme, &'static str)| {
        let choose = move |_| {
            scheme.set(choice);
            choice.apply();
            look.set(look::read());
        };
        let pressed = move || if scheme.get() == choice { "true" } else { "false" };
        view! { <button type="button" class="quiet" aria-pressed=pressed on:click=choose>{label}</button> }
    };
    view! {
        <header class="masthead">
            <h1>"Token Factory"</h1>
            <p class="strap">"Electricity and data in, tokens out. Move a lever and see what it earns."</p>
            <Steps/>
            <div class="steps is-scheme" role="group" aria-label="Colours" data-name="scheme">
                {Scheme::ALL.into_iter().map(button).collect_view()}
            </div>
        </header>
    }
    .into_any()
}

/// What could not be read of the address.
#[component]
fn Faults() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <Show when=move || desk.faults.with(|faults| !faults.is_empty())>
            <section class="faults" aria-label="About this link" data-name="link-faults">
                <ul>
                    {move || desk.faults.with(|faults| {
                        faults.iter().map(|fault| view! { <li>{fault.to_string()}</li> }).collect_view()
                    })}
                </ul>
                <button type="button" class="quiet" on:click=move |_| desk.faults.set(Vec::new())>"Dismiss"</button>
            </section>
        </Show>
    }
    .into_any()
}

/// Ctrl+Z and Cmd+Z take a step back, with Shift a step forward. A field with a text being typed keeps its own.
fn listen_for_undo(desk: Desk) {
    EventListener::new_with_options(
        &window(),
        "keydown",
        gloo::events::EventListenerOptions::enable_prevent_default(),
        move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if !(event.ctrl_key() || event.meta_key())
                || event.alt_key()
                || !event.key().eq_ignore_ascii_case("z")
            {
                return;
            }
            let is_typing = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| element.get_attribute("inputmode").is_some());
            if is_typing {
                return;
            }
            event.prevent_default();
            if event.shift_key() { desk.redo() } else { desk.undo() }
        },
    )
    .forget();
}

/// Puts the focus on an element.
fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _refused = element.focus();
    }
}

/// Whether any of an element is within the window.
fn is_on_screen(id: &str) -> bool {
    let rect = document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    rect.zip(height).is_some_and(|(rect, height)| rect.bottom() > 0.0 && rect.top() < height)
}

/// Whether the folded element that an event came from is open now.
fn is_open(event: &web_sys::Event) -> bool {
    let element = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}

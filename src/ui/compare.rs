//! Two scenarios side by side: the present one is B, the one that is pinned is A. And the form in which a lever is solved for.
//!
//! Buttons are static markup with an attribute `data-step`, which is not hydrated; one click listener on the window handles
//! them all. The worker renders the tables and the sentences.

use super::address::Step;
use super::app_state::AppState;
use super::differences::summary;
use super::dom::{attribute as attribute_of, find, focus, from, within};
use super::drawing::as_unfolded;
use super::frame::{AFTER, Pause};
use super::state::{State, follow};
use super::{app_state, attribute, click, flag, prerendered, text, worker_client};
use crate::messages::Request;
use leptos::ev;
use leptos::html::{Div, Form};
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::scenario::link::compared::{Compared, write_compared};
use model::scenario::shocks::ShockedScenario;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// Hears clicks on what has an attribute `data-step`.
pub(crate) fn listen(app: AppState) {
    window_event_listener(ev::click, move |event| {
        let has_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        let Some(element) = from(&event, "[data-step]").filter(|_| !has_key) else { return };
        let step = attribute_of(&element, "data-step");
        // The link of the head leads to the section as well.
        if step != "compare" {
            event.prevent_default();
        }
        take(app, &step);
    });
}

/// Does what was asked for by name: something about A, or a lever is set, as in `gpu=h100`.
fn take(app: AppState, step: &str) {
    let Compared { shown, pinned } = app.compared();
    if let Some((name, value)) = step.split_once('=') {
        if let Some(lever) = LEVERS.get(name)
            && let Ok(base) = lever.read(value)
        {
            app.set(lever, base);
        }
        return;
    }
    let baseline = || ShockedScenario::new(Scenario::baseline());
    let (both, said) = match (step, pinned) {
        ("compare", Some(_)) => return,
        ("pin" | "compare", _) => {
            let pinned = Some(shown.clone());
            (Compared { shown, pinned }, "These settings are pinned as A.")
        }
        ("pin-baseline", _) => (Compared { shown, pinned: Some(baseline()) }, "The baseline is pinned as A."),
        ("unpin", _) => (Compared::alone(shown), "Nothing is pinned any more."),
        ("swap", Some(a)) => (Compared { shown: a, pinned: Some(shown) }, ""),
        ("show", Some(a)) => {
            // What the reader had is at hand at the foot of the window.
            app.own.set(Some(shown));
            (Compared { shown: a.clone(), pinned: Some(a) }, "")
        }
        _ => return,
    };
    app.settle_on(both, Step::Same);
    if said.is_empty() {
        return;
    }
    app.announce(move || said.to_owned());
    // The button of “Unpin” goes away under the reader's focus.
    if step == "unpin"
        && let Some(button) = find(".changes [data-step=pin]")
    {
        focus(&button);
    }
}

/// Which scenario is pinned, in short. Its buttons stand beside it.
#[component]
pub fn Pinned(
    /// The buttons, as HTML.
    #[prop(default = None)]
    steps: Option<String>,
) -> impl IntoView {
    let app = app_state();
    let told = move || app.pinned.with(|pinned| pinned.as_ref().map(summary).unwrap_or_default());
    view! {
        <div class="pinned" data-component=prerendered(|| "pinned") data-name=prerendered(|| "pinned") role="group"
            aria-label=prerendered(|| "Scenario to compare with") hidden=flag(move || app.pinned.with(Option::is_none))>
            <p class="pinned-what" title=attribute(move || Some(told()))><b>"A"</b>" "<span>{text(told)}</span></p>
            <div class="pinned-steps" inner_html=steps></div>
        </div>
    }
}

/// What differs between A and B and what comes of it: asked for a moment after a change is settled.
#[component]
pub fn CompareBody(
    /// What stands there while nothing is pinned, as HTML.
    #[prop(default = None)]
    #[prop(into)]
    body: Option<String>,
) -> impl IntoView {
    let (app, worker) = (app_state(), worker_client());
    let place = NodeRef::<Div>::new();
    let html = State::new(body);
    let later = Pause::default();
    let mut is_prerendered = true;
    follow(move || {
        let both = app.compared_followed();
        if is_prerendered && both.pinned.is_none() {
            return;
        }
        is_prerendered = false;
        later.then(AFTER, move || {
            let width = place.get_untracked().map_or(0, |place| place.client_width());
            let request = Request::Compare(write_compared(&both), width.unsigned_abs());
            worker.ask_of(both.shown.origin(), request, move |answer| {
                html.set(Some(as_unfolded(place, answer.html())));
            });
        });
    });
    view! {
        <div class="compare-body" data-component=prerendered(|| "compare") data-name=prerendered(|| "compare-body") data-from-worker=prerendered(|| "") node_ref=place
            inner_html=attribute(move || html.get())></div>
    }
}

/// The form in which a lever is solved for, with the answer, which follows the scenario.
#[component]
pub fn SolveForm(
    /// What is asked, as HTML.
    #[prop(default = None)]
    #[prop(into)]
    fields: Option<String>,
) -> impl IntoView {
    let (app, worker) = (app_state(), worker_client());
    let form = NodeRef::<Form>::new();
    let asked = State::new(None::<(String, String)>);
    let html = State::new(None);
    follow(move || {
        let scenario = app.settled.get();
        let Some((target, lever)) = asked.get() else { return };
        worker.ask_of(&scenario, Request::Solve { target, lever }, move |answer| {
            html.set(Some(answer.html().to_owned()));
        });
    });
    let ask = move || {
        let field =
            |name: &str| form.get_untracked().and_then(|form| within(&form, &format!("[name={name}]")));
        let [number, target, lever] =
            ["number", "target", "lever"].map(|name| field(name).map(value).unwrap_or_default());
        asked.set(Some((format!("{number}={target}"), lever)));
    };
    // A question of the page is put into the fields, so that the reader can go on from it.
    let put = move |event: ev::MouseEvent| {
        let Some(question) = from(&event, "[data-ask]").map(|it| attribute_of(&it, "data-ask")) else {
            return;
        };
        let Some((target, lever)) = question.split_once(';') else { return };
        let Some((number, target)) = target.split_once('=') else { return };
        for (name, value) in [("number", number), ("target", target), ("lever", lever)] {
            let field = form.get_untracked().and_then(|form| within(&form, &format!("[name={name}]")));
            if let Some(field) = field {
                set_value(&field, value);
            }
        }
        ask();
    };
    view! {
        <form class="solve" data-component=prerendered(|| "solve") data-name=prerendered(|| "solve") node_ref=form
            on:click=click(put) on:submit=move |event| { event.prevent_default(); ask(); }>
            <div inner_html=fields></div>
            <div class="solved" data-name=prerendered(|| "solved") data-from-worker=prerendered(|| "") role="status" inner_html=attribute(move || html.get())></div>
        </form>
    }
}

/// What stands in a field.
fn value(field: Element) -> String {
    match field.dyn_into::<HtmlSelectElement>() {
        Ok(list) => list.value(),
        Err(field) => field.unchecked_into::<HtmlInputElement>().value(),
    }
}

/// Writes into a field.
fn set_value(field: &Element, text: &str) {
    match field.dyn_ref::<HtmlSelectElement>() {
        Some(list) => list.set_value(text),
        None => field.unchecked_ref::<HtmlInputElement>().set_value(text),
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use crate::ui::with_state_of;
    use model::scenario::link;

    #[test]
    fn what_is_pinned_stands_in_a_line_and_numbers_are_put_beside_it() {
        use crate::ui::Computed;
        use crate::ui::result::{Equation, Finding, Strip};
        let (a, b) = (link::read_shocked("gpu=h100&shocks=edge").0, link::read("context=1M").0);
        let html = with_state_of(&b, Computed::default(), || {
            let alone = view! { <Finding/> }.to_html();
            assert!(alone.contains("against the baseline"), "{alone}");
            app_state().pinned.set(Some(a));
            view! { <Pinned/><Finding/><Equation/><Strip/> }.to_html()
        });
        for part in ["Shock: Edge", "H100", "than A", "vs A "] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("against the baseline") && !html.contains("throughput only"), "{html}");
    }
}

//! Two scenarios side by side: the present one is B, the pinned one is A. Also forms whose questions the worker
//! answers.
//!
//! Buttons are static markup with an attribute `data-step`, which is not hydrated; one click listener on the window handles
//! them all. The worker renders the tables and the sentences. The menus of drawings ask for their files in the same
//! way, with the step `files:` and the name of the figure (`src/script/chart-menu.js`).

use super::address::{self, Step};
use super::app_state::AppState;
use super::day::today;
use super::differences::summary;
use super::dom::{all_within, attribute as attribute_of, find, focus, from};
use super::drawing::{as_unfolded, width_of};
use super::frame::{AFTER, Pause};
use super::state::{State, follow};
use super::{app_state, attribute, click, flag, prerendered, text, worker_client};
use crate::messages::Request;
use leptos::ev;
use leptos::html::{Div, Form};
use leptos::prelude::*;
use model::scenario::levers::LEVERS;
use model::scenario::link::compared::{Compared, write_compared};
use model::scenario::link::read_shocked;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Lever, Scenario};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// Listens for clicks on elements with a `data-step` attribute.
pub(crate) fn listen(app: AppState) {
    let requester = worker_client().requester();
    window_event_listener(ev::click, move |event| {
        let has_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        let Some(element) = from(&event, "[data-step]").filter(|_| !has_key) else { return };
        let step = attribute_of(&element, "data-step");
        // The link in the page header also navigates to the section.
        if step != "compare" {
            event.prevent_default();
        }
        match step.strip_prefix("files:") {
            Some(name) => {
                let (name, address) = (name.to_owned(), address::whole(&app.compared()));
                let request = Request::ChartFiles { name, address, day: today(), published: String::new() };
                requester.ask(request, move |answer| {
                    let _refused = element.set_attribute("data-files", answer.text());
                });
            }
            None => take(app, &step),
        }
    });
}

/// Performs a step by its name: a step about A, one that sets levers, as in `gpu=h100&context=128k`, or one that shows the
/// scenario of a link, `link:v=2&gpu=h100`.
fn take(app: AppState, step: &str) {
    let Compared { shown, pinned } = app.compared();
    if let Some(link) = step.strip_prefix("link:") {
        return app.try_out(read_shocked(link).0);
    }
    if step.contains('=') {
        let set = step.split('&').filter_map(|setting| {
            let (name, value) = setting.split_once('=')?;
            let lever = LEVERS.get(name)?;
            Some((lever, lever.read(value).ok()?))
        });
        let set: Vec<(&'static Lever, f64)> = set.collect();
        return match set.as_slice() {
            // This also makes it the lever of the profit chart.
            [(lever, base)] => app.set(lever, *base),
            set => app
                .adopt(set.iter().fold(shown, |shown, (lever, base)| shown.moved(lever, *base)), Step::Same),
        };
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
            // The reader's own scenario can be restored at the bottom of the window.
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
    // The focused “Unpin” button disappears.
    if step == "unpin"
        && let Some(button) = find(".changes [data-step=pin]")
    {
        focus(&button);
    }
}

/// A short summary of the pinned scenario. Its buttons are next to it.
#[component]
pub fn Pinned(
    /// The buttons, as HTML.
    #[prop(default = None)]
    steps: Option<String>,
) -> impl IntoView {
    let app = app_state();
    let settings = move || app.pinned.with(|pinned| pinned.as_ref().map(summary).unwrap_or_default());
    view! {
        <div class="pinned" data-component=prerendered(|| "pinned") data-name=prerendered(|| "pinned") role="group"
            aria-label=prerendered(|| "Scenario to compare with") hidden=flag(move || app.pinned.with(Option::is_none))>
            <p class="pinned-what" title=attribute(move || Some(settings()))><b>"A"</b>" "<span>{text(settings)}</span></p>
            <div class="pinned-steps" inner_html=steps></div>
        </div>
    }
}

/// The differences between A and B and their effects: requested shortly after a change is settled.
#[component]
pub fn CompareBody(
    /// The content while nothing is pinned, as HTML.
    #[prop(default = None)]
    #[prop(into)]
    body: Option<String>,
) -> impl IntoView {
    let (app, requester) = (app_state(), worker_client().requester());
    let place = NodeRef::<Div>::new();
    let html = State::new(body);
    let (later, width) = (Pause::default(), width_of(place));
    let mut is_prerendered = true;
    follow(move || {
        let both = app.compared_followed();
        if is_prerendered && both.pinned.is_none() {
            return;
        }
        is_prerendered = false;
        width.track();
        later.then(AFTER, move || {
            let width = place.get_untracked().map_or(0, |place| place.client_width());
            let request = Request::Compare(write_compared(&both), width.unsigned_abs());
            requester.ask_of(both.shown.origin(), request, move |answer| {
                html.set(Some(as_unfolded(place, answer.html())));
            });
        });
    });
    view! {
        <div class="compare-body" data-component=prerendered(|| "compare") data-name=prerendered(|| "compare-body") data-from-worker=prerendered(|| "") node_ref=place
            inner_html=attribute(move || html.get())></div>
    }
}

/// A form whose question the worker answers below it. The answer follows the scenario.
#[component]
pub fn QuestionForm(
    /// The name of the question.
    name: String,
    /// The fields, as HTML.
    #[prop(default = None)]
    #[prop(into)]
    fields: Option<String>,
) -> impl IntoView {
    let (app, requester) = (app_state(), worker_client().requester());
    let (form, place) = (NodeRef::<Form>::new(), NodeRef::<Div>::new());
    let asked = State::new(None::<Vec<String>>);
    let html = State::new(None);
    let (question, around, later) = (name.clone(), width_of(place), Pause::default());
    follow(move || {
        let (scenario, both) = (app.settled.get(), app.compared_followed());
        let Some(values) = asked.get() else { return };
        around.track();
        let (name, link) = (question.clone(), write_compared(&both));
        later.then(AFTER, move || {
            let width = place.get_untracked().map_or(0, |place| place.client_width()).unsigned_abs();
            requester.ask_of(&scenario, Request::Question { name, values, link, width }, move |answer| {
                html.set(Some(as_unfolded(place, answer.html())));
            });
        });
    });
    let fields_now = move || form.get_untracked().map(|form| all_within(&form, "[name]")).unwrap_or_default();
    let ask = move || asked.set(Some(fields_now().into_iter().map(value).collect()));
    // A question on the page is copied into the fields, so that the reader can modify it.
    let put = move |event: ev::MouseEvent| {
        let Some(question) = from(&event, "[data-ask]").map(|it| attribute_of(&it, "data-ask")) else {
            return;
        };
        for (field, value) in fields_now().iter().zip(question.split(';')) {
            set_value(field, value);
        }
        ask();
    };
    view! {
        <form class="question" data-component=prerendered(|| "question") data-question=prerendered(|| name) node_ref=form
            on:click=click(put) on:submit=move |event| { event.prevent_default(); ask(); }>
            <div inner_html=fields></div>
            <div class="answer" data-answer=prerendered(|| "") data-from-worker=prerendered(|| "") role="status" node_ref=place
                inner_html=attribute(move || html.get())></div>
        </form>
    }
}

/// The value of a field; for a check box, its value if it is ticked, otherwise empty.
fn value(field: Element) -> String {
    match field.dyn_into::<HtmlSelectElement>() {
        Ok(list) => list.value(),
        Err(field) => {
            let field: HtmlInputElement = field.unchecked_into();
            if field.type_() == "checkbox" && !field.checked() { String::new() } else { field.value() }
        }
    }
}

/// Writes into a field; a check box is ticked if the text is not empty.
fn set_value(field: &Element, text: &str) {
    match field.dyn_ref::<HtmlSelectElement>() {
        Some(list) => list.set_value(text),
        None => {
            let field: &HtmlInputElement = field.unchecked_ref();
            if field.type_() == "checkbox" {
                field.set_checked(!text.is_empty());
            } else {
                field.set_value(text);
            }
        }
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

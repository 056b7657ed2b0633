//! Why this number? A dialog with the derivation of a number: opened by a click on any number or by the address,
//! gone through from number to number, left by Escape, by its button, and by Back of the device, since it covers the page: an
//! entry of the history is its own.

use super::address::Step;
use super::app_state::AppState;
use super::dom::{all, attribute as attribute_of, find, focus, from};
use super::state::{State, follow};
use super::worker_client::{WorkerClient, WorkerStatus};
use super::{address, app_state, attribute, click, flag, prerendered, when_prerendering, worker_client};
use crate::messages::Request;
use leptos::ev::{self, MouseEvent};
use leptos::html::{Dialog, Div};
use leptos::prelude::*;
use web_sys::Element;

/// What stands before the name of a number in the fragment of an address.
const LEAD: &str = "why=";

/// What the dialog shows.
#[derive(Clone, Copy)]
struct Derivation {
    app: AppState,
    worker: WorkerClient,
    dialog: NodeRef<Dialog>,
    body: NodeRef<Div>,
    /// Numbers that were opened one from the other; the last is shown.
    path: State<Vec<String>>,
    /// The name that is shown, for what follows the scenario.
    shown: State<Option<String>>,
    /// The derivation.
    html: State<Option<String>>,
    /// Where the focus goes when the dialog closes.
    opener: State<Option<Element>>,
    /// Whether its entry of the history was left, and the browser has not yet gone back.
    is_leaving: State<bool>,
}

/// Where a number is explained.
#[component]
pub fn DerivationDialog() -> impl IntoView {
    let this = Derivation {
        app: app_state(),
        worker: worker_client(),
        dialog: NodeRef::new(),
        body: NodeRef::new(),
        path: State::new(Vec::new()),
        shown: State::new(None),
        html: State::new(None),
        opener: State::new(None),
        is_leaving: State::new(false),
    };
    if cfg!(feature = "hydrate") {
        window_event_listener(ev::click, move |event| this.click(&event));
        // Of the window: the focus may stand on a link that has just been replaced.
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Backspace" && this.is_open() && this.path.peek(|path| path.len() > 1) {
                event.prevent_default();
                this.step_back();
            }
        });
        window_event_listener(ev::hashchange, move |_| this.follow_address());
        this.keep();
        // The address is followed when the dialog is there.
        Effect::new(move |_| {
            if this.dialog.get().is_some() {
                this.follow_address();
            }
        });
    }
    let clicked = move |event: MouseEvent| {
        // A click beside the sheet, on the dimmed page.
        if from(&event, "*").is_some_and(|it| it.has_attribute("open") && it.id() == "why") {
            this.close();
        }
    };
    view! {
        <dialog class="why" id="why" data-component=prerendered(|| "derivation") data-name=prerendered(|| "why") aria-label=prerendered(|| "Why this number?")
            node_ref=this.dialog on:close=move |_| this.closed() on:click=clicked>
            <div class="why-head">
                <button class="quiet" type="button" data-name=prerendered(|| "why-back")
                    hidden=flag(move || this.path.with(|path| path.len() < 2)) on:click=click(move |_| this.step_back())
                    inner_html=when_prerendering(|| "Back")></button>
                <span class="why-lead" inner_html=when_prerendering(|| "Why this number?")></span>
                <button class="quiet" type="button" data-name=prerendered(|| "why-close") on:click=click(move |_| this.close())
                    inner_html=when_prerendering(|| "Close")></button>
            </div>
            <div class="why-body" tabindex="-1" data-name=prerendered(|| "why-body") node_ref=this.body
                inner_html=attribute(move || this.html.get())></div>
        </dialog>
    }
}

/// Elements of the page that open the derivation of a number, besides those in the dialog.
const OPENERS: &str = "[data-number]:not(#why *), a[data-why]:not(#why *)";

/// What is said while the derivation is made.
const WAIT: &str = "<p class=\"small\">One moment.</p>";

/// What is said where the program beside the page does not answer.
const SILENT: &str = "<p>The explanation cannot be shown: the background program is not running. \
                      The <a href=\"manual.html\">manual</a> has it for the baseline.</p>";

impl Derivation {
    fn is_open(self) -> bool {
        self.dialog.get_untracked().is_some_and(|dialog| dialog.open())
    }
    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }
    /// The derivation follows the scenario while the dialog is open.
    fn keep(self) {
        follow(move || {
            self.app.settled.track();
            if self.shown.with(Option::is_some) {
                self.request();
            }
        });
        follow(move || {
            if self.worker.state.get() == WorkerStatus::Silent && self.is_open() {
                self.html.set(Some(SILENT.to_owned()));
            }
        });
    }
    /// Opens the number that was clicked, if one was, and if no other place was asked for.
    fn click(self, event: &MouseEvent) {
        let is_plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let Some(element) = from(event, "[data-number], a[data-why]").filter(|_| is_plain) else { return };
        let name = match element.get_attribute("data-number") {
            Some(name) => name,
            None => attribute_of(&element, "data-why"),
        };
        event.prevent_default();
        let is_inside = from(event, "#why").is_some();
        if !is_inside {
            self.path.alter(Vec::clear);
            self.opener.set(Some(element));
        }
        self.open(name, if is_inside { Step::Same } else { Step::New });
    }
    /// Shows a number, on top of what is shown.
    fn open(self, name: String, step: Step) {
        self.path.update(|path| path.push(name.clone()));
        self.show(name, step);
    }
    fn show(self, name: String, step: Step) {
        address::set_fragment(&format!("{LEAD}{name}"), step);
        if !self.is_open() {
            self.html.set(Some(WAIT.to_owned()));
            let _refused = self.dialog.get_untracked().map(|dialog| dialog.show_modal());
        }
        self.shown.set(Some(name));
    }
    /// Requests the derivation and shows it.
    fn request(self) {
        let Some(name) = self.shown.now() else { return };
        let scenario = self.app.settled.now();
        self.worker.ask_of(&scenario, Request::Why(name.clone()), move |answer| {
            if self.shown.peek(|now| now.as_ref() != Some(&name)) {
                return;
            }
            let html = answer.html();
            // A name of an address is letters, digits, points and dashes: it needs no escape.
            let none = || format!("<p>There is no number called “{name}” in this scenario.</p>");
            self.html.set(Some(if html.is_empty() { none() } else { html.to_owned() }));
            // When it stands there.
            request_animation_frame(move || self.begin());
        });
    }
    /// Begins at the top, with the focus on the heading.
    fn begin(self) {
        let Some(body) = self.body.get_untracked() else { return };
        body.set_scroll_top(0);
        if let Ok(Some(heading)) = body.query_selector("h2") {
            let _refused = heading.set_attribute("tabindex", "-1");
            focus(&heading);
        }
    }
    fn step_back(self) {
        self.path.update(Vec::pop);
        match self.path.peek(|path| path.last().cloned()) {
            Some(name) => self.show(name, Step::Same),
            None => self.close(),
        }
    }
    fn closed(self) {
        if self.is_open() {
            // Another number was opened before the close event arrived.
            return;
        }
        self.shown.set(None);
        self.path.update(Vec::clear);
        self.leave_entry();
        // A number that was made anew meanwhile has the same name.
        let again = self.opener.alter(Option::take).and_then(|element| {
            if element.is_connected() {
                return Some(element);
            }
            let name = element.get_attribute("data-number").or_else(|| element.get_attribute("data-why"))?;
            let is_it = |it: &Element| {
                [attribute_of(it, "data-number"), attribute_of(it, "data-why")].contains(&name)
            };
            all(OPENERS).into_iter().find(is_it)
        });
        if let Some(element) = again {
            focus(&element);
        }
    }
    /// Takes the dialog out of the history. Where a link led to it, or the scenario was changed meanwhile by undo, the entry before is
    /// another page: the present entry stays then, without the number.
    fn leave_entry(self) {
        if !address::fragment().starts_with(LEAD) {
            // Back of the device has closed it.
        } else if address::is_entry_of_fragment() {
            self.is_leaving.set(true);
            address::go_back();
        } else {
            address::set_fragment("", Step::Same);
        }
    }
    /// Opens what the address names: `#why=profit.profit`, and `#profit.profit` as links of before have it.
    fn follow_address(self) {
        if self.is_leaving.alter(std::mem::take)
            && let Some(name) = self.shown.now().filter(|_| self.is_open())
        {
            // Opened anew before the browser had gone back: it needs an entry of its own again.
            return address::set_fragment(&format!("{LEAD}{name}"), Step::New);
        }
        let fragment = address::fragment();
        let name = fragment.strip_prefix(LEAD).unwrap_or(&fragment);
        let is_number = name.contains('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        let is_shown = self.shown.peek(|now| now.as_deref() == Some(name));
        if is_number && !is_shown {
            self.path.alter(Vec::clear);
            if self.opener.peek(Option::is_none) {
                self.opener.set(find(&format!("[data-number=\"{name}\"]:not(#why *)")));
            }
            self.open(name.to_owned(), Step::Same);
        } else if !is_number && self.is_open() {
            self.close();
        }
    }
}

//! Why this number? A dialog with the derivation of a number. It is opened by a click on any number or by the
//! address, and leads from number to number. It is closed by Escape, by its button, and by the device's Back, since
//! it covers the page: for this it has its own history entry.

use super::address::Step;
use super::app_state::AppState;
use super::dom::{all, attribute as attribute_of, find, focus, from};
use super::state::{State, follow};
use super::worker_client::{Requester, WorkerClient, WorkerStatus};
use super::{address, app_state, attribute, click, flag, prerendered, when_prerendering, worker_client};
use crate::messages::Request;
use leptos::ev::{self, MouseEvent};
use leptos::html::{Dialog, Div};
use leptos::prelude::*;
use web_sys::Element;

/// The prefix of a number's name in the fragment of the address.
const LEAD: &str = "why=";

/// What the dialog shows.
#[derive(Clone, Copy)]
struct Derivation {
    app: AppState,
    worker: WorkerClient,
    requester: Requester,
    dialog: NodeRef<Dialog>,
    body: NodeRef<Div>,
    /// The numbers opened from one another; the last one is shown.
    path: State<Vec<String>>,
    /// The name of the shown number, for parts that follow the scenario.
    shown: State<Option<String>>,
    /// The derivation as HTML.
    html: State<Option<String>>,
    /// The element that gets the focus when the dialog closes.
    opener: State<Option<Element>>,
    /// Whether its history entry is being left and the browser has not gone back yet.
    is_leaving: State<bool>,
}

/// The dialog that explains a number.
#[component]
pub fn DerivationDialog() -> impl IntoView {
    let this = Derivation {
        app: app_state(),
        worker: worker_client(),
        requester: worker_client().requester(),
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
        // On the window, because the focus may be on a link that has just been replaced.
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Backspace" && this.is_open() && this.path.peek(|path| path.len() > 1) {
                event.prevent_default();
                this.step_back();
            }
        });
        window_event_listener(ev::hashchange, move |_| this.follow_address());
        this.keep();
        // The address is followed once the dialog exists.
        Effect::new(move |_| {
            if this.dialog.get().is_some() {
                this.follow_address();
            }
        });
    }
    let clicked = move |event: MouseEvent| {
        // A click next to the sheet, on the dimmed page.
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

/// Elements of the page that open the derivation of a number, except those in the dialog.
const OPENERS: &str = "[data-number]:not(#why *), a[data-why]:not(#why *)";

/// Shown while the derivation is being made.
const WAIT: &str = "<p class=\"small\">One moment.</p>";

/// Shown if the worker does not answer.
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
    /// Updates the derivation with the scenario while the dialog is open.
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
    /// Opens the clicked number, if there is one and the click does not ask for a new tab or window.
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
    /// Shows a number on top of the present one.
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
        self.requester.ask_of(&scenario, Request::Why(name.clone()), move |answer| {
            // The dialog was closed meanwhile.
            if self.shown.peek(|now| now.as_ref() != Some(&name)) {
                return;
            }
            let html = answer.html();
            // A name in an address consists of letters, digits, dots and dashes: it needs no escaping.
            let none = || format!("<p>There is no number called “{name}” in this scenario.</p>");
            self.html.set(Some(if html.is_empty() { none() } else { html.to_owned() }));
            // After the content is in the document.
            request_animation_frame(move || self.begin());
        });
    }
    /// Scrolls to the top and focuses the heading.
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
        // A number that was re-rendered meanwhile has the same name.
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
    /// Removes the dialog from the history. If a link led to it, or undo changed the scenario meanwhile, the previous
    /// entry is a different page: the present entry is then kept, without the number.
    fn leave_entry(self) {
        if !address::fragment().starts_with(LEAD) {
            // The device's Back has closed it.
        } else if address::is_entry_of_fragment() {
            self.is_leaving.set(true);
            address::go_back();
        } else {
            address::set_fragment("", Step::Same);
        }
    }
    /// Opens the number named by the address: `#why=profit.profit`, or `#profit.profit` as in older links.
    fn follow_address(self) {
        if self.is_leaving.alter(std::mem::take)
            && let Some(name) = self.shown.now().filter(|_| self.is_open())
        {
            // Reopened before the browser had gone back: it needs its own history entry again.
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

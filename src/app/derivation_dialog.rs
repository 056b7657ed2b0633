//! Why this number? A dialog with the derivation of a number: opened by a click on any number or by the address,
//! gone through from number to number, left by Escape.

use crate::messages::Request;
use crate::ui::address;
use crate::ui::app_state::AppState;
use crate::ui::dom::{all, attribute, find, from, named, on, set_hidden, within};
use crate::ui::state::{State, follow};
use crate::ui::worker_client::{WorkerClient, WorkerStatus};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, KeyboardEvent, MouseEvent};

/// What stands before the name of a number in the fragment of an address.
const LEAD: &str = "why=";

/// The dialog.
struct Why {
    app: AppState,
    worker: WorkerClient,
    dialog: HtmlDialogElement,
    body: Element,
    back: Element,
    /// Numbers that were opened one from the other; the last is shown.
    path: RefCell<Vec<String>>,
    /// The name that is shown, for what follows the scenario.
    shown: State<Option<String>>,
    /// Where the focus goes when the dialog closes.
    opener: RefCell<Option<Element>>,
}

/// Attaches to the dialog and to every number.
pub(crate) fn hold(app: AppState, worker: WorkerClient) {
    let dialog = named("why").and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    let (Some(dialog), Some(body), Some(back)) = (dialog, named("why-body"), named("why-back")) else {
        return;
    };
    let this = Rc::new(Why {
        app,
        worker,
        dialog: dialog.clone(),
        body,
        back: back.clone(),
        path: RefCell::default(),
        shown: State::new(None),
        opener: RefCell::default(),
    });
    let own = Rc::clone(&this);
    on(&document(), "click", move |event| own.click(event));
    let own = Rc::clone(&this);
    on(&back, "click", move |_| own.step_back());
    if let Some(close) = named("why-close") {
        let own = Rc::clone(&this);
        on(&close, "click", move |_| own.dialog.close());
    }
    let own = Rc::clone(&this);
    on(&dialog, "close", move |_| own.closed());
    let own = Rc::clone(&this);
    on(&dialog, "click", move |event| {
        // A click beside the sheet, on the dimmed page.
        let is_beside = event
            .target()
            .and_then(|it| it.dyn_into::<Element>().ok())
            .is_some_and(|it| &it == own.dialog.as_ref() as &Element);
        if is_beside {
            own.dialog.close();
        }
    });
    let own = Rc::clone(&this);
    on(&dialog, "keydown", move |event| {
        let is_back = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Backspace");
        if is_back && own.path.borrow().len() > 1 {
            event.prevent_default();
            own.step_back();
        }
    });
    let own = Rc::clone(&this);
    on(&window(), "hashchange", move |_| own.follow_address());
    // The numbers follow the scenario while the dialog is open; all of it is made anew.
    let own = Rc::clone(&this);
    follow(move || {
        own.app.settled.track();
        if own.shown.with(Option::is_some) {
            own.load();
        }
    });
    let own = Rc::clone(&this);
    follow(move || {
        if own.worker.state.get() == WorkerStatus::Silent && own.dialog.open() {
            own.body.set_inner_html(SILENT);
        }
    });
    this.follow_address();
}

/// Elements of the page that open the derivation of a number, besides those in the dialog.
const OPENERS: &str = "[data-number]:not(#why *), a[data-why]:not(#why *)";

/// What is said where the program beside the page does not answer.
const SILENT: &str = "<p>The explanation cannot be made here: the program that explains did not start. \
                      The <a href=\"manual.html\">manual</a> has it for the baseline scenario.</p>";

impl Why {
    /// The name of the number that was clicked, if one was, and if no other place was asked for.
    fn click(&self, event: &web_sys::Event) {
        let is_plain = event.dyn_ref::<MouseEvent>().is_none_or(|mouse| {
            mouse.button() == 0
                && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
        });
        let Some(element) = from(event, "[data-number], a[data-why]").filter(|_| is_plain) else { return };
        let name = match element.get_attribute("data-number") {
            Some(name) => name,
            None => attribute(&element, "data-why"),
        };
        event.prevent_default();
        let is_inside = from(event, "[data-name=why]").is_some();
        if !is_inside {
            self.path.borrow_mut().clear();
            *self.opener.borrow_mut() = Some(element);
        }
        self.open(name);
    }
    /// Shows a number, on top of what is shown.
    fn open(&self, name: String) {
        self.path.borrow_mut().push(name.clone());
        self.show(name);
    }
    fn show(&self, name: String) {
        set_hidden(&self.back, self.path.borrow().len() < 2);
        address::set_fragment(&format!("{LEAD}{name}"));
        if !self.dialog.open() {
            self.body.set_inner_html("<p class=\"small\">One moment.</p>");
            let _refused = self.dialog.show_modal();
        }
        self.shown.set(Some(name));
    }
    /// Asks for the derivation and puts it in place.
    fn load(&self) {
        let Some(name) = self.shown.now() else { return };
        let (body, shown) = (self.body.clone(), self.shown);
        let scenario = self.app.settled.now();
        self.worker.ask_of(&scenario, Request::Why(name.clone()), move |answer| {
            if shown.peek(|now| now.as_ref() != Some(&name)) {
                return;
            }
            let html = answer.html();
            if html.is_empty() {
                let text = format!("There is no number called “{name}” in this scenario.");
                body.set_text_content(Some(&text));
            } else {
                body.set_inner_html(html);
            }
            body.set_scroll_top(0);
            if let Some(heading) = within(&body, "h2") {
                heading.set_attribute("tabindex", "-1").ok();
                crate::ui::dom::focus(&heading);
            }
        });
    }
    fn step_back(&self) {
        let before = {
            let mut path = self.path.borrow_mut();
            path.pop();
            path.last().cloned()
        };
        match before {
            Some(name) => self.show(name),
            None => self.dialog.close(),
        }
    }
    fn closed(&self) {
        if self.dialog.open() {
            // Another number was opened before the browser told of the closing.
            return;
        }
        self.shown.set(None);
        self.path.borrow_mut().clear();
        address::set_fragment("");
        let opener = self.opener.borrow_mut().take();
        // A number that was made anew meanwhile has the same name.
        let again = opener.and_then(|element| {
            if element.is_connected() {
                return Some(element);
            }
            let name = element.get_attribute("data-number").or_else(|| element.get_attribute("data-why"))?;
            all(OPENERS)
                .into_iter()
                .find(|it| [attribute(it, "data-number"), attribute(it, "data-why")].contains(&name))
        });
        if let Some(element) = again {
            crate::ui::dom::focus(&element);
        }
    }
    /// Opens what the address names: `#why=profit.profit`, and `#profit.profit` as links of before have it.
    fn follow_address(&self) {
        let fragment = address::fragment();
        let name = fragment.strip_prefix(LEAD).unwrap_or(&fragment);
        let is_number = name.contains('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        let is_shown = self.shown.peek(|now| now.as_deref() == Some(name));
        if is_number && !is_shown {
            self.path.borrow_mut().clear();
            if self.opener.borrow().is_none() {
                *self.opener.borrow_mut() = find(&format!("[data-number=\"{name}\"]:not(#why *)"));
            }
            self.open(name.to_owned());
        } else if !is_number && self.dialog.open() {
            self.dialog.close();
        }
    }
}

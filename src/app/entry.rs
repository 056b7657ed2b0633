//! The field beside a slider, where the exact value is typed.

use super::app_state::AppState;
use super::hold::{from, on, set_attribute, set_hidden, set_text, within};
use crate::markup::track::Track;
use leptos::prelude::*;
use model::format::digits::{parts, shown};
use model::format::entry::editable;
use model::scenario::{Lever, SettingError};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// Stops that Up and Down move with Shift held.
const LEAP: i32 = 10;

/// A typed value: Enter or leaving the field settles, Escape restores, Up and Down move a stop. What cannot be
/// read stays as typed, with the sentence of the fault below.
pub(crate) struct Entry {
    app: AppState,
    lever: &'static Lever,
    input: HtmlInputElement,
    symbol: Element,
    fault: Element,
    track: Track,
    /// What was typed and is not settled.
    draft: RefCell<Option<String>>,
    /// Whether the field has the focus: then the value is written in full.
    is_edited: Cell<bool>,
}

impl Entry {
    /// Attaches to the field of a lever; none where it has none.
    pub(crate) fn hold(app: AppState, lever: &'static Lever, element: &Element) -> Option<Rc<Self>> {
        let this = Rc::new(Self {
            app,
            lever,
            input: within(element, ".entry input[type=text]")?.dyn_into().ok()?,
            symbol: within(element, ".entry-unit")?,
            fault: within(element, ".fault")?,
            track: Track::of(lever),
            draft: RefCell::new(None),
            is_edited: Cell::new(false),
        });
        let hear = |event: &'static str, run: fn(&Rc<Self>, &web_sys::Event)| {
            let own = Rc::clone(&this);
            on(&this.input, event, move |event| run(&own, event));
        };
        hear("input", |this, _| *this.draft.borrow_mut() = Some(this.input.value()));
        hear("focus", |this, _| {
            this.is_edited.set(true);
            // A text with a fault stays for the reader to mend.
            if this.draft.borrow().is_none() {
                this.write(this.value());
            }
            this.input.select();
        });
        hear("blur", |this, _| {
            this.is_edited.set(false);
            this.settle();
            if this.draft.borrow().is_none() {
                this.write(this.value());
            }
        });
        hear("keydown", Self::press);
        let own = Rc::clone(&this);
        on(&this.fault, "click", move |event| {
            // The nearest value is taken: the lever hears that. The button goes, and the field has the focus.
            if from(event, "[data-base]").is_some() {
                own.forget();
                super::focus(&own.input);
            }
        });
        Some(this)
    }
    fn value(&self) -> f64 {
        self.app.scenario.peek(|scenario| scenario.of(self.lever))
    }
    /// Shows a value. Whatever else changes the value makes what was typed obsolete.
    pub(crate) fn show(&self, value: f64) {
        self.forget();
        self.write(value);
    }
    /// Rounded as everywhere until the reader comes to change it; then in full.
    fn write(&self, value: f64) {
        let unit = &self.lever.about.unit;
        let (digits, symbol) = parts(value, unit);
        let text = if self.is_edited.get() { editable(value, unit) } else { digits };
        // The unit stands behind the field where the text does not hold it.
        let holds = self.is_edited.get() && text.ends_with(symbol);
        self.input.set_value(&text);
        set_text(&self.symbol, if holds { "" } else { symbol });
    }
    fn forget(&self) {
        *self.draft.borrow_mut() = None;
        set_hidden(&self.fault, true);
        self.fault.set_text_content(None);
        set_attribute(&self.input, "aria-invalid", None);
        set_attribute(&self.input, "aria-describedby", None);
    }
    fn settle(&self) {
        let Some(text) = self.draft.borrow().clone() else { return };
        match self.lever.read(&text) {
            Ok(base) => {
                self.forget();
                self.app.set(self.lever, base);
                self.write(base);
            }
            Err(error) => self.tell(&error),
        }
    }
    /// The fault in a sentence, with the nearest value that is allowed as a button.
    fn tell(&self, error: &SettingError) {
        let text = format!("{error} ");
        let told = self.fault.text_content().unwrap_or_default();
        if !self.fault.has_attribute("hidden") && told.starts_with(&text) {
            // The field is left for the button that stands there: it must outlive the click.
            return;
        }
        set_text(&self.fault, &text);
        if let (Some(base), Ok(button)) = (error.nearest(), document().create_element("button")) {
            let _refused = button.set_attribute("type", "button");
            // The lever hears the clicks of all its values.
            let _refused = button.set_attribute("data-base", &format!("{base:e}"));
            button.set_class_name("link");
            button.set_text_content(Some(&format!("Use {}", shown(base, &self.lever.about.unit))));
            let _refused = self.fault.append_child(&button);
        }
        set_hidden(&self.fault, false);
        set_attribute(&self.input, "aria-invalid", Some("true"));
        set_attribute(&self.input, "aria-describedby", Some(&self.fault.id()));
    }
    fn press(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.ctrl_key() || key.alt_key() || key.meta_key() {
            return;
        }
        let leap = if key.shift_key() { LEAP } else { 1 };
        let step = |by: i32| {
            event.prevent_default();
            let to = self.track.neighbour(self.value(), by);
            self.forget();
            self.app.set(self.lever, to);
        };
        match key.key().as_str() {
            "Enter" => self.settle(),
            "Escape" => {
                self.forget();
                self.write(self.value());
            }
            "ArrowUp" => step(leap),
            "ArrowDown" => step(-leap),
            _ => {}
        }
    }
}

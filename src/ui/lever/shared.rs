//! What the parts of a lever share: its state, and what is shown with it in addition to its value.

use crate::ui::app_state;
use crate::ui::app_state::AppState;
use crate::ui::dom;
use crate::ui::state::{Derived, State};
use model::quantity::read::number;
use model::scenario::{Lever, Scenario};
use web_sys::Element;

/// What is shown with a lever in addition to its value, computed by the worker or when the site is built.
#[derive(Debug, Clone)]
pub struct LeverContext {
    /// The scenario for which it was computed.
    pub scenario: Scenario,
    /// Paths of the curve behind its slider: the areas above and below zero, the zero line, and the curve.
    pub curve: [String; 4],
    /// Its values at which profit is zero, in base units.
    pub turns: Vec<f64>,
    /// The effect of increasing it by a tenth.
    pub response: String,
}

impl Default for LeverContext {
    /// Nothing shown with a lever of the baseline scenario.
    fn default() -> Self {
        Self {
            scenario: Scenario::baseline(),
            curve: Default::default(),
            turns: Vec::new(),
            response: String::new(),
        }
    }
}

impl LeverContext {
    /// The context of a prerendered lever, read from its markup.
    pub(super) fn read(element: &Element, scenario: Scenario) -> Self {
        let turns = dom::attribute(element, "data-turns");
        let response = dom::within(element, ".response").and_then(|place| place.text_content());
        Self {
            scenario,
            // Leptos sets `d` when it hydrates.
            curve: [".spark-profit", ".spark-loss", ".spark-zero", ".spark-line"].map(|class| {
                dom::within(element, class).map(|path| dom::attribute(&path, "d")).unwrap_or_default()
            }),
            turns: turns.split(',').filter_map(number).collect(),
            response: response.unwrap_or_default(),
        }
    }
    /// The values at which profit is zero, as written in the markup.
    pub(super) fn turns_written(&self) -> Option<String> {
        let written: Vec<String> = self.turns.iter().map(|base| format!("{base:e}")).collect();
        (!written.is_empty()).then(|| written.join(","))
    }
}

/// State shared by the parts of a lever.
#[derive(Clone, Copy)]
pub struct Shared {
    pub(super) app: AppState,
    pub(super) lever: &'static Lever,
    /// Its value, in base units.
    pub(super) value: Derived<f64>,
    /// Its default, in base units: that of a price is in the price list of the model.
    pub(super) default: Derived<f64>,
    /// The error in a typed value, as a sentence, and the nearest allowed value.
    pub(super) fault: State<Option<(String, Option<f64>)>>,
    /// The value that the reader points at among those to click.
    pub(super) pointed: State<Option<f64>>,
    /// The values at which profit is zero.
    pub(super) turns: State<Vec<f64>>,
    /// Paths of the curve behind the slider.
    pub(super) curve: State<[String; 4]>,
}

impl Shared {
    pub(super) fn new(lever: &'static Lever) -> Self {
        Self::with_context(lever, &LeverContext::default())
    }
    /// With the context of the lever.
    pub(super) fn with_context(lever: &'static Lever, context: &LeverContext) -> Self {
        let app = app_state();
        Self {
            app,
            lever,
            value: app.value(lever),
            default: Derived::new(move || app.scenario.with(|now| lever.default_base_in(now))),
            fault: State::new(None),
            pointed: State::new(None),
            turns: State::new(context.turns.clone()),
            curve: State::new(context.curve.clone()),
        }
    }
    /// Sets the lever to the value of the clicked button, if there is one.
    pub(super) fn set_clicked(self, event: &web_sys::Event) {
        let base =
            dom::from(event, "[data-base]").and_then(|button| number(&dom::attribute(&button, "data-base")));
        if let Some(base) = base {
            self.app.set(self.lever, base);
        }
    }
}

/// Whether the group of a lever is unfolded, for the lever's parts.
#[derive(Clone, Copy)]
pub(crate) struct IsUnfolded(pub(crate) State<bool>);

//! Numbers named in a text: of the scenario shown, and of others for comparison.

use super::StoryError;
use crate::ui::number::unit;
use leptos::prelude::*;
use model::format::digits::parts;
use model::quantity::Quantity;
use model::scenario::{Scenario, link};
use model::sheet::seen::seen;
use model::study::evaluate::{Evaluation, evaluate};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A number of the sheet: its stage, its quantity, its value in base units.
pub(super) type Found = (&'static str, &'static Quantity, f64);

/// The number of that name, such as `profit.revenue`, in a scenario. A number of an unused tier has no value.
pub(super) fn number(evaluation: &Evaluation, name: &str) -> Result<Found, StoryError> {
    if let Some(found) = find(evaluation, name) {
        return Ok(found);
    }
    let (stage, about, _) = find(&*at("")?, name).ok_or_else(|| StoryError::NoNumber(name.to_owned()))?;
    Ok((stage, about, f64::NAN))
}

fn find(evaluation: &Evaluation, name: &str) -> Option<Found> {
    seen(evaluation, name).map(|it| (it.stage, it.about, it.value))
}

/// The scenario of some settings, such as `context=1M&gpu=rubin`, with all other levers at the baseline.
pub(super) fn scenario(settings: &str) -> Result<Scenario, StoryError> {
    let (scenario, faults) = link::read(&format!("v={}&{settings}", link::VERSION));
    match faults.first() {
        None => Ok(scenario),
        Some(fault) => Err(StoryError::NoSetting(settings.to_owned(), fault.to_string())),
    }
}

/// The numbers of some settings. Texts use few settings, often the same, so results are cached.
pub(super) fn at(settings: &str) -> Result<Rc<Evaluation>, StoryError> {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Rc<Evaluation>>> = RefCell::new(HashMap::new());
    }
    if let Some(known) = KNOWN.with_borrow(|known| known.get(settings).map(Rc::clone)) {
        return Ok(known);
    }
    let found = Rc::new(evaluate(&scenario(settings)?));
    KNOWN.with_borrow_mut(|known| known.insert(settings.to_owned(), Rc::clone(&found)));
    Ok(found)
}

/// A number with its own settings. It does not change when the reader moves levers, and it states its settings.
pub(super) fn fixed(name: &str, settings: &str) -> Result<impl IntoView + use<>, StoryError> {
    let (_, about, value) = number(&*at(settings)?, name)?;
    let (digits, symbol) = parts(value, &about.unit);
    let unit = unit(symbol);
    let title = if settings.is_empty() {
        format!("{} in the baseline", about.label)
    } else {
        format!("{}, with {}", about.label, settings.replace('&', ", "))
    };
    Ok(view! {
        <span class="number fixed" title=title>
            <span class="digits">{digits}</span>
            <span class="unit">{(!unit.is_empty()).then_some(unit)}</span>
        </span>
    })
}

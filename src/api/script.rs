//! The model handed to a script: one function, with plain values in and out.
//!
//! The crate forbids unsafe code, and an exported function would be unsafe. So the program, when it starts, leaves what
//! it offers in one place of the global scope, from which the module that started it takes it immediately
//! (`src/script/model/index.js`). Values are passed as arrays, which the module turns into objects.

use super::{Answer, Setting, answer, of_link, of_settings, setting};
use js_sys::{Array, Reflect};
use model::scenario::link::{LinkFault, levers};
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Choice, Lever, Scale, Scenario};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsCast;

/// The name of that place, with the version appended: two versions on one page do not conflict.
const PLACE: &str = concat!("token-factory-model ", env!("CARGO_PKG_VERSION"));

/// Leaves the version, the levers and the function where the module finds them.
pub fn hand_over() {
    // Browsers and Node parse numbers as Rust does, and already have a parser.
    model::quantity::read::set_parser(|text| JsValue::from_str(text).unchecked_into_f64());
    let ask = Closure::<dyn Fn(Array) -> JsValue>::new(|asked: Array| evaluated(&asked).into());
    let offered = Array::of3(
        &env!("CARGO_PKG_VERSION").into(),
        &levers().into_iter().map(about).collect::<Array>().into(),
        &ask.into_js_value(),
    );
    // If the scope is frozen, nothing is left there, and the module says so.
    let _refused = Reflect::set(&js_sys::global(), &PLACE.into(), &offered);
}

/// The request is only a link, or names and values of levers in turn, and shocks. The answer is faults; if there are
/// none, the link, the settings, the shocks, the numbers and the notes.
fn evaluated(asked: &Array) -> Array {
    match read(asked) {
        Ok(shocked) => answered(&answer(shocked)),
        Err(faults) => Array::of1(&texts(faults.iter().map(ToString::to_string))),
    }
}

fn read(asked: &Array) -> Result<ShockedScenario, Vec<LinkFault>> {
    if let Some(link) = asked.get(0).as_string() {
        return of_link(&link);
    }
    let row = |place| {
        let array: Option<Array> = asked.get(place).dyn_into().ok();
        array.unwrap_or_default().iter().map(|text| text.as_string().unwrap_or_default()).collect::<Vec<_>>()
    };
    let pairs: Vec<(String, String)> =
        row(1).chunks(2).map(|pair| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default())).collect();
    of_settings(&pairs, &row(2))
}

fn answered(answer: &Answer) -> Array {
    let origin = answer.shocked.origin();
    let settings = levers()
        .into_iter()
        .flat_map(|lever| [lever.about.id.into(), value(lever, origin.of(lever), origin)]);
    let shocks = texts(answer.shocked.active().iter().map(|shock| shock.slug));
    let numbers = answer.numbers.iter().flat_map(|number| {
        let (value, reason) = match &number.value {
            Ok(value) => ((*value).into(), JsValue::UNDEFINED),
            Err(reason) => (JsValue::NULL, reason.into()),
        };
        [(&number.name).into(), number.label.into(), number.unit.into(), value, reason]
    });
    [
        texts(std::iter::empty::<&str>()),
        (&answer.link).into(),
        settings.collect::<Array>().into(),
        shocks,
        numbers.collect::<Array>().into(),
        texts(answer.notes.iter()),
    ]
    .into_iter()
    .collect()
}

fn texts(all: impl Iterator<Item = impl Into<JsValue>>) -> JsValue {
    all.map(Into::into).collect::<Array>().into()
}

/// A value as a script sees it: a number in the lever's unit, a name, or true and false.
fn value(lever: &Lever, base: f64, scenario: &Scenario) -> JsValue {
    match setting(lever, base, scenario) {
        Setting::Number(number) => number.into(),
        Setting::Name(name) => name.into(),
        Setting::Switch(is_on) => is_on.into(),
    }
}

/// A lever: name, label, unit, ends, default; names and labels of its list in turn, if it has one.
fn about(lever: &'static Lever) -> JsValue {
    let among: &[Choice] = if let Scale::Choice(among) = lever.scale { among } else { &[] };
    [
        lever.about.id.into(),
        lever.about.label.into(),
        lever.about.unit.symbol.into(),
        lever.min.into(),
        lever.max.into(),
        value(lever, lever.default_base(), &Scenario::baseline()),
        texts(among.iter().flat_map(|choice| [choice.slug, choice.label])),
    ]
    .into_iter()
    .collect::<Array>()
    .into()
}

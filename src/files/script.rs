//! The files handed to a script: three functions, one with texts in and bytes out, one with a file in and a link out, one
//! with a price sheet in and a link out.
//!
//! The crate forbids unsafe code, and an exported function would be unsafe. So the program, when it starts, leaves the
//! functions in the global scope of its worker, from which the script that started it takes them
//! (`src/script/files-worker.js`).

use crate::{File, Opened, Priced, open, price, write};
use export::Made;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Where the function that writes files is left.
const PLACE: &str = "token-factory files";
/// Where the function that opens scenarios is left.
const SCENARIOS: &str = "token-factory scenarios";
/// Where the function that reads price sheets is left.
const PRICES: &str = "token-factory prices";

/// Leaves the functions where the script finds them.
pub fn hand_over() {
    leave(PLACE, answered);
    leave(SCENARIOS, opened);
    leave(PRICES, priced);
}

fn leave(place: &str, answer: fn(&Array) -> Array) {
    let ask = Closure::<dyn Fn(Array) -> JsValue>::new(move |asked: Array| answer(&asked).into());
    // If the scope is frozen, nothing is left there, and the script says so.
    let _refused = Reflect::set(&js_sys::global(), &place.into(), &ask.into_js_value());
}

/// The request is link, format, day and the address of the page. The answer is name, media type and bytes; or a
/// sentence that says why there is no file.
fn answered(asked: &Array) -> Array {
    let text = |at| asked.get(at).as_string();
    let made = Made { date: text(2), site: text(3) };
    match write(&text(0).unwrap_or_default(), &text(1).unwrap_or_default(), made) {
        Ok(File { name, media, bytes }) => {
            Array::of3(&name.into(), &media.into(), &Uint8Array::from(bytes.as_slice()).into())
        }
        Err(fault) => Array::of1(&fault.into()),
    }
}

/// The request is the bytes of a file. The answer is the link and the title of its scenario, and what should be
/// known about it; or a sentence that says why it is not read.
fn opened(asked: &Array) -> Array {
    match open(&Uint8Array::new(&asked.get(0)).to_vec()) {
        Ok(Opened { link, title, said }) => Array::of3(&link.into(), &title.into(), &said.into()),
        Err(fault) => Array::of1(&fault.into()),
    }
}

/// The request is the bytes of a price sheet, the link, and the name of a model or nothing. The answer is a link and
/// sentences; a list of names, one of which is to be chosen; or a sentence that says why no prices are set.
fn priced(asked: &Array) -> Array {
    let file = Uint8Array::new(&asked.get(0)).to_vec();
    let [link, model] = [1, 2].map(|at| asked.get(at).as_string());
    match price(&file, &link.unwrap_or_default(), model.as_deref()) {
        Ok(Priced::Set { link, said }) => Array::of2(&link.into(), &said.into()),
        Ok(Priced::Choose(names)) => {
            let names: Array = names.into_iter().map(JsValue::from).collect();
            Array::of1(&names.into())
        }
        Err(fault) => Array::of1(&fault.into()),
    }
}

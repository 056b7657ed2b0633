//! The files handed to a script: one function, with texts in and bytes out.
//!
//! The crate forbids unsafe code, and an exported function would be of that kind. So the program, when it starts, leaves
//! the function in the global scope of its worker, from which the script that started it takes it
//! (`src/script/files-worker.js`).

use crate::{File, write};
use export::Made;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Where the function is left.
const PLACE: &str = "token-factory files";

/// Leaves the function where the script finds it.
pub fn hand_over() {
    let ask = Closure::<dyn Fn(Array) -> JsValue>::new(|asked: Array| answered(&asked).into());
    // Where the scope is frozen nothing is left there, and the script says so.
    let _refused = Reflect::set(&js_sys::global(), &PLACE.into(), &ask.into_js_value());
}

/// Asked are link, format, day and the address of the page. The answer is name, media type and bytes; or a sentence that
/// says why there is no file.
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

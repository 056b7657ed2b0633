//! Files next to the page that are not needed to paint it.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file next to the page.
///
/// # Errors
/// A sentence, if it cannot be loaded.
pub(crate) async fn text(name: &str) -> Result<String, String> {
    let fault = |_| format!("{name} could not be loaded.");
    let answer = JsFuture::from(window().fetch_with_str(name)).await.map_err(fault)?;
    let answer: Response = answer.dyn_into().map_err(fault)?;
    if !answer.ok() {
        return Err(format!("{name} could not be loaded: the server answers {}.", answer.status()));
    }
    let text = JsFuture::from(answer.text().map_err(fault)?).await.map_err(fault)?;
    text.as_string().ok_or_else(|| format!("{name} is no text."))
}

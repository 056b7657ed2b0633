//! The levers at hand: there while the section with all of them is out of sight.

use crate::ui::dom::{named, on, set_attribute, set_hidden};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

/// Attaches to the strip.
pub(crate) fn hold() {
    let (Some(dock), Some(levers), Some(fold)) = (named("dock"), named("desk"), named("dock-fold")) else {
        return;
    };
    let own = dock.clone();
    let told = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            // Above the levers there is nothing to read: the strip comes when the reader has gone past it.
            let is_past = !entry.is_intersecting() && entry.bounding_client_rect().bottom() <= 0.0;
            set_hidden(&own, !is_past);
        }
    });
    if let Ok(observer) = IntersectionObserver::new(told.as_ref().unchecked_ref()) {
        observer.observe(&levers);
    }
    // The levers live as long as the page.
    told.forget();
    on(&fold.clone(), "click", move |_| {
        let is_folded = dock.has_attribute("data-folded");
        set_attribute(&dock, "data-folded", (!is_folded).then_some(""));
        set_attribute(&fold, "aria-expanded", Some(if is_folded { "true" } else { "false" }));
    });
}

//! The address of the page: the scenario as its query, a number of the sheet as its fragment.

use leptos::prelude::{document, window};
use model::scenario::link::compared::{Compared, read_compared, write_compared};
use model::scenario::link::{self, LinkFault};
use model::scenario::shocks::ShockedScenario;
use wasm_bindgen::JsValue;

/// How a change of the address is recorded in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Replaces the present entry: a lever was moved.
    Same,
    /// Adds an entry, so that Back returns to the previous one: a preset was chosen.
    New,
}

/// The scenarios of the address, and the parts of it that could not be parsed. In a frame, the host page may have
/// requested a different query, which the browser did not allow into the address (`src/script/frame.js`).
pub(crate) fn read() -> (Compared, Vec<LinkFault>) {
    read_compared(&asked().unwrap_or_else(query))
}

/// The scenario of a link made with an earlier version, together with the baseline it was made with.
pub(crate) fn read_as_made() -> Option<ShockedScenario> {
    link::read_as_made(&asked().unwrap_or_else(query))
}

/// The requested query, if it is not in the address.
pub(crate) fn asked() -> Option<String> {
    document().document_element()?.get_attribute("data-asked")
}

/// Writes the scenario into the address, and returns whether that succeeded. The fragment is kept.
///
/// Browsers refuse changes that are too frequent: Safari does after a hundred changes within half a minute. The
/// document is then marked as having the address of an earlier scenario, for the script that handles leaving the page
/// (`src/script/boot.js`).
pub(crate) fn write(both: &Compared, step: Step) -> bool {
    let is_written = try_to_write(both, step).is_some();
    note_unwritten(!is_written);
    is_written
}

/// Marks whether the address is that of an earlier scenario.
pub(crate) fn note_unwritten(is_unwritten: bool) {
    if let Some(root) = document().document_element() {
        let _refused = root.toggle_attribute_with_force("data-unwritten", is_unwritten);
    }
}

fn try_to_write(both: &Compared, step: Step) -> Option<()> {
    let location = window().location();
    let history = window().history().ok()?;
    let mut address = with_scenario(&location.pathname().unwrap_or_default(), both);
    address.push_str(&location.hash().unwrap_or_default());
    let answer = match step {
        Step::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
        Step::New => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
    };
    answer.ok()
}

/// The address of a page with a scenario as its query, and the pinned scenario, if any; the baseline needs no query.
pub(super) fn with_scenario(page: &str, both: &Compared) -> String {
    let query = write_compared(both);
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

/// The full address of this page with a scenario.
pub(super) fn whole(both: &Compared) -> String {
    let location = window().location();
    let page = [location.origin(), location.pathname()].map(Result::unwrap_or_default).concat();
    with_scenario(&page, both)
}

/// Records what is about to be computed, for the script that started the program: if the computation crashes, the
/// reader gets the scenario back. Whether a scenario is pinned is recorded for the style sheet, which then shows the
/// relevant parts.
pub(crate) fn note(both: &Compared) {
    if let Some(root) = document().document_element() {
        let _refused = root.set_attribute("data-link", &write_compared(both));
        let _refused = root.toggle_attribute_with_force("data-pinned", both.pinned.is_some());
    }
}

/// Sets the fragment; an empty one is removed. A new history entry stores the query it was created with as its state;
/// changing only the fragment leaves that state unchanged.
pub(crate) fn set_fragment(fragment: &str, step: Step) {
    let location = window().location();
    let Ok(history) = window().history() else { return };
    let mut address = location.pathname().unwrap_or_default();
    let query = query();
    address.push_str(&query);
    if !fragment.is_empty() {
        address.push('#');
        address.push_str(fragment);
    }
    let _refused = match step {
        Step::Same => {
            history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&address))
        }
        Step::New => history.push_state_with_url(&query.into(), "", Some(&address)),
    };
}

/// Whether the present history entry was created by a change of the fragment alone: the entry before it has the same
/// scenario.
pub(crate) fn is_entry_of_fragment() -> bool {
    let state = window().history().ok().and_then(|history| history.state().ok()?.as_string());
    state.is_some_and(|came_with| came_with == query())
}

/// The query of the address including its question mark, empty if there is none.
fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Goes back to the previous history entry. The browser does so asynchronously.
pub(crate) fn go_back() {
    if let Ok(history) = window().history() {
        let _refused = history.back();
    }
}

/// The fragment without its `#`, empty if there is none.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

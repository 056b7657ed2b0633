//! The address of the page: the scenario as its query, a number of the sheet as its fragment.

use leptos::prelude::{document, window};
use model::scenario::link::compared::{Compared, read_compared, write_compared};
use model::scenario::link::{self, LinkFault};
use model::scenario::shocks::ShockedScenario;
use wasm_bindgen::JsValue;

/// How an address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// In place of the present one: a lever was moved.
    Same,
    /// As a page of its own, so that Back leads here: a preset was chosen.
    New,
}

/// The scenarios of the address, and what of it could not be read. In a frame the page around it may have asked for another,
/// which the browser did not let into the address (`src/script/frame.js`).
pub(crate) fn read() -> (Compared, Vec<LinkFault>) {
    read_compared(&asked().unwrap_or_else(query))
}

/// The scenario of a link of an earlier version, with the baseline that it was made with.
pub(crate) fn read_as_made() -> Option<ShockedScenario> {
    link::read_as_made(&asked().unwrap_or_else(query))
}

/// What was asked for and is not in the address.
pub(crate) fn asked() -> Option<String> {
    document().document_element()?.get_attribute("data-asked")
}

/// Writes the scenario into the address, and says whether that was done. The fragment stays.
///
/// Browsers refuse what comes too often: Safari does after a hundred changes in half a minute. It is noted at the document
/// that the address is that of an earlier scenario, for the script that is there when the page is left
/// (`src/script/boot.js`).
pub(crate) fn write(both: &Compared, step: Step) -> bool {
    let is_written = try_to_write(both, step).is_some();
    note_unwritten(!is_written);
    is_written
}

/// Notes whether the address is that of an earlier scenario.
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

/// The address of a page with a scenario as its query, and the one that it is compared with; the baseline needs none.
pub(super) fn with_scenario(page: &str, both: &Compared) -> String {
    let query = write_compared(both);
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

/// The whole address of this page with a scenario.
pub(super) fn whole(both: &Compared) -> String {
    let location = window().location();
    let page = [location.origin(), location.pathname()].map(Result::unwrap_or_default).concat();
    with_scenario(&page, both)
}

/// Notes what is about to be computed, for the script that started the program: should the computation break, the reader
/// has it back. Whether a scenario is pinned is noted for the style sheet, which shows what is of use then.
pub(crate) fn note(both: &Compared) {
    if let Some(root) = document().document_element() {
        let _refused = root.set_attribute("data-link", &write_compared(both));
        let _refused = root.toggle_attribute_with_force("data-pinned", both.pinned.is_some());
    }
}

/// Writes what stands behind the `#`; nothing stands there where it is empty. A new entry of the history remembers the query with
/// which it came, as its state; a change of the fragment alone leaves that as it is.
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

/// Whether the present entry of the history came by a new fragment alone: the entry before it has the same scenario.
pub(crate) fn is_entry_of_fragment() -> bool {
    let state = window().history().ok().and_then(|history| history.state().ok()?.as_string());
    state.is_some_and(|came_with| came_with == query())
}

/// The query of the address with its question mark, empty where there is none.
fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Goes back to the entry of the history before the present one. The browser does it a moment later.
pub(crate) fn go_back() {
    if let Ok(history) = window().history() {
        let _refused = history.back();
    }
}

/// What stands behind the `#`, empty where nothing does.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

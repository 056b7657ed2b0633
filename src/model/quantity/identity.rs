//! What a number is, independent of its value.

use super::unit::Unit;

/// What a number is, independent of its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// Name in the record, in links and in files: letters, digits and underscores.
    pub id: &'static str,
    /// Name on the page, in sentence case. Empty in a program without names, except for levers.
    pub label: &'static str,
    /// Unit in which it is shown. Inside the factory every number is in base units.
    pub unit: Unit,
    /// Sentences that say what it means, one a line, as declared.
    pub doc: &'static [&'static str],
}

/// An explanatory text. A program that shows none is built without them (feature `explanations`): the page has its
/// explanations in the prerendered HTML, and gets others from the worker.
pub const fn explanation(text: &'static str) -> &'static str {
    if cfg!(feature = "explanations") { text } else { "" }
}

/// The name of a number, for programs that show it (feature `names`).
pub const fn name(text: &'static str) -> &'static str {
    if cfg!(feature = "names") { text } else { "" }
}

/// Explanatory sentences, as for [`explanation`].
pub const fn explanations(text: &'static [&'static str]) -> &'static [&'static str] {
    if cfg!(feature = "explanations") { text } else { &[] }
}

impl Quantity {
    /// The meaning as one paragraph.
    pub fn meaning(&self) -> String {
        self.doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }
}

/// Stage and id of a quantity by its name on the sheet: `profit` and `revenue` of `profit.revenue`.
pub fn stage_and_id(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.')
}

//! What the story is rendered with.

use leptos::prelude::AnyView;
use model::study::evaluate::Evaluation;

/// The context in which the story is rendered: its numbers, and what other parts of the program contribute.
pub struct Frame<'a> {
    /// The scenario whose numbers are shown.
    pub evaluation: &'a Evaluation,
    /// Texts that follow the levers, by name. `None` for an unknown name, which is an error in the story.
    pub live: &'a dyn Fn(&str) -> Option<String>,
    /// Drawings by the name of the figure. If there is none, its place stays empty.
    pub figure: &'a dyn Fn(&str) -> Option<AnyView>,
    /// The list of shocks. If there is none, its place stays empty.
    pub shocks: &'a dyn Fn() -> Option<AnyView>,
    /// Level of the chapter headings, 2 to 5. Claims are one level below.
    pub heading: u8,
}

//! The page of the story.

use super::page::Shell;
use super::pictures::Pictures;
use crate::story::{self, Frame, StoryError};
use crate::ui::story::shocks::Shocks;
use crate::views;
use charts::finding::live;
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::shocks::ShockedScenario;
use model::study::evaluate::evaluate;
use model::study::sensitivity::shock_effect::Effects;

/// Its file in the site.
pub(super) const FILE: &str = "story.html";

/// Its title, and what it holds in a sentence for search engines.
const TITLE: &str = "The story of the token factory, retold and tested";
const ABOUT: &str = "Ten chapters on the economics of AI tokens: what NVIDIA’s keynote of March 2026 claims, \
                     what the model computes and what the record says. Every number moves with the levers.";

/// The page, in the shell of the first one.
///
/// # Errors
/// Where the story names what does not exist; a test holds that it does not.
pub(super) fn fill(shell: &Shell<'_>, pictures: &Pictures) -> Result<String, StoryError> {
    let page = shell.filled(&views::story::page(chapters(pictures)?));
    Ok(shell.named(&page, FILE, TITLE, ABOUT))
}

/// The chapters with their pictures.
fn chapters(pictures: &Pictures) -> Result<String, StoryError> {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    let shocked = ShockedScenario::new(scenario);
    let results = views::shocks::results(&shocked, &Effects::of(&shocked));
    let shocks = || {
        let (results, evidence) = (results.clone(), views::shocks::evidence());
        Some(view! { <Shocks results evidence/> }.into_any())
    };
    story::chapters(&Frame {
        evaluation: &now,
        live: &|name| live(&scenario, name),
        figure: &|name| pictures.lazy(name, &now).map(IntoAny::into_any),
        shocks: &shocks,
        heading: 2,
    })
}

//! The story page.

use super::address::STORY;
use super::pictures::Pictures;
use super::shell::Shell;
use super::stylesheet;
use crate::story::{self, Frame, StoryError};
use crate::ui::story::shocks::Shocks;
use crate::views;
use charts::finding::live;
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::shocks::ShockedScenario;
use model::study::evaluate::evaluate;
use model::study::sensitivity::shock_effect::Effects;
use std::path::Path;
use std::{fs, io};

/// Its title, and a description for search engines.
const TITLE: &str = "The story of the token factory, retold and tested";
const ABOUT: &str = "Ten chapters on the economics of AI tokens: what NVIDIA’s keynote of March 2026 claims, \
                     what the model computes and what the record says. Every number follows the levers.";

/// Its own style rules, in addition to those it shares with the first page.
const STYLE: &str = include_str!("../../style/story.css");

/// Writes the page, in the shell of the first one, and its style sheet.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn write(folder: &Path, shell: &Shell<'_>, pictures: &Pictures) -> io::Result<()> {
    let style = stylesheet::write(folder, "story", STYLE)?;
    let chapters = chapters(pictures).map_err(io::Error::other)?;
    let shell = shell.of_page(STORY, TITLE, ABOUT, &style);
    fs::write(folder.join(STORY), shell.filled(&views::story::page(chapters)))
}

/// The chapters with their pictures. It is an error if they name something that does not exist; a test checks that
/// they do not.
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

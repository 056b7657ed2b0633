//! What the article claims, held against the model and the record.

use super::StoryError;
use super::numbers::at;
use super::render::{Writer, button};
use super::when::{Pair, holds};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::LazyLock;

/// How a claim fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Verdict {
    /// As it was said.
    #[serde(rename = "holds")]
    Holds,
    /// Under conditions that the article does not name.
    #[serde(rename = "holds in part")]
    InPart,
    /// The figure stands for something else.
    #[serde(rename = "misread")]
    Misread,
    /// Not so, as far as can be computed or read.
    #[serde(rename = "does not hold")]
    DoesNotHold,
}

impl Verdict {
    /// The verdict in a word or three, for a badge.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::InPart => "holds in part",
            Self::Misread => "misread",
            Self::DoesNotHold => "does not hold",
        }
    }
    fn class(self) -> &'static str {
        match self {
            Self::Holds => "is-held",
            Self::InPart => "is-partly",
            Self::Misread => "is-misread",
            Self::DoesNotHold => "is-refuted",
        }
    }
}

/// Settings that a reader can try.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// What is set, in words.
    pub label: String,
    /// The settings, as a link has them.
    pub set: String,
    /// The settings it is compared with; empty for the baseline scenario.
    #[serde(default)]
    pub from: String,
}

/// One claim. Texts are Markdown with the conventions of the chapters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its name in chapters and addresses.
    pub slug: String,
    /// Its name on the page.
    pub title: String,
    /// What the article says, in our words.
    pub claim: String,
    /// What the model says.
    pub model: String,
    /// What the published record says.
    pub record: String,
    /// The live text of the law behind it.
    pub law: Option<String>,
    /// How it fares.
    pub verdict: Verdict,
    /// The verdict in a sentence.
    pub sentence: String,
    /// The claim as a condition on the numbers of a scenario, see [`holds`].
    pub when: String,
    /// Settings with which the condition is met.
    pub holds: Vec<Trial>,
    /// Settings with which it is not.
    pub breaks: Vec<Trial>,
}

impl Claim {
    /// Whether the condition of the claim is met by a trial's settings.
    ///
    /// # Errors
    /// Where the settings or the condition cannot be read.
    pub fn is_met(&self, trial: &Trial) -> Result<bool, StoryError> {
        let (before, after) = (at(&trial.from)?, at(&trial.set)?);
        holds(&self.when, Pair { before: &before, after: &after })
    }
}

#[derive(Deserialize)]
struct File {
    claim: Vec<Claim>,
}

/// Every claim, in the order of the file.
///
/// # Errors
/// Where the file of the claims cannot be read; a test holds that it can.
pub fn claims() -> Result<&'static [Claim], StoryError> {
    static CLAIMS: LazyLock<Result<Vec<Claim>, StoryError>> = LazyLock::new(|| {
        toml::from_str::<File>(include_str!("claims.toml"))
            .map(|file| file.claim)
            .map_err(|error| StoryError::Claims(error.to_string()))
    });
    CLAIMS.as_deref().map_err(Clone::clone)
}

/// The claim of that name.
pub(super) fn claim(slug: &str) -> Result<&'static Claim, StoryError> {
    claims()?.iter().find(|claim| claim.slug == slug).ok_or_else(|| StoryError::NoClaim(slug.to_owned()))
}

/// The claim as a card.
pub(super) fn card(claim: &Claim, writer: &mut Writer<'_>) -> Result<Markup, StoryError> {
    let id = format!("claim-{}", claim.slug);
    let name = format!("{id}-name");
    let title = writer.heading(1, &name, &html! { "Claim: " (claim.title) });
    let said = writer.phrase(&claim.claim)?;
    let model = writer.phrase(&claim.model)?;
    let record = writer.phrase(&claim.record)?;
    let sentence = writer.phrase(&claim.sentence)?;
    let law = claim.law.as_deref().map(|law| writer.law(law)).transpose()?;
    Ok(html! {
        article class="claim" id=(id) aria-labelledby=(name) {
            (title)
            p class="verdict" { span class=(format!("badge {}", claim.verdict.class())) { (claim.verdict.word()) } " " (sentence) }
            dl {
                div { dt { "The article" } dd { (said) } }
                div { dt { "The model" } dd { (model) @if let Some(law) = law { " " (law) } } }
                div { dt { "The record" } dd { (record) } }
                div { dt { "Holds with" } dd { (trials(&claim.holds)?) } }
                div { dt { "Breaks with" } dd { (trials(&claim.breaks)?) } }
            }
        }
    })
}

/// A list of settings to try.
fn trials(trials: &[Trial]) -> Result<Markup, StoryError> {
    let item = |trial: &Trial| {
        let after = button(&trial.set, &html! { (trial.label) })?;
        if trial.from.is_empty() {
            return Ok(after);
        }
        let before = button(&trial.from, &html! { "what it is compared with" })?;
        Ok(html! { (after) " (" (before) ")" })
    };
    let buttons: Vec<Markup> = trials.iter().map(item).collect::<Result<_, _>>()?;
    Ok(html! { ul class="trials" { @for button in buttons { li { (button) } } } })
}

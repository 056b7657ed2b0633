//! The claims of the article, checked against the model and the record.

use super::StoryError;
use super::numbers::at;
use super::render::{Writer, button};
use super::when::{Pair, holds};
use crate::views::raw;
use leptos::prelude::*;
use serde::Deserialize;
use std::sync::LazyLock;

/// The verdict on a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Verdict {
    /// It holds as stated.
    #[serde(rename = "holds")]
    Holds,
    /// It holds under conditions that the article does not name.
    #[serde(rename = "holds in part")]
    InPart,
    /// The figure means something else.
    #[serde(rename = "misread")]
    Misread,
    /// It does not hold, as far as can be computed or found.
    #[serde(rename = "does not hold")]
    DoesNotHold,
}

impl Verdict {
    /// The verdict in one to three words, for a badge.
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
    /// A description of the settings.
    pub label: String,
    /// The settings, as in a link.
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
    /// The article's statement, in our words.
    pub claim: String,
    /// The model's answer.
    pub model: String,
    /// The published record.
    pub record: String,
    /// The live text of the law behind it.
    pub law: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in a sentence.
    pub sentence: String,
    /// The claim as a condition on the numbers of a scenario, see [`holds`].
    pub when: String,
    /// Settings that meet the condition.
    pub holds: Vec<Trial>,
    /// Settings that do not.
    pub breaks: Vec<Trial>,
}

impl Claim {
    /// Whether a trial's settings meet the condition of the claim.
    ///
    /// # Errors
    /// If the settings or the condition cannot be parsed.
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
/// If the claims file cannot be parsed; a test checks that it can.
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
pub(super) fn card(claim: &Claim, writer: &mut Writer<'_>) -> Result<impl IntoView + use<>, StoryError> {
    let id = format!("claim-{}", claim.slug);
    let name = format!("{id}-name");
    let title = writer.heading(1, &name, ("Claim: ", claim.title.clone()));
    let said = raw(writer.phrase(&claim.claim)?);
    let model = raw(writer.phrase(&claim.model)?);
    let record = raw(writer.phrase(&claim.record)?);
    let sentence = raw(writer.phrase(&claim.sentence)?);
    let law = claim.law.as_deref().map(|law| writer.live_text(law)).transpose()?;
    let verdict = claim.verdict;
    Ok(view! {
        <article class="claim" id=id aria-labelledby=name>
            {title}
            <p class="verdict">
                <span class=format!("badge {}", verdict.class())>{verdict.word()}</span> " " {sentence}
            </p>
            <dl>
                <div><dt>"The article"</dt> <dd>{said}</dd></div>
                <div><dt>"The model"</dt> <dd>{model} {law.map(|law| view! { " " {law} })}</dd></div>
                <div><dt>"The record"</dt> <dd>{record}</dd></div>
                <div><dt>"Holds with"</dt> <dd>{trials(&claim.holds)?}</dd></div>
                <div><dt>"Breaks with"</dt> <dd>{trials(&claim.breaks)?}</dd></div>
            </dl>
        </article>
    })
}

/// A list of settings to try.
fn trials(trials: &[Trial]) -> Result<impl IntoView + use<>, StoryError> {
    let item = |trial: &Trial| {
        let after = button(&trial.set, trial.label.clone())?;
        let before = (!trial.from.is_empty()).then(|| button(&trial.from, "the scenario before"));
        let before = before.transpose()?.map(|before| view! { " (" {before} ")" });
        Ok(view! { <li>{after} {before}</li> })
    };
    let items: Vec<_> = trials.iter().map(item).collect::<Result<_, _>>()?;
    Ok(view! { <ul class="trials">{items}</ul> })
}

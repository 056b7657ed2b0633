//! The claims of the article, checked against the model and the record.

use super::StoryError;
use super::numbers::at;
use super::when::{Pair, holds};
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
    pub(super) fn class(self) -> &'static str {
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

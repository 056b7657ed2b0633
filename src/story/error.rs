//! Errors in the texts of the story.

use std::fmt;

/// Why a text of the story cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoryError {
    /// A chapter does not begin with its title.
    NoTitle(String),
    /// The sheet has no number of that name.
    NoNumber(String),
    /// There is no live text of that name.
    NoLive(String),
    /// The catalog has no document of that name.
    NoSource(String),
    /// There is no claim of that name.
    NoClaim(String),
    /// Settings of a phrase or of a fixed number that are not valid in a link: the settings, and the error.
    NoSetting(String, String),
    /// A piece of Markdown that the story does not support.
    NoForm(String),
    /// A condition that cannot be parsed.
    NoCondition(String),
    /// The claims file cannot be parsed.
    Claims(String),
}

impl fmt::Display for StoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle(chapter) => write!(f, "The chapter “{chapter}” does not begin with a title."),
            Self::NoNumber(name) => write!(f, "The sheet has no number called “{name}”."),
            Self::NoLive(name) => write!(f, "There is no live text called “{name}”."),
            Self::NoSource(name) => write!(f, "There is no document called “{name}”."),
            Self::NoClaim(name) => write!(f, "There is no claim called “{name}”."),
            Self::NoSetting(link, fault) => write!(f, "“{link}” sets no levers. {fault}"),
            Self::NoForm(what) => write!(f, "The story has no form for {what}."),
            Self::NoCondition(text) => write!(f, "“{text}” is no condition."),
            Self::Claims(fault) => write!(f, "The claims cannot be read: {fault}"),
        }
    }
}

impl std::error::Error for StoryError {}

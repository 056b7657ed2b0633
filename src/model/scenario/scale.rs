//! The values that a lever can take.

use crate::catalog::accelerators::Evidence;
use std::borrow::Cow;

/// The values a lever can take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// A number, on a track whose stops are the round numbers 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8 of each decade.
    Log,
    /// A number, on a track of even steps, in the display unit.
    Linear {
        /// From one stop to the next.
        step: f64,
    },
    /// One entry of a list; the number is its index.
    Choice(&'static [Choice]),
    /// Off (0) or on (1).
    Switch,
}

/// One entry of a list to choose from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Name in links. Never changed.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// A short description; for a machine, its product line.
    pub detail: &'static str,
    /// For a machine: when it was released, and what is known about it.
    pub release: Option<Release>,
}

/// When a machine was released, and what is known about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The year.
    pub year: u16,
    /// The basis of predictions for it.
    pub evidence: Evidence,
    /// A remark that is shown in place of the evidence.
    pub remark: Option<&'static str>,
}

impl Choice {
    /// Its description with all details, in a few words.
    pub fn details(&self) -> Cow<'static, str> {
        let Some(Release { year, evidence, remark }) = self.release else { return self.detail.into() };
        format!("{}, {year}, {}", self.detail, remark.unwrap_or(evidence.word())).into()
    }
    /// The evidence for predictions for a machine, if it is shown.
    pub fn evidence(&self) -> Option<Evidence> {
        self.release.filter(|release| release.remark.is_none()).map(|release| release.evidence)
    }
}

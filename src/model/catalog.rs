//! The catalog: values, each with its range, its grade of evidence and its source.
//!
//! Tables are Rust constants: no parser runs in the page, and a row that cites a document that is not
//! declared does not compile.

pub mod accelerators;
pub mod accuracy;
pub mod calibration;
pub mod demand;
pub mod fleet;
pub mod formats;
pub mod hours;
pub mod llms;
pub mod market;
#[cfg(not(target_arch = "wasm32"))]
pub mod measured;
pub mod price_sheets;
pub mod prices;
pub mod random_effects;
pub mod sites;
pub mod sources;
pub mod spread;

use crate::quantity::{Unit, explanation};

/// A document that was read.
#[derive(Debug, PartialEq)]
pub struct Source {
    /// Its title, or a description if it has none.
    pub title: &'static str,
    /// Who published it.
    pub publisher: &'static str,
    /// Its address; empty if no public address is known.
    pub url: &'static str,
    /// When it was published: `2026-03-16`, `2026-03` or `2026`; empty if unknown.
    pub published: &'static str,
    /// When it was read.
    pub read: &'static str,
}

/// How well a value is known, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Published, and the primary document was read.
    Published,
    /// Published, and read in a report that names the primary document.
    Reported,
    /// Computed from other values; the note says how.
    Derived,
    /// Read only in notes or transcripts, or off a chart by eye: approximate.
    Notes,
    /// Commonly known, with no document at hand.
    Recalled,
    /// Chosen because nothing is published. The note says why this value was chosen.
    Assumed,
    /// Not published. There is no value.
    Missing,
}

impl Grade {
    /// The grade in a word or two, for a badge.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Reported => "reported",
            Self::Derived => "derived",
            Self::Notes => "from notes",
            Self::Recalled => "recalled",
            Self::Assumed => "assumed",
            Self::Missing => "not published",
        }
    }
    /// The grade as shown next to a value; it says so if no document was at hand.
    pub fn said(self) -> &'static str {
        if self == Self::Recalled { "recalled, no document at hand" } else { self.word() }
    }
    /// The grade in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Published => "Published, and read in the original document.",
            Self::Reported => "Published, and read in a report that names the original document.",
            Self::Derived => "Computed from other published values.",
            Self::Notes => "Read from notes, a transcript, or by eye off a chart. Approximate.",
            Self::Recalled => "Recalled: commonly known, but no document was at hand to check it.",
            Self::Assumed => "Chosen by us, because nothing is published.",
            Self::Missing => "Not published.",
        }
    }
}

/// Another published value for the same thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Other {
    /// The value, in the unit of the quantity.
    pub value: f64,
    /// What it refers to, in a few words.
    pub label: &'static str,
    /// How well it is known.
    pub grade: Grade,
    /// Where it was read.
    pub source: &'static Source,
}

/// A value, the range it may lie in, and where it was read.
///
/// Numbers are in the display unit of the quantity that the value is given for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Datum {
    /// The value. NaN if the grade is [`Grade::Missing`].
    pub value: f64,
    /// Lowest value that the evidence allows.
    pub low: f64,
    /// Highest value that the evidence allows.
    pub high: f64,
    /// How well it is known.
    pub grade: Grade,
    /// Where it was read.
    pub source: &'static Source,
    /// How it was derived or why it was chosen; empty if the source states it directly.
    pub note: &'static str,
    /// Values that other documents give for the same thing. Contradictions are kept, not averaged.
    pub others: &'static [Other],
}

/// Replaces every document when explanatory texts are compiled out.
static NO_SOURCE: Source = Source { title: "", publisher: "", url: "", published: "", read: "" };

/// The document, or an empty one when explanatory texts are compiled out: see
/// [`explanation`](crate::quantity::explanation).
pub(crate) const fn cited(source: &'static Source) -> &'static Source {
    if cfg!(feature = "explanations") { source } else { &NO_SOURCE }
}

/// A value published as a single figure.
pub const fn exact(value: f64, grade: Grade, source: &'static Source) -> Datum {
    Datum { value, low: value, high: value, grade, source: cited(source), note: "", others: &[] }
}

/// A value with the range the evidence allows.
pub const fn between(low: f64, value: f64, high: f64, grade: Grade, source: &'static Source) -> Datum {
    assert!(low <= value && value <= high, "a value lies within its range");
    Datum { value, low, high, grade, source: cited(source), note: "", others: &[] }
}

/// A value that is not published; the note says what was looked for.
pub const fn missing(note: &'static str, source: &'static Source) -> Datum {
    Datum {
        value: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
        grade: Grade::Missing,
        source,
        note: if cfg!(feature = "reasons") { note } else { "" },
        others: &[],
    }
}

/// Whether two names are equal; usable in constants.
pub(crate) const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

impl Datum {
    /// The same value with a note on how it was derived or why it was chosen.
    pub const fn note(self, note: &'static str) -> Self {
        Self { note: explanation(note), ..self }
    }
    /// The same value with this document, which is kept even when explanatory texts are compiled out: the page's
    /// figures name it.
    pub const fn by(self, source: &'static Source) -> Self {
        Self { source, ..self }
    }
    /// The same value in another unit, of which `times` make one of the old. Other published values are dropped,
    /// because they are in the old unit.
    pub const fn scaled(self, times: f64) -> Self {
        Self {
            value: self.value * times,
            low: self.low * times,
            high: self.high * times,
            others: &[],
            ..self
        }
    }
    /// A share as percent.
    pub const fn percent(self) -> Self {
        self.scaled(100.0)
    }
    /// The same value with those that other documents give.
    pub const fn others(self, others: &'static [Other]) -> Self {
        Self { others, ..self }
    }
    /// The value in base units.
    pub const fn base(&self, unit: &Unit) -> f64 {
        unit.base(self.value)
    }
    /// This value times a factor; the ranges are multiplied too.
    pub const fn times(&self, factor: &Self) -> Self {
        Self {
            value: self.value * factor.value,
            low: self.low * factor.low,
            high: self.high * factor.high,
            ..*self
        }
    }
    /// Whether there is a value.
    pub const fn is_known(&self) -> bool {
        !matches!(self.grade, Grade::Missing)
    }
}

/// A table row that a reader can choose, with its name on the page and its name in links.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named<T> {
    /// Name in links and files. Never changed, because old links contain it.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Other names under which benchmark tables list it.
    pub aliases: &'static [&'static str],
    /// The row itself.
    pub row: T,
}

/// The row with this slug, name or alias, ignoring case.
pub fn find<T>(rows: &'static [Named<T>], name: &str) -> Option<&'static Named<T>> {
    let is = |text: &str| text.eq_ignore_ascii_case(name.trim());
    rows.iter().find(|row| is(row.slug) || is(row.label) || row.aliases.iter().any(|alias| is(alias)))
}

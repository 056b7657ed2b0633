//! What the reader chose.

pub mod levers;
pub mod stops;

use crate::catalog::Datum;
use crate::quantity::Quantity;

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
    /// One of a list; the number is the place in it.
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
    /// What to know of it, in a few words: year, evidence.
    pub detail: &'static str,
}

/// Where on the page a lever stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Always in sight.
    Headline,
    /// The language model and how it is served.
    Serving,
    /// Speed tiers and their prices.
    Tiers,
    /// The site and its share of the world's demand.
    Site,
    /// What the machines and the building cost.
    Capital,
    /// How the world goes on.
    Market,
}

/// One thing the reader can set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lever {
    /// Where it stands.
    pub group: Group,
    /// The values it can take.
    pub scale: Scale,
    /// Lowest value allowed, in the display unit.
    pub min: f64,
    /// Highest value allowed, in the display unit.
    pub max: f64,
    /// The value nobody has touched, with its source and the other published values. In the display unit.
    pub default: Datum,
    /// What a choice means, as its quantity says it.
    pub about: &'static Quantity,
}

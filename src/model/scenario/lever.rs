//! One thing that the reader can set.

use super::purchase::Purchase;
use super::scale::{Choice, Scale};
use super::stops;
use crate::catalog::Datum;
use crate::format::digits::shown;
use crate::format::entry::{self, EntryError};
use crate::quantity::Quantity;
use std::fmt;

/// The price or the rent of a machine about which nothing is published.
pub const UNKNOWN: &str = "not published";

/// The part of the page that a lever is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Always visible.
    Headline,
    /// The language model and how it is served.
    Serving,
    /// Speed tiers and their prices.
    Tiers,
    /// The site, its load, and the hours of its day.
    Site,
    /// How demand responds to prices, and to calls that become longer.
    Demand,
    /// What the machines and the building cost.
    Capital,
    /// How the world develops.
    Market,
}

/// One thing the reader can set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lever {
    /// The part of the page that it is in.
    pub group: Group,
    /// The values it can take.
    pub scale: Scale,
    /// Lowest value allowed, in the display unit.
    pub min: f64,
    /// Highest value allowed, in the display unit.
    pub max: f64,
    /// The value before any change, with its source and the other published values. In the display unit.
    pub default: Datum,
    /// The quantity that it sets: name, unit, meaning.
    pub about: &'static Quantity,
    /// For a list of machines: how many of its entries are generations, which are on a track; the others are only in
    /// the list. 0 for every other lever.
    pub generations: usize,
}

impl Lever {
    /// Its default in base units.
    pub fn default_base(&self) -> f64 {
        self.about.unit.base(self.default.value)
    }
    /// Whether it changes what this site earns. Levers of the market change the years of the world; one of them also
    /// changes the value of used machines.
    pub fn moves_profit(&self) -> bool {
        match self.group {
            Group::Market => self.about.id == "efficiency",
            // Tax and carbon come after the profit of the site.
            _ => !["tax", "carbon"].contains(&self.about.id),
        }
    }
    /// Whether it chooses a machine, and has a track of generations in addition to its list.
    pub fn is_of_machines(&self) -> bool {
        self.generations > 0
    }
    /// The stops on its track, in display units: all of them, or for machines only the generations.
    pub fn track_stops(&self) -> Vec<f64> {
        let mut stops = self.stops();
        if self.is_of_machines() {
            stops.truncate(self.generations);
        }
        stops
    }
    /// The stops of its track in display units, with its default and the other published values among them.
    pub fn stops(&self) -> Vec<f64> {
        let inside = |value: &f64| (self.min..=self.max).contains(value);
        let marks: Vec<f64> = std::iter::once(self.default.value)
            .chain(self.default.others.iter().map(|other| other.value))
            .filter(inside)
            .collect();
        stops::stops(&self.scale, self.min, self.max, &marks)
    }
    /// The chosen entry of a list; `None` if the lever is a number.
    pub fn choice(&self, value: f64) -> Option<&'static Choice> {
        match self.scale {
            Scale::Choice(among) =>
            {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a place in a short list"
                )]
                among.get(value as usize)
            }
            _ => None,
        }
    }
    /// Whether its values are words, from a list or a switch, rather than numbers.
    pub fn is_named(&self) -> bool {
        matches!(self.scale, Scale::Choice(_) | Scale::Switch)
    }
    /// A value as the page shows it.
    pub fn shown(&self, base: f64) -> String {
        match self.scale {
            Scale::Choice(_) => self.choice(base).map_or("—".to_owned(), |choice| choice.label.to_owned()),
            Scale::Switch => (if base == 0.0 { "off" } else { "on" }).to_owned(),
            _ if self.is_unknown(base) => UNKNOWN.to_owned(),
            _ => shown(base, &self.about.unit),
        }
    }
    /// Whether a value says that the price or the rent of the machine is not published.
    pub fn is_unknown(&self, base: f64) -> bool {
        base == 0.0 && self.is_of_machine()
    }
    /// A value as links and files write it.
    pub fn written(&self, base: f64) -> String {
        match self.scale {
            Scale::Choice(_) => self.choice(base).map_or(String::new(), |choice| choice.slug.to_owned()),
            Scale::Switch => (if base == 0.0 { "off" } else { "on" }).to_owned(),
            _ => {
                let text = entry::editable(base, &self.about.unit).replace([' ', '$', '%'], "");
                text.strip_suffix('K').map_or(text.clone(), |number| format!("{number}k"))
            }
        }
    }
    /// Reads a value as people type it and as links write it, in base units. The price of a GPU can be that of several,
    /// if the text says of how many.
    ///
    /// # Errors
    /// One variant for each reason why it is not a value of this lever.
    pub fn read(&self, text: &str) -> Result<f64, SettingError> {
        let text = entry::bounded(text).map_err(SettingError::Entry)?;
        if let Some((price, Purchase::Gpus(number))) = self.split_purchase(text) {
            return self.read_for(price, number);
        }
        match self.scale {
            Scale::Choice(among) => {
                let is = |name: &str| name.eq_ignore_ascii_case(text.trim());
                #[allow(clippy::cast_precision_loss, reason = "a place in a short list")]
                among
                    .iter()
                    .position(|choice| is(choice.slug) || is(choice.label))
                    .map(|place| place as f64)
                    .ok_or_else(|| SettingError::NoSuchChoice {
                        text: text.to_owned(),
                        lever: self.about.label,
                        among,
                    })
            }
            Scale::Switch => match text.trim().to_ascii_lowercase().as_str() {
                "on" | "yes" | "1" | "true" => Ok(1.0),
                "off" | "no" | "0" | "false" => Ok(0.0),
                _ => Err(SettingError::NoSwitch { text: text.to_owned(), lever: self.about.label }),
            },
            _ => self.read_for(text, 1.0),
        }
    }
    /// Reads a value as a reader types it. A number with two readings, both of them on the track, is not accepted. The
    /// price of a GPU can be that of a rack or a server, if a scale-up link joins so many in the scenario.
    ///
    /// # Errors
    /// As [`read`](Self::read), [`SettingError::TwoReadings`] and [`SettingError::HowManyGpus`].
    pub fn read_typed(&self, text: &str, linked: f64) -> Result<f64, SettingError> {
        let unit = self.about.unit;
        let purchase = entry::bounded(text).ok().and_then(|text| self.split_purchase(text));
        let (number, gpus) = match purchase {
            Some((price, what)) => {
                let unknown = || SettingError::HowManyGpus { price: price.to_owned(), what };
                (price, what.gpus(linked).ok_or_else(unknown)?)
            }
            None => (text, 1.0),
        };
        let readings = match self.scale {
            Scale::Choice(_) | Scale::Switch => None,
            _ => entry::two_readings(number, &unit).map(|both| both.map(|base| base / gpus)),
        };
        match readings {
            Some(both) if both.iter().all(|base| self.within(*base).is_ok()) => {
                Err(SettingError::TwoReadings { text: text.trim().to_owned(), both, unit })
            }
            _ if purchase.is_some() => self.read_for(number, gpus),
            _ => self.read(text),
        }
    }
    /// Reads a number that was typed for so many accelerators, and gives it for one.
    fn read_for(&self, text: &str, gpus: f64) -> Result<f64, SettingError> {
        self.within(entry::parse(text, &self.about.unit).map_err(SettingError::Entry)? / gpus)
    }
    /// A price and what it is for, where the price of a GPU is expected.
    fn split_purchase<'a>(&self, text: &'a str) -> Option<(&'a str, Purchase)> {
        (self.about.id == "gpu_price").then(|| Purchase::split(text)).flatten()
    }
    /// A value in base units, if it is on the track. A machine price or rent of zero means the published one.
    ///
    /// # Errors
    /// If it is beyond an end of the track.
    pub fn within(&self, base: f64) -> Result<f64, SettingError> {
        let unit = &self.about.unit;
        let (min, max) = (unit.base(self.min), unit.base(self.max));
        if self.is_unknown(base) {
            return Ok(base);
        }
        // What a reader types at an end of the track may differ from it in the last bit.
        let slack = 1e-12 * (max - min);
        if base < min - slack {
            Err(SettingError::TooSmall { lever: self.about.label, min, max, unit: *unit })
        } else if base > max + slack {
            Err(SettingError::TooLarge { lever: self.about.label, min, max, unit: *unit })
        } else {
            Ok(base.clamp(min, max))
        }
    }
}

/// Why a text is not a value of a lever.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingError {
    /// It is not a number.
    Entry(EntryError),
    /// It is below the track. Ends in base units.
    TooSmall {
        /// Name of the lever.
        lever: &'static str,
        /// Lowest value allowed.
        min: f64,
        /// Highest value allowed.
        max: f64,
        /// Their unit.
        unit: crate::quantity::Unit,
    },
    /// It is above the track. Ends in base units.
    TooLarge {
        /// Name of the lever.
        lever: &'static str,
        /// Lowest value allowed.
        min: f64,
        /// Highest value allowed.
        max: f64,
        /// Their unit.
        unit: crate::quantity::Unit,
    },
    /// It has two readings as a number, both of them allowed. In base units.
    TwoReadings {
        /// What was typed.
        text: String,
        /// With the point as a decimal point, and with the point as a thousands separator.
        both: [f64; 2],
        /// Their unit.
        unit: crate::quantity::Unit,
    },
    /// It is the price of a rack or a server, and it is not known how many GPUs are in one.
    HowManyGpus {
        /// The price as typed.
        price: String,
        /// What it is the price of.
        what: Purchase,
    },
    /// It is not on the list.
    NoSuchChoice {
        /// What was given.
        text: String,
        /// Name of the lever.
        lever: &'static str,
        /// What is on the list.
        among: &'static [Choice],
    },
    /// It is neither on nor off.
    NoSwitch {
        /// What was given.
        text: String,
        /// Name of the lever.
        lever: &'static str,
    },
}

impl SettingError {
    /// The nearest allowed value, in base units; `None` if there is no number to start from.
    pub fn nearest(&self) -> Option<f64> {
        match self {
            Self::TooSmall { min, .. } => Some(*min),
            Self::TooLarge { max, .. } => Some(*max),
            Self::TwoReadings { both, .. } => Some(both[0]),
            _ => None,
        }
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(error) => error.fmt(f),
            Self::TooSmall { lever, min, max, unit } => {
                write!(
                    f,
                    "{lever} cannot be below {}. Allowed: {0} to {}.",
                    shown(*min, unit),
                    shown(*max, unit)
                )
            }
            Self::TooLarge { lever, min, max, unit } => {
                write!(
                    f,
                    "{lever} cannot be above {1}. Allowed: {0} to {1}.",
                    shown(*min, unit),
                    shown(*max, unit)
                )
            }
            Self::TwoReadings { text, both, unit } => {
                let [small, large] = both.map(|base| shown(base, unit));
                write!(
                    f,
                    "“{text}” can mean {small} or {large}. Type it without the point, or with one decimal fewer or more."
                )
            }
            Self::HowManyGpus { price, what } => {
                let what = what.word();
                write!(
                    f,
                    "How many GPUs a {what} of this machine has is not known. Type their number, for example “{price} \
                     per {what} of 64”."
                )
            }
            Self::NoSuchChoice { text, lever, among } => {
                let names: Vec<&str> = among.iter().map(|choice| choice.slug).collect();
                write!(f, "{lever} has no “{text}”. Allowed: {}.", names.join(", "))
            }
            Self::NoSwitch { text, lever } => write!(f, "{lever} is on or off, not “{text}”."),
        }
    }
}

impl std::error::Error for SettingError {}

//! A scenario and a lever in a message from one program of the site to another: a row of numbers, and a name.
//!
//! Messages are not stored: what a reader keeps is the [link](super::link).

use super::levers::LEVERS;
use super::{Lever, Scenario};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

impl Serialize for Scenario {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut numbers = Vec::new();
        self.each(|_, value| numbers.push(*value));
        numbers.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Scenario {
    /// A row of a different length belongs to a different set of levers.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut numbers = Vec::<f64>::deserialize(from)?.into_iter();
        let mut is_whole = true;
        let scenario = Self::build(|_| {
            numbers.next().unwrap_or_else(|| {
                is_whole = false;
                f64::NAN
            })
        });
        if is_whole && numbers.next().is_none() {
            Ok(scenario)
        } else {
            Err(D::Error::custom("other levers"))
        }
    }
}

impl Serialize for Lever {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.about.id.serialize(to)
    }
}

impl<'de> Deserialize<'de> for &'static Lever {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        LEVERS.get(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("no such lever"))
    }
}

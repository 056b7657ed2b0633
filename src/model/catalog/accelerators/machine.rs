//! What is known about a machine, and the remarks that rows share.

use crate::catalog::sites::OWNER_COSTS;
use crate::catalog::sources as from;
use crate::catalog::{Datum, Grade::*, exact};
use crate::catalog::{is_same, missing};
use crate::factory::Accelerator;

/// Designs that share arithmetic and kernels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Generation {
    /// NVIDIA, 2020.
    Ampere,
    /// NVIDIA, 2022, for graphics and inference.
    Ada,
    /// NVIDIA, 2022.
    Hopper,
    /// NVIDIA, 2025.
    Blackwell,
    /// NVIDIA, 2025, for workstations: no scale-up link.
    BlackwellWorkstation,
    /// NVIDIA, 2026 and 2027.
    Rubin,
    /// AMD, 2023.
    Cdna3,
    /// AMD, 2025.
    Cdna4,
    /// AMD, 2026.
    Cdna5,
    /// Google.
    Tpu,
    /// Amazon.
    Trainium,
}

impl Generation {
    /// Its name on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ampere => "Ampere",
            Self::Ada => "Ada",
            Self::Hopper => "Hopper",
            Self::Blackwell => "Blackwell",
            Self::BlackwellWorkstation => "Blackwell workstation",
            Self::Rubin => "Rubin",
            Self::Cdna3 => "CDNA 3",
            Self::Cdna4 => "CDNA 4",
            Self::Cdna5 => "CDNA 5",
            Self::Tpu => "TPU",
            Self::Trainium => "Trainium",
        }
    }
}

/// The basis of a prediction for a machine, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Its throughput was measured, and the measurements are among those predictions are tested on.
    Measured,
    /// It is for sale and specified; the predictions rest on the specification.
    Specified,
    /// It is only announced.
    Announced,
}

impl Evidence {
    /// The evidence in a word, for a badge.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Specified => "specified",
            Self::Announced => "announced",
        }
    }
}

/// A machine with what is known about it in addition to numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// Who makes it.
    pub vendor: &'static str,
    /// Which design it belongs to.
    pub generation: Generation,
    /// The basis of predictions for it.
    pub evidence: Evidence,
    /// Its numbers.
    pub row: Accelerator<Datum>,
}

pub(super) const DRIVER: &str = "As the driver reports it: what is sold as GB is GiB in the machine. The throughput model was fitted with it.";
pub(super) const NOMINAL: &str = "As specified; what the driver reports was not found.";
pub(super) const HALF_OF_FP8: &str = "Half of the FP8 rate, as in every machine that publishes both.";
pub(super) const NO_FP8: &str = "The machine has no FP8 arithmetic: its BF16 rate.";
pub(super) const NO_FP4: &str = "The machine has no FP4 arithmetic: its FP8 rate.";
pub(super) const NIC_400: &str = "One 400 Gbit/s network card an accelerator.";
pub(super) const NIC_800: &str = "One 800 Gbit/s network card an accelerator.";
pub(super) const NIC_1600: &str = "Network of 1,600 Gbit/s an accelerator.";
pub(super) const NIC_GUESS: &str = "Not looked up: taken as one 400 Gbit/s network card an accelerator.";
pub(super) const NOT_ALL_IN: &str = "No all-in power published.";
pub(super) const NOT_SOLD: &str = "Rented only as a service, never sold: no price of a machine exists.";
pub(super) const NO_RENT: &str = "No rent by the hour found.";
pub(super) const NO_PRICE: &str = "No price found.";

/// Rent of a GPU-hour on a three-year contract, from the table of owners' costs.
pub(super) const fn rental(slug: &str) -> Datum {
    let mut place = 0;
    while place < OWNER_COSTS.len() {
        let row = &OWNER_COSTS[place];
        if is_same(row.machine, slug) && row.rental.is_known() {
            let note = if row.placeholder {
                "On a contract of three years. Not published: its source assumes 1.2 times that of the machine before."
            } else {
                "On a contract of three years."
            };
            return row.rental.note(note);
        }
        place += 1;
    }
    missing(NO_RENT, &from::INFERENCEX)
}

pub(super) const fn in_fit(value: f64) -> Datum {
    exact(value, Recalled, &from::COMMON)
        .note("From the data sheet, as the throughput model was fitted with it.")
}
pub(super) const fn inferencex(value: f64) -> Datum {
    exact(value, Published, &from::INFERENCEX)
}
pub(super) const fn year(value: f64) -> Datum {
    exact(value, Recalled, &from::COMMON)
}
pub(super) const fn stands_in(value: f64, note: &'static str) -> Datum {
    exact(value, Derived, &from::INFERENCE_FIT).note(note)
}
pub(super) const fn network(value: f64, note: &'static str) -> Datum {
    exact(value, Recalled, &from::COMMON).note(note)
}
pub(super) const fn assumed_network(value: f64) -> Datum {
    exact(value, Assumed, &from::COMMON).note(NIC_GUESS)
}

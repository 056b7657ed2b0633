//! Values that set a lever when clicked: break-even and published values.

use model::catalog::Other;
use model::format::digits::{parts, shown};
use model::quantity::order::insertion_sort_by_key;
use model::scenario::{Lever, Scale};

/// A value to set, with everything known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    /// The value in base units.
    pub base: f64,
    /// The formatted value, without its unit.
    pub value: String,
    /// Its meaning.
    pub label: String,
    /// What else is known, after the label: the value with its unit, source, date and grade.
    pub details: String,
    /// Whether profit is zero there.
    pub is_turn: bool,
}

impl Chip {
    /// A value at which profit is zero.
    pub(crate) fn turn(lever: &Lever, base: f64) -> Self {
        let unit = &lever.about.unit;
        Self {
            base,
            value: parts(base, unit).0,
            label: "break-even".to_owned(),
            details: format!("profit is zero at {}, all else equal.", shown(base, unit)),
            is_turn: true,
        }
    }
    fn published(lever: &Lever, other: &Other) -> Self {
        let unit = &lever.about.unit;
        let base = unit.base(other.value);
        let source = [other.source.title, other.source.publisher, other.source.published];
        let source: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
        let mut grade = other.grade.said().to_owned();
        grade[..1].make_ascii_uppercase();
        Self {
            base,
            value: parts(base, unit).0,
            label: other.label.to_owned(),
            details: format!("{}. {}. {grade}.", shown(base, unit), source.join(", ")),
            is_turn: false,
        }
    }
}

/// Published values for a lever that are on its track, in the order of the track.
pub fn published(lever: &'static Lever) -> Vec<Chip> {
    if !matches!(lever.scale, Scale::Log | Scale::Linear { .. }) {
        return Vec::new();
    }
    let others = lever.default.others.iter();
    let mut chips: Vec<Chip> = others.map(|other| Chip::published(lever, other)).collect();
    chips.retain(|chip| lever.within(chip.base).is_ok());
    insertion_sort_by_key(&mut chips, |chip| chip.base);
    chips
}

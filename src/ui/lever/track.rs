//! The track of a lever: its stops, and the marks on it.

use model::catalog::Datum;
use model::catalog::accelerators::Evidence;
use model::format::digits::{NO_BREAK, parts, shown};
use model::format::speech::spoken;
use model::scenario::{Lever, Scale, UNKNOWN, stops};

/// The stops of a lever with their values.
#[derive(Debug, Clone)]
pub struct Track {
    lever: &'static Lever,
    /// Values in display units, ascending.
    pub stops: Vec<f64>,
}

/// A mark on a track.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Its position, from 0 at the left end to 1 at the right.
    pub at: f64,
    /// Its meaning and value.
    pub title: String,
    /// The text below it; may be empty.
    pub label: String,
    /// How it is drawn: the suffix of a class name.
    pub kind: &'static str,
}

impl Track {
    /// The track of a lever. For accelerators it only has the generations.
    pub fn of(lever: &'static Lever) -> Self {
        Self { lever, stops: lever.track_stops() }
    }
    /// The last stop.
    pub fn last(&self) -> usize {
        self.stops.len().saturating_sub(1)
    }
    /// The stop nearest to a value in base units.
    pub fn place(&self, base: f64) -> usize {
        stops::nearest(&self.lever.scale, &self.stops, self.lever.about.unit.shown(base))
    }
    /// The value of a stop, in base units.
    pub fn value(&self, place: usize) -> Option<f64> {
        self.stops.get(place).map(|stop| self.lever.about.unit.base(*stop))
    }
    /// The position of a stop along the track, from 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "tracks have hundreds of stops at most")]
    pub fn along(&self, place: usize) -> f64 {
        place as f64 / self.last().max(1) as f64
    }
    /// The position of a value in base units along the track, from 0 to 1, interpolated between stops.
    pub fn spot(&self, base: f64) -> f64 {
        let shown = self.lever.about.unit.shown(base);
        let above = self.stops.partition_point(|&stop| stop < shown).clamp(1, self.last().max(1));
        let (Some(&low), Some(&high)) = (self.stops.get(above - 1), self.stops.get(above)) else {
            return 0.0;
        };
        let part = ((shown - low) / (high - low)).clamp(0.0, 1.0);
        let (from, to) = (self.along(above - 1), self.along(above));
        from + part * (to - from)
    }
    /// The value `by` stops above or below another, in base units.
    pub fn neighbour(&self, base: f64, by: i32) -> f64 {
        let unit = self.lever.about.unit;
        unit.base(stops::neighbour(&self.stops, unit.shown(base), by))
    }
    /// Its two ends as displayed: without unit if both have that of the lever, else each with its own.
    pub fn ends(&self) -> Option<(String, String)> {
        if matches!(self.lever.scale, Scale::Choice(_) | Scale::Switch) {
            return None;
        }
        let ends = [self.value(0)?, self.value(self.last())?];
        let [low, high] = ends.map(|base| parts(base, &self.lever.about.unit).1.trim_end_matches('s'));
        if ends[0] == 0.0 || low == high {
            let last = if low == high { self.short(ends[1]) } else { self.shown(ends[1]) };
            return Some((self.short(ends[0]), last));
        }
        Some((self.shown(ends[0]), self.shown(ends[1])))
    }
    /// The marks: generations, or the default and published values.
    pub fn ticks(&self, default: &Datum) -> Vec<Tick> {
        let lever = self.lever;
        if let Scale::Choice(among) = lever.scale {
            let stands = among.iter().take(self.stops.len()).enumerate();
            return stands
                .map(|(place, choice)| Tick {
                    at: self.along(place),
                    title: format!("{}: {}", choice.label, choice.details()),
                    label: choice.release.map_or_else(String::new, |it| format!("’{:02}", it.year % 100)),
                    kind: choice.evidence().map_or("other", Evidence::word),
                })
                .collect();
        }
        let unit = &lever.about.unit;
        let tick = |value: f64, label: &str, kind| {
            let base = unit.base(value);
            Tick {
                at: self.along(self.place(base)),
                title: format!("{label}: {}", shown(base, unit)),
                label: String::new(),
                kind,
            }
        };
        let mut ticks = vec![tick(default.value, "Default", "default")];
        let inside = default.others.iter().filter(|other| (lever.min..=lever.max).contains(&other.value));
        ticks.extend(inside.map(|other| tick(other.value, other.label, "other")));
        ticks
    }
    /// A value in words, for speech.
    pub fn said(&self, base: f64) -> String {
        match self.lever.choice(base) {
            Some(choice) => format!("{}, {}", choice.label, choice.details()),
            None if self.lever.is_unknown(base) => UNKNOWN.to_owned(),
            None => spoken(base, &self.lever.about.unit),
        }
    }
    /// A value with its unit, but without the denominator.
    fn shown(&self, base: f64) -> String {
        let text = shown(base, &self.lever.about.unit);
        text.split('/').next().unwrap_or_default().to_owned()
    }
    /// A value without the noun after it.
    fn short(&self, base: f64) -> String {
        let text = shown(base, &self.lever.about.unit);
        text.split([NO_BREAK, '/']).next().unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::link;

    #[test]
    fn the_ends_of_a_track_have_a_unit_that_is_true() {
        let power = link::levers().into_iter().find(|lever| lever.about.id == "power").unwrap();
        assert_eq!(Track::of(power).ends(), Some(("1\u{a0}kW".to_owned(), "10\u{a0}GW".to_owned())));
        for lever in link::levers() {
            let track = Track::of(lever);
            let Some((low, high)) = track.ends() else { continue };
            for (end, text) in [(0, low), (track.last(), high)] {
                let unit = &lever.about.unit;
                let base = track.value(end).unwrap();
                let whole = shown(base, unit);
                assert!(whole.starts_with(&text), "{}: {text} of {whole}", lever.about.label);
                // An end without a unit has the unit in which the lever is given, or is zero.
                let symbol = parts(base, unit).1.trim_end_matches('s');
                let is_plain = !text.contains(NO_BREAK) && base != 0.0;
                let other = parts(track.value(track.last() - end).unwrap(), unit).1.trim_end_matches('s');
                assert!(!is_plain || symbol == other || track.value(0) == Some(0.0), "{}", lever.about.label);
            }
        }
    }
}

//! A figure in sentences, for readers who cannot see it and for those who prefer text.

use super::figure::{Figure, finite};
use super::mark::{Area, Place, Series};
use super::role::Role;

impl Figure {
    /// The figure in one paragraph: title, finding, axes, how each series runs, where areas begin and end, and the
    /// other elements drawn.
    pub fn describe(&self) -> String {
        let mut sentences = vec![sentence(&self.title), sentence(&self.finding)];
        sentences.push(self.axis_sentence());
        sentences.extend((0..self.series.len()).map(|k| self.trend(k)));
        sentences.extend(self.areas.iter().map(|area| self.where_it_lies(area)));
        for mark in self.marks.iter().filter(|mark| !mark.label.is_empty()) {
            let place = if mark.place == Place::Present { "The present point is" } else { "Marked is" };
            // The name usually contains the number already.
            let value = self.x.spoken.write(mark.x);
            let at = if mark.label.contains(&value) { String::new() } else { format!(", at {value}") };
            sentences.push(format!("{place} {}{at}.", mark.label));
        }
        for remark in self.remarks() {
            let is_told = self.marks.iter().any(|mark| mark.label == remark.label)
                || self.areas.iter().any(|area| area.crossing == remark.label);
            if !is_told && !remark.label.is_empty() {
                let source =
                    if remark.source.is_empty() { String::new() } else { format!(", {}", remark.source) };
                sentences.push(sentence(&format!(
                    "{}: {}{source}",
                    remark.label,
                    lower_first(&remark.place)
                )));
            }
        }
        sentences.push(sentence(&self.note));
        sentences.retain(|sentence| !sentence.is_empty());
        sentences.join(" ")
    }
    /// The values of the figure at stop `i`, spoken while the reader moves along the axis. `hidden` names the series
    /// that are left out. Empty if there is no such stop.
    pub fn announce(&self, i: usize, hidden: &[String]) -> String {
        let Some(x) = self.stops.get(i) else { return String::new() };
        let mut parts = Vec::new();
        for (k, series) in self.series.iter().enumerate().filter(|(_, series)| !hidden.contains(&series.id)) {
            let spoken = |value: Option<f64>| finite(value).map(|value| self.y.spoken.write(value));
            let here = series.at.is_none();
            let value = match series.low() {
                Some(low) if here => spoken(low.get(i).copied().flatten())
                    .zip(spoken(series.values.get(i).copied().flatten()))
                    .map(|(low, high)| format!("{low} to {high}")),
                _ if here => spoken(series.values.get(i).copied().flatten()),
                _ => spoken(self.height(k, *x, hidden)),
            };
            match value {
                Some(value) => parts.push(format!("{} {value}", name(series))),
                None if here => parts.push(format!("{} not known{}", name(series), because(series))),
                // Between or beyond the points of a series there is nothing to announce.
                None => {}
            }
        }
        for area in &self.areas {
            let sides = self.edge(&area.upper, i, hidden).zip(self.edge(&area.lower, i, hidden));
            if let Some((upper, lower)) = sides.filter(|(upper, lower)| upper > lower) {
                parts.push(format!("{} {}", lower_first(&area.label), self.y.spoken.write(upper - lower)));
            }
        }
        let head = format!("{} {}", self.x.label, self.x.spoken.write(*x));
        if parts.is_empty() {
            format!("{head}: nothing known.")
        } else {
            format!("{head}: {}.", parts.join(", "))
        }
    }
    /// The description of a single point: what it is, where it is, and its source. Empty if there is no such point.
    pub fn describe_dot(&self, i: usize) -> String {
        let Some(dot) = self.dots.get(i) else { return String::new() };
        let place = format!("{}, {}", self.x.value.write(dot.x), self.y.value.write(dot.y));
        let parts = [dot.label.as_str(), &place].into_iter().filter(|part| !part.is_empty());
        let head = parts.collect::<Vec<_>>().join(": ");
        [sentence(&head), sentence(&dot.source)].join(" ").trim().to_owned()
    }
    fn axis_sentence(&self) -> String {
        let scale = |log| if log { ", each equal step multiplies" } else { "" };
        let (x, y) = (&self.x, &self.y);
        let (x_log, y_log) =
            (x.scale == super::scale::ScaleKind::Log, y.scale == super::scale::ScaleKind::Log);
        let across = if x.named.is_empty() {
            format!("from {} to {}{}", x.spoken.write(x.domain.0), x.spoken.write(x.domain.1), scale(x_log))
        } else {
            let names: Vec<&str> = x.named.iter().map(|(_, name)| name.as_str()).collect();
            names.join(", ")
        };
        format!(
            "Across: {}, {across}. Upwards: {}, from {} to {}{}.",
            lower_first(&x.label),
            lower_first(&y.label),
            y.spoken.write(y.domain.0),
            y.spoken.write(y.domain.1),
            scale(y_log)
        )
    }
    /// How a series runs from its first value to its last.
    fn trend(&self, k: usize) -> String {
        let series = &self.series[k];
        if let Some(low) = series.low() {
            return self.range(series, low);
        }
        let known: Vec<(f64, f64)> = self
            .places(series)
            .iter()
            .zip(&series.values)
            .filter_map(|(x, value)| Some((*x, finite(*value)?)))
            .collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else {
            return format!("{}: nothing known{}.", series.label, because(series));
        };
        let (x, y) = (|at: f64| self.x.spoken.write(at), |value: f64| self.y.spoken.write(value));
        if known.len() == 1 {
            return format!("{}: {} at {}.", series.label, y(first.1), x(first.0));
        }
        let lowest = known.iter().fold(*first, |a, b| if b.1 < a.1 { *b } else { a });
        let highest = known.iter().fold(*first, |a, b| if b.1 > a.1 { *b } else { a });
        let reach = highest.1 - lowest.1;
        // A difference below a hundredth of the range counts as none: it would not be visible.
        let differs = |a: f64, b: f64| (a - b).abs() > reach * 0.01;
        let mut text = if !differs(highest.1, lowest.1) || reach <= highest.1.abs() * 1e-6 {
            format!("{} stays at {}", series.label, y(first.1))
        } else if !differs(last.1, first.1) {
            format!("{} ends where it begins, at {}", series.label, y(first.1))
        } else {
            let verb = if last.1 > first.1 { "rises" } else { "falls" };
            let ends = format!("from {} at {} to {} at {}", y(first.1), x(first.0), y(last.1), x(last.0));
            format!("{} {verb} {ends}", series.label)
        };
        let end_high = first.1.max(last.1);
        let end_low = first.1.min(last.1);
        if differs(highest.1, end_high) {
            text.push_str(&format!(", with its highest value {} at {}", y(highest.1), x(highest.0)));
        }
        if differs(lowest.1, end_low) {
            text.push_str(&format!(", with its lowest value {} at {}", y(lowest.1), x(lowest.0)));
        }
        let missing = series.values.len() - known.len();
        if missing > 0 {
            let places = if missing == 1 { "place" } else { "places" };
            text.push_str(&format!("; not known at {missing} {places}{}", because(series)));
        }
        text.push('.');
        text
    }
    /// The ends of a range at its first value and at its last.
    fn range(&self, series: &Series, low: &[Option<f64>]) -> String {
        let ends: Vec<String> = self
            .places(series)
            .iter()
            .zip(low.iter().zip(&series.values))
            .filter_map(|(x, (low, high))| {
                let [low, high] = [finite(*low)?, finite(*high)?].map(|y| self.y.spoken.write(y));
                Some(format!("{low} to {high} at {}", self.x.spoken.write(*x)))
            })
            .collect();
        match ends.as_slice() {
            [] => format!("{}: nothing known{}.", series.label, because(series)),
            [only] => format!("{}: {only}.", series.label),
            [first, .., last] => format!("{}: {first}; {last}.", series.label),
        }
    }
    /// Where an area begins and ends.
    fn where_it_lies(&self, area: &Area) -> String {
        let x = |at: f64| self.x.spoken.write(at);
        let there: Vec<usize> =
            (0..self.stops.len()).filter(|i| self.gap(area, *i).is_some_and(|gap| gap > 0.0)).collect();
        let (Some(first), Some(last)) = (there.first(), there.last()) else {
            return format!("There is no {} in this range.", lower_first(&area.label));
        };
        let mut text = if there.len() == self.stops.len() {
            format!("There is a {} over the whole range", lower_first(&area.label))
        } else if self.x.discrete {
            let names: Vec<String> = there.iter().map(|i| x(self.stops[*i])).collect();
            format!("There is a {} at {}", lower_first(&area.label), names.join(", "))
        } else {
            let at = self.crossings(area);
            let from = at.iter().rev().find(|at| **at <= self.stops[*first]).copied();
            let to = at.iter().find(|at| **at >= self.stops[*last]).copied();
            match (from, to) {
                (Some(from), Some(to)) => {
                    format!("There is a {} between {} and {}", lower_first(&area.label), x(from), x(to))
                }
                (Some(from), None) => format!("There is a {} above {}", lower_first(&area.label), x(from)),
                (None, Some(to)) => format!("There is a {} below {}", lower_first(&area.label), x(to)),
                (None, None) => format!("There is a {} in part of the range", lower_first(&area.label)),
            }
        };
        let crossings: Vec<String> = self.crossings(area).into_iter().map(x).collect();
        if !area.crossing.is_empty() && !crossings.is_empty() {
            text.push_str(&format!("; {} at {}", lower_first(&area.crossing), crossings.join(" and ")));
        }
        text.push('.');
        text
    }
}

fn because(series: &Series) -> String {
    if series.gap.is_empty() { String::new() } else { format!(" ({})", series.gap) }
}

/// The name of a series mid-sentence. The names of generations are proper names, others start in lower case.
fn name(series: &Series) -> String {
    if matches!(series.role, Role::Generation(_)) { series.label.clone() } else { lower_first(&series.label) }
}

/// The text with a full stop, unless it has an end mark already.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// The text with its first letter in lower case, unless the first word is an abbreviation or a name with digits:
/// `GPU`, `H100`.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let word: String = letters.clone().take_while(char::is_ascii_alphanumeric).collect();
    if word.chars().any(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return text.to_owned();
    }
    std::iter::once(first.to_ascii_lowercase()).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use crate::spec::sample;

    #[test]
    fn the_description_tells_what_is_seen() {
        let text = sample::profit().describe();
        for part in [
            "Profit over context length. Longer contexts fill the memory",
            "Across: context length, from 1.02 thousand tokens to 2.1 million tokens, each equal step multiplies.",
            "Machines stays at $1.62 billion a year.",
            "Revenue falls from $4.58 billion a year at 1.02 thousand tokens to $0.752 billion a year at 1.48 million \
             tokens; not known at 2 places (one sequence no longer fits the memory).",
            "There is a profit below 264 thousand tokens; break-even at 264 thousand tokens.",
            "There is a loss above 264 thousand tokens.",
            "The present point is Now 131K, at 131 thousand tokens.",
            "Revenue the loan asks for: money per year $4.2B, loan agreement.",
            "year of 8,760 hours.",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        let mut market = sample::market();
        market.dots.iter_mut().for_each(|dot| dot.source += ".");
        assert!(market.describe().contains("annual report. ") && !market.describe().contains(".."));
        let text = sample::generations().describe();
        assert!(text.contains("There is a loss at Hopper H100, Hopper H200."), "{text}");
    }

    #[test]
    fn the_break_even_told_is_where_the_two_sides_are_equal() {
        let figure = sample::profit();
        let [at] = figure.crossings(&figure.areas[0])[..] else { panic!("one crossing expected") };
        let [revenue, cost] =
            ["revenue", "running"].map(|id| figure.height(figure.index(id).unwrap(), at, &[]).unwrap());
        assert!((revenue - cost).abs() < 0.01, "{revenue} against {cost} at {at}");
    }

    #[test]
    fn every_stop_is_announced_with_what_stands_there() {
        let figure = sample::profit();
        assert_eq!(
            figure.announce(28, &[]),
            "Context length 131 thousand tokens: machines $1.62 billion a year, electricity $0.31 billion a year, \
             building $0.36 billion a year, running $0.12 billion a year, revenue by default $1.96 billion a year, \
             revenue $3.17 billion a year, profit $0.758 billion a year."
        );
        let hidden = ["machines", "electricity", "building", "running", "before"].map(str::to_owned);
        assert_eq!(
            figure.announce(44, &hidden),
            "Context length 2.1 million tokens: revenue not known (one sequence no longer fits the memory)."
        );
        assert_eq!(figure.announce(45, &[]), "");
        for figure in sample::all() {
            for i in 0..figure.stops.len() {
                let said = figure.announce(i, &[]);
                assert!(said.ends_with('.') && !said.contains("NaN") && !said.contains('—'), "{said}");
            }
        }
    }
}

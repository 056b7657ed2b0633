//! A number over the values of one lever, as a line; or over two, as one line per entry of a list, or as a heat map.

use super::heat_map::{HeatMap, Side};
use super::profit::{lever_axis, uncapitalised, written};
use crate::spec::axis::{Axes, Axis};
use crate::spec::figure::Figure;
use crate::spec::mark::{Mark, Place, Series};
use crate::spec::role::Role;
use crate::spec::scale::{ScaleKind, to_f64};
use model::format::digits::{NO_BREAK, parts, shown};
use model::scenario::{Lever, Scenario};
use model::study::evaluate::number::Number;
use model::study::sweep::{Axis as Swept, Sweep, SweepError, sweep};

/// Number of lever values along a line.
const ALONG_LINE: usize = 33;
/// Number of columns and rows of a heat map.
const CELLS: (usize, usize) = (21, 13);
/// Maximum number of lines in a chart: colours cannot distinguish more.
const LINES: usize = 6;

/// What is drawn.
#[derive(Debug, Clone)]
pub enum Chart {
    /// Lines over a lever.
    Lines(Box<Figure>),
    /// A field over two levers.
    Field(Box<HeatMap>),
}

/// A number over a lever, or two.
///
/// # Errors
/// If both levers are the same.
pub fn chart(
    scenario: &Scenario,
    number: Number,
    first: &'static Lever,
    second: Option<&'static Lever>,
) -> Result<Chart, SweepError> {
    let along = |lever, most| Swept { lever, values: places(lever, most) };
    // The entries of a list have no order along an axis, so they become lines over the other lever.
    Ok(match second {
        None => {
            let swept = sweep(scenario, &[along(first, ALONG_LINE)], &[number])?;
            Chart::Lines(Box::new(lines(scenario, &swept, None)))
        }
        Some(second) if first.is_named() != second.is_named() => {
            let (line, list) = if first.is_named() { (second, first) } else { (first, second) };
            let swept = sweep(scenario, &[along(list, LINES), along(line, ALONG_LINE)], &[number])?;
            Chart::Lines(Box::new(lines(scenario, &swept, Some(list))))
        }
        Some(second) => {
            let swept = sweep(scenario, &[along(second, CELLS.1), along(first, CELLS.0)], &[number])?;
            Chart::Field(Box::new(field(scenario, &swept)))
        }
    })
}

/// At most `most` stops of a lever's track, in base units, from end to end. For a list, the last ones.
fn places(lever: &'static Lever, most: usize) -> Vec<f64> {
    let stops = lever.track_stops();
    let base = |stop: &f64| lever.about.unit.base(*stop);
    if stops.len() <= most {
        return stops.iter().map(base).collect();
    }
    if lever.is_named() {
        // For a list ordered by year, the latest entries.
        return stops[stops.len() - most..].iter().map(base).collect();
    }
    let last = stops.len() - 1;
    (0..most).map(|step| base(&stops[step * last / (most - 1)])).collect()
}

/// The finding of a sweep: where the number is highest and lowest, and how often it is below zero.
fn finding(swept: &Sweep) -> String {
    let number = &swept.out[0];
    let mut known: Vec<&(Vec<f64>, Vec<f64>)> =
        swept.rows.iter().filter(|row| row.1[0].is_finite()).collect();
    known.sort_by(|a, b| a.1[0].total_cmp(&b.1[0]));
    let (Some(least), Some(most)) = (known.first(), known.last()) else {
        return format!("{} cannot be computed here.", number.about.label);
    };
    let at = |row: &(Vec<f64>, Vec<f64>)| {
        let places: Vec<String> =
            swept.axes.iter().zip(&row.0).rev().map(|(axis, value)| axis.lever.shown(*value)).collect();
        format!("{} at {}", shown(row.1[0], &number.about.unit), places.join(" and "))
    };
    let below = known.iter().filter(|row| row.1[0] < 0.0).count();
    let said = match below {
        0 => String::new(),
        below if below == known.len() => " It is below zero everywhere.".to_owned(),
        below => format!(" It is below zero in {below} of {} cases.", known.len()),
    };
    let unknown = swept.rows.len() - known.len();
    let missing = if unknown > 0 { format!(" In {unknown} it cannot be computed.") } else { String::new() };
    format!("{} goes from {} to {}.{said}{missing}", number.about.label, at(least), at(most))
}

/// Which entries of a list are shown, in a sentence, if not all are.
fn left_out(axis: &Swept) -> Option<String> {
    let (here, all) = (axis.values.len(), axis.lever.stops().len());
    (axis.lever.is_named() && here < all).then(|| {
        format!(
            " Shown are {here} of the {all} entries of “{}”; the others can be set one by one.",
            axis.lever.about.label
        )
    })
}

fn title(swept: &Sweep) -> String {
    let levers: Vec<String> =
        swept.axes.iter().rev().map(|axis| uncapitalised(axis.lever.about.label)).collect();
    format!("{} by {}", swept.out[0].about.label, levers.join(" and "))
}

/// Lines over the last lever, one for each value of `list`.
fn lines(scenario: &Scenario, swept: &Sweep, list: Option<&'static Lever>) -> Figure {
    let Swept { lever, values } = &swept.axes[swept.axes.len() - 1];
    let unit = swept.out[0].about.unit;
    let stops: Vec<f64> = values.iter().map(|value| lever.about.unit.shown(*value)).collect();
    let heights: Vec<f64> = swept.rows.iter().map(|row| unit.shown(row.1[0])).collect();
    let x = lever_axis(lever, stops.len());
    let Axes { y, .. } = Axes::from_zero(x.domain, heights.iter().copied());
    let y = written(
        Axis::new(swept.out[0].about.label, &per(parts(unit.base(10.0), &unit).1), ScaleKind::Linear, y),
        unit,
    );
    let mut figure = Figure::new("sweep", &title(swept), &finding(swept), x, y, stops);
    figure.note = format!(
        "Everything else stays as in your scenario. Layouts are searched anew at each value.{}",
        swept.axes.iter().filter_map(left_out).collect::<String>()
    );
    for (place, chunk) in heights.chunks(values.len()).enumerate() {
        let entry = list.map(|list| list.shown(swept.axes[0].values[place]));
        let label = entry.unwrap_or_else(|| swept.out[0].about.label.to_owned());
        let role =
            if list.is_some() { Role::Generation(u8::try_from(place).unwrap_or(0)) } else { Role::Profit };
        let values = chunk.iter().map(|value| Some(*value).filter(|value| value.is_finite())).collect();
        figure.series.push(
            Series::line(&format!("line-{place}"), &label, role, values).gap("cannot be computed here"),
        );
    }
    let present = scenario.of(lever);
    if lever.is_named() || lever.within(present).is_ok() {
        let text = if lever.is_named() { lever.shown(present) } else { parts(present, &lever.about.unit).0 };
        figure.marks = vec![Mark {
            place: Place::Present,
            x: lever.about.unit.shown(present),
            label: format!("Now {text}"),
            on: if list.is_none() { vec!["line-0".to_owned()] } else { Vec::new() },
        }];
    }
    figure
}

/// The unit shown at an axis whose ticks do not include it: the symbol of a value without its slash.
fn per(symbol: &str) -> String {
    symbol.strip_prefix('/').map_or_else(|| symbol.to_owned(), |per| format!("per {per}"))
}

fn field(scenario: &Scenario, swept: &Sweep) -> HeatMap {
    let [rows, columns] = [0, 1].map(|axis| &swept.axes[axis]);
    let number = &swept.out[0];
    let values: Vec<f64> = swept.rows.iter().map(|row| row.1[0]).collect();
    let (low, high) = (values.iter().any(|value| *value < 0.0), values.iter().any(|value| *value > 0.0));
    HeatMap {
        title: title(swept),
        finding: finding(swept),
        x: side(scenario, columns),
        y: side(scenario, rows),
        number: number.about.label,
        unit: number.about.unit,
        values: values.chunks(columns.values.len()).map(<[f64]>::to_vec).collect(),
        zero: (low && high).then_some("break-even"),
    }
}

fn side(scenario: &Scenario, swept: &Swept) -> Side {
    let (lever, values) = (swept.lever, &swept.values);
    let symbol = |value: f64| parts(value, &lever.about.unit).1;
    // The axis names the unit if all values have the same one: watts may become megawatts on the way.
    let unit = symbol(values[values.len() / 2]);
    let is_apart = !lever.is_named() && values.iter().all(|value| symbol(*value) == unit);
    let written = |value: &f64| {
        let text = lever.shown(*value);
        let end = if is_apart { text.find([NO_BREAK, '/']) } else { None };
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let present = scenario.of(lever);
    let after = values.iter().position(|value| *value >= present);
    let place = after.and_then(|after| {
        let before = after.checked_sub(1);
        match before {
            Some(before) => {
                Some(to_f64(before) + (present - values[before]) / (values[after] - values[before]))
            }
            None => (values[after] <= present).then_some(0.0),
        }
    });
    let unit = if is_apart && !unit.is_empty() { format!(", {}", per(unit)) } else { String::new() };
    Side {
        label: format!("{}{unit}", lever.about.label),
        name: lever.about.label,
        unit: if lever.is_named() { "" } else { lever.about.unit.symbol },
        numbers: if lever.is_named() {
            Vec::new()
        } else {
            values.iter().map(|value| lever.about.unit.shown(*value)).collect()
        },
        values: values.iter().map(written).collect(),
        present: place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::levers::LEVERS;
    use model::scenario::link;
    use model::study::evaluate::numbers;

    fn of(name: &str) -> Number {
        Number::named(&numbers(&Scenario::baseline()), name).unwrap()
    }

    #[test]
    fn every_lever_can_be_swept_alone_and_with_a_list() {
        let scenario = Scenario::baseline();
        for lever in link::levers() {
            let Ok(Chart::Lines(figure)) = chart(&scenario, of("profit.margin"), lever, None) else {
                panic!("{}", lever.about.id)
            };
            assert_eq!(figure.series.len(), 1);
            assert!(figure.finding.starts_with("Margin goes from "), "{}", figure.finding);
        }
        let Ok(Chart::Lines(figure)) =
            chart(&scenario, of("profit.profit"), &LEVERS.gpu, Some(&LEVERS.electricity))
        else {
            panic!("a list gives lines")
        };
        assert!(figure.series.len() > 3 && figure.x.label == "Electricity price");
        for (place, value) in figure.stops.iter().enumerate().step_by(8) {
            let gpu = places(&LEVERS.gpu, LINES)[2];
            let there = scenario
                .with(&LEVERS.gpu, gpu)
                .with(&LEVERS.electricity, LEVERS.electricity.about.unit.base(*value));
            let expected = of("profit.profit").about.unit.shown(numbers(&there).profit.profit);
            assert_eq!(figure.series[2].values[place].map(f64::to_bits), Some(expected.to_bits()));
        }
    }

    #[test]
    fn no_two_cells_of_a_side_have_the_same_name() {
        let scenario = Scenario::baseline();
        for lever in link::levers() {
            for count in [CELLS.0, CELLS.1] {
                let swept = Swept { lever, values: places(lever, count) };
                let mut names = side(&scenario, &swept).values;
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), swept.values.len(), "{}: {names:?}", lever.about.id);
            }
        }
    }

    #[test]
    fn two_levers_give_a_field_whose_cells_are_the_scenarios() {
        let scenario = Scenario::baseline();
        let Ok(Chart::Field(map)) =
            chart(&scenario, of("profit.profit"), &LEVERS.context, Some(&LEVERS.paid))
        else {
            panic!("two numbers give a field")
        };
        let (across, up) = (places(&LEVERS.context, CELLS.0), places(&LEVERS.paid, CELLS.1));
        for (row, column) in [(0, 0), (3, 7), (up.len() - 1, across.len() - 1)] {
            let there = scenario.with(&LEVERS.context, across[column]).with(&LEVERS.paid, up[row]);
            assert_eq!(map.values[row][column].to_bits(), numbers(&there).profit.profit.to_bits());
        }
        assert_eq!(map.zero.is_some(), map.values.iter().flatten().any(|value| *value < 0.0));
        assert!(map.x.present.is_some() && map.y.present.is_some(), "{:?} {:?}", map.x, map.y);
        assert!(chart(&scenario, of("profit.profit"), &LEVERS.context, Some(&LEVERS.context)).is_err());
    }
}

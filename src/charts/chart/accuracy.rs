//! Predicted against measured throughput: one mark for each published run that was not used to fit the constants.

use crate::layout::text::wrap;
use crate::render::pen::{From, Letters, PLAIN, Pen, SMALL};
use crate::spec::axis::plain;
use crate::spec::scale::{Scale, ScaleKind, nice, to_f64};
use crate::spec::table::{Cell, Column, Table};
use model::catalog::accuracy::{Class, Errors};
use model::format::digits::{parts, shown, tick};
use model::quantity::unit::{PERCENT, TOKEN_PER_S_GPU};
use model::study::validation::errors::{errors, held_out};
use model::study::validation::predicted::Compared;
use std::collections::BTreeMap;

/// From this width on, the key is placed next to the frame.
const WIDE: f64 = 600.0;
/// Room for the numbers on the vertical axis.
const LEFT: f64 = 44.0;
/// Longest side of the frame.
const SIDE: f64 = 470.0;
/// A prediction within this fraction of the measured value counts as near.
const NEAR: f64 = 0.25;

/// One run: measured and predicted throughput, in tokens a second per accelerator.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    measured: f64,
    predicted: f64,
}

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Accuracy {
    /// What it shows, in a sentence.
    pub finding: String,
    /// The runs of each class, with the errors of their predictions.
    classes: Vec<(Class, Errors, Vec<Point>)>,
    table: Table,
}

impl Accuracy {
    /// The title of the drawing.
    pub const TITLE: &'static str = "Predicted against measured throughput";

    /// The runs outside the fit.
    pub fn of_held_out() -> Self {
        let compared = held_out();
        let point = |it: &Compared| Point {
            measured: it.row.output_rate / it.row.run.gpus,
            predicted: it.predicted / it.row.run.gpus,
        };
        let of = |class: Class| compared.iter().filter(move |it| it.row.class() == class);
        let runs = |class| Some((class, errors(of(class))?, of(class).map(point).collect()));
        let classes: Vec<(Class, Errors, Vec<Point>)> = Class::ALL.into_iter().filter_map(runs).collect();
        let near = compared.iter().filter(|it| (it.ratio() - 1.0).abs() <= NEAR).count();
        let finding = format!(
            "Of {} published runs outside the fit, {} lie within a quarter of what was measured.",
            compared.len(),
            shown(to_f64(near) / to_f64(compared.len()), &PERCENT)
        );
        let table = table(&finding, &compared);
        Self { finding, classes, table }
    }
    /// How to read it.
    pub fn note() -> &'static str {
        "A mark for each run. On the line it reaches what was predicted; in the band the prediction is at most 25 % too high or \
         too low."
    }
    /// The drawing, `width` CSS pixels wide.
    pub fn svg(&self, width: f64) -> String {
        let (pen, high) = self.draw(width);
        pen.finish([width, high], Self::TITLE, &self.description())
    }
    /// The whole figure in sentences.
    pub fn description(&self) -> String {
        let of = |(class, errors, _): &(Class, Errors, Vec<Point>)| {
            format!("{}: {}.", class.label(), errors_text(errors))
        };
        let classes: Vec<String> = self.classes.iter().map(of).collect();
        format!("{} {} {}", self.finding, classes.join(" "), Self::note())
    }
    /// The runs by model and machine.
    pub fn table(&self) -> Table {
        self.table.clone()
    }
    /// The ends of both axes.
    fn domain(&self) -> (f64, f64) {
        let rates =
            self.classes.iter().flat_map(|(_, _, points)| points).flat_map(|it| [it.measured, it.predicted]);
        let (low, high) = rates
            .filter(|rate| *rate > 0.0 && rate.is_finite())
            .fold((f64::INFINITY, 0.0_f64), |(low, high), rate| (low.min(rate), high.max(rate)));
        if low < high { nice(ScaleKind::Log, (low, high), 4) } else { (1.0, 10.0) }
    }
    fn draw(&self, width: f64) -> (Pen, f64) {
        let mut pen = Pen::default();
        let mut y = 4.0;
        let mut lines = |pen: &mut Pen, text: &str, letters: &Letters, step: f64| {
            for line in wrap(text, letters.size, letters.is_bold, width) {
                pen.text([0.0, y + letters.size], letters, &line);
                y += step;
            }
        };
        lines(&mut pen, Self::TITLE, &PLAIN.bold().size(17.0), 21.0);
        lines(&mut pen, &self.finding, &PLAIN.size(13.0), 18.0);
        y += 10.0;
        let is_wide = width >= WIDE;
        if !is_wide {
            y = self.key(&mut pen, [0.0, y]) + 6.0;
        }
        pen.text([0.0, y + 12.0], &PLAIN.muted(), "Predicted, tokens/s/GPU, log scale");
        y += 22.0;
        let names = self.classes.iter().map(|(class, errors, _)| {
            PLAIN.bold().width(class.label()).max(PLAIN.size(SMALL).width(&errors_text(errors)))
        });
        let beside = if is_wide { 24.0 + names.fold(0.0, f64::max) } else { 0.0 };
        let side = (width - LEFT - 16.0 - beside).min(SIDE);
        let (top, bottom, right) = (y, y + side, LEFT + side);
        let ends = self.domain();
        let across = Scale::new(ScaleKind::Log, ends, (LEFT, right));
        let up = Scale::new(ScaleKind::Log, ends, (bottom, top));
        let letters = PLAIN.muted().size(SMALL);
        for rate in across.ticks(if is_wide { 6 } else { 4 }) {
            let (Some(x), Some(y)) = (across.project(rate), up.project(rate)) else { continue };
            let words = tick(TOKEN_PER_S_GPU.base(rate), &TOKEN_PER_S_GPU);
            pen.line([x, top], [x, bottom], "l-grid", "");
            pen.line([LEFT, y], [right, y], "l-grid", "");
            pen.text([x, bottom + 15.0], &letters.from(From::Middle), &words);
            pen.text([LEFT - 6.0, y + 4.0], &letters.from(From::End), &words);
        }
        pen.line([LEFT, bottom], [right, bottom], "l-axis", "");
        let place = |measured: f64, predicted: f64| across.project(measured).zip(up.project(predicted));
        let (low, high) = ends;
        // The band clipped to the frame, which cuts off two of its corners.
        let corners = [
            place(low, low),
            place(low, low * (1.0 + NEAR)),
            place(high / (1.0 + NEAR), high),
            place(high, high),
            place(high, high * (1.0 - NEAR)),
            place(low / (1.0 - NEAR), low),
        ];
        let corners: Vec<String> =
            corners.into_iter().flatten().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        pen.path(&format!("M{}Z", corners.join("L")), "c-baseline", " fill-opacity=\"0.16\"");
        pen.line([LEFT, bottom], [right, top], "l-ink", "");
        for (step, (_, _, points)) in self.classes.iter().enumerate() {
            let places: Vec<(f64, f64)> =
                points.iter().filter_map(|it| place(it.measured, it.predicted)).collect();
            marks(&mut pen, step, &places);
        }
        // The line and the upper edge of the band, labelled near their ends, where there are no runs.
        let on = |share: f64, above: f64| {
            let rate = low * libm::pow(high / low, share);
            place(rate, rate * above)
        };
        if let Some((x, y)) = on(0.06, 1.0) {
            pen.text([x + 14.0, y + 11.0], &letters, "as measured");
        }
        if let Some((x, y)) = on(0.86, 1.0 + NEAR) {
            pen.text([x - 10.0, y], &letters.from(From::End), "±25 %");
        }
        let caption = "Measured, tokens/s/GPU, log scale";
        pen.text([f64::midpoint(LEFT, right), bottom + 32.0], &PLAIN.muted().from(From::Middle), caption);
        if is_wide {
            self.key(&mut pen, [right + 22.0, top + 8.0]);
        }
        let mut y = bottom + 53.0;
        for line in wrap(Self::note(), SMALL, false, width - 8.0) {
            pen.text([0.0, y], &letters, &line);
            y += 14.0;
        }
        (pen, libm::ceil(y))
    }
    /// The legend of the marks. Returns the y coordinate below it.
    fn key(&self, pen: &mut Pen, [x, top]: [f64; 2]) -> f64 {
        let mut y = top;
        for (step, (class, errors, _)) in self.classes.iter().enumerate() {
            marks(pen, step, &[(x + 5.0, y + 8.0)]);
            pen.text([x + 16.0, y + 12.0], &PLAIN.bold(), class.label());
            pen.text([x + 16.0, y + 26.0], &PLAIN.muted().size(SMALL), &errors_text(errors));
            y += 36.0;
        }
        y
    }
}

/// The colour of each class of runs.
const COLOURS: [&str; 3] = ["generation-1", "generation-3", "generation-5"];

/// The marks of one class, all in one path: discs, squares or triangles.
fn marks(pen: &mut Pen, class: usize, places: &[(f64, f64)]) {
    let form = class % COLOURS.len();
    let colour = COLOURS[form];
    let of = |(x, y): &(f64, f64)| match form {
        // A stroke of zero length is drawn as its two round caps.
        0 => format!("M{x:.1} {y:.1}h0"),
        1 => format!("M{:.1} {:.1}h4v4h-4z", x - 2.0, y - 2.0),
        _ => format!("M{x:.1} {:.1}l3 5.2h-6z", y - 3.2),
    };
    let path: String = places.iter().map(of).collect();
    if form == 0 {
        let rest = " fill=\"none\" stroke-width=\"5\" stroke-linecap=\"round\" stroke-opacity=\"0.75\"";
        pen.path(&path, &format!("l-{colour}"), rest);
    } else {
        pen.path(&path, &format!("c-{colour}"), " fill-opacity=\"0.75\"");
    }
}

/// The number of runs, and the error of their predictions.
fn errors_text(errors: &Errors) -> String {
    format!("{} runs, median error {}", errors.runs, shown(errors.median, &PERCENT))
}

/// The runs by class, model and machine.
fn table(finding: &str, compared: &[Compared]) -> Table {
    let mut groups: BTreeMap<(Class, &str, &str), Vec<&Compared>> = BTreeMap::new();
    for it in compared {
        let run = &it.row.run;
        groups.entry((it.row.class(), &run.model, &run.gpu)).or_default().push(it);
    }
    let number = |text: String, number: f64| Cell::Value { text, number };
    let row = |((class, model, machine), of): ((Class, &str, &str), Vec<&Compared>)| {
        let measured = || of.iter().map(|it| it.row.output_rate / it.row.run.gpus);
        let errors = errors(of.iter().copied())?;
        let rate = |rate: f64| number(parts(TOKEN_PER_S_GPU.base(rate), &TOKEN_PER_S_GPU).0, rate);
        Some(vec![
            Cell::Name(format!("{model} on {machine}")),
            Cell::Name(class.label().to_owned()),
            number(of.len().to_string(), to_f64(of.len())),
            rate(measured().fold(f64::INFINITY, f64::min)),
            rate(measured().fold(0.0, f64::max)),
            number(plain(errors.bias), errors.bias),
            number(format!("{:.0}", 100.0 * errors.within_25), 100.0 * errors.within_25),
        ])
    };
    let column = |(label, unit): (&str, &str)| Column { label: label.to_owned(), unit: unit.to_owned() };
    let columns = [
        ("Model and machine", ""),
        ("Class", ""),
        ("Runs", ""),
        ("Slowest measured", "tokens/s/GPU"),
        ("Fastest measured", "tokens/s/GPU"),
        ("Predicted over measured, median", ""),
        ("Within a quarter", "%"),
    ];
    Table {
        caption: format!("{}. {finding}", Accuracy::TITLE),
        columns: columns.map(column).to_vec(),
        rows: groups.into_iter().filter_map(row).collect(),
        remarks: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pen::faults;

    #[test]
    fn every_run_outside_the_fit_is_drawn_and_told_and_no_text_touches_another() {
        let figure = Accuracy::of_held_out();
        let runs = held_out().len();
        assert_eq!(figure.classes.iter().map(|(_, _, points)| points.len()).sum::<usize>(), runs);
        for (class, errors, points) in &figure.classes {
            assert_eq!(points.len(), class.errors().runs, "{}", class.label());
            assert_eq!(errors_text(errors), errors_text(&class.errors()));
        }
        let table = figure.table();
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        let count = |row: &Vec<Cell>| if let Cell::Value { number, .. } = row[2] { number } else { 0.0 };
        assert!((table.rows.iter().map(count).sum::<f64>() - to_f64(runs)).abs() < 0.5);
        for width in [320.0, 480.0, 599.0, 600.0, 720.0, 1_100.0] {
            let (pen, high) = figure.draw(width);
            assert_eq!(faults(&pen.texts, [width, high]), Vec::<String>::new(), "{width}");
            let drawn = figure.svg(width);
            let marks =
                drawn.matches("h0").count() + drawn.matches("h4v4").count() + drawn.matches("l3 5.2").count();
            // One mark of each class is in the key.
            assert_eq!(marks, runs + figure.classes.len(), "{width}");
        }
    }
}

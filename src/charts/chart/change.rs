//! How profit changes from one scenario to another: one step for each difference between the two.
//!
//! The steps are Shapley values, so they sum to the change and do not depend on their order; the largest come first.

use super::profit::written;
use crate::layout::geometry::Rect;
use crate::layout::text::wrap;
use crate::render::drawing_file::DrawingFile;
use crate::render::pen::{From, PLAIN, Pen, SMALL};
use crate::spec::axis::Axis;
use crate::spec::role::Role;
use crate::spec::rows::{Data, RowMark, Rows};
use crate::spec::scale::{Scale, ScaleKind, nice, to_f64};
use crate::spec::table::{Cell, Column, Table};
use model::format::difference::signed;
use model::format::digits::{shown, tick, with_time};
use model::quantity::Unit;
use model::quantity::unit::USD_PER_YEAR;
use model::study::compare::shapley::Method;
use model::study::compare::{Comparison, Part, Split};

/// Height of a row with its name above the bar, in CSS pixels.
const ROW: f64 = 40.0;
/// Distance from the top of a row to its bar, and the thickness of the bar.
const BAR: (f64, f64) = (19.0, 12.0);
/// Number of steps drawn one by one; smaller ones are combined into one step, and the table lists each of them.
const MOST: usize = 12;
/// Unit of all amounts.
const UNIT: &Unit = &USD_PER_YEAR;

/// A step. Amounts are in dollars a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The name of the difference.
    pub label: String,
    /// Its value in the first scenario and in the second; empty for several steps combined.
    pub values: [String; 2],
    /// Its share of the change.
    pub amount: f64,
    /// The standard error of that share; 0 where it is exact.
    pub error: f64,
}

/// The figure. Amounts are in dollars a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it shows, in a sentence.
    pub finding: String,
    /// How the steps were computed, in a sentence.
    pub method: String,
    /// Profit of both scenarios; not finite where it cannot be computed.
    pub profits: [f64; 2],
    /// The steps, largest first.
    pub steps: Vec<Step>,
}

impl Change {
    /// The title of the drawing.
    pub const TITLE: &'static str = "Where the change of profit comes from";

    /// The figure of a comparison.
    pub fn of(comparison: &Comparison) -> Self {
        let profit = comparison.headlines.iter().find(|it| it.number.name() == "profit.profit");
        let profits = profit.map_or([f64::NAN; 2], |it| it.values.map(|value| UNIT.shown(value)));
        let step = |part: &Part| Step {
            label: part.of.label().to_owned(),
            values: part.of.shown(),
            amount: UNIT.shown(part.amount),
            error: UNIT.shown(part.error),
        };
        match &comparison.split {
            Ok(split) => {
                let steps: Vec<Step> = split.parts.iter().map(step).collect();
                Self { finding: finding(profits, &steps), method: method(split), profits, steps }
            }
            Err(reason) => {
                Self { finding: reason.to_string(), method: String::new(), profits, steps: Vec::new() }
            }
        }
    }
    /// The drawing, `width` CSS pixels wide.
    pub fn svg(&self, width: f64) -> String {
        let (pen, high) = self.draw(width);
        pen.finish([width, high], Self::TITLE, &self.description())
    }
    /// The whole figure in sentences.
    pub fn description(&self) -> String {
        let step = |step: &Step| match &step.values {
            [a, b] if a.is_empty() && b.is_empty() => format!("{}: {}.", step.label, amount(step.amount)),
            [a, b] => format!("{}, from {a} to {b}: {}.", step.label, amount(step.amount)),
        };
        let steps: Vec<String> = self.steps.iter().map(step).collect();
        [self.finding.clone(), steps.join(" "), self.method.clone()].join(" ").trim().to_owned()
    }
    /// All numbers.
    pub fn table(&self) -> Table {
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let bare = |text: String| text.replace(UNIT.symbol, "");
        let value = |text: String, number: f64| {
            if number.is_finite() { Cell::Value { text: bare(text), number } } else { Cell::Blank }
        };
        let name = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Name(text.to_owned()) };
        let is_sampled = self.steps.iter().any(|step| step.error > 0.0);
        let row = |label: &str, [a, b]: [&str; 2], amount: Cell, error: Cell| {
            let error = is_sampled.then_some(error);
            [name(label), name(a), name(b), amount].into_iter().chain(error).collect::<Vec<_>>()
        };
        let step = |step: &Step| {
            let [a, b] = step.values.each_ref().map(String::as_str);
            let error = value(money(step.error), step.error);
            row(&step.label, [a, b], value(amount(step.amount), step.amount), error)
        };
        let [a, b] = self.profits;
        let whole = row("Together", ["", ""], value(amount(b - a), b - a), Cell::Blank);
        let mut columns = vec![
            column("What differs", ""),
            column("A", ""),
            column("B", ""),
            column("Part of the change", "$/year"),
        ];
        columns.extend(is_sampled.then(|| column("Standard error", "$/year")));
        Table {
            caption: format!("{}. {}", Self::TITLE, self.finding),
            columns,
            rows: self.steps.iter().map(step).chain([whole]).collect(),
            remarks: Vec::new(),
        }
    }
    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let data = if self.steps.is_empty() { Data::Table } else { Data::Rows(self.data()) };
        DrawingFile::new([Self::TITLE, &self.finding], self.svg(width), self.file_table(), data)
    }
    /// All numbers, with the profits of both scenarios.
    fn file_table(&self) -> Table {
        let mut table = self.table();
        table.rows.iter_mut().for_each(|row| row.push(Cell::Blank));
        let profit = |label: &str, number: f64| {
            let mut row = vec![Cell::Blank; table.columns.len() + 1];
            row[0] = Cell::Name(label.to_owned());
            if number.is_finite() {
                row[table.columns.len()] = Cell::Value { text: money(number), number };
            }
            row
        };
        let [a, b] = [("Profit of A", self.profits[0]), ("Profit of B", self.profits[1])]
            .map(|(label, number)| profit(label, number));
        table.columns.push(Column { label: "Profit".to_owned(), unit: "$/year".to_owned() });
        table.rows.insert(0, a);
        table.rows.push(b);
        table
    }
    /// The steps as data.
    fn data(&self) -> Rows {
        let [a, b] = self.profits;
        let point = |label: &'static str, to| RowMark {
            row: label.to_owned(),
            part: label,
            from: None,
            to,
            range: None,
        };
        let mut level = a;
        let mut marks = vec![point("Profit of A", a)];
        for step in self.drawn() {
            let from = level;
            level += step.amount;
            marks.push(RowMark {
                row: step.label,
                part: if step.amount < 0.0 { "less profit" } else { "more profit" },
                from: Some(from),
                to: level,
                range: None,
            });
        }
        marks.push(point("Profit of B", b));
        let parts = vec![
            ("more profit", Role::Profit),
            ("less profit", Role::Loss),
            ("Profit of A", Role::Baseline),
            ("Profit of B", Role::Revenue),
        ];
        let axis = Axis::new("Profit", "per year", ScaleKind::Linear, (0.0, 1.0));
        Rows::new(written(axis, USD_PER_YEAR), parts, marks, None)
    }
    /// The steps to draw: the largest ones, and all others combined.
    fn drawn(&self) -> Vec<Step> {
        if self.steps.len() <= MOST {
            return self.steps.clone();
        }
        let (largest, others) = self.steps.split_at(MOST - 1);
        let together = Step {
            label: format!("{} others together", others.len()),
            values: [String::new(), String::new()],
            amount: others.iter().map(|step| step.amount).sum(),
            error: 0.0,
        };
        largest.iter().cloned().chain([together]).collect()
    }
    fn draw(&self, width: f64) -> (Pen, f64) {
        let mut pen = Pen::default();
        let y = pen.heading([Self::TITLE, &self.finding], width);
        if self.steps.is_empty() || !self.profits.iter().all(|profit| profit.is_finite()) {
            return (pen, y + 4.0);
        }
        let (steps, top) = (self.drawn(), y + 10.0);
        let bottom = self.rows(&mut pen, &steps, top, width);
        let mut foot = bottom + 36.0;
        for line in wrap(&self.method, SMALL, false, width - 8.0) {
            pen.text([0.0, foot + 8.0], &PLAIN.muted().size(SMALL), &line);
            foot += 14.0;
        }
        (pen, foot + 4.0)
    }
    /// The two profits with the steps between them, over an axis in dollars a year. Returns the lower side of the
    /// rows.
    fn rows(&self, pen: &mut Pen, steps: &[Step], top: f64, width: f64) -> f64 {
        let [a, b] = self.profits;
        // The profit before each step, and after the last.
        let mut levels = vec![a];
        levels.extend(steps.iter().scan(a, |level, step| {
            *level += step.amount;
            Some(*level)
        }));
        // Room for an amount to the right of the axis, even next to a bar that reaches its end.
        let amounts = steps.iter().map(|step| amount(step.amount)).chain([a, b].map(money));
        let room = amounts.map(|words| PLAIN.width(&words)).fold(0.0, f64::max) + 12.0;
        let scale = Scale::new(ScaleKind::Linear, domain(&levels), (6.0, width - room));
        let x = |amount: f64| scale.project(amount).unwrap_or(4.0);
        let bottom = top + ROW * to_f64(steps.len() + 2);
        pen.hatch("change-loss", "loss", 6);
        let letters = PLAIN.muted().size(SMALL).from(From::Middle);
        let mut free = f64::NEG_INFINITY;
        for mark in scale.ticks(if width < 480.0 { 3 } else { 6 }) {
            let class = if mark == 0.0 { "l-axis" } else { "l-grid" };
            pen.line([x(mark), top], [x(mark), bottom], class, "");
            let words = if mark == 0.0 { "$0".to_owned() } else { tick(UNIT.base(mark), UNIT) };
            let half = letters.width(&words) / 2.0;
            let place = x(mark).clamp(half, (width - half).max(half));
            if place - half >= free {
                pen.text([place, bottom + 15.0], &letters, &words);
                free = place + half + 6.0;
            }
        }
        let at = |row: usize| top + ROW * to_f64(row);
        let middle = |row: usize| at(row) + BAR.0 + BAR.1 / 2.0;
        // A connecting line from each bar down to the next.
        for (row, level) in levels.iter().enumerate() {
            pen.line([x(*level), middle(row)], [x(*level), middle(row + 1)], "l-muted", "");
        }
        for (row, (step, pair)) in steps.iter().zip(levels.windows(2)).enumerate() {
            let (left, right) = (x(pair[0]).min(x(pair[1])), x(pair[0]).max(x(pair[1])));
            let head = at(row + 1) + BAR.0;
            let bar = Rect { left, right: right.max(left + 1.0), top: head, bottom: head + BAR.1 };
            if step.amount < 0.0 {
                pen.rect(bar, "l-loss", " fill=\"url(#change-loss)\"");
            } else {
                pen.rect(bar, "c-profit", "");
            }
        }
        // Text is drawn last so that its halo masks the strokes behind it.
        let ends = [("Profit of A", a, "baseline"), ("Profit of B", b, "revenue")];
        for ((label, profit, token), row) in ends.into_iter().zip([0, steps.len() + 1]) {
            pen.circle([x(profit), middle(row)], 5.5, "c-ground", "");
            pen.circle([x(profit), middle(row)], 4.5, &format!("c-{token}"), "");
            pen.text([0.0, at(row) + 13.0], &PLAIN.bold(), label);
            pen.text([x(profit) + 9.0, middle(row) + 4.0], &PLAIN, &money(profit));
        }
        for (row, (step, pair)) in steps.iter().zip(levels.windows(2)).enumerate() {
            pen.text([0.0, at(row + 1) + 13.0], &PLAIN.bold(), &step.label);
            let after = PLAIN.bold().width(&step.label) + 8.0;
            let [from, to] = &step.values;
            let values = if from.is_empty() { String::new() } else { format!("{from} to {to}") };
            if !values.is_empty() && after + PLAIN.width(&values) <= width {
                pen.text([after, at(row + 1) + 13.0], &PLAIN.muted(), &values);
            }
            let end = x(pair[0]).max(x(pair[1]));
            pen.text([end + 9.0, middle(row + 1) + 4.0], &PLAIN, &amount(step.amount));
        }
        bottom
    }
}

/// The ends of the axis: it includes zero unless all profits are far from it.
fn domain(levels: &[f64]) -> (f64, f64) {
    let (low, high) = levels
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), level| (low.min(*level), high.max(*level)));
    let span = high - low;
    let low = if low > 0.0 && low < 2.0 * span { 0.0 } else { low };
    let high = if high < 0.0 && -high < 2.0 * span { 0.0 } else { high };
    let room = if high > low { 0.0 } else { high.abs().max(1.0) * 0.1 };
    nice(ScaleKind::Linear, (low - room, high + room), 5)
}

/// Dollars a year.
fn money(amount: f64) -> String {
    shown(UNIT.base(amount), UNIT)
}

/// Dollars a year with a sign.
fn amount(amount: f64) -> String {
    signed(UNIT.base(amount), UNIT)
}

fn finding([a, b]: [f64; 2], steps: &[Step]) -> String {
    let Some(first) = steps.first() else { return "A and B do not differ.".to_owned() };
    let change = b - a;
    if steps.iter().all(|step| step.amount.abs() <= 1e-9 * a.abs().max(b.abs())) {
        return "What differs does not change the profit.".to_owned();
    }
    let word = if change < 0.0 { "less" } else { "more" };
    let whole = format!("B earns {} {word} than A", with_time(UNIT.base(change.abs()), UNIT));
    match steps {
        [only] => format!("{whole}; all of it comes from {}.", super::profit::uncapitalised(&only.label)),
        _ => format!(
            "{whole}; the largest part, {}, comes from {}.",
            amount(first.amount),
            super::profit::uncapitalised(&first.label)
        ),
    }
}

/// How the steps were computed.
fn method(split: &Split) -> String {
    match split.method {
        Method::Exact => {
            "Each part is what a difference adds to those before it, on average over all orders (Shapley value). \
             The parts sum to the whole."
                .to_owned()
        }
        Method::Sampled { orders } => format!(
            "Each part is what a difference adds to those before it, on average over {orders} orders drawn at random \
             (sampled Shapley value, with its standard error in the table). The parts sum to the whole."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pen::faults;
    use model::scenario::link;
    use model::study::compare::compare;

    fn of(a: &str, b: &str) -> Change {
        Change::of(&compare(&link::read_shocked(a).0, &link::read_shocked(b).0))
    }

    #[test]
    fn steps_lead_from_one_profit_to_the_other_and_no_text_touches_another() {
        for (a, b) in [
            ("", "gpu=rubin&context=128k"),
            ("gpu=h100&shocks=electricity", "price_output=2&electricity=0.2"),
            ("agents=1M", "agents=1M&electricity=0.08"),
            ("", "electricity=0.0501"),
            ("", "tax=30"),
            (
                "",
                "context=128k&gpu=rubin&electricity=0.05&power=1GW&pue=1.3&interest=12&answer=900&cached=80&load=70&paid=60&\
                 price_output=2&fast_speed=80&tax=30&yield=90",
            ),
        ] {
            let change = of(a, b);
            let [before, after] = change.profits;
            let sum: f64 = change.steps.iter().map(|step| step.amount).sum();
            assert!((before + sum - after).abs() <= 1e-6 * before.abs().max(after.abs()), "{a} {b}");
            let drawn: f64 = change.drawn().iter().map(|step| step.amount).sum();
            assert!(
                (drawn - sum).abs() <= 1e-6 * before.abs().max(after.abs()) && change.drawn().len() <= MOST
            );
            for width in [320.0, 480.0, 640.0, 1100.0] {
                let (pen, high) = change.draw(width);
                assert_eq!(faults(&pen.texts, [width, high]), Vec::<String>::new(), "{a} {b} {width}");
                let svg = change.svg(width);
                assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{a} {b}");
                let losses = change.drawn().iter().filter(|step| step.amount < 0.0).count();
                assert_eq!(svg.matches("url(#change-loss)").count(), losses, "{a} {b}");
            }
            let table = change.table();
            assert_eq!(table.rows.len(), change.steps.len() + 1);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
            assert_eq!(change.method.contains("at random"), change.steps.len() > 10, "{}", change.method);
        }
    }

    #[test]
    fn a_finding_says_who_earns_more_and_why() {
        let more = of("", "electricity=0.05");
        assert!(
            more.finding.starts_with("B earns $") && more.finding.contains("all of it"),
            "{}",
            more.finding
        );
        assert!(of("electricity=0.05", "").finding.contains(" less than A"));
        assert_eq!(of("", "tax=30").finding, "What differs does not change the profit.");
        assert_eq!(of("gpu=rubin", "gpu=rubin").finding, "A and B do not differ.");
        let none = of("", "gpu=tpu7x");
        assert!(none.finding.starts_with("The profit of B cannot be computed."), "{}", none.finding);
        assert!(none.steps.is_empty() && none.svg(320.0).contains("cannot be computed"));
    }
}

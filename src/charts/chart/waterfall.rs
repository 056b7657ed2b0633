//! From all of the world's AI power to the tokens served: eight steps, next to published figures.
//!
//! Each step is a bar from the value before it to the value after it. On a logarithmic axis the length is the factor.

use super::profit::written;
use crate::render::drawing_file::DrawingFile;
use crate::render::pen::{From, PLAIN};
use crate::render::row_chart::Rows;
use crate::spec::axis::Axis;
use crate::spec::role::Role;
use crate::spec::rows::{self, Data, RowMark};
use crate::spec::scale::{ScaleKind, nice, to_f64};
use crate::spec::table::{Cell, Column, Table};
use model::catalog::demand::WORLD_TOKENS;
use model::catalog::fleet::{BAND, FLEET_MAY_2026, WATERFALL};
use model::catalog::{Datum, Grade};
use model::format::digits::{parts, shown, tick, with_time};
use model::quantity::unit::{TIMES, TTOKEN_PER_DAY};
use model::study::evaluate::Evaluation;

/// Height of a row with its name above the bar.
const ROW: f64 = 42.0;
/// Distance from the top of a row to its bar, and the thickness of the bar.
const BAR: (f64, f64) = (19.0, 10.0);
/// Distance from the top of a row to the line of its range.
const SPAN: f64 = 35.0;
/// From this width on, the factors are in columns next to the bars, with their ranges.
const WIDE: f64 = 560.0;
/// Room for these columns, and for the range on its own.
const COLUMNS: [f64; 2] = [222.0, 152.0];

/// One step. Tokens are in the display unit, 10^12 a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is.
    pub label: &'static str,
    /// Tokens before it and after it.
    pub tokens: [f64; 2],
    /// The part of each token that remains, with its range and how well it is known.
    pub left: Datum,
}

impl Step {
    /// The part that the step leaves, as a factor.
    pub fn factor(&self) -> f64 {
        self.tokens[1] / self.tokens[0]
    }
    fn span(&self) -> (f64, f64) {
        (self.tokens[0] * self.left.low, self.tokens[0] * self.left.high)
    }
    fn is_assumed(&self) -> bool {
        self.left.grade == Grade::Assumed
    }
}

/// The figure. Tokens are in the display unit, 10^12 a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// What it shows, in a sentence or two.
    pub finding: String,
    /// The tokens if all power were used at the best rate.
    pub all: f64,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Worldwide tokens computed with these steps.
    pub computed: f64,
    /// The factor within which `computed` is known.
    pub band: f64,
    /// Worldwide tokens as published.
    pub published: Datum,
}

fn tokens(value: f64) -> String {
    parts(TTOKEN_PER_DAY.base(value), &TTOKEN_PER_DAY).0
}

fn times(factor: f64) -> String {
    format!("×\u{2009}{factor:.2}")
}

impl Waterfall {
    /// The title of the drawing.
    pub const TITLE: &'static str = "Where the power goes";

    /// The figure of a scenario.
    pub fn of(now: &Evaluation) -> Self {
        let chain = &now.factory.waterfall;
        let left = [
            chain.serving,
            chain.text,
            chain.load,
            chain.generations,
            chain.calls,
            chain.speed,
            chain.models,
            chain.operators,
        ]
        .map(|base| TTOKEN_PER_DAY.shown(base));
        let all = TTOKEN_PER_DAY.shown(chain.all);
        let before = std::iter::once(all).chain(left);
        let steps: Vec<Step> = WATERFALL
            .iter()
            .zip(before.zip(left))
            .map(|(step, (from, to))| Step { label: step.label, tokens: [from, to], left: step.left })
            .collect();
        let computed = left.last().copied().unwrap_or(all);
        let (band, published) = (BAND.value, WORLD_TOKENS);
        Self { finding: finding(all, computed, chain.residual, band), all, steps, computed, band, published }
    }
    /// How to read the figure, and what in it is published or assumed.
    pub fn note(&self) -> String {
        let assumed: Vec<String> = self
            .steps
            .iter()
            .filter(|step| step.is_assumed())
            .map(|step| super::profit::uncapitalised(step.label))
            .collect();
        format!(
            "The start is {} GW of machines at the best rate computed here. Each bar is as long as its factor; the thin line \
             is the range of that factor alone. Hatched factors are assumed, because nothing is published: {}. The \
             others are derived from published figures. The published tokens are one author's estimate of May 2026.",
            FLEET_MAY_2026.value,
            assumed.join(", ")
        )
    }
    fn band(&self) -> (f64, f64) {
        (self.computed / self.band, self.computed * self.band)
    }
    fn domain(&self) -> (f64, f64) {
        let ends = self.steps.iter().map(Step::span).chain([self.band(), (self.published.low, self.all)]);
        let (low, high) = ends
            .filter(|(low, high)| *low > 0.0 && high.is_finite())
            .fold((f64::INFINITY, 0.0_f64), |(low, high), ends| (low.min(ends.0), high.max(ends.1)));
        nice(ScaleKind::Log, if low < high { (low, high) } else { (1.0, 10.0) }, 4)
    }
    /// The drawing, `width` CSS pixels wide.
    pub fn svg(&self, width: f64) -> String {
        let (rows, high) = self.draw(width);
        rows.pen.finish([width, high], Self::TITLE, &self.description())
    }
    /// The whole figure in sentences.
    pub fn description(&self) -> String {
        let step = |step: &Step| {
            format!(
                "{} leaves {} of it, {}, with a range from {:.2} to {:.2} ({}).",
                step.label,
                tokens(step.tokens[1]),
                times(step.factor()).replace("×\u{2009}", "factor "),
                step.left.low,
                step.left.high,
                step.left.grade.word()
            )
        };
        let steps: Vec<String> = self.steps.iter().map(step).collect();
        let (low, high) = self.band();
        format!(
            "{} All power at the best rate would serve {}. {} The computed end lies between {} and {}; published are {}, \
             with a range from {} to {}. {}",
            self.finding,
            with_time(TTOKEN_PER_DAY.base(self.all), &TTOKEN_PER_DAY),
            steps.join(" "),
            tokens(low),
            tokens(high),
            tokens(self.published.value),
            tokens(self.published.low),
            tokens(self.published.high),
            self.note()
        )
    }
    /// All numbers.
    pub fn table(&self) -> Table {
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let value = |number: f64, text: String| Cell::Value { text, number };
        let count = |number: f64| value(number, tokens(number));
        let row = |step: &Step| {
            vec![
                Cell::Name(step.label.to_owned()),
                value(step.factor(), format!("{:.3}", step.factor())),
                value(step.left.low, format!("{:.2}", step.left.low)),
                value(step.left.high, format!("{:.2}", step.left.high)),
                count(step.tokens[1]),
                Cell::Name(step.left.grade.word().to_owned()),
                Cell::Name(step.left.source.title.to_owned()),
            ]
        };
        let bare = |label: &str, number: f64, (low, high): (f64, f64), grade: &str, source: &str| {
            vec![
                Cell::Name(label.to_owned()),
                Cell::Blank,
                count(low),
                count(high),
                count(number),
                Cell::Name(grade.to_owned()),
                Cell::Name(source.to_owned()),
            ]
        };
        let (fleet, world) = (&FLEET_MAY_2026, &self.published);
        let range = (self.all * fleet.low / fleet.value, self.all * fleet.high / fleet.value);
        let mut rows = vec![bare(START, self.all, range, fleet.grade.word(), fleet.source.title)];
        rows.extend(self.steps.iter().map(row));
        rows.push(bare(COMPUTED, self.computed, self.band(), BAND.grade.word(), ""));
        let range = (world.low, world.high);
        rows.push(bare(PUBLISHED, world.value, range, world.grade.word(), world.source.title));
        Table {
            caption: format!("{}. {}", Self::TITLE, self.finding),
            columns: vec![
                column("Step", ""),
                column("Factor", "×"),
                column("Lowest", ""),
                column("Highest", ""),
                column("Tokens left", "tokens/day"),
                column("Grade", ""),
                column("Source", ""),
            ],
            rows,
            remarks: Vec::new(),
        }
    }
    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let heading = [Self::TITLE, &self.finding];
        DrawingFile::new(heading, self.svg(width), self.file_table(), Data::Rows(self.data()))
    }
    /// All numbers with a unit for each column: factors and tokens apart.
    fn file_table(&self) -> Table {
        let table = self.table();
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let (factor, count) = (TIMES.symbol, TTOKEN_PER_DAY.symbol);
        let row = |row: Vec<Cell>| {
            let is_step = matches!(row.get(1), Some(Cell::Value { .. }));
            let [step, factor, low, high, tokens, grade, source] = <[Cell; 7]>::try_from(row).ok()?;
            let (factors, counts) = if is_step {
                ([low, high], [Cell::Blank, Cell::Blank])
            } else {
                ([Cell::Blank, Cell::Blank], [low, high])
            };
            let [low, high] = factors;
            let [least, most] = counts;
            Some(vec![step, factor, low, high, tokens, least, most, grade, source])
        };
        Table {
            columns: vec![
                column("Step", ""),
                column("Factor", factor),
                column("Lowest factor", factor),
                column("Highest factor", factor),
                column("Tokens left", count),
                column("Lowest", count),
                column("Highest", count),
                column("Grade", ""),
                column("Source", ""),
            ],
            rows: table.rows.into_iter().filter_map(row).collect(),
            ..table
        }
    }
    /// The steps as data.
    fn data(&self) -> rows::Rows {
        let point =
            |label: &str, part, to, range| RowMark { row: label.to_owned(), part, from: None, to, range };
        let step = |step: &Step| RowMark {
            row: step.label.to_owned(),
            part: if step.is_assumed() { "assumed factor" } else { "derived factor" },
            from: Some(step.tokens[0]),
            to: step.tokens[1],
            range: Some(step.span()),
        };
        let published = &self.published;
        let mut marks = vec![point(START, "all power", self.all, None)];
        marks.extend(self.steps.iter().map(step));
        marks.push(point(COMPUTED, "computed", self.computed, Some(self.band())));
        marks.push(point(PUBLISHED, "published", published.value, Some((published.low, published.high))));
        let parts = vec![
            ("derived factor", Role::Machines),
            ("assumed factor", Role::Baseline),
            ("all power", Role::Electricity),
            ("computed", Role::Forecast),
            ("published", Role::Published),
        ];
        let axis = Axis::new("Tokens worldwide", "per day", ScaleKind::Log, (1.0, 10.0));
        rows::Rows::new(written(axis, TTOKEN_PER_DAY), parts, marks, None)
    }
    fn draw(&self, width: f64) -> (Rows, f64) {
        let count = to_f64(self.steps.len()) + 3.0;
        let is_wide = width >= WIDE;
        let range = (2.0, if is_wide { width - COLUMNS[0] } else { width - 8.0 });
        let title = [Self::TITLE, &self.finding];
        let key = if is_wide { 32.0 } else { 40.0 };
        let mut rows = Rows::new(title, width, self.domain(), range, [key, ROW * count]);
        rows.pen.hatch("waterfall-assumed", "machines", 6);
        Self::key(&mut rows, key);
        rows.grid(|mark| tick(TTOKEN_PER_DAY.base(mark), &TTOKEN_PER_DAY));
        let at = |i: f64| rows.top + ROW * i;
        let tops: Vec<f64> = (0..=self.steps.len() + 2).map(|i| at(to_f64(i))).collect();
        let end = tops[tops.len() - 2];
        // The error band of the computed value, behind both ends.
        let (low, high) = self.band();
        let band = crate::layout::geometry::Rect {
            left: rows.x(low),
            right: rows.x(high),
            top: end + 2.0,
            bottom: rows.bottom,
        };
        rows.pen.rect(band, "c-forecast", " opacity=\"0.14\"");
        // A connecting line from each bar down to the next.
        let below = std::iter::once(self.all).chain(self.steps.iter().map(|step| step.tokens[1]));
        for (value, pair) in below.zip(tops.windows(2)) {
            let x = rows.x(value);
            rows.pen.line([x, pair[0] + BAR.0], [x, pair[1] + BAR.0], "l-muted", "");
        }
        self.bars(&mut rows, &tops);
        let high = rows.foot("Tokens worldwide per day, log scale", &self.note());
        (rows, high)
    }
    /// The legend of bars and lines.
    fn key(rows: &mut Rows, high: f64) {
        let letters = PLAIN.muted();
        let (mut x, mut y) = (0.0, rows.top - high + 8.0);
        for (words, kind) in [
            ("derived", "c-machines"),
            ("assumed", "l-machines"),
            ("range of a factor", "l-ink"),
            ("range of the result", "c-forecast"),
        ] {
            let wide = 24.0 + letters.width(words);
            if x > 0.0 && x + wide > rows.width {
                (x, y) = (0.0, y + 17.0);
            }
            let block = crate::layout::geometry::Rect { left: x, right: x + 18.0, top: y - 9.0, bottom: y };
            match kind {
                "l-machines" => rows.pen.rect(block, kind, " fill=\"url(#waterfall-assumed)\""),
                "l-ink" => {
                    rows.pen.line([x, y - 4.0], [x + 18.0, y - 4.0], kind, "");
                    for end in [x, x + 18.0] {
                        rows.pen.line([end, y - 7.0], [end, y - 1.0], kind, "");
                    }
                }
                "c-forecast" => rows.pen.rect(block, kind, " opacity=\"0.3\""),
                _ => rows.pen.rect(block, kind, ""),
            }
            rows.pen.text([x + 24.0, y], &letters, words);
            x += wide + 14.0;
        }
    }
    fn bars(&self, rows: &mut Rows, tops: &[f64]) {
        let middle = |top: f64| top + BAR.0 + BAR.1 / 2.0;
        let name =
            |rows: &mut Rows, top: f64, label: &str| rows.pen.text([0.0, top + 13.0], &PLAIN.bold(), label);
        rows.dot(self.all, middle(tops[0]), "electricity");
        rows.side_label((self.all, self.all), middle(tops[0]) + 4.0, true, &tokens(self.all));
        name(rows, tops[0], START);
        for (step, top) in self.steps.iter().zip(&tops[1..]) {
            let (left, right) = (rows.x(step.tokens[1]), rows.x(step.tokens[0]));
            let bar =
                crate::layout::geometry::Rect { left, right, top: top + BAR.0, bottom: top + BAR.0 + BAR.1 };
            if step.is_assumed() {
                rows.pen.rect(bar, "l-machines", " fill=\"url(#waterfall-assumed)\"");
            } else {
                rows.pen.rect(bar, "c-machines", "");
            }
            rows.span(step.span(), top + SPAN, "l-ink");
            rows.side_label(
                (step.tokens[1], step.tokens[0]),
                middle(*top) + 4.0,
                true,
                &tokens(step.tokens[1]),
            );
            name(rows, *top, step.label);
            let factor = times(step.factor());
            if rows.width < WIDE {
                let after = PLAIN.bold().width(step.label) + 10.0;
                rows.pen.text([after, top + 13.0], &PLAIN, &factor);
                continue;
            }
            let (y, wide) = (middle(*top) + 4.0, rows.width);
            let said = format!("{:.2} to {:.2}, {}", step.left.low, step.left.high, step.left.grade.word());
            rows.pen.text([wide - COLUMNS[1] - 8.0, y], &PLAIN.bold().from(From::End), &factor);
            rows.pen.text([wide - COLUMNS[1], y], &PLAIN.muted(), &said);
        }
        let published = self.published;
        let ends = [
            (COMPUTED, self.computed, self.band(), "forecast"),
            (PUBLISHED, published.value, (published.low, published.high), "published"),
        ];
        for ((label, value, range, token), top) in ends.into_iter().zip(&tops[self.steps.len() + 1..]) {
            rows.span(range, middle(*top), &format!("l-{token}"));
            rows.dot(value, middle(*top), token);
            rows.side_label(range, middle(*top) + 4.0, false, &tokens(value));
            name(rows, *top, label);
        }
    }
}

/// Names of the rows before and after the steps.
const START: &str = "All power at the best rate";
const COMPUTED: &str = "Computed: all factors together";
const PUBLISHED: &str = "Published: tokens worldwide";

fn finding(all: f64, computed: f64, residual: f64, band: f64) -> String {
    let amount = |value: f64| with_time(TTOKEN_PER_DAY.base(value), &TTOKEN_PER_DAY);
    if !(computed.is_finite() && residual.is_finite()) {
        return "The world's tokens cannot be computed here.".to_owned();
    }
    let spread = shown(TIMES.base(band), &TIMES).replace('×', "");
    let far = residual.max(1.0 / residual);
    let judged = if far <= libm::sqrt(band) {
        format!("the factors are uncertain by {spread} times either way, so the match is luck")
    } else if far <= band {
        format!("the factors are uncertain by {spread} times either way, which allows for the difference")
    } else {
        format!("that is more than the {spread} times either way by which the factors are uncertain")
    };
    format!(
        "Eight factors leave one token in {:.0}. The result is {} against {} published, {residual:.2} times as many; {judged}.",
        all / computed,
        amount(computed),
        tokens(computed * residual)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pen::faults;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn the_steps_are_those_of_the_factory_and_no_text_touches_another() {
        for text in ["", "agents=5B&gpu=rubin"] {
            let now = evaluate(&link::read(text).0);
            let figure = Waterfall::of(&now);
            let product: f64 = figure.steps.iter().map(Step::factor).product();
            assert!((figure.all * product / figure.computed - 1.0).abs() < 1e-9);
            assert!(
                (TTOKEN_PER_DAY.shown(now.factory.waterfall.operators) / figure.computed - 1.0).abs() < 1e-12
            );
            for step in &figure.steps {
                assert!((step.factor() / step.left.value - 1.0).abs() < 1e-9, "{}", step.label);
            }
            let residual = figure.published.value / figure.computed;
            assert!(figure.finding.contains(&format!("{residual:.2} times")), "{}", figure.finding);
            for width in [320.0, 480.0, 560.0, 640.0, 760.0, 1100.0] {
                let (rows, high) = figure.draw(width);
                assert_eq!(faults(&rows.pen.texts, [width, high]), Vec::<String>::new(), "{text} {width}");
                let assumed = figure.steps.iter().filter(|step| step.is_assumed()).count();
                assert_eq!(figure.svg(width).matches("url(#waterfall-assumed)").count(), assumed + 1);
            }
            let table = figure.table();
            assert_eq!(table.rows.len(), figure.steps.len() + 3);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        }
    }
}

//! Profit after each shock on its own, as bars compared with the present profit.

use super::profit::written;
use crate::layout::geometry::Rect;
use crate::render::drawing_file::DrawingFile;
use crate::render::pen::{From, PLAIN, Pen, SMALL};
use crate::spec::axis::Axis;
use crate::spec::role::Role;
use crate::spec::rows::{Data, RowMark, Rows};
use crate::spec::scale::{Scale, ScaleKind, nice, to_f64};
use crate::spec::table::{Cell, Column, Table};
use model::format::digits::{shown, tick};
use model::quantity::unit::USD_PER_YEAR;
use model::scenario::shocks::{SHOCKS, ShockedScenario};
use model::study::evaluate::Evaluation;
use model::study::sensitivity::shock_effect::Effects;

/// Height of a bar with its name above, in CSS pixels.
const ROW: f64 = 38.0;
/// Height of the header above the bars.
const HEAD: f64 = 26.0;
/// Height of the axis below the bars.
const FOOT: f64 = 24.0;
/// Distance from the top of a row to its bar, and the thickness of the bar.
const BAR: (f64, f64) = (18.0, 12.0);

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Shocks {
    /// What it shows, in a sentence.
    pub finding: String,
    /// Present profit, in dollars a year.
    pub present: f64,
    /// The names of the shocks with the profit after each, in dollars a year; not finite where it cannot be computed.
    pub after: Vec<(&'static str, f64)>,
}

impl Shocks {
    /// The figure of a scenario.
    pub fn of(now: &Evaluation) -> Self {
        let effects = Effects::of(&ShockedScenario::new(now.scenario));
        let after: Vec<(&'static str, f64)> = SHOCKS
            .iter()
            .zip(&effects.alone)
            .map(|(shock, effect)| (shock.label, USD_PER_YEAR.shown(effect.after)))
            .collect();
        let present = USD_PER_YEAR.shown(now.factory.profit.profit);
        Self { finding: finding(present, &after), present, after }
    }
    /// The title of the drawing.
    pub const TITLE: &'static str = "Profit after each shock";

    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let heading = [Self::TITLE, &self.finding];
        let file = DrawingFile::new(heading, self.svg(width), self.table(), Data::Rows(self.data()));
        DrawingFile { is_headed: false, ..file }
    }
    /// All numbers: profit without a shock, and after each.
    pub fn table(&self) -> Table {
        let symbol = USD_PER_YEAR.symbol;
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let value = |number: f64| {
            if number.is_finite() {
                Cell::Value { text: money(number), number }
            } else {
                Cell::Missing("Profit cannot be computed here.".to_owned())
            }
        };
        let row = |(label, profit): (&str, f64)| {
            vec![Cell::Name(label.to_owned()), value(profit), value(profit - self.present)]
        };
        Table {
            caption: format!("{}. {}", Self::TITLE, self.finding),
            columns: vec![
                column("Shock", ""),
                column("Profit after it", symbol),
                column("Change of profit", symbol),
            ],
            rows: std::iter::once(("None", self.present))
                .chain(self.after.iter().copied())
                .map(row)
                .collect(),
            remarks: Vec::new(),
        }
    }
    /// The bars as data.
    fn data(&self) -> Rows {
        let mark = |(label, profit): &(&str, f64)| RowMark {
            row: (*label).to_owned(),
            part: if *profit < 0.0 { "loss" } else { "profit" },
            from: Some(0.0),
            to: *profit,
            range: None,
        };
        let axis = Axis::new("Profit", "per year", ScaleKind::Linear, (0.0, 1.0));
        let line = Some((self.present, format!("now {}", money(self.present))));
        let parts = vec![("profit", Role::Profit), ("loss", Role::Loss)];
        Rows::new(written(axis, USD_PER_YEAR), parts, self.after.iter().map(mark).collect(), line)
    }
    /// The bars, `width` CSS pixels wide.
    pub fn svg(&self, width: f64) -> String {
        let (pen, high) = self.draw(width);
        pen.finish([width, high], Self::TITLE, &format!("{} {}", self.finding, self.description()))
    }
    /// All numbers in words.
    fn description(&self) -> String {
        let said = |(label, profit): &(&str, f64)| format!("{label}: {}.", money(*profit));
        self.after.iter().map(said).collect::<Vec<_>>().join(" ")
    }
    fn draw(&self, width: f64) -> (Pen, f64) {
        let mut pen = Pen::default();
        pen.hatch("shock-loss", "loss", 6);
        let known = self.after.iter().map(|(_, profit)| *profit).chain([self.present, 0.0]);
        let (low, high) = known
            .filter(|it| it.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
        let domain = nice(ScaleKind::Linear, if low < high { (low, high) } else { (0.0, 1.0) }, 5);
        // The amounts are in a column on the right that no bar reaches.
        let amounts = self.after.iter().map(|(_, profit)| PLAIN.width(&money(*profit))).fold(0.0, f64::max);
        let scale = Scale::new(ScaleKind::Linear, domain, (2.0, (width - amounts - 10.0).max(width / 2.0)));
        let x = |profit: f64| scale.project(profit).unwrap_or(2.0);
        let bottom = HEAD + ROW * to_f64(self.after.len());
        let count = if width < 480.0 { 3 } else { 5 };
        let mut free = 0.0;
        for mark in scale.ticks(count) {
            let class = if mark == 0.0 { "l-axis" } else { "l-grid" };
            pen.line([x(mark), HEAD - 4.0], [x(mark), bottom], class, "");
            let words =
                if mark == 0.0 { "$0".to_owned() } else { tick(USD_PER_YEAR.base(mark), &USD_PER_YEAR) };
            let letters = PLAIN.muted().size(SMALL);
            let half = letters.width(&words) / 2.0;
            let place = x(mark).clamp(half, (width - half).max(half));
            if place - half >= free {
                pen.text([place, bottom + 15.0], &letters.from(From::Middle), &words);
                free = place + half + 4.0;
            }
        }
        let rows = || self.after.iter().enumerate().map(|(i, row)| (HEAD + ROW * to_f64(i), row));
        for (top, (_, profit)) in rows().filter(|(_, (_, profit))| profit.is_finite()) {
            let (left, right) = (x(*profit).min(x(0.0)), x(*profit).max(x(0.0)));
            let rect =
                Rect { left, right: right.max(left + 1.0), top: top + BAR.0, bottom: top + BAR.0 + BAR.1 };
            if *profit < 0.0 {
                pen.rect(rect, "l-loss", " fill=\"url(#shock-loss)\"");
            } else {
                pen.rect(rect, "c-profit", "");
            }
        }
        if self.present.is_finite() {
            let dashes = " stroke-width=\"1.5\" stroke-dasharray=\"4 3\"";
            pen.line([x(self.present), HEAD - 6.0], [x(self.present), bottom], "l-ink", dashes);
            let words = format!("now {}", money(self.present));
            let half = PLAIN.bold().width(&words) / 2.0;
            let place = x(self.present).clamp(half, (width - half).max(half));
            pen.text([place, 13.0], &PLAIN.bold().from(From::Middle), &words);
        }
        // Text is drawn last so that its halo masks the strokes behind it.
        for (top, (label, profit)) in rows() {
            pen.text([0.0, top + 13.0], &PLAIN.bold(), label);
            pen.text([width, top + 13.0], &PLAIN.from(From::End), &money(*profit));
        }
        (pen, bottom + FOOT)
    }
}

fn money(profit: f64) -> String {
    shown(USD_PER_YEAR.base(profit), &USD_PER_YEAR)
}

fn finding(present: f64, after: &[(&'static str, f64)]) -> String {
    let known = || after.iter().filter(|(_, profit)| profit.is_finite());
    let Some((worst, left)) = known().min_by(|a, b| a.1.total_cmp(&b.1)).filter(|_| present.is_finite())
    else {
        return "Profit cannot be computed here, with shocks or without.".to_owned();
    };
    let turned = known().filter(|(_, profit)| *profit < 0.0).count();
    let losses = match (present < 0.0, turned) {
        (true, _) => "The factory loses money without any shock".to_owned(),
        (false, 0) => "No shock alone turns the profit into a loss".to_owned(),
        (false, 1) => "One shock alone turns the profit into a loss".to_owned(),
        (false, count) => format!("{count} shocks alone would each turn the profit into a loss"),
    };
    format!(
        "{losses}; the worst is {}, after which profit is {}.",
        super::profit::uncapitalised(worst),
        money(*left)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pen::faults;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn each_shock_has_its_bar_and_no_text_touches_another() {
        for text in ["", "price_output=0.5&price_input=0.1&price_cached=0.01", "gpu=tpu7x", "agents=5B"] {
            let figure = Shocks::of(&evaluate(&link::read(text).0));
            assert_eq!(figure.after.len(), SHOCKS.len());
            for width in [320.0, 640.0, 1100.0] {
                let (pen, high) = figure.draw(width);
                assert_eq!(faults(&pen.texts, [width, high]), Vec::<String>::new(), "{text} {width}");
                let drawn = figure.svg(width);
                let losses = figure.after.iter().filter(|(_, profit)| *profit < 0.0).count();
                assert_eq!(drawn.matches("url(#shock-loss)").count(), losses);
                assert!(!drawn.contains("NaN"));
            }
        }
    }
}

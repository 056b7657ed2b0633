//! What the engine computes for the years 2023 to 2026, compared with published figures.

use crate::render::drawing_file::DrawingFile;
use crate::render::pen::{From, PLAIN, SMALL};
use crate::render::row_chart::Rows;
use crate::spec::axis::{Axis, plain};
use crate::spec::role::Role;
use crate::spec::rows::{self, Data, RowMark};
use crate::spec::scale::{ScaleKind, nice, to_f64};
use crate::spec::table::{Cell, Column, Table, UNIT_OF_ROW};
use model::catalog::Grade;
use model::catalog::demand::{SERVED, WORLD_TOKENS};
use model::catalog::fleet::{MACHINES, NVIDIA, STOCK, YEARS};
use model::catalog::market::{HYPERSCALER_CAPEX, Point};
use model::factory::FIRST_YEAR;
use model::format::digits::{parts, shown};
use model::quantity::Unit;
use model::quantity::order::insertion_sort_by_key;
use model::quantity::unit::{GIGAWATT, TTOKEN_PER_DAY, USD_PER_YEAR};
use model::study::evaluate::Evaluation;

/// The kinds of machines that NVIDIA sells.
const OF_NVIDIA: [&str; 5] = ["a100", "hopper", "h20", "b200", "b300"];

/// The last year compared.
const LAST: f64 = 2026.0;

/// Height of a quantity's name, and of each row below it.
const HEAD: f64 = 30.0;
const ROW: f64 = 20.0;
/// Height of the column names.
const KEY: f64 = 26.0;
/// From this width on, ratios are written as well.
const WIDE: f64 = 480.0;
/// Room for a year on the left.
const YEAR: f64 = 38.0;

/// One figure of one year, in base units.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The year.
    pub year: f64,
    /// The engine's value.
    pub computed: f64,
    /// The published value.
    pub published: f64,
    /// Lowest and highest published value.
    pub range: (f64, f64),
    /// The source of the published value.
    pub source: String,
}

impl Check {
    /// Computed divided by published.
    pub fn ratio(&self) -> f64 {
        self.computed / self.published
    }
    fn span(&self) -> (f64, f64) {
        (self.computed / self.range.1, self.computed / self.range.0)
    }
}

/// A quantity over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name of the compared quantity.
    pub label: &'static str,
    /// Its unit, as written next to the name.
    pub symbol: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its years, in ascending order.
    pub checks: Vec<Check>,
    /// Its colour, by the name used in the classes of drawings.
    token: &'static str,
}

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// What it shows, in a sentence.
    pub finding: String,
    /// The quantities.
    pub series: Vec<Series>,
}

/// NVIDIA's share of the watts sold in a year; later years use the last year counted.
pub fn nvidia_share(year: f64) -> f64 {
    let place = YEARS.iter().position(|counted| f64::from(*counted) >= year).unwrap_or(YEARS.len() - 1);
    let watts = |is_counted: &dyn Fn(&str) -> bool| -> f64 {
        let of = MACHINES.iter().filter(|kind| is_counted(kind.slug));
        of.map(|kind| kind.sold[place].value * kind.power[place].value).sum()
    };
    watts(&|slug| OF_NVIDIA.contains(&slug)) / watts(&|_| true)
}

/// Worldwide tokens extrapolated from Google's, at Google's share in its latest reading: the reading nearest to the
/// middle of a year, as a multiple of the published worldwide tokens.
fn google(year: f64) -> Option<(f64, &'static Point)> {
    let google = || SERVED.iter().filter(|point| point.label == "Google");
    let last = google().max_by(|a, b| a.year.total_cmp(&b.year))?;
    let away = |point: &&Point| (point.year - year - 0.5).abs();
    let near = google()
        .filter(|point| (libm::floor(point.year) - year).abs() < 0.5 && point.year < last.year)
        .min_by(|a, b| away(a).total_cmp(&away(b)))?;
    Some((near.value.value / last.value.value, near))
}

impl Backtest {
    /// The title of the drawing.
    pub const TITLE: &'static str = "Does the model match what happened?";

    /// The figure of a scenario.
    pub fn of(now: &Evaluation) -> Self {
        let years =
            (0u8..).zip(&now.factory.years).map(|(i, year)| (FIRST_YEAR + f64::from(i), &year.market));
        let years: Vec<_> = years.filter(|(year, _)| *year <= LAST).collect();
        let said = |point: &Point| {
            let source = point.value.source;
            let recalled = if point.value.grade == Grade::Recalled { point.value.grade.said() } else { "" };
            [source.publisher, source.published, recalled]
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        };
        // The point of one year: a stock is measured at the end of the year.
        let check = |year: f64, computed: f64, point: &Point, unit: &Unit, scale: f64| Check {
            year,
            computed,
            published: unit.base(point.value.value * scale),
            range: (unit.base(point.value.low * scale), unit.base(point.value.high * scale)),
            source: said(point),
        };
        let of = |points: &'static [Point], year: f64, end: f64| {
            points.iter().find(|point| (libm::floor(point.year - end) - year).abs() < 0.5)
        };
        let billion = 1e9;
        let stock = years.iter().filter_map(|(year, market)| {
            Some(check(*year, market.installed, of(STOCK, *year, 1.0)?, &GIGAWATT, 1.0))
        });
        let chips = years.iter().filter_map(|(year, market)| {
            let computed = market.machines * nvidia_share(*year);
            Some(check(*year, computed, of(NVIDIA, *year, 0.0)?, &USD_PER_YEAR, billion))
        });
        let capex = years.iter().filter_map(|(year, market)| {
            Some(check(*year, market.spending, of(HYPERSCALER_CAPEX, *year, 0.0)?, &USD_PER_YEAR, billion))
        });
        let world = SERVED.iter().find(|point| point.value == WORLD_TOKENS);
        let tokens = years.iter().filter_map(|(year, market)| {
            let world = world?;
            if (libm::floor(world.year) - year).abs() < 0.5 {
                return Some(check(*year, market.tokens, world, &TTOKEN_PER_DAY, 1.0));
            }
            let (part, near) = google(*year)?;
            let whole = check(*year, market.tokens, world, &TTOKEN_PER_DAY, part);
            Some(Check { source: said(near), ..whole })
        });
        let series = |[label, symbol]: [&'static str; 2], unit, token, checks: Vec<Check>| Series {
            label,
            symbol,
            unit,
            checks,
            token,
        };
        let series = vec![
            series(["Machines at the end of the year", "GW"], GIGAWATT, "machines", stock.collect()),
            series(["NVIDIA's data-centre revenue", "$/year"], USD_PER_YEAR, "revenue", chips.collect()),
            series(
                ["Spending, against five cloud firms'", "$/year"],
                USD_PER_YEAR,
                "building",
                capex.collect(),
            ),
            series(["Tokens served", "tokens/day"], TTOKEN_PER_DAY, "forecast", tokens.collect()),
        ];
        Self { finding: finding(&series), series }
    }
    /// How to read the figure, and what in it is published or assumed.
    pub fn note() -> String {
        format!(
            "Thin lines: range of the published figures. Machines sold until 2025 are an input, and their prices of 2024 and \
             2025 were derived from NVIDIA's revenue, so the first two rows mostly test the arithmetic. NVIDIA's part \
             is its share of the watts sold; for 2026 that of 2025, {:.0} %. The five firms do not only buy AI, and others \
             buy AI too. The baseline is set to the tokens of 2026; earlier years are Google's tokens at its share of May \
             2026. Figures for 2026 are partly forecasts and follow the levers.",
            100.0 * nvidia_share(LAST)
        )
    }
    fn all(&self) -> impl Iterator<Item = (&Series, &Check)> {
        self.series.iter().flat_map(|series| series.checks.iter().map(move |check| (series, check)))
    }
    fn domain(&self) -> (f64, f64) {
        let ends = self.all().map(|(_, check)| check.span());
        let (low, high) = ends
            .filter(|(low, high)| *low > 0.0 && high.is_finite())
            .fold((0.8_f64, 1.25_f64), |(low, high), ends| (low.min(ends.0), high.max(ends.1)));
        nice(ScaleKind::Log, (low, high), 4)
    }
    /// The drawing, `width` CSS pixels wide.
    pub fn svg(&self, width: f64) -> String {
        let (rows, high) = self.draw(width);
        rows.pen.finish([width, high], Self::TITLE, &self.description())
    }
    /// The whole figure in sentences.
    pub fn description(&self) -> String {
        let said = |series: &Series| {
            let years: Vec<String> = series
                .checks
                .iter()
                .map(|check| {
                    format!(
                        "{:.0} computed {}, published {}",
                        check.year,
                        shown(check.computed, &series.unit),
                        shown(check.published, &series.unit)
                    )
                })
                .collect();
            format!("{}: {}.", series.label, years.join("; "))
        };
        let series: Vec<String> = self.series.iter().map(said).collect();
        format!("{} {} {}", self.finding, series.join(" "), Self::note())
    }
    /// All numbers.
    pub fn table(&self) -> Table {
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let row = |(series, check): (&Series, &Check)| {
            let value = |base: f64| {
                if base.is_finite() {
                    Cell::Value { text: shown(base, &series.unit), number: series.unit.shown(base) }
                } else {
                    Cell::Missing("It cannot be computed here.".to_owned())
                }
            };
            vec![
                Cell::Name(format!("{}, {:.0}", series.label, check.year)),
                value(check.computed),
                value(check.published),
                value(check.range.0),
                value(check.range.1),
                Cell::Value { text: format!("{:.2}", check.ratio()), number: check.ratio() },
                Cell::Name(check.source.clone()),
            ]
        };
        Table {
            caption: format!("{} {}", Self::TITLE, self.finding),
            columns: vec![
                column("Quantity and year", ""),
                column("Computed", ""),
                column("Published", ""),
                column("Lowest published", ""),
                column("Highest published", ""),
                column("Computed against published", "×"),
                column("Source", ""),
            ],
            rows: self.all().map(row).collect(),
            remarks: Vec::new(),
        }
    }
    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let heading = [Self::TITLE, &self.finding];
        DrawingFile::new(heading, self.svg(width), self.file_table(), Data::Rows(self.data()))
    }
    /// All numbers with quantity, year and unit in columns of their own.
    fn file_table(&self) -> Table {
        let mut table = self.table();
        for (row, (series, check)) in table.rows.iter_mut().zip(self.all()) {
            row[0] = Cell::Name(series.label.to_owned());
            let year = Cell::Value { text: format!("{:.0}", check.year), number: check.year };
            row.splice(1..1, [year, Cell::Name(series.unit.symbol.to_owned())]);
        }
        let column = |label: &str| Column { label: label.to_owned(), unit: String::new() };
        table.columns[0] = column("Quantity");
        for column in &mut table.columns[1..5] {
            UNIT_OF_ROW.clone_into(&mut column.unit);
        }
        table.columns.splice(1..1, [column("Year"), column("Unit")]);
        table
    }
    /// The ratios as data.
    fn data(&self) -> rows::Rows {
        let marks = self.all().map(|(series, check)| RowMark {
            row: format!("{}, {:.0}", series.label, check.year),
            part: series.label,
            from: None,
            to: check.ratio(),
            range: Some(check.span()),
        });
        let role = |series: &Series| match series.token {
            "machines" => Role::Machines,
            "revenue" => Role::Revenue,
            "building" => Role::Building,
            _ => Role::Forecast,
        };
        let parts = self.series.iter().map(|series| (series.label, role(series))).collect();
        let axis = Axis::new("Computed against published", "×", ScaleKind::Log, (0.5, 2.0));
        rows::Rows::new(axis, parts, marks.collect(), Some((1.0, "as published".to_owned())))
    }
    fn draw(&self, width: f64) -> (Rows, f64) {
        let value = |base: f64, series: &Series| parts(base, &series.unit).0;
        let letters = PLAIN.size(SMALL);
        let widest = |of: &dyn Fn(&Check) -> f64, head: &str| {
            let words = self.all().map(|(series, check)| letters.width(&value(of(check), series)));
            words.chain([letters.width(head)]).fold(0.0, f64::max)
        };
        let columns =
            [widest(&|check| check.computed, "computed"), widest(&|check| check.published, "published")];
        // A wide drawing also shows the ratio.
        let ratio = if width >= WIDE { letters.width("ratio") + 18.0 } else { 0.0 };
        let right = width - columns[0] - columns[1] - ratio - 24.0;
        let high =
            self.series.iter().map(|series| HEAD + ROW * to_f64(series.checks.len())).sum::<f64>() + 8.0;
        let mut rows =
            Rows::new([Self::TITLE, &self.finding], width, self.domain(), (YEAR, right), [KEY, high]);
        rows.grid(plain);
        let one = rows.x(1.0);
        rows.pen.line([one, rows.top - 6.0], [one, rows.bottom], "l-ink", " stroke-width=\"1.5\"");
        let at_columns = [width - ratio - columns[1] - 10.0, width - ratio];
        let heads = letters.muted().from(From::End);
        for (x, words) in at_columns.into_iter().zip(["computed", "published"]) {
            rows.pen.text([x, rows.top - 11.0], &heads, words);
        }
        if ratio > 0.0 {
            rows.pen.text([width, rows.top - 11.0], &heads, "ratio");
        }
        let half = letters.width("as published") / 2.0;
        let place = one.clamp(half, right - half);
        rows.pen.text([place, rows.top - 11.0], &letters.from(From::Middle), "as published");
        let mut y = rows.top;
        for series in &self.series {
            rows.pen.text([0.0, y + 20.0], &PLAIN.bold(), series.label);
            let after = PLAIN.bold().width(series.label) + 8.0;
            rows.pen.text([after, y + 20.0], &letters.muted(), series.symbol);
            y += HEAD;
            for check in &series.checks {
                let middle = y + ROW / 2.0;
                rows.pen.text([0.0, middle + 4.0], &letters.muted(), &format!("{:.0}", check.year));
                if check.ratio().is_finite() {
                    let (low, high) = check.span();
                    if low < high {
                        rows.span((low, high), middle, "l-muted");
                    }
                    let ends = [[one, middle], [rows.x(check.ratio()), middle]];
                    rows.pen.line(ends[0], ends[1], &format!("l-{}", series.token), " stroke-width=\"2\"");
                    rows.dot(check.ratio(), middle, series.token);
                }
                for (x, base) in at_columns.into_iter().zip([check.computed, check.published]) {
                    rows.pen.text([x, middle + 4.0], &letters.from(From::End), &value(base, series));
                }
                if ratio > 0.0 {
                    let bold = letters.bold().from(From::End);
                    rows.pen.text([width, middle + 4.0], &bold, &format!("{:.2}", check.ratio()));
                }
                y += ROW;
            }
        }
        let high = rows.foot("Computed against published, times, log scale", &Self::note());
        (rows, high)
    }
}

fn finding(series: &[Series]) -> String {
    let mut known: Vec<(&Series, &Check)> = series
        .iter()
        .flat_map(|series| series.checks.iter().map(move |check| (series, check)))
        .filter(|(_, check)| check.ratio().is_finite() && check.ratio() > 0.0)
        .collect();
    let away = |check: &Check| libm::log(check.ratio()).abs();
    insertion_sort_by_key(&mut known, |(_, check)| -away(check));
    let Some((worst, check)) = known.first() else {
        return "Nothing of it can be computed here.".to_owned();
    };
    let count = to_f64(known.len());
    let mean = libm::exp(known.iter().map(|(_, check)| libm::log(check.ratio())).sum::<f64>() / count);
    let within = known.iter().filter(|(_, check)| away(check) <= libm::log(1.25)).count();
    format!(
        "In the mean of {} figures, computed is {mean:.2} times published, and {within} are within a quarter. The largest miss is \
         {} in {:.0}: {} against {}, {:.2} times.",
        known.len(),
        super::profit::uncapitalised(worst.label),
        check.year,
        shown(check.computed, &worst.unit),
        shown(check.published, &worst.unit),
        check.ratio()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pen::faults;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn each_year_is_held_against_its_own_figure_and_no_text_touches_another() {
        for text in ["", "agents=10M", "agents=50B&gpu=rubin"] {
            let now = evaluate(&link::read(text).0);
            let figure = Backtest::of(&now);
            assert_eq!(figure.series.iter().map(|it| it.checks.len()).collect::<Vec<_>>(), [4, 4, 3, 3]);
            for (i, check) in figure.series[0].checks.iter().enumerate() {
                assert!((check.computed - now.factory.years[i].market.installed).abs() < 1.0);
            }
            for width in [320.0, 480.0, 640.0, 760.0, 1100.0] {
                let (rows, high) = figure.draw(width);
                assert_eq!(faults(&rows.pen.texts, [width, high]), Vec::<String>::new(), "{text} {width}");
            }
            let table = figure.table();
            assert_eq!(table.rows.len(), 14);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        }
    }

    #[test]
    fn nvidia_sells_most_of_the_watts() {
        let shares = [2023.0, 2024.0, 2025.0, 2026.0].map(nvidia_share);
        assert!(shares.iter().all(|share| (0.5..0.95).contains(share)), "{shares:?}");
        assert!((shares[2] - shares[3]).abs() < 1e-12);
    }
}

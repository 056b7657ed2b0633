//! A drawing without two axes, for files: on its own, with its title, its source and its numbers.

use super::pen::{From, PLAIN, Pen, SMALL, escaped};
use super::svg::{FOOT, MARGIN, wrapped};
use super::theme::Theme;
use super::vega_lite::rows;
use crate::layout::text::wrap;
use crate::spec::rows::Data;
use crate::spec::table::Table;

/// A drawing for files.
#[derive(Debug, Clone)]
pub struct DrawingFile {
    /// What it is about.
    pub title: String,
    /// What it shows, in a sentence.
    pub finding: String,
    /// How to read it, unless the drawing says so; may be empty.
    pub note: String,
    /// The drawing, with classes for colours.
    pub svg: String,
    /// Whether title and finding are part of the drawing.
    pub is_headed: bool,
    /// All numbers, with the unit of each column.
    pub table: Table,
    /// What it shows, for a specification of the chart.
    pub data: Data,
}

impl DrawingFile {
    /// A drawing with title and finding in it, and nothing else to say of how to read it.
    pub fn new([title, finding]: [&str; 2], svg: String, table: Table, data: Data) -> Self {
        let (title, finding, note) = (title.to_owned(), finding.to_owned(), String::new());
        Self { title, finding, note, svg, is_headed: true, table, data }
    }
    /// The drawing as a file: light, with title and finding above, and its note and lines that give its source below.
    /// Links into the manual begin with the address of the site, `site`.
    pub fn svg_file(&self, site: &str, foot: &[&str]) -> String {
        let drawn = Drawn::read(&self.svg);
        let (mut above, mut below) = (Pen::default(), Pen::default());
        let mut top = 0.0;
        if !self.is_headed {
            top = above.heading([&self.title, &self.finding], drawn.width) + 10.0;
        }
        let mut y = top + drawn.height + 6.0;
        let note = wrap(&self.note, SMALL, false, drawn.width);
        let foot = foot.iter().flat_map(|line| wrapped(line, drawn.width));
        let letters = PLAIN.muted().size(FOOT.0).from(From::Start);
        for line in note.into_iter().filter(|line| !line.is_empty()).chain(foot) {
            below.text([0.0, y + 0.8 * FOOT.1], &letters, &line);
            y += FOOT.1;
        }
        let (wide, high) = (drawn.width + 2.0 * MARGIN, y + 2.0 * MARGIN);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high:.0}\" \
             viewBox=\"-{MARGIN} -{MARGIN} {wide} {high:.0}\" role=\"img\" font-family=\"sans-serif\">\n\
             <title>{}</title>\n<desc>{}</desc>\n<style>{}</style>\n\
             <rect class=\"c-ground\" x=\"-{MARGIN}\" y=\"-{MARGIN}\" width=\"100%\" height=\"100%\"/>\n\
             {}<g transform=\"translate(0 {top})\">\n{}\n</g>\n{}</svg>\n",
            escaped(&self.title),
            drawn.about.map_or_else(|| escaped(&self.finding), str::to_owned),
            Theme::light().rules(),
            above.written(),
            drawn.inside.replace("href=\"manual.html", &format!("href=\"{}manual.html", escaped(site))),
            below.written()
        )
    }
    /// The drawing as a Vega-Lite specification with its data; `None` if there is no such chart, or nothing in it. `about` is the metadata
    /// of the file, `source` is shown below the chart.
    pub fn vega_lite(&self, about: &[(&str, &str)], source: &str) -> Option<String> {
        let heading = [self.title.as_str(), &self.finding, &self.note];
        match &self.data {
            Data::Rows(data) if !data.marks.is_empty() => Some(rows::of_rows(data, heading, about, source)),
            Data::Grid(data) if data.cells.iter().any(|cell| cell.value.is_some()) => {
                Some(rows::of_grid(data, heading, about, source))
            }
            _ => None,
        }
    }
}

/// The parts of a document that the pen wrote.
struct Drawn<'a> {
    width: f64,
    height: f64,
    /// Its description in markup, if it has one.
    about: Option<&'a str>,
    inside: &'a str,
}

impl<'a> Drawn<'a> {
    fn read(svg: &'a str) -> Self {
        let (head, inside) = svg.split_once('>').unwrap_or(("", svg));
        let side = |name: &str| {
            let value = head.split_once(name).and_then(|(_, rest)| rest.split('"').next());
            value.and_then(|value| value.parse().ok()).unwrap_or(0.0)
        };
        let inside = inside.trim().trim_end_matches("</svg>").trim();
        // Without a title of its own it is a group of links, each of which has a description.
        let parts = inside.strip_prefix("<title>").and_then(|rest| {
            let (_, rest) = rest.split_once("<desc>")?;
            rest.split_once("</desc>")
        });
        let (about, inside) = parts.map_or((None, inside), |(about, inside)| (Some(about), inside.trim()));
        Self { width: side(" width=\""), height: side(" height=\""), about, inside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::change::Change;
    use crate::chart::registry::drawing_file;
    use crate::chart::sweep::{Chart, chart};
    use crate::spec::table::Cell;
    use model::format::cells::BYTE_ORDER_MARK;
    use model::scenario::levers::LEVERS;
    use model::scenario::link;
    use model::scenario::shocks::ShockedScenario;
    use model::study::compare::compare;
    use model::study::evaluate::evaluate;
    use model::study::evaluate::number::Number;
    use serde_json::Value;

    const SITE: &str = "https://example.org/";
    const SOURCE: &str = "Source: Token Factory <0.1>.";
    const LINK: &str = "https://example.org/?v=2&gpu=rubin";

    /// Classes that the page uses for links under the pointer; they have no colours.
    const HOVER: [&str; 2] = ["swing-row", "part-box"];

    /// Every drawing of a few scenarios, by its name.
    fn files() -> Vec<(String, DrawingFile)> {
        let mut files = Vec::new();
        for text in ["", "gpu=rubin&context=1M", "gpu=h100&electricity=0.3&price_output=0.3", "gpu=tpu7x"] {
            let now = evaluate(&link::read(text).0);
            let mut add =
                |name: &str, drawing_file: DrawingFile| files.push((format!("{name} {text}"), drawing_file));
            for name in ["swings", "flow", "shocks", "waterfall", "backtest"] {
                add(name, drawing_file(name, &now, 932.0).unwrap_or_else(|| panic!("{name}")));
            }
            let (a, b) =
                (link::read_shocked("gpu=h100&context=1M&shocks=edge").0, ShockedScenario::new(now.scenario));
            add("change", Change::of(&compare(&a, &b)).drawing_file(732.0));
            // Tax comes after the profit, which stays.
            let taxed = ShockedScenario::new(now.scenario.with(&LEVERS.tax, 0.5));
            add("change-in-nothing", Change::of(&compare(&taxed, &b)).drawing_file(732.0));
            let number = Number::named(&now.factory, "profit.profit").unwrap();
            for (first, second) in [(&LEVERS.price_output, &LEVERS.paid), (&LEVERS.gpu, &LEVERS.llm)] {
                let Ok(Chart::Field(map)) = chart(&now.scenario, number, first, Some(second)) else {
                    panic!("a grid")
                };
                add(&format!("sweep-{}", first.about.id), map.drawing_file(932.0));
            }
        }
        files
    }

    /// `PLATES=folder cargo test -p token-factory-charts every_drawing_is_a_file` writes the files to that folder.
    #[test]
    fn every_drawing_is_a_file_with_title_source_and_link() {
        for (name, drawing_file) in files() {
            let svg = drawing_file.svg_file(SITE, &[SOURCE, LINK]);
            for part in [
                "Token Factory &lt;0.1&gt;.</text>",
                "https://example.org/?v=2&amp;gpu=rubin</text>",
                &format!("<title>{}</title>", escaped(&drawing_file.title)),
                &format!(">{}</text>", escaped(&drawing_file.title)),
                ".c-ground{fill:#",
            ] {
                assert!(svg.contains(part), "{name}: {part}");
            }
            assert!(!svg.contains("href=\"manual.html"), "{name}");
            assert!(!svg.contains("NaN") && svg.matches("<svg").count() == 1, "{name}");
            for tag in ["g", "a", "text", "svg", "defs", "desc"] {
                let opened =
                    svg.matches(&format!("<{tag}>")).count() + svg.matches(&format!("<{tag} ")).count();
                assert_eq!(opened, svg.matches(&format!("</{tag}>")).count(), "{name}: {tag}");
            }
            let rules = Theme::light().rules();
            let classes = svg.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for class in classes.flat_map(str::split_whitespace) {
                assert!(rules.contains(&format!(".{class}{{")) || HOVER.contains(&class), "{name}: {class}");
            }
        }
    }

    #[test]
    fn every_column_of_numbers_has_its_unit_and_every_number_is_in_the_csv() {
        for (name, drawing_file) in files() {
            let table = &drawing_file.table;
            for (place, column) in table.columns.iter().enumerate() {
                let is_number = table.rows.iter().any(|row| matches!(row[place], Cell::Value { .. }));
                // A year is its own unit.
                let is_told = !column.unit.is_empty() || column.label == "Year";
                assert!(is_told || !is_number, "{name}: {}", column.label);
            }
            let written = table.csv(&[]);
            let mut reader = csv::Reader::from_reader(written.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
            let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(read.len(), table.rows.len(), "{name}");
            for (cells, read) in table.rows.iter().zip(&read) {
                assert_eq!(cells.len(), table.columns.len(), "{name}");
                for (cell, read) in cells.iter().zip(read) {
                    if let Cell::Value { number, .. } = cell {
                        assert_eq!(read.parse::<f64>().unwrap().to_bits(), number.to_bits(), "{name}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_mark_is_within_its_axis() {
        for (name, file) in files() {
            let Data::Rows(rows) = &file.data else { continue };
            let (low, high) = rows.axis.domain;
            for mark in &rows.marks {
                let numbers = mark.range.into_iter().flat_map(|(low, high)| [low, high]);
                for number in numbers.chain([mark.to]).chain(mark.from) {
                    assert!(
                        (low..=high).contains(&number),
                        "{name}, {}: {number} of {low} to {high}",
                        mark.row
                    );
                }
            }
        }
    }

    #[test]
    fn a_specification_has_the_numbers_of_the_table() {
        for (name, drawing_file) in files() {
            let Some(text) = drawing_file.vega_lite(&[("link", LINK)], SOURCE) else {
                assert!(name.starts_with("flow") || name.ends_with("tpu7x"), "{name}");
                continue;
            };
            let spec: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(
                (&spec["title"]["text"], &spec["usermeta"]["link"]),
                (&drawing_file.title.as_str().into(), &LINK.into())
            );
            assert!(text.contains(SOURCE), "{name}");
            let records = spec["datasets"]["numbers"].as_array().unwrap();
            let known: Vec<f64> = records.iter().filter_map(|record| record["value"].as_f64()).collect();
            // The column with the numbers that the chart draws.
            let place = match name.split(' ').next().unwrap() {
                "swings" => 2,
                "waterfall" => 4,
                "backtest" => 7,
                "shocks" => 1,
                "change" | "change-in-nothing" => continue,
                _ => 2,
            };
            let numbers = drawing_file.table.rows.iter().filter_map(|row| match row[place] {
                Cell::Value { number, .. } => Some(number),
                _ => None,
            });
            // No more inputs are drawn than have room.
            let most = if name.starts_with("swings") { 12 } else { usize::MAX };
            for number in numbers.take(most).skip(usize::from(name.starts_with("shocks"))) {
                assert!(known.iter().any(|value| value.to_bits() == number.to_bits()), "{name}: {number}");
            }
        }
    }
}

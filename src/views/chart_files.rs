//! A chart as files to download: a drawing, its numbers, and both as a Vega-Lite specification, each with its source.

use super::question::sweep;
use charts::Figure;
use charts::chart::change::Change;
use charts::chart::registry::{ChartInputs, drawing_file, figure, lever_over};
use charts::chart::sweep::Chart;
use charts::render::drawing_file::DrawingFile;
use charts::render::svg::{MARGIN, svg_file};
use charts::render::vega_lite::vega_lite;
use model::catalog::sources::READ;
use model::scenario::Scenario;
use model::scenario::link::compared::read_compared;
use model::study::compare::compare;
use model::study::evaluate::evaluate;
use model::study::monte_carlo::draw_job::DrawAnswer;
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::validation::published::Published;

/// Licence of the program and of the files that it writes.
const LICENCE: &str = "MIT";

/// Width of the drawing in CSS pixels: that of a slide, or of a newspaper column at twice the pixel density.
const WIDTH: f64 = 960.0;

/// Both margins of a drawing together, in CSS pixels.
const MARGINS: f64 = 2.0 * MARGIN;

/// The separator between the files of a chart in an answer: the record separator, which none of them contains.
pub const BETWEEN: &str = "\u{1e}";

/// The most recent draws.
#[derive(Debug, Default)]
pub struct LastDraws {
    outlook: Option<Box<Outlook>>,
    band: Option<Box<Band>>,
}

impl LastDraws {
    /// Keeps an answer in place of the previous one.
    pub fn keep(&mut self, answer: &DrawAnswer) {
        match answer {
            DrawAnswer::Outlook(outlook) => self.outlook = Some(outlook.clone()),
            DrawAnswer::NotComputable(_) => self.outlook = None,
            DrawAnswer::Band(band) => self.band = Some(band.clone()),
        }
    }
    /// The draws for a scenario; the band only if it is over the lever of that profit chart.
    pub fn of<'a>(&'a self, scenario: &Scenario, chart: &str) -> ChartInputs<'a> {
        let over = lever_over(chart);
        let outlook = self.outlook.as_deref().filter(|outlook| outlook.scenario == *scenario);
        let band = self.band.as_deref().filter(|band| {
            let lever = band.lever;
            over.is_some_and(|over| std::ptr::eq(over, lever))
                && band.others == scenario.with(lever, lever.default_base())
        });
        ChartInputs { outlook, band, published: None }
    }
}

/// A chart with its draws and published runs; `published` is the text of the file next to the page, or empty. `None` if there is
/// no chart of that name.
pub fn chart_figure(
    name: &str,
    scenario: &Scenario,
    published: &str,
    draws: ChartInputs<'_>,
) -> Option<Figure> {
    let published = Published::read(published);
    figure(name, &evaluate(scenario), ChartInputs { published: published.as_ref(), ..draws })
}

/// What is written to the files of a chart.
enum Filed {
    /// A chart with two axes.
    Figure(Box<Figure>),
    /// Another drawing.
    Drawing(Box<DrawingFile>),
}

/// The chart of that name. A sweep has its question in its name, `sweep?number=profit.profit&by=paid&by=context`; a
/// comparison, `change`, is that of the two scenarios of the address.
fn filed(
    name: &str,
    address: &str,
    scenario: &Scenario,
    published: &str,
    draws: ChartInputs<'_>,
) -> Option<Filed> {
    let (id, query) = name.split_once('?').unwrap_or((name, ""));
    let drawing = match id {
        "change" => {
            let (_, query) = address.split_once('?')?;
            let (both, _) = read_compared(query);
            Change::of(&compare(&both.pinned?, &both.shown)).drawing_file(WIDTH - MARGINS)
        }
        sweep::NAME => match sweep::named(scenario, query).ok()? {
            Chart::Lines(figure) => return Some(Filed::Figure(figure)),
            Chart::Field(map) => map.drawing_file(WIDTH - MARGINS),
        },
        _ => match chart_figure(name, scenario, published, draws) {
            Some(figure) => return Some(Filed::Figure(Box::new(figure))),
            None => drawing_file(id, &evaluate(scenario), WIDTH - MARGINS)?,
        },
    };
    Some(Filed::Drawing(Box::new(drawing)))
}

/// The drawing as SVG, the numbers as CSV, and the chart as a Vega-Lite specification, made on `day`; the last is empty for
/// a chart that has none. `None` if there is no chart of that name.
pub fn chart_files(
    name: &str,
    address: &str,
    day: &str,
    scenario: &Scenario,
    published: &str,
    draws: ChartInputs<'_>,
) -> Option<[String; 3]> {
    let filed = filed(name, address, scenario, published, draws)?;
    let version = env!("CARGO_PKG_VERSION");
    let source = format!(
        "Source: Token Factory, model {version}, data as of {READ}. Made on {day}. {LICENCE} licence."
    );
    let about = [
        ("source", "Token Factory"),
        ("link", address),
        ("version", version),
        ("data", READ),
        ("licence", LICENCE),
        ("saved", day),
    ];
    let foot: [&str; 2] = [&source, address];
    let (svg, table, vega, [title, finding]) = match &filed {
        Filed::Figure(figure) => (
            svg_file(figure, WIDTH, &foot).ok()?,
            figure.file_table(),
            vega_lite(figure, &about, &source),
            [&figure.title, &figure.finding],
        ),
        Filed::Drawing(drawing) => (
            drawing.svg_file(site(address), &foot),
            drawing.table.clone(),
            drawing.vega_lite(&about, &source).unwrap_or_default(),
            [&drawing.title, &drawing.finding],
        ),
    };
    let csv = table.csv(&[
        ("file.title", title),
        ("file.finding", finding),
        ("file.link", address),
        ("file.version", version),
        ("file.data", READ),
        ("file.licence", LICENCE),
        ("file.saved", day),
    ]);
    Some([svg, csv, vega])
}

/// The address of the folder with the pages of the site, from that of one of them.
fn site(address: &str) -> &str {
    let page = address.split(['?', '#']).next().unwrap_or_default();
    page.rfind('/').map_or("", |end| &page[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use charts::chart::registry::NAMES;
    use model::scenario::levers::LEVERS;
    use model::study::monte_carlo::draws::BaselineDraws;
    use model::study::monte_carlo::outlook::Run;

    const DAY: &str = "2026-11-30";
    const ADDRESS: &str = "https://example.org/?v=2&power=1GW&vs=gpu:rubin";

    fn outlook_of(scenario: &Scenario) -> Box<Outlook> {
        let mut run = Run::new(&evaluate(scenario));
        run.draw(200, &mut BaselineDraws::default());
        Box::new(run.outlook().expect("a profit can be computed"))
    }

    /// The files of a chart in the baseline scenario, compared with another one if it is a comparison.
    fn files(name: &str) -> Option<[String; 3]> {
        chart_files(name, ADDRESS, DAY, &Scenario::baseline(), "", ChartInputs::default())
    }

    /// Every chart whose files can be saved: all but the one that only native programs draw, and two sweeps.
    fn charts() -> impl Iterator<Item = &'static str> {
        let sweeps = [
            "sweep?number=profit.profit&by=price_output&by=paid",
            "sweep?number=profit.margin&by=electricity&by=gpu",
        ];
        NAMES.into_iter().filter(|name| *name != "accuracy").chain(["profit?over=agents"]).chain(sweeps)
    }

    #[test]
    fn all_files_say_where_they_come_from() {
        for name in charts() {
            let [svg, csv, vega] = files(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(vega.is_empty(), name == "flow");
            let (_, after) = csv.split_once("file.title,").unwrap();
            let ends: &[char] = if after.starts_with('"') { &['"'] } else { &[',', '\r'] };
            let title = after.trim_start_matches('"').split(ends).next().unwrap();
            for file in [&svg, &csv, &vega].into_iter().filter(|file| !file.is_empty()) {
                assert!(!file.contains(BETWEEN), "{name}");
                let escaped = title.replace('&', "&amp;");
                assert!(file.contains(title) || file.contains(&escaped), "{name}: {title}");
                for part in [READ, env!("CARGO_PKG_VERSION"), DAY, LICENCE] {
                    assert!(file.contains(part), "{name}: {part}");
                }
            }
            let letters = svg.replace("</text>\n", "").split('<').collect::<String>();
            assert!(
                letters.contains("vs=gpu:rubin") && svg.contains("https://example.org/?v=2&amp;power=1GW")
            );
            assert!(csv.contains(ADDRESS), "{name}");
            if vega.is_empty() {
                continue;
            }
            let spec: serde_json::Value = serde_json::from_str(&vega).unwrap();
            assert_eq!(spec["title"]["text"], title, "{name}");
            for (field, said) in [
                ("source", "Token Factory"),
                ("link", ADDRESS),
                ("version", env!("CARGO_PKG_VERSION")),
                ("data", READ),
                ("licence", LICENCE),
                ("saved", DAY),
            ] {
                assert_eq!(spec["usermeta"][field], said, "{name}");
            }
        }
        for name in ["sing", "sweep", "sweep?number=profit.moon&by=paid", "sweep?number=profit.profit"] {
            assert!(files(name).is_none(), "{name}");
        }
    }

    #[test]
    fn links_of_a_drawing_lead_to_the_site() {
        for (address, site) in [
            (ADDRESS, "https://example.org/"),
            ("https://example.org/a/story.html?v=2", "https://example.org/a/"),
            ("https://example.org/a/index.html#why=profit", "https://example.org/a/"),
        ] {
            let files =
                chart_files("swings", address, DAY, &Scenario::baseline(), "", ChartInputs::default());
            let [svg, ..] = files.unwrap();
            assert!(svg.contains(&format!("<a href=\"{site}manual.html#")), "{address}");
            assert!(!svg.contains("href=\"manual"), "{address}");
        }
    }

    #[test]
    fn a_comparison_is_that_of_its_address() {
        let of = |address: &str| {
            chart_files("change", address, DAY, &Scenario::baseline(), "", ChartInputs::default())
        };
        let [_, csv, _] = of("https://example.org/?v=2&gpu=rubin&shocks=edge&vs=context:1M").unwrap();
        for part in ["\r\nGPU generation,", "\r\nEdge,off,on,", "\r\nContext length,1M", "($/year)"] {
            assert!(csv.contains(part), "{part}: {csv}");
        }
        assert!(of("https://example.org/?v=2&gpu=rubin").is_none(), "nothing is pinned");
    }

    #[test]
    fn draws_of_another_scenario_are_not_in_a_file() {
        let (baseline, lever) = (Scenario::baseline(), &LEVERS.agents);
        let other = baseline.with(&LEVERS.electricity, 0.2);
        let mut draws = LastDraws::default();
        let band = Band {
            lever,
            others: baseline.with(lever, lever.default_base()),
            profit: vec![outlook_of(&baseline).profit; lever.track_stops().len()],
        };
        draws.keep(&DrawAnswer::Outlook(outlook_of(&baseline)));
        draws.keep(&DrawAnswer::Band(Box::new(band)));
        let has_range = |draws: &LastDraws, name: &str, scenario: &Scenario| {
            let files = chart_files(name, ADDRESS, DAY, scenario, "", draws.of(scenario, name)).unwrap();
            let is_in_csv = files[1].lines().next().unwrap().contains(", from");
            // Other series have two ends as well: in the market chart these are published points.
            let has_ends = files[2].contains("\"low\":");
            assert!(has_ends >= is_in_csv && (has_ends == is_in_csv || name == "market"), "{name}");
            is_in_csv
        };
        assert!(has_range(&draws, "profit?over=agents", &baseline) && has_range(&draws, "market", &baseline));
        assert!(!has_range(&draws, "profit?over=context", &baseline), "the band is over another lever");
        assert!(!has_range(&draws, "profit?over=agents", &other) && !has_range(&draws, "market", &other));
        draws.keep(&DrawAnswer::NotComputable(Box::new(baseline)));
        assert!(!has_range(&draws, "market", &baseline));
    }
}

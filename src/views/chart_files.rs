//! A chart as files to download: a drawing, its numbers, and both as a Vega-Lite specification, each with its source.

use charts::Figure;
use charts::chart::registry::{Beside, figure, lever_over};
use charts::render::svg::svg_file;
use charts::render::vega_lite::vega_lite;
use model::catalog::sources::READ;
use model::scenario::Scenario;
use model::study::evaluate::evaluate;
use model::study::monte_carlo::draw_job::Answer;
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::validation::published::Published;

/// Licence of the program and of the files that it writes.
const LICENCE: &str = "MIT";

/// Width of the drawing in CSS pixels: that of a slide, or of a newspaper column at twice the pixel density.
const WIDTH: f64 = 960.0;

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
    pub fn keep(&mut self, answer: &Answer) {
        match answer {
            Answer::Outlook(outlook) => self.outlook = Some(outlook.clone()),
            Answer::NotComputable(_) => self.outlook = None,
            Answer::Band(band) => self.band = Some(band.clone()),
        }
    }
    /// The draws for a scenario; the band only if it is over the lever of that profit chart.
    pub fn of<'a>(&'a self, scenario: &Scenario, chart: &str) -> Beside<'a> {
        let over = lever_over(chart);
        let outlook = self.outlook.as_deref().filter(|outlook| outlook.scenario == *scenario);
        let band = self.band.as_deref().filter(|band| {
            let lever = band.lever;
            over.is_some_and(|over| std::ptr::eq(over, lever))
                && band.others == scenario.with(lever, lever.default_base())
        });
        Beside { outlook, band, published: None }
    }
}

/// A chart with its draws and published runs; `published` is the text of the file next to the page, or empty. `None` if there is
/// no chart of that name.
pub fn chart_figure(name: &str, scenario: &Scenario, published: &str, draws: Beside<'_>) -> Option<Figure> {
    let published = Published::read(published);
    figure(name, &evaluate(scenario), Beside { published: published.as_ref(), ..draws })
}

/// The drawing as SVG, the numbers as CSV, and the chart as a Vega-Lite specification, made on `day`. `None` if there is no chart of
/// that name.
pub fn chart_files(
    name: &str,
    address: &str,
    day: &str,
    scenario: &Scenario,
    published: &str,
    draws: Beside<'_>,
) -> Option<[String; 3]> {
    let figure = chart_figure(name, scenario, published, draws)?;
    let version = env!("CARGO_PKG_VERSION");
    let source = format!(
        "Source: Token Factory, model {version}, data as of {READ}. Made on {day}. {LICENCE} licence."
    );
    let svg = svg_file(&figure, WIDTH, &[&source, address]).ok()?;
    let csv = figure.file_table().csv(&[
        ("file.title", &figure.title),
        ("file.finding", &figure.finding),
        ("file.link", address),
        ("file.version", version),
        ("file.data", READ),
        ("file.licence", LICENCE),
        ("file.saved", day),
    ]);
    let about = [
        ("source", "Token Factory"),
        ("link", address),
        ("version", version),
        ("data", READ),
        ("licence", LICENCE),
        ("saved", day),
    ];
    let vega = vega_lite(&figure, &about, &source);
    Some([svg, csv, vega])
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::levers::LEVERS;
    use model::study::monte_carlo::draws::Today;
    use model::study::monte_carlo::outlook::Run;

    const DAY: &str = "2026-11-30";
    const ADDRESS: &str = "https://example.org/?v=2&power=1GW";

    fn outlook_of(scenario: &Scenario) -> Box<Outlook> {
        let mut run = Run::new(&evaluate(scenario));
        run.draw(200, &mut Today::default());
        Box::new(run.outlook().expect("a profit can be computed"))
    }

    #[test]
    fn all_files_say_where_they_come_from() {
        for name in ["profit?over=agents", "market", "frontier", "cost"] {
            let [svg, csv, vega] =
                chart_files(name, ADDRESS, DAY, &Scenario::baseline(), "", Beside::default()).unwrap();
            for file in [&svg, &csv, &vega] {
                assert!(!file.contains(BETWEEN), "{name}");
                for part in [READ, env!("CARGO_PKG_VERSION"), DAY, LICENCE] {
                    assert!(file.contains(part), "{name}: {part}");
                }
            }
            assert!(
                csv.contains(ADDRESS) && svg.contains("https://example.org/?v=2&amp;power=1GW"),
                "{name}"
            );
        }
        let [.., vega] =
            chart_files("cost", ADDRESS, DAY, &Scenario::baseline(), "", Beside::default()).unwrap();
        let spec: serde_json::Value = serde_json::from_str(&vega).unwrap();
        for (name, said) in [
            ("source", "Token Factory"),
            ("link", ADDRESS),
            ("version", env!("CARGO_PKG_VERSION")),
            ("data", READ),
            ("licence", LICENCE),
            ("saved", DAY),
        ] {
            assert_eq!(spec["usermeta"][name], said);
        }
        assert!(chart_files("sing", ADDRESS, DAY, &Scenario::baseline(), "", Beside::default()).is_none());
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
        draws.keep(&Answer::Outlook(outlook_of(&baseline)));
        draws.keep(&Answer::Band(Box::new(band)));
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
        draws.keep(&Answer::NotComputable(Box::new(baseline)));
        assert!(!has_range(&draws, "market", &baseline));
    }
}

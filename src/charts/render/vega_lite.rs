//! A figure as a Vega-Lite specification that includes its numbers: for notebooks, editors and use in other charts.
//!
//! The position of each Vega-Lite layer on the axes is given as data, so that an analyst can change either. The
//! specification has a data set for each kind of element in the figure: `numbers` has the series, with the values of
//! the figure's CSV, and the others have areas, zones, rules, points and marked places.

mod annotations;
mod axes;
mod json;
pub(super) mod rows;
mod series;
mod ticks;

use self::json::print;
use self::ticks::digits;
use super::theme::{Rgb, Theme};
use crate::layout::text::wrap;
use crate::spec::figure::{Figure, finite};
use crate::spec::scale::{ScaleKind, to_f64};
use serde_json::{Map, Value, json};

/// The version of Vega-Lite for which specifications are written.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v6.json";
/// Width and height of the plot area, in CSS pixels.
const SIZE: (f64, f64) = (600.0, 380.0);
/// Width of title, finding and note, in CSS pixels.
const TEXT: f64 = 740.0;
/// Font sizes, in CSS pixels: of everything except titles, of the finding, and of the note.
const LETTERS: [f64; 3] = [12.0, 13.0, 11.0];
/// The fraction of a stop's room that its columns take up.
const COLUMN: f64 = 0.62;
/// Opacity of surfaces: layers and columns, areas, bands.
const STRENGTH: [f64; 3] = [0.92, 0.2, 0.16];

/// The figure as a Vega-Lite specification in the colours of the light theme.
///
/// Numbers are unrounded and in the units of the axes. `about` is the metadata of the file, as pairs of name and
/// text: its `usermeta`. `source` is shown below the chart.
pub fn vega_lite(figure: &Figure, about: &[(&str, &str)], source: &str) -> String {
    let theme = Theme::light();
    let mut writer = Writer { figure, theme, datasets: Map::new(), layers: Vec::new() };
    writer.zones();
    writer.series();
    let below = writer.layers.len();
    writer.rules();
    writer.places();
    writer.beyond();
    writer.points();
    writer.foot(source);
    let Writer { datasets, mut layers, .. } = writer;
    say_axes_once(&mut layers);
    let above = layers.split_off(below);
    // Points have their own scales and share no colours with series.
    let independent: Map<String, Value> = ["fill", "shape", "stroke", "strokeDash", "strokeWidth"]
        .into_iter()
        .map(|channel| (channel.to_owned(), json!("independent")))
        .collect();
    let spec = json!({
        "$schema": SCHEMA,
        "usermeta": usermeta(about, &figure.note),
        "title": heading(&figure.title, &figure.finding),
        "description": figure.describe(),
        "width": SIZE.0,
        "height": SIZE.1,
        "background": theme.ground().hex(),
        "padding": 16,
        "resolve": { "scale": independent },
        "layer": [{ "layer": layers }, { "layer": above }],
        "datasets": datasets,
        "config": config(&theme),
    });
    written(&spec)
}

/// A specification as text.
fn written(spec: &Value) -> String {
    let mut out = String::new();
    print(spec, 0, 0, &mut out);
    out.push('\n');
    out
}

/// The metadata of a file.
fn usermeta(about: &[(&str, &str)], note: &str) -> Map<String, Value> {
    let note = (!note.is_empty()).then_some(("note", note));
    about.iter().copied().chain(note).map(|(name, said)| (name.to_owned(), json!(said))).collect()
}

/// The title of a chart and its finding, in as many lines as it needs.
fn heading(title: &str, finding: &str) -> Value {
    json!({ "text": title, "subtitle": wrap(finding, LETTERS[1], false, TEXT) })
}

/// The style of text, axes and legends.
fn config(theme: &Theme) -> Value {
    let hex = Rgb::hex;
    json!({
        "font": "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, DejaVu Sans, sans-serif",
        "view": { "stroke": null },
        "title": {
            "anchor": "start",
            "color": hex(theme.ink()),
            "fontSize": 18,
            "fontWeight": "bold",
            "subtitleColor": hex(theme.ink()),
            "subtitleFontSize": LETTERS[1],
            "subtitleLineHeight": 18,
            "subtitlePadding": 6,
            "offset": 18,
        },
        "axis": {
            "domainColor": hex(theme.axis()),
            "gridColor": hex(theme.grid()),
            "labelColor": hex(theme.muted()),
            "labelFontSize": LETTERS[0],
            "tickColor": hex(theme.axis()),
            "titleColor": hex(theme.muted()),
            "titleFontSize": LETTERS[0],
            "titleFontWeight": "normal",
        },
        "legend": {
            "labelColor": hex(theme.ink()),
            "labelFontSize": LETTERS[0],
            "labelLimit": 0,
            "rowPadding": 4,
            "symbolOpacity": 1,
            "title": null,
        },
    })
}

/// Keeps the scale and axis of each channel only in the first layer that has them: layers share both, and they can be
/// changed there.
fn say_axes_once(layers: &mut [Value]) {
    for channel in ["x", "y"] {
        let fields = layers
            .iter_mut()
            .filter_map(|layer| layer.get_mut("encoding")?.get_mut(channel)?.as_object_mut());
        for field in fields.filter(|field| field.contains_key("scale")).skip(1) {
            field.remove("scale");
            field.remove("axis");
        }
    }
}

/// An object of named values.
fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A specification in progress.
struct Writer<'a> {
    figure: &'a Figure,
    theme: Theme,
    datasets: Map<String, Value>,
    layers: Vec<Value>,
}

impl Writer<'_> {
    /// Adds a data set unless it is empty. Returns whether it has records.
    fn data(&mut self, name: &str, records: Vec<Value>) -> bool {
        let is_there = !records.is_empty();
        if is_there {
            self.datasets.insert(name.to_owned(), Value::Array(records));
        }
        is_there
    }
    /// Adds a layer on top of the others.
    fn layer(&mut self, data: &str, mark: Value, encoding: Map<String, Value>) {
        self.layers.push(json!({ "data": { "name": data }, "mark": mark, "encoding": encoding }));
    }
    /// A number of the horizontal axis, as written in records.
    fn across(&self, at: f64) -> Value {
        if self.figure.x.discrete { json!(self.figure.x.value.write(at)) } else { json!(at) }
    }
    /// A number of the vertical axis, as written in records; null where it cannot be shown on that axis.
    fn up(&self, at: Option<f64>) -> Value {
        json!(finite(at).filter(|at| self.figure.y.scale == ScaleKind::Linear || *at > 0.0))
    }
    /// The lower end of a surface; one that starts at zero starts at the bottom of a logarithmic axis.
    fn foot_of(&self, at: f64) -> f64 {
        let y = &self.figure.y;
        if y.scale == ScaleKind::Log && at <= 0.0 { y.domain.0 } else { at }
    }
    /// What is shown of a record that the reader points at: its name, its position, and fields with their titles.
    fn tooltip(&self, name: [&str; 2], fields: &[(&str, &str)]) -> Value {
        let figure = self.figure;
        let mut shown = vec![json!({ "field": name[0], "title": name[1] })];
        let x = if figure.x.discrete {
            json!({ "field": "x", "title": figure.x.label })
        } else {
            json!({ "field": "x", "title": figure.x.label, "type": "quantitative", "format": digits(&figure.x.value) })
        };
        shown.push(x);
        for (field, title) in fields {
            let title = if title.is_empty() { figure.y.label.as_str() } else { title };
            let format = digits(&figure.y.value);
            shown.push(json!({ "field": field, "title": title, "type": "quantitative", "format": format }));
        }
        Value::Array(shown)
    }
    /// Text with a halo in the ground colour, so that it is legible on lines and colours.
    fn text(&mut self, data: &str, place: Map<String, Value>, encoding: Map<String, Value>) {
        let mut mark = object([("type", json!("text")), ("fontSize", json!(LETTERS[0]))]);
        mark.extend(place);
        let mut halo = mark.clone();
        halo.extend(object([
            ("stroke", json!(self.theme.ground().hex())),
            ("strokeWidth", json!(4)),
            ("strokeJoin", json!("round")),
            ("opacity", json!(0.85)),
        ]));
        self.layer(data, Value::Object(halo), encoding.clone());
        mark.insert("color".to_owned(), json!(self.theme.ink().hex()));
        self.layer(data, Value::Object(mark), encoding);
    }
    /// Note and source below the axes.
    fn foot(&mut self, source: &str) {
        let mut lines = wrap(&self.figure.note, LETTERS[2], false, TEXT);
        lines.push(source.to_owned());
        let names = self.figure.x.named.iter().map(|(_, name)| name.split(' ').count());
        let rows = if self.figure.x.discrete { names.max().unwrap_or(1) } else { 1 };
        let below = 46.0 + 14.0 * to_f64(rows);
        self.layers.push(foot(&self.theme, &lines, below, -44.0));
    }
}

/// A layer with lines of text, `below` pixels below the plot area and `dx` to the right of its left side.
fn foot(theme: &Theme, lines: &[String], below: f64, dx: f64) -> Value {
    json!({
        "data": { "values": [{}] },
        "mark": {
            "type": "text", "text": lines, "x": 0, "y": { "expr": format!("height + {below}") }, "dx": dx,
            "align": "left", "baseline": "top", "color": theme.muted().hex(), "fontSize": LETTERS[2], "lineHeight": 15
        },
    })
}

#[cfg(test)]
mod tests {
    use super::series::is_known;
    use super::*;
    use crate::chart::registry::{ChartInputs, figure, lever_over};
    use crate::spec::sample;
    use model::format::cells::BYTE_ORDER_MARK;
    use model::scenario::link;
    use model::study::evaluate::evaluate;
    use model::study::monte_carlo::draws::BaselineDraws;
    use model::study::monte_carlo::outlook::{Band, Run};

    const LINK: &str = "https://example.org/?v=2&power=1GW";
    const SOURCE: &str = "Source: Token Factory, model 0.1.0.";

    /// Figures made up for tests, and all charts of a few scenarios with and without draws.
    fn figures() -> Vec<(String, Figure)> {
        let mut figures: Vec<(String, Figure)> =
            sample::all().into_iter().map(|figure| (format!("sample-{}", figure.id), figure)).collect();
        for (scenario, text, draws) in [
            ("baseline", "", true),
            ("rubin", "gpu=rubin&context=1M&premium_share=25", true),
            ("loss", "gpu=h100&electricity=0.3&price_output=0.3", false),
            ("unknown", "gpu=tpu7x", false),
            ("measured", "llm=deepseek-v3&gpu=gb200&context=7373&answer=922&cached=0&serving=shared", false),
        ] {
            let now = evaluate(&link::read(text).0);
            let outlook = draws.then(|| {
                let mut run = Run::new(&now);
                run.draw(200, &mut BaselineDraws::default());
                run.outlook().expect("a profit can be computed")
            });
            for name in [
                "profit",
                "profit?over=gpu",
                "profit?over=electricity",
                "profit?over=agents",
                "profit?over=power",
                "profit?over=load&vs=gpu:h100",
                "market",
                "market?vs=gpu:h100",
                "frontier",
                "cost",
                "agents",
                "context",
                "prices",
                "tiers",
                "hours",
            ] {
                let lever = lever_over(name).expect("the lever is there");
                let band = outlook.as_ref().map(|outlook| Band {
                    lever,
                    others: now.scenario.with(lever, lever.default_base()),
                    profit: vec![outlook.profit; lever.track_stops().len()],
                });
                let inputs = ChartInputs { outlook: outlook.as_ref(), band: band.as_ref(), published: None };
                let called: String =
                    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
                figures.push((
                    format!("{scenario}-{called}"),
                    figure(name, &now, inputs).expect("the chart is there"),
                ));
            }
        }
        figures
    }

    fn spec(figure: &Figure) -> Value {
        serde_json::from_str(&vega_lite(figure, &[("link", LINK)], SOURCE)).expect("it is JSON")
    }

    /// Every layer that has no nested layers.
    fn layers(spec: &Value) -> Vec<&Value> {
        match spec["layer"].as_array() {
            Some(within) => within.iter().flat_map(layers).collect(),
            None => vec![spec],
        }
    }

    /// `VEGA_LITE=folder cargo test -p token-factory-charts every_chart_is_written` writes the specifications to that
    /// folder, each next to the drawing of the same figure.
    #[test]
    fn every_chart_is_written_with_no_address_but_schema_and_link() {
        for (name, figure) in figures() {
            let text = vega_lite(&figure, &[("link", LINK)], SOURCE);
            assert_eq!(text.matches("://").count(), 2, "{name}");
            assert!(text.lines().all(|line| line.len() < 2_000), "{name} has a long line");
            let spec = spec(&figure);
            assert_eq!(spec["$schema"], json!(SCHEMA));
            assert_eq!(spec["title"]["text"], json!(figure.title));
            let finding: Vec<&str> = spec["title"]["subtitle"]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| line.as_str().unwrap())
                .collect();
            assert_eq!(finding.join(" "), figure.finding.replace('\u{a0}', " "));
            assert_eq!(spec["usermeta"]["link"], json!(LINK));
            if let Some(folder) = std::env::var_os("VEGA_LITE") {
                let folder = std::path::PathBuf::from(folder);
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(folder.join(format!("{name}.vl.json")), text).unwrap();
                let svg = crate::render::svg::svg_file(&figure, 860.0, &[SOURCE]).unwrap();
                std::fs::write(folder.join(format!("{name}.svg")), svg).unwrap();
            }
        }
    }

    #[test]
    fn every_number_of_the_csv_is_in_the_data_to_the_bit() {
        for (name, figure) in figures() {
            let written = figure.table().csv(&[]);
            let mut reader = csv::Reader::from_reader(written.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            let spec = spec(&figure);
            let none = Vec::new();
            let numbers = spec["datasets"]["numbers"].as_array().unwrap_or(&none);
            let mut column = 1;
            for series in &figure.series {
                let fields: &[&str] = if series.low().is_some() { &["low", "high"] } else { &["value"] };
                let records: Vec<&Value> =
                    numbers.iter().filter(|record| record["series"] == json!(series.label)).collect();
                for field in fields {
                    for row in rows.iter().filter(|row| !row[column].is_empty()) {
                        let number: f64 = row[column].parse().unwrap();
                        if figure.y.scale == ScaleKind::Log && number <= 0.0 {
                            continue;
                        }
                        let is_here = |record: &&&Value| match record["x"].as_f64() {
                            Some(x) => row[0].parse::<f64>().unwrap().total_cmp(&x).is_eq(),
                            None => record["x"].as_str() == Some(&row[0]),
                        };
                        let record = records.iter().find(is_here);
                        let record =
                            record.unwrap_or_else(|| panic!("{name}: {} at {}", series.label, &row[0]));
                        let found = record[*field].as_f64().unwrap();
                        assert_eq!(
                            found.to_bits(),
                            number.to_bits(),
                            "{name}: {} at {}",
                            series.label,
                            &row[0]
                        );
                    }
                    column += 1;
                }
            }
            // The CSV has the values of an area where they are above zero.
            let areas = spec["datasets"]["areas"].as_array().unwrap_or(&none);
            for (column, head) in figure.table().columns.iter().enumerate().skip(column) {
                for row in rows.iter().filter(|row| !row[column].is_empty()) {
                    let number: f64 = row[column].parse().unwrap();
                    let is_here = |record: &Value| {
                        record["area"] == json!(head.label)
                            && record["value"]
                                .as_f64()
                                .is_some_and(|value| value.to_bits() == number.to_bits())
                    };
                    // A stop between two stops outside the area has no width.
                    let is_alone =
                        areas.iter().filter(|record| record["area"] == json!(head.label)).count() == 0;
                    assert!(is_alone || areas.iter().any(is_here), "{name}: {} at {}", head.label, &row[0]);
                }
            }
        }
    }

    #[test]
    fn each_series_has_a_layer_and_its_name_in_a_legend() {
        for (name, figure) in figures() {
            let spec = spec(&figure);
            for series in figure.series.iter().filter(|series| is_known(series)) {
                let is_of = |layer: &&&Value| {
                    let filter = &layer["transform"][0]["filter"];
                    layer["data"]["name"] == "numbers"
                        && filter["oneOf"]
                            .as_array()
                            .is_some_and(|names| names.contains(&json!(series.label)))
                };
                let layers = layers(&spec);
                let named = layers.iter().filter(is_of).any(|layer| {
                    ["fill", "stroke"].into_iter().any(|channel| {
                        let domain = layer["encoding"][channel]["scale"]["domain"].as_array();
                        domain.is_some_and(|domain| domain.contains(&json!(series.label)))
                    })
                });
                assert!(named, "{name}: {}", series.label);
            }
            for layer in layers(&spec).iter().filter(|layer| layer["data"]["name"].is_string()) {
                let data = layer["data"]["name"].as_str().unwrap();
                assert!(spec["datasets"][data].is_array(), "{name}: {data}");
            }
        }
    }

    #[test]
    fn scales_are_those_of_the_figure() {
        for (name, figure) in figures() {
            let spec = spec(&figure);
            for (channel, axis) in [("x", &figure.x), ("y", &figure.y)] {
                let scales: Vec<&Value> = layers(&spec)
                    .into_iter()
                    .map(|layer| &layer["encoding"][channel]["scale"])
                    .filter(|scale| !scale.is_null())
                    .collect();
                let [scale] = scales.as_slice() else {
                    // A figure without numbers, zones or rules has no vertical axis.
                    assert!(scales.is_empty() && !figure.series.iter().any(is_known), "{name} {channel}");
                    continue;
                };
                if axis.discrete {
                    let names: Vec<&String> = axis.named.iter().map(|(_, name)| name).collect();
                    assert_eq!(scale["domain"], json!(names), "{name} {channel}");
                    continue;
                }
                let kind = if axis.scale == ScaleKind::Log { "log" } else { "linear" };
                assert_eq!(scale["type"], json!(kind), "{name} {channel}");
                assert_eq!(scale["domain"], json!([axis.domain.0, axis.domain.1]), "{name} {channel}");
            }
        }
    }
}

//! A figure as a Vega-Lite specification that includes its numbers: for notebooks, editors and use in other charts.
//!
//! The position of each Vega-Lite layer on the axes is given as data, so that an analyst can change either. The
//! specification has a data set for each kind of element in the figure: `numbers` has the series, with the values of
//! the figure's CSV, and the others have areas, zones, rules, points and marked places.

mod print;
pub(super) mod rows;
mod ticks;

use self::print::print;
use self::ticks::{Writing, digits};
use super::theme::{Rgb, Theme};
use crate::layout::text::wrap;
use crate::spec::axis::Axis;
use crate::spec::figure::{Figure, finite};
use crate::spec::mark::{Along, Area, Dash, Dot, Edge, Fill, Form, Kind, Place, Rule, Series};
use crate::spec::scale::{Scale, ScaleKind, to_f64};
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

/// The look of text, axes and legends.
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

fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Groups of series drawn in the same way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Lines,
    Stack,
    Band,
    Above,
    Middle,
    Bars,
}

impl Group {
    fn of(series: &Series) -> Self {
        match series.kind {
            Kind::Line(_) => Self::Lines,
            Kind::Stack => Self::Stack,
            Kind::Band(_) => Self::Band,
            Kind::Above(_) => Self::Above,
            Kind::Middle => Self::Middle,
            Kind::Bars => Self::Bars,
        }
    }
    fn is_line(self) -> bool {
        matches!(self, Self::Lines | Self::Middle)
    }
    /// Fields of the records with the upper and the lower end of what is drawn.
    fn ends(self) -> [&'static str; 2] {
        match self {
            Self::Lines => ["value", "value"],
            Self::Middle => ["y", "y"],
            Self::Stack | Self::Above => ["y", "y2"],
            Self::Band => ["high", "low"],
            Self::Bars => ["value", "foot"],
        }
    }
}

/// A specification in progress.
struct Writer<'a> {
    figure: &'a Figure,
    theme: Theme,
    datasets: Map<String, Value>,
    layers: Vec<Value>,
}

impl Writer<'_> {
    fn data(&mut self, name: &str, records: Vec<Value>) -> bool {
        let is_there = !records.is_empty();
        if is_there {
            self.datasets.insert(name.to_owned(), Value::Array(records));
        }
        is_there
    }
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
    /// The title of an axis: its label, the unit if neither label nor ticks include it, and whether it is
    /// logarithmic.
    fn title(&self, axis: &Axis, unit: &str) -> String {
        if !axis.unit.is_empty() {
            return axis.caption();
        }
        let Writing { labels, .. } = Writing::of(axis, 5);
        let ticks = labels.values().filter_map(Value::as_str).collect::<String>();
        let unit =
            if unit.starts_with('/') && ticks.contains('$') { format!("${unit}") } else { unit.to_owned() };
        let is_told = axis.label.to_lowercase().contains(&unit.to_lowercase()) || ticks.contains(&unit);
        Axis { unit: if is_told { String::new() } else { unit }, ..axis.clone() }.caption()
    }
    fn axes(&self) -> [Map<String, Value>; 2] {
        let figure = self.figure;
        let table = figure.table();
        let unit = |place: usize| table.columns.get(place).map_or("", |column| column.unit.as_str());
        let scale = |axis: &Axis| {
            let (low, high) = Scale::new(axis.scale, axis.domain, (0.0, 1.0)).domain();
            let kind = if axis.scale == ScaleKind::Log { "log" } else { "linear" };
            json!({ "type": kind, "domain": [low, high], "nice": false })
        };
        let x_title = self.title(&figure.x, unit(0));
        let x = if figure.x.discrete {
            let names: Vec<&String> = figure.x.named.iter().map(|(_, name)| name).collect();
            let axis = json!({
                "domain": false, "grid": false, "labelAngle": 0, "labelExpr": "split(datum.value, ' ')",
                "labelLineHeight": 14, "labelOverlap": false, "ticks": false, "titlePadding": 10
            });
            object([
                ("type", json!("ordinal")),
                ("title", json!(x_title)),
                ("scale", json!({ "domain": names, "paddingInner": 0, "paddingOuter": 0 })),
                ("axis", axis),
            ])
        } else {
            let Writing { ticks, labels } = Writing::of(&figure.x, 6);
            let mut axis = object([
                ("grid", json!(false)),
                ("labelFlush", json!(false)),
                ("titlePadding", json!(10)),
                ("values", json!(ticks)),
            ]);
            axis.extend(labels);
            object([
                ("type", json!("quantitative")),
                ("title", json!(x_title)),
                ("scale", scale(&figure.x)),
                ("axis", Value::Object(axis)),
            ])
        };
        let Writing { ticks, labels } = Writing::of(&figure.y, 5);
        let above = match figure.marks.as_slice() {
            [] => -14,
            marks if marks.iter().all(|mark| mark.place == Place::Present) => -26,
            _ => -38,
        };
        let [grid, zero] = [self.theme.grid().hex(), self.theme.axis().hex()];
        let mut axis = object([
            ("domain", json!(false)),
            ("grid", json!(true)),
            (
                "gridColor",
                json!({ "condition": { "test": "datum.value === 0", "value": zero }, "value": grid }),
            ),
            ("ticks", json!(false)),
            ("labelPadding", json!(8)),
            ("titleAlign", json!("left")),
            ("titleAnchor", json!("end")),
            ("titleAngle", json!(0)),
            ("titleBaseline", json!("bottom")),
            ("titleX", json!(-44)),
            ("titleY", json!(above)),
            ("values", json!(ticks)),
        ]);
        axis.extend(labels);
        let y = object([
            ("type", json!("quantitative")),
            ("title", json!(self.title(&figure.y, unit(1)))),
            ("scale", scale(&figure.y)),
            ("axis", Value::Object(axis)),
        ]);
        [x, y]
    }
    /// Positions by fields of the records.
    fn at(&self, x: &str, y: &str) -> Map<String, Value> {
        let [across, up] = self.axes();
        let field = |name: &str, rest: Map<String, Value>| {
            let mut field = object([("field", json!(name))]);
            field.extend(rest);
            Value::Object(field)
        };
        let mut encoding = Map::new();
        if !x.is_empty() {
            encoding.insert("x".to_owned(), field(x, across));
        }
        if !y.is_empty() {
            encoding.insert("y".to_owned(), field(y, up));
        }
        encoding
    }
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
    /// Everything named in the legend of surfaces: name and colour, in their order from top to bottom.
    fn surfaces(&self) -> Vec<(&str, String)> {
        let figure = self.figure;
        let areas = figure.areas.iter().filter(|area| !self.outline(area).is_empty());
        let paint = |role, strength: f64| {
            let Rgb(red, green, blue) = self.theme.role(role);
            format!("rgba({red}, {green}, {blue}, {strength})")
        };
        let mut all: Vec<(&str, String)> =
            areas.map(|area| (area.label.as_str(), paint(area.role, STRENGTH[1]))).collect();
        for series in figure.series.iter().rev().filter(|series| !Group::of(series).is_line()) {
            let strength = if series.low().is_some() { STRENGTH[2] } else { STRENGTH[0] };
            let is_known = series.values.iter().any(|value| finite(*value).is_some());
            if is_known {
                all.push((&series.label, paint(series.role, strength)));
            }
        }
        all
    }
    /// The channel that distinguishes surfaces, by a field with their names.
    fn filled(&self, field: &str) -> [(&'static str, Value); 1] {
        let (domain, colours): (Vec<&str>, Vec<String>) = self.surfaces().into_iter().unzip();
        [(
            "fill",
            json!({
                "field": field, "type": "nominal", "scale": { "domain": domain, "range": colours },
                "legend": { "symbolType": "square", "symbolSize": 160, "symbolStrokeWidth": 0 }
            }),
        )]
    }
    /// The channels that distinguish lines.
    fn stroked(&self) -> [(&'static str, Value); 3] {
        let lines = || {
            self.figure.series.iter().rev().filter(|series| Group::of(series).is_line() && is_known(series))
        };
        let domain: Vec<&str> = lines().map(|series| series.label.as_str()).collect();
        let colours: Vec<String> = lines().map(|series| self.theme.role(series.role).hex()).collect();
        let dashes: Vec<[u8; 2]> = lines()
            .map(|series| match series.kind {
                Kind::Line(Dash::Dashed) => [8, 5],
                Kind::Line(Dash::Dotted) => [2, 4],
                _ => [1, 0],
            })
            .collect();
        let widths: Vec<f64> = lines()
            .map(|series| match series.kind {
                Kind::Line(Dash::Solid) => 2.25,
                Kind::Line(Dash::Dashed | Dash::Dotted) => 1.75,
                _ => 1.25,
            })
            .collect();
        let scale = |range: Value| json!({ "type": "ordinal", "domain": domain, "range": range });
        [
            (
                "stroke",
                json!({ "field": "series", "type": "nominal", "scale": scale(json!(colours)),
                    "legend": { "symbolType": "stroke", "symbolSize": 300 } }),
            ),
            ("strokeDash", json!({ "field": "series", "type": "nominal", "scale": scale(json!(dashes)) })),
            ("strokeWidth", json!({ "field": "series", "type": "ordinal", "scale": scale(json!(widths)) })),
        ]
    }
    /// Whether one of these lines has a value between two missing ones.
    fn has_alone(&self, series: &[&Series]) -> bool {
        let is_alone = |record: &Value| {
            record["alone"] == json!(true)
                && series.iter().any(|series| record["series"] == json!(series.label))
        };
        self.datasets.get("numbers").and_then(Value::as_array).is_some_and(|all| all.iter().any(is_alone))
    }
    /// The record of one value of a series.
    fn record(&self, k: usize, i: usize, at: f64) -> Map<String, Value> {
        let figure = self.figure;
        let series = &figure.series[k];
        let value = |values: &[Option<f64>]| self.up(values.get(i).copied().flatten());
        let mut record = object([("series", json!(series.label)), ("x", self.across(at))]);
        if figure.x.discrete {
            record.insert("place".to_owned(), json!(i));
        }
        if series.apart == Some(i) {
            record.insert("apart".to_owned(), json!(true));
        }
        let is_known = |i: usize| finite(series.values.get(i).copied().flatten()).is_some();
        let has_neighbour = i.checked_sub(1).is_some_and(is_known) || is_known(i + 1);
        if is_known(i) && !has_neighbour && Group::of(series) == Group::Lines && !figure.x.discrete {
            record.insert("alone".to_owned(), json!(true));
        }
        match series.low() {
            Some(low) => record.extend(object([("low", value(low)), ("high", value(&series.values))])),
            None => record.extend(object([("value", value(&series.values))])),
        }
        let ends = figure.extent(k, i, &[]);
        match Group::of(series) {
            Group::Lines | Group::Band => {}
            Group::Middle => record.extend(object([("y", self.up(ends.map(|(_, top)| top)))])),
            Group::Stack | Group::Above => {
                let foot = ends.map(|(foot, _)| self.foot_of(foot));
                record.extend(object([("y", self.up(ends.map(|(_, top)| top))), ("y2", self.up(foot))]));
            }
            Group::Bars => {
                record.extend(object([("foot", json!(self.foot_of(0.0)))]));
                if !figure.x.discrete {
                    let [left, right] = self.sides(k, at);
                    record.extend(object([("left", json!(left)), ("right", json!(right))]));
                }
            }
        }
        record
    }
    /// Left and right side of a column at a value on the horizontal axis.
    fn sides(&self, k: usize, at: f64) -> [f64; 2] {
        let figure = self.figure;
        let scale = Scale::new(figure.x.scale, figure.x.domain, (0.0, 1.0));
        let places: Vec<f64> = figure.stops.iter().filter_map(|stop| scale.project(*stop)).collect();
        let nearest = places.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.15, f64::min);
        let bars: Vec<usize> =
            (0..figure.series.len()).filter(|i| figure.series[*i].kind == Kind::Bars).collect();
        let wide = COLUMN * nearest / to_f64(bars.len().max(1));
        let place = to_f64(bars.iter().position(|i| *i == k).unwrap_or(0));
        let left = scale.project(at).unwrap_or(0.0) - COLUMN * nearest / 2.0 + place * wide;
        [left, left + wide].map(|side| scale.invert(side))
    }
    /// The series in order, consecutive ones of the same kind as one layer; then the areas between them.
    fn series(&mut self) {
        let figure = self.figure;
        let mut records = Vec::new();
        for (k, series) in figure.series.iter().enumerate().filter(|(_, series)| is_known(series)) {
            for (i, at) in figure.places(series).iter().enumerate().filter(|(_, at)| at.is_finite()) {
                records.push(Value::Object(self.record(k, i, *at)));
            }
        }
        self.data("numbers", records);
        let known = figure.series.iter().filter(|series| is_known(series));
        let (lines, surfaces): (Vec<&Series>, Vec<&Series>) =
            known.partition(|series| Group::of(series).is_line());
        let is_alike = |a: &&Series, b: &&Series| Group::of(a) == Group::of(b);
        surfaces.chunk_by(is_alike).for_each(|alike| self.group(Group::of(alike[0]), alike));
        self.areas();
        lines.chunk_by(is_alike).for_each(|alike| self.group(Group::of(alike[0]), alike));
    }
    /// The layers of a group of series drawn in the same way.
    fn group(&mut self, group: Group, series: &[&Series]) {
        let discrete = self.figure.x.discrete;
        let columns = group == Group::Bars || discrete && !group.is_line();
        let [top, foot] = group.ends();
        let names: Vec<&str> = series.iter().map(|series| series.label.as_str()).collect();
        let of_these = json!({ "filter": { "field": "series", "oneOf": names } });
        let has_apart = series.iter().any(|series| series.apart.is_some());
        let together: Vec<Value> = [of_these.clone()]
            .into_iter()
            .chain(has_apart.then(|| json!({ "filter": "!datum.apart" })))
            .collect();
        let layer = |transform: &[Value], mark: Value, encoding: &Map<String, Value>| json!({ "data": { "name": "numbers" }, "transform": transform, "mark": mark, "encoding": encoding });
        let ground = self.theme.ground().hex();
        let told: &[(&str, &str)] = match series.first().and_then(|series| series.low()) {
            Some(_) => &[("low", "From"), ("high", "To")],
            None => &[("value", "")],
        };
        let mut encoding = self.at(if columns && !discrete { "left" } else { "x" }, top);
        encoding.insert("tooltip".to_owned(), self.tooltip(["series", "Series"], told));
        if group.is_line() {
            let is_strokes = discrete && group == Group::Middle;
            if discrete && !is_strokes {
                encoding.insert("order".to_owned(), json!({ "field": "place", "type": "quantitative" }));
            }
            let on_colour = self.figure.series.iter().any(|it| matches!(it.kind, Kind::Stack | Kind::Bars));
            if on_colour && group == Group::Lines {
                let mut under = encoding.clone();
                under.remove("tooltip");
                under.insert("detail".to_owned(), json!({ "field": "series" }));
                let mark = json!({ "type": "line", "clip": true, "opacity": 0.7, "stroke": ground, "strokeWidth": 4 });
                self.layers.push(layer(&together, mark, &under));
            }
            encoding.extend(object(self.stroked()));
            let mark = if is_strokes {
                json!({ "type": "tick", "clip": true, "orient": "horizontal", "width": { "band": COLUMN } })
            } else {
                json!({ "type": "line", "clip": true, "strokeJoin": "round" })
            };
            self.layers.push(layer(&together, mark, &encoding));
            if group == Group::Lines && (discrete || self.has_alone(series)) {
                // A value between two missing ones is drawn as a point.
                let shown = if discrete {
                    vec![of_these]
                } else {
                    vec![of_these, json!({ "filter": "datum.alone" })]
                };
                encoding.remove("order");
                encoding.remove("strokeDash");
                let mark = json!({
                    "type": "point", "clip": true, "filled": true, "fill": ground, "opacity": 1, "size": 45
                });
                self.layers.push(layer(&shown, mark, &encoding));
            }
            return;
        }
        encoding.insert("y2".to_owned(), json!({ "field": foot }));
        if columns && !discrete {
            encoding.insert("x2".to_owned(), json!({ "field": "right" }));
        }
        if columns && discrete && group == Group::Bars && series.len() > 1 {
            encoding.insert("xOffset".to_owned(), json!({ "field": "series", "sort": names }));
        }
        let plain = encoding.clone();
        // Channels with the same field share a legend: surfaces use one field, lines another.
        let together = [together, vec![json!({ "calculate": "datum.series", "as": "surface" })]].concat();
        encoding.extend(object(self.filled("surface")));
        let mark = match (columns, discrete) {
            (true, true) => json!({ "type": "bar", "clip": true, "opacity": 1, "width": { "band": COLUMN } }),
            (true, false) => json!({ "type": "bar", "clip": true, "opacity": 1 }),
            // A line in the ground colour separates layers where their colours do not.
            _ if group == Group::Stack => {
                json!({ "type": "area", "clip": true, "opacity": 1, "stroke": ground, "strokeWidth": 1 })
            }
            _ => json!({ "type": "area", "clip": true, "opacity": 1 }),
        };
        self.layers.push(layer(&together, mark, &encoding));
        if has_apart {
            let colour = series.first().map(|series| self.theme.role(series.role).hex());
            let mark = json!({ "type": "rule", "clip": true, "color": colour, "strokeWidth": 3 });
            self.layers.push(layer(&[of_these, json!({ "filter": "datum.apart" })], mark, &plain));
        }
    }
    /// The parts of an area from left to right: positions with the upper and the lower side there, where the upper
    /// one is higher.
    fn outline(&self, area: &Area) -> Vec<Vec<[f64; 3]>> {
        let figure = self.figure;
        let unit = |axis: &Axis| Scale::new(axis.scale, axis.domain, (0.0, 1.0));
        let (across, up) = (unit(&figure.x), unit(&figure.y));
        let mut parts = Vec::new();
        let mut part: Vec<[f64; 3]> = Vec::new();
        let mut before: Option<[f64; 3]> = None;
        for (i, stop) in figure.stops.iter().enumerate() {
            let edge = |edge: &Edge| Some(self.foot_of(figure.edge(edge, i, &[])?));
            let sides = edge(&area.upper).zip(edge(&area.lower));
            let drawn = sides.and_then(|(upper, lower)| {
                Some([across.project(*stop)?, up.project(upper)?, up.project(lower)?])
            });
            if let Some(([x0, upper0, lower0], [x, upper, lower])) =
                before.zip(drawn).filter(|_| !figure.x.discrete)
            {
                // Where the sides cross between two stops, along the straight lines that join them.
                let (gap0, gap) = (upper0 - lower0, upper - lower);
                if (gap0 > 0.0) != (gap > 0.0) {
                    let along = gap0 / (gap0 - gap);
                    let level = up.invert(lower0 + along * (lower - lower0));
                    part.push([across.invert(x0 + along * (x - x0)), level, level]);
                }
            }
            match sides.filter(|(upper, lower)| drawn.is_some() && upper > lower) {
                Some((upper, lower)) => part.push([*stop, upper, lower]),
                None => parts.push(std::mem::take(&mut part)),
            }
            before = drawn;
        }
        parts.push(part);
        let least = if figure.x.discrete { 1 } else { 2 };
        parts.retain(|part| part.len() >= least);
        parts
    }
    fn areas(&mut self) {
        let figure = self.figure;
        let mut records = Vec::new();
        for area in &figure.areas {
            for (part, places) in self.outline(area).iter().enumerate() {
                for [x, upper, lower] in places {
                    records.push(json!({
                        "area": area.label, "part": format!("{} {}", area.label, part + 1), "x": self.across(*x),
                        "value": upper - lower, "y": upper, "y2": lower
                    }));
                }
            }
        }
        if !self.data("areas", records) {
            return;
        }
        for (fill, is_hatched) in [(Fill::Tint, false), (Fill::Hatch, true)] {
            let these =
                figure.areas.iter().filter(|area| area.fill == fill && !self.outline(area).is_empty());
            let names: Vec<(&str, String)> =
                these.map(|area| (area.label.as_str(), self.theme.role(area.role).hex())).collect();
            let Some((_, colour)) = names.first() else { continue };
            let mut encoding = self.at("x", "y");
            encoding.insert("y2".to_owned(), json!({ "field": "y2" }));
            if !figure.x.discrete {
                encoding.insert("detail".to_owned(), json!({ "field": "part" }));
            }
            encoding.insert("tooltip".to_owned(), self.tooltip(["area", "Area"], &[("value", "")]));
            encoding.extend(object(self.filled("area")));
            let mut mark = if figure.x.discrete {
                object([("type", json!("bar")), ("width", json!({ "band": COLUMN }))])
            } else {
                object([("type", json!("area"))])
            };
            mark.extend(object([("clip", json!(true)), ("opacity", json!(1))]));
            // Vega has no hatching: a dashed outline marks a loss without relying on colour.
            if is_hatched {
                mark.extend(object([
                    ("stroke", json!(colour)),
                    ("strokeWidth", json!(1.25)),
                    ("strokeDash", json!([4, 3])),
                ]));
            }
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            let layer = |mark: &Map<String, Value>, encoding: &Map<String, Value>| {
                json!({
                    "data": { "name": "areas" }, "transform": [{ "filter": { "field": "area", "oneOf": names } }],
                    "mark": mark, "encoding": encoding
                })
            };
            if is_hatched {
                let (mut under, mut at) = (mark.clone(), encoding.clone());
                under.extend(object([("fill", json!(self.theme.ground().hex())), ("opacity", json!(0.5))]));
                under.retain(|name, _| !name.starts_with("stroke"));
                at.retain(|name, _| name != "fill" && name != "tooltip");
                self.layers.push(layer(&under, &at));
            }
            self.layers.push(layer(&mark, &encoding));
        }
    }
    /// Named intervals of the horizontal axis, every other one shaded.
    fn zones(&mut self) {
        let (low, high) = self.figure.x.domain;
        let records = self.figure.zones.iter().enumerate().map(|(i, zone)| {
            let (from, to) = (zone.from.max(low), zone.to.min(high));
            let scale = Scale::new(self.figure.x.scale, self.figure.x.domain, (0.0, 1.0));
            let middle = scale.project(from).zip(scale.project(to)).map(|(a, b)| scale.invert((a + b) / 2.0));
            json!({ "zone": zone.label, "x": from, "x2": to, "middle": middle, "shade": if i % 2 == 0 { 0.5 } else { 0.0 } })
        });
        let records = records.collect();
        if !self.data("zones", records) {
            return;
        }
        let mut encoding = self.at("x", "");
        encoding.extend(object([
            ("x2", json!({ "field": "x2" })),
            ("opacity", json!({ "field": "shade", "type": "quantitative", "scale": null })),
        ]));
        self.layer(
            "zones",
            json!({ "type": "rect", "clip": true, "color": self.theme.grid().hex() }),
            encoding,
        );
        let mut encoding = self.at("middle", "");
        encoding.insert("text".to_owned(), json!({ "field": "zone" }));
        let mark = json!({
            "type": "text", "y": 12, "baseline": "middle", "color": self.theme.muted().hex(), "fontSize": LETTERS[0]
        });
        self.layer("zones", mark, encoding);
    }
    /// Dotted lines with their names, where they lie between the ends of the axes.
    fn rules(&mut self) {
        let figure = self.figure;
        for (along, name, axis, [x, y]) in [
            (Along::Horizontal, "levels", &figure.y, ["", "at"]),
            (Along::Vertical, "moments", &figure.x, ["at", ""]),
        ] {
            let (low, high) = axis.domain;
            let these: Vec<&Rule> = figure
                .rules
                .iter()
                .filter(|rule| rule.along == along && (low..=high).contains(&rule.at))
                .collect();
            let record = |rule: &&Rule| {
                let at = if along == Along::Vertical { self.across(rule.at) } else { json!(rule.at) };
                json!({ "rule": rule.label, "at": at, "source": rule.source })
            };
            let records = these.iter().map(record).collect();
            if !self.data(name, records) {
                continue;
            }
            let tooltip =
                json!([{ "field": "rule", "title": "What" }, { "field": "source", "title": "Source" }]);
            for alike in these.chunk_by(|a, b| a.role == b.role) {
                let names: Vec<&str> = alike.iter().map(|rule| rule.label.as_str()).collect();
                let mut encoding = self.at(x, y);
                encoding.insert("tooltip".to_owned(), tooltip.clone());
                let colour = self.theme.role(alike[0].role).hex();
                self.layers.push(json!({
                    "data": { "name": name }, "transform": [{ "filter": { "field": "rule", "oneOf": names } }],
                    "mark": { "type": "rule", "color": colour, "strokeDash": [2, 4], "strokeWidth": 1.5 },
                    "encoding": encoding
                }));
            }
            let mut encoding = self.at(x, y);
            encoding.insert("text".to_owned(), json!({ "field": "rule" }));
            let place = if along == Along::Horizontal {
                object([
                    ("x", json!(4)),
                    ("align", json!("left")),
                    ("baseline", json!("bottom")),
                    ("dy", json!(-4)),
                ])
            } else {
                object([
                    ("y", json!(12)),
                    ("align", json!("left")),
                    ("baseline", json!("middle")),
                    ("dx", json!(5)),
                ])
            };
            self.text(name, place, encoding);
        }
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
    /// Marked places with their values, and the points where areas begin and end.
    fn places(&mut self) {
        let figure = self.figure;
        let (first, last) = figure.x.domain;
        let marks = || figure.marks.iter().filter(|mark| (first..=last).contains(&mark.x));
        for (name, is_present) in [("others", false), ("present", true)] {
            let these = || marks().filter(|mark| (mark.place == Place::Present) == is_present);
            let records = these().map(|mark| json!({ "mark": mark.label, "x": self.across(mark.x) }));
            let records = records.collect();
            if !self.data(name, records) {
                continue;
            }
            let colour = if is_present { self.theme.ink() } else { self.theme.muted() }.hex();
            let dash: &[u8] = if is_present { &[] } else { &[3, 3] };
            let mark = json!({ "type": "rule", "color": colour, "strokeWidth": 1.25, "strokeDash": dash });
            self.layer(name, mark, self.at("x", ""));
            let mut encoding = self.at("x", "");
            encoding.insert("text".to_owned(), json!({ "field": "mark" }));
            let weight = if is_present { "bold" } else { "normal" };
            let mark = json!({
                "type": "text", "y": if is_present { -8 } else { -22 }, "baseline": "middle", "color": colour,
                "fontSize": LETTERS[0], "fontWeight": weight
            });
            self.layer(name, mark, encoding);
        }
        let mut rings = Vec::new();
        for mark in marks() {
            for k in mark.on.iter().filter_map(|id| figure.index(id)) {
                let Some(y) = figure.height(k, mark.x, &[]) else { continue };
                let names = [mark.label.as_str(), &figure.series[k].label];
                let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
                rings.push(json!({
                    "name": name, "x": self.across(mark.x), "y": self.up(Some(y))
                }));
            }
        }
        let mut turns = Vec::new();
        for area in figure.areas.iter().filter(|area| !area.crossing.is_empty()) {
            for x in figure.crossings(area) {
                let height = |edge: &Edge| match edge {
                    Edge::Level(level) => Some(*level),
                    Edge::Series(id) => figure.height(figure.index(id)?, x, &[]),
                };
                let Some(y) = height(&area.upper).and(height(&area.lower)) else { continue };
                turns.push(json!({ "name": area.crossing, "x": self.across(x), "y": self.up(Some(y)) }));
            }
        }
        let ring = json!({
            "type": "point", "clip": true, "filled": true, "fill": self.theme.ground().hex(), "opacity": 1, "size": 60,
            "stroke": self.theme.ink().hex(), "strokeWidth": 1.75
        });
        for (name, records) in [("rings", rings), ("turns", turns)] {
            if !self.data(name, records) {
                continue;
            }
            let mut encoding = self.at("x", "y");
            encoding.insert("tooltip".to_owned(), self.tooltip(["name", "What"], &[("y", "")]));
            self.layer(name, ring.clone(), encoding);
        }
        if self.datasets.contains_key("turns") {
            let mut encoding = self.at("x", "y");
            encoding.insert("text".to_owned(), json!({ "field": "name" }));
            self.text("turns", object([("baseline", json!("bottom")), ("dy", json!(-8))]), encoding);
        }
    }
    /// How far bands extend beyond the frame that clips them.
    fn beyond(&mut self) {
        let figure = self.figure;
        let (foot, head) = figure.y.domain;
        let mut records = Vec::new();
        for (k, series) in figure.series.iter().enumerate() {
            let Some(low) = series.low() else { continue };
            let ends = |i: usize| Some((figure.extent(k, i, &[])?, *figure.places(series).get(i)?));
            let all = || (0..series.values.len()).filter_map(|i| Some((i, ends(i)?)));
            let highest = all().max_by(|(_, ((_, a), _)), (_, ((_, b), _))| a.total_cmp(b));
            let lowest = all().min_by(|(_, ((a, _), _)), (_, ((b, _), _))| a.total_cmp(b));
            let mut record = |i: usize, x: f64, is_above: bool| {
                let value = if is_above { series.values.get(i) } else { low.get(i) };
                let Some(value) = value.copied().flatten() else { return };
                let written = figure.y.value.write(value);
                let arrow = if is_above { '▲' } else { '▼' };
                let text =
                    format!("{arrow} band reaches {}", written.split(" per ").next().unwrap_or(&written));
                let y = if is_above { head } else { foot };
                records.push(json!({ "x": self.across(x), "y": y, "text": text, "above": is_above }));
            };
            if let Some((i, (_, x))) = highest.filter(|(_, ((_, top), _))| *top > head) {
                record(i, x, true);
            }
            if let Some((i, (_, x))) = lowest.filter(|(_, ((low, _), _))| *low < foot) {
                record(i, x, false);
            }
        }
        if self.data("beyond", records) {
            let mut encoding = self.at("x", "y");
            encoding.insert("text".to_owned(), json!({ "field": "text" }));
            let offset = json!({ "expr": "datum.above ? 12 : -12" });
            let place = object([
                ("align", json!("right")),
                ("baseline", json!("middle")),
                ("dx", json!(-6)),
                ("dy", offset),
            ]);
            self.text("beyond", place, encoding);
        }
    }
    /// Single points. They have a legend if all points of the same form have the same name, otherwise names next to
    /// them.
    fn points(&mut self) {
        let figure = self.figure;
        let alike = |a: &Dot, b: &Dot| (a.role, a.form) == (b.role, b.form);
        let name_of = |dot: &Dot| -> Option<&str> {
            let names = || figure.dots.iter().filter(|other| alike(dot, other) && !other.label.is_empty());
            let first = names().next()?;
            names().all(|other| other.label == first.label).then_some(first.label.as_str())
        };
        let has_kinds = !figure.dots.is_empty() && figure.dots.iter().all(|dot| name_of(dot).is_some());
        let ground = self.theme.ground().hex();
        let shape = |dot: &Dot| if dot.form == Form::Square { "square" } else { "circle" };
        let colours = |dot: &Dot| {
            let colour = self.theme.role(dot.role).hex();
            // A border in the ground colour separates points that touch.
            match dot.form {
                Form::Ring => [ground.clone(), colour],
                _ if has_kinds => [colour.clone(), colour],
                _ => [colour, ground.clone()],
            }
        };
        let record = |dot: &Dot| {
            let [fill, stroke] = colours(dot);
            let mut record = object([
                ("name", json!(if has_kinds { name_of(dot).unwrap_or_default() } else { &dot.label })),
                ("x", self.across(dot.x)),
                ("y", self.up(Some(dot.y))),
                ("source", json!(dot.source)),
            ]);
            if let Some((low, high)) = dot.range {
                record.extend(object([("low", self.up(Some(low))), ("high", self.up(Some(high)))]));
            }
            if !has_kinds {
                let look = [("fill", json!(fill)), ("stroke", json!(stroke)), ("shape", json!(shape(dot)))];
                record.extend(object(look));
            }
            Value::Object(record)
        };
        let (first, last) = figure.x.domain;
        let shown: Vec<&Dot> = figure.dots.iter().filter(|dot| (first..=last).contains(&dot.x)).collect();
        let records = shown.iter().map(|dot| record(dot)).collect();
        let mut kinds: Vec<(&str, &str, [String; 2])> = Vec::new();
        for dot in shown.iter().filter(|_| has_kinds) {
            let name = name_of(dot).unwrap_or_default();
            if kinds.iter().all(|(kind, _, _)| *kind != name) {
                kinds.push((name, shape(dot), colours(dot)));
            }
        }
        if !self.data("points", records) {
            return;
        }
        if figure.dots.iter().any(|dot| dot.range.is_some()) {
            let mut encoding = self.at("x", "low");
            encoding.insert("y2".to_owned(), json!({ "field": "high" }));
            let mark =
                json!({ "type": "rule", "clip": true, "color": self.theme.ink().hex(), "strokeWidth": 1 });
            self.layers.push(json!({
                "data": { "name": "points" }, "transform": [{ "filter": "isValid(datum.low)" }], "mark": mark, "encoding": encoding
            }));
        }
        let mut tooltip = self.tooltip(["name", "What"], &[("y", "")]);
        if let Some(fields) = tooltip.as_array_mut() {
            fields.push(json!({ "field": "source", "title": "Source" }));
        }
        let mut encoding = self.at("x", "y");
        encoding.insert("tooltip".to_owned(), tooltip);
        if has_kinds {
            let domain: Vec<&str> = kinds.iter().map(|(name, _, _)| *name).collect();
            let channel = |range: Vec<&str>| json!({ "field": "name", "type": "nominal", "scale": { "domain": domain, "range": range } });
            encoding.extend(object([
                ("shape", channel(kinds.iter().map(|(_, shape, _)| *shape).collect())),
                ("fill", channel(kinds.iter().map(|(_, _, [fill, _])| fill.as_str()).collect())),
                ("stroke", channel(kinds.iter().map(|(_, _, [_, stroke])| stroke.as_str()).collect())),
            ]));
        } else {
            for name in ["shape", "fill", "stroke"] {
                encoding.insert(name.to_owned(), json!({ "field": name, "type": "nominal", "scale": null }));
            }
        }
        let mark = json!({ "type": "point", "clip": true, "filled": true, "opacity": 1, "size": 55, "strokeWidth": 1.25 });
        self.layer("points", mark, encoding);
        if !has_kinds && shown.iter().any(|dot| !dot.label.is_empty()) {
            let mut encoding = self.at("x", "y");
            encoding.insert("text".to_owned(), json!({ "field": "name" }));
            let place = object([("align", json!("left")), ("baseline", json!("middle")), ("dx", json!(8))]);
            self.text("points", place, encoding);
        }
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

/// Whether a series has any finite value.
fn is_known(series: &Series) -> bool {
    series.values.iter().any(|value| finite(*value).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::registry::{Beside, figure, lever_over};
    use crate::spec::sample;
    use model::format::cells::BYTE_ORDER_MARK;
    use model::scenario::link;
    use model::study::evaluate::evaluate;
    use model::study::monte_carlo::draws::Today;
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
                run.draw(200, &mut Today::default());
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
                let beside = Beside { outlook: outlook.as_ref(), band: band.as_ref(), published: None };
                let called: String =
                    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
                figures.push((
                    format!("{scenario}-{called}"),
                    figure(name, &now, beside).expect("the chart is there"),
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

//! Drawings without two axes as Vega-Lite specifications: rows with bars, ranges and points, and grids of cells.

use super::ticks::{AxisLabels, digits};
use super::{LETTERS, SCHEMA, SIZE, TEXT, config, foot, heading, object, usermeta, written};
use crate::layout::text::wrap;
use crate::render::theme::Theme;
use crate::spec::axis::Axis;
use crate::spec::role::Role;
use crate::spec::rows::{Grid, RowMark, Rows};
use crate::spec::scale::{Scale, ScaleKind};
use serde_json::{Map, Value, json};

/// Height of a row, in CSS pixels, and the part of it that a bar takes up.
const ROW: (f64, f64) = (30.0, 0.6);
/// Greatest width of the names of rows, in CSS pixels.
const NAMES: f64 = 280.0;

/// Rows as a specification. `texts` are title, finding and note.
pub(in crate::render) fn of_rows(
    rows: &Rows,
    texts: [&str; 3],
    about: &[(&str, &str)],
    source: &str,
) -> String {
    let theme = Theme::light();
    let mut names: Vec<&str> = Vec::new();
    for mark in &rows.marks {
        if !names.contains(&mark.row.as_str()) {
            names.push(&mark.row);
        }
    }
    let record = |mark: &RowMark| {
        let mut record =
            object([("row", json!(mark.row)), ("part", json!(mark.part)), ("value", json!(mark.to))]);
        record.extend(mark.from.map(|from| ("from".to_owned(), json!(from))));
        if let Some((low, high)) = mark.range {
            record.extend(object([("low", json!(low)), ("high", json!(high))]));
        }
        Value::Object(record)
    };
    let records: Vec<Value> = rows.marks.iter().map(record).collect();
    let y = json!({
        "field": "row", "type": "ordinal", "title": null, "scale": { "domain": names },
        "axis": { "domain": false, "ticks": false, "labelPadding": 8, "labelColor": theme.ink().hex() }
    });
    let x = across(&rows.axis);
    let at = |field: &str| {
        let mut x = x.clone();
        x.insert("field".to_owned(), json!(field));
        object([("x", Value::Object(x)), ("y", y.clone())])
    };
    let format = digits(&rows.axis.value);
    let number = |field: &str, title: &str| json!({ "field": field, "title": title, "type": "quantitative", "format": format });
    let tooltip = json!([
        { "field": "row", "title": "Row" },
        { "field": "part", "title": "What" },
        number("value", &rows.axis.label),
    ]);
    let is_drawn = |part: &&(&str, Role)| rows.marks.iter().any(|mark| mark.part == part.0);
    let (domain, range): (Vec<&str>, Vec<String>) =
        rows.parts.iter().filter(is_drawn).map(|(part, role)| (*part, theme.role(*role).hex())).unzip();
    let fill = json!({
        "field": "part", "type": "nominal", "scale": { "domain": domain, "range": range },
        "legend": { "orient": "top", "columns": 3, "symbolType": "square", "symbolSize": 140, "symbolStrokeWidth": 0 }
    });
    let of = |test: &str, mark: Value, encoding: Map<String, Value>| json!({ "data": { "name": "numbers" }, "transform": [{ "filter": test }], "mark": mark, "encoding": encoding });
    let mut layers = Vec::new();
    if rows.marks.iter().any(|mark| mark.from.is_some()) {
        let mut bars = at("from");
        bars.extend(object([
            ("x2", json!({ "field": "value" })),
            ("fill", fill.clone()),
            ("tooltip", tooltip.clone()),
        ]));
        if rows.is_split {
            bars.insert("yOffset".to_owned(), json!({ "field": "part", "sort": domain }));
        }
        layers.push(of(
            "isValid(datum.from)",
            json!({ "type": "bar", "opacity": 1, "height": { "band": ROW.1 } }),
            bars,
        ));
    }
    if rows.marks.iter().any(|mark| mark.range.is_some()) {
        let mut spans = at("low");
        let tooltip =
            json!([{ "field": "row", "title": "Row" }, number("low", "From"), number("high", "To")]);
        spans.extend(object([("x2", json!({ "field": "high" })), ("tooltip", tooltip)]));
        let mark = json!({ "type": "rule", "color": theme.ink().hex(), "strokeWidth": 1.25 });
        layers.push(of("isValid(datum.low)", mark, spans));
    }
    if rows.marks.iter().any(|mark| mark.from.is_none()) {
        let mut points = at("value");
        points.extend(object([("fill", fill), ("tooltip", tooltip)]));
        let mark = json!({ "type": "point", "filled": true, "opacity": 1, "size": 70, "stroke": theme.ground().hex() });
        layers.push(of("!isValid(datum.from)", mark, points));
    }
    let mut datasets = object([("numbers", json!(records))]);
    if let Some((line, label)) = &rows.line {
        datasets.insert("lines".to_owned(), json!([{ "line": label, "value": line }]));
        let mut place = x.clone();
        place.insert("field".to_owned(), json!("value"));
        let on = |mark: Value, text: bool| {
            let mut encoding = object([("x", Value::Object(place.clone()))]);
            if text {
                encoding.insert("text".to_owned(), json!({ "field": "line" }));
            }
            json!({ "data": { "name": "lines" }, "mark": mark, "encoding": encoding })
        };
        let ink = theme.ink().hex();
        layers.push(on(
            json!({ "type": "rule", "color": ink, "strokeDash": [4, 3], "strokeWidth": 1.5 }),
            false,
        ));
        let name = json!({
            "type": "text", "y": -9, "baseline": "middle", "color": ink, "fontSize": LETTERS[0], "fontWeight": "bold"
        });
        layers.push(on(name, true));
    }
    super::say_axes_once(&mut layers);
    specified(layers, datasets, json!({ "step": ROW.0, "for": "position" }), texts, about, source, &theme)
}

/// A grid as a specification. `texts` are title, finding and note.
pub(in crate::render) fn of_grid(
    grid: &Grid,
    texts: [&str; 3],
    about: &[(&str, &str)],
    source: &str,
) -> String {
    let theme = Theme::light();
    let records: Vec<Value> =
        grid.cells.iter().map(|cell| json!({ "x": cell.x, "y": cell.y, "value": cell.value })).collect();
    let known = || grid.cells.iter().filter_map(|cell| cell.value);
    let [below, above] = grid.roles.map(|role| theme.role(role).hex());
    let (low, high) =
        known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
    let ground = theme.ground().hex();
    let scale = if low < 0.0 && high > 0.0 {
        let far = high.max(-low);
        json!({ "domain": [-far, 0, far], "range": [below, ground, above] })
    } else if high <= 0.0 {
        json!({ "range": [below, ground] })
    } else {
        json!({ "range": [ground, above] })
    };
    let [across, up, label] = &grid.labels;
    let side = |field: &str, title: &str, names: &[String], axis: Value| json!({ "field": field, "type": "ordinal", "title": title, "scale": { "domain": names }, "axis": axis });
    let encoding = object([
        ("x", side("x", across, &grid.names[0], json!({ "labelOverlap": true, "labelAngle": 0 }))),
        ("y", side("y", up, &grid.names[1], json!({}))),
        ("fill", json!({ "field": "value", "type": "quantitative", "title": label, "scale": scale })),
        (
            "tooltip",
            json!([
                { "field": "x", "title": across },
                { "field": "y", "title": up },
                { "field": "value", "title": label, "type": "quantitative", "format": ",.4~r" },
            ]),
        ),
    ]);
    let layer = json!({
        "data": { "name": "numbers" },
        "mark": { "type": "rect", "opacity": 1 },
        "encoding": encoding
    });
    let datasets = object([("numbers", json!(records))]);
    specified(vec![layer], datasets, json!(SIZE.1), texts, about, source, &theme)
}

/// The horizontal axis of rows.
fn across(axis: &Axis) -> Map<String, Value> {
    let AxisLabels { ticks, labels } = AxisLabels::of(axis, 6);
    let (low, high) = Scale::new(axis.scale, axis.domain, (0.0, 1.0)).domain();
    let mut scale = object([("type", json!("log")), ("domain", json!([low, high])), ("nice", json!(false))]);
    if axis.scale == ScaleKind::Linear {
        scale.extend(object([("type", json!("linear")), ("zero", json!(false))]));
    }
    let mut place = object([
        ("domain", json!(false)),
        ("grid", json!(true)),
        ("labelFlush", json!(false)),
        ("ticks", json!(false)),
        ("titlePadding", json!(10)),
        ("values", json!(ticks)),
    ]);
    place.extend(labels);
    object([
        ("type", json!("quantitative")),
        ("title", json!(axis.caption())),
        ("scale", Value::Object(scale)),
        ("axis", Value::Object(place)),
    ])
}

fn specified(
    mut layers: Vec<Value>,
    datasets: Map<String, Value>,
    height: Value,
    [title, finding, note]: [&str; 3],
    about: &[(&str, &str)],
    source: &str,
    theme: &Theme,
) -> String {
    let mut lines = wrap(note, LETTERS[2], false, TEXT);
    lines.push(source.to_owned());
    let mut config = config(theme);
    config["axisY"] = json!({ "labelLimit": NAMES });
    layers.push(foot(theme, &lines, 60.0, 0.0));
    written(&json!({
        "$schema": SCHEMA,
        "usermeta": usermeta(about, note),
        "title": heading(title, finding),
        "description": format!("{title}. {finding}"),
        "width": SIZE.0,
        "height": height,
        "background": theme.ground().hex(),
        "padding": 16,
        "layer": layers,
        "datasets": datasets,
        "config": config,
    }))
}

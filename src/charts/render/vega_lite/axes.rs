//! The scales and axes of a specification, and positions on them.

use super::ticks::AxisLabels;
use super::{Writer, object};
use crate::spec::axis::Axis;
use crate::spec::mark::Place;
use crate::spec::scale::{Scale, ScaleKind};
use serde_json::{Map, Value, json};

impl Writer<'_> {
    /// The title of an axis: its label, the unit if neither label nor ticks include it, and whether it is
    /// logarithmic.
    fn title(&self, axis: &Axis, unit: &str) -> String {
        if !axis.unit.is_empty() {
            return axis.caption();
        }
        let AxisLabels { labels, .. } = AxisLabels::of(axis, 5);
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
            let AxisLabels { ticks, labels } = AxisLabels::of(&figure.x, 6);
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
        let AxisLabels { ticks, labels } = AxisLabels::of(&figure.y, 5);
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
    pub(super) fn at(&self, x: &str, y: &str) -> Map<String, Value> {
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
}

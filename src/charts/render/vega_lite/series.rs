//! The layers of series: lines, columns, layered surfaces and bands, and the areas between them.

use super::{COLUMN, STRENGTH, Writer, object};
use crate::render::theme::Rgb;
use crate::spec::axis::Axis;
use crate::spec::figure::finite;
use crate::spec::mark::{Area, Dash, Edge, Fill, Kind, Series};
use crate::spec::scale::{Scale, to_f64};
use serde_json::{Map, Value, json};

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

impl Writer<'_> {
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
    pub(super) fn series(&mut self) {
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
        let fields: &[(&str, &str)] = match series.first().and_then(|series| series.low()) {
            Some(_) => &[("low", "From"), ("high", "To")],
            None => &[("value", "")],
        };
        let mut encoding = self.at(if columns && !discrete { "left" } else { "x" }, top);
        encoding.insert("tooltip".to_owned(), self.tooltip(["series", "Series"], fields));
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
}

/// Whether a series has any finite value.
pub(super) fn is_known(series: &Series) -> bool {
    series.values.iter().any(|value| finite(*value).is_some())
}

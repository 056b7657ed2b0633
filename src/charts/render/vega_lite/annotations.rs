//! The layers around the series: zones below them; rules, marked places and points above them.

use super::{LETTERS, Writer, object};
use crate::spec::mark::{Along, Dot, Edge, Form, Place, Rule};
use crate::spec::scale::Scale;
use serde_json::{Value, json};

impl Writer<'_> {
    /// Named intervals of the horizontal axis, every other one shaded.
    pub(super) fn zones(&mut self) {
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
    pub(super) fn rules(&mut self) {
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
    /// Marked places with their values, and the points where areas begin and end.
    pub(super) fn places(&mut self) {
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
    pub(super) fn beyond(&mut self) {
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
    pub(super) fn points(&mut self) {
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
                let style = [("fill", json!(fill)), ("stroke", json!(stroke)), ("shape", json!(shape(dot)))];
                record.extend(object(style));
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
}

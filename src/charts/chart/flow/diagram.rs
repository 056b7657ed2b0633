//! Draws the flow as SVG.

use super::{Flow, Part, TITLE};
use crate::layout::geometry::Rect;
use crate::render::pen::{From, Letters, PLAIN, Pen, SMALL};
use crate::spec::scale::to_f64;

/// From this width on, the flow runs to the right.
const WIDE: f64 = 1000.0;
/// Thickness of a stage's bar, along the flow.
const BAR: f64 = 14.0;
/// Height of one line of a label.
const LINE: f64 = 15.0;
/// Minimum distance between the labels of neighbouring parts, each of two lines.
const APART: f64 = 2.0 * LINE + 6.0;
/// Gap between the two lanes, power and data.
const BETWEEN: f64 = 12.0;

/// An interval across the flow.
type Stretch = [f64; 2];

/// Places parts next to each other across the flow, from `start`, with `scale` pixels per unit of the amount.
fn laid<'a>(parts: impl IntoIterator<Item = &'a Part>, start: f64, scale: f64) -> Vec<Stretch> {
    let mut at = start;
    let place = |part: &Part| {
        let from = at;
        // Any amount above zero stays visible, however small.
        let extent = part.extent() * scale;
        at += if extent > 0.0 { extent.max(1.0) } else { 0.0 };
        [from, at]
    };
    parts.into_iter().map(place).collect()
}

/// Pixels per unit at which all parts together take up `room`.
fn scale<'a>(parts: impl IntoIterator<Item = &'a Part>, room: f64) -> f64 {
    let sum: f64 = parts.into_iter().map(Part::extent).sum();
    if sum > 0.0 { room / sum } else { 0.0 }
}

/// A band from one interval to another, in either direction of the flow.
fn band(pen: &mut Pen, is_down: bool, [from, to]: [f64; 2], [a, b]: [Stretch; 2], part: &Part) {
    if a[1] <= a[0] || b[1] <= b[0] {
        return;
    }
    let half = (from + to) / 2.0;
    let at = |along: f64, across: f64| {
        if is_down { format!("{across:.1} {along:.1}") } else { format!("{along:.1} {across:.1}") }
    };
    let commands = format!(
        "M{}C{} {} {}L{}C{} {} {}Z",
        at(from, a[0]),
        at(half, a[0]),
        at(half, b[0]),
        at(to, b[0]),
        at(to, b[1]),
        at(half, b[1]),
        at(half, a[1]),
        at(from, a[1])
    );
    pen.path(&commands, &format!("c-{}", part.token), " opacity=\"0.3\"");
}

/// The bar of one part, across the flow.
fn bar(pen: &mut Pen, is_down: bool, along: f64, [a, b]: Stretch, part: &Part) {
    if b <= a {
        return;
    }
    let rect = if is_down {
        Rect { left: a, right: b, top: along, bottom: along + BAR }
    } else {
        Rect { left: along, right: along + BAR, top: a, bottom: b }
    };
    if part.is_loss {
        pen.rect(rect, &format!("part-box l-{}", part.token), " fill=\"url(#flow-loss)\"");
    } else {
        pen.rect(rect, &format!("part-box c-{}", part.token), "");
    }
}

/// A part as a link: its bar, with its label and amount.
fn linked(pen: &mut Pen, part: &Part, bar: impl FnOnce(&mut Pen), label: impl FnOnce(&mut Pen, &Part)) {
    pen.open(part.number);
    bar(pen);
    label(pen, part);
    pen.close();
}

/// Moves the middles apart so that neighbours are [`APART`], within the ends.
fn spread(middles: &[f64], [low, high]: Stretch) -> Vec<f64> {
    let mut places = middles.to_vec();
    for i in 0..places.len() {
        let least = if i == 0 { low + APART / 2.0 } else { places[i - 1] + APART };
        places[i] = places[i].max(least);
    }
    let mut most = high - APART / 2.0;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - APART;
    }
    places
}

impl Flow {
    /// The flow as an SVG document, `width` CSS pixels wide; the height follows from it.
    pub fn svg(&self, width: f64) -> String {
        let (pen, high) = self.draw(width);
        let sentences = self
            .parts()
            .into_iter()
            .map(|(stage, part)| format!("{stage}: {} {}.", part.label, part.shown()));
        pen.finish(
            [width, high],
            TITLE,
            &format!("{} {}", self.sentence, sentences.collect::<Vec<_>>().join(" ")),
        )
    }

    pub(crate) fn draw(&self, width: f64) -> (Pen, f64) {
        let mut pen = Pen::default();
        pen.hatch("flow-loss", "loss", 6);
        let high = if width >= WIDE { self.across(&mut pen, width) } else { self.down(&mut pen, width) };
        (pen, high)
    }

    /// The number of machines, their load and their name, in a box.
    fn machines(&self, pen: &mut Pen, rect: Rect, letters: &Letters) {
        pen.rect(rect, "c-ground l-machines", " stroke-width=\"2\"");
        let middle = f64::midpoint(rect.left, rect.right);
        let top = f64::midpoint(rect.top, rect.bottom) - 1.5 * LINE;
        let set = letters.from(From::Middle);
        pen.text([middle, top + 12.0], &set.bold(), "Machines");
        pen.text([middle, top + 12.0 + LINE], &set.muted(), self.machine);
        let load = format!("at {} load", self.load.shown());
        let (gpus, y) = (self.machines.shown(), top + 14.0 + 2.0 * LINE);
        let whole = set.width(&gpus) + set.width(&load) + 5.0;
        if whole < rect.width() - 8.0 {
            let left = middle - whole / 2.0;
            self.number(pen, &self.machines, [left, y], &letters.from(From::Start), &gpus);
            self.number(pen, &self.load, [left + whole, y], &letters.from(From::End), &load);
        } else {
            self.number(pen, &self.machines, [middle, y], &set, &gpus);
            self.number(pen, &self.load, [middle, y + LINE], &set, &load);
        }
    }
    fn number(&self, pen: &mut Pen, part: &Part, at: [f64; 2], letters: &Letters, words: &str) {
        linked(pen, part, |_| {}, |pen, _| pen.text(at, letters, words));
    }

    /// Left to right: lanes of power and data, then everything that follows over the whole height.
    fn across(&self, pen: &mut Pen, width: f64) -> f64 {
        let (top, lane) = (4.0, 130.0);
        let below = top + lane + BETWEEN;
        let bottom = below + lane;
        let room = bottom - top;
        // Six stages; the last one needs room for its labels.
        let step = (width - 150.0) / 5.0;
        let x = |stage: u8| f64::from(stage) * step;
        let label = |pen: &mut Pen, stage: u8, middle: f64, part: &Part| {
            let left = x(stage) + BAR + 6.0;
            pen.text([left, middle - 2.0], &PLAIN.bold(), part.label);
            pen.text([left, middle - 2.0 + LINE], &PLAIN, &part.shown());
        };
        let stage = |pen: &mut Pen, at: u8, parts: &[&Part], places: &[Stretch], ends: Stretch| {
            let middles: Vec<f64> = places.iter().map(|[a, b]| f64::midpoint(*a, *b)).collect();
            for ((part, place), middle) in parts.iter().zip(places).zip(spread(&middles, ends)) {
                linked(
                    pen,
                    part,
                    |pen| bar(pen, false, x(at), *place, part),
                    |pen, part| label(pen, at, middle, part),
                );
            }
        };
        let watts = scale([&self.power], lane);
        let (power, split) = (laid([&self.power], top, watts), laid(&self.split, top, watts));
        let data = laid(&self.data, below, scale(&self.data, lane));
        let tokens = scale(&self.data, lane);
        let middle = f64::midpoint(top, bottom);
        let wide = self.output.extent() * tokens;
        let output = laid([&self.output], middle - wide.max(1.0) / 2.0, tokens);
        let dollars = scale(&self.spent, room);
        let (income, spent) = (laid(&self.income, top, dollars), laid(&self.spent, top, dollars));
        let boxed = Rect { left: x(2), right: x(2) + 0.72 * step, top, bottom };

        for (part, place) in self.split.iter().zip(&split) {
            band(pen, false, [x(0) + BAR, x(1)], [*place, *place], part);
        }
        band(pen, false, [x(1) + BAR, boxed.left], [split[0], split[0]], &self.split[0]);
        for (part, place) in self.data.iter().zip(&data) {
            band(pen, false, [x(0) + BAR, boxed.left], [*place, *place], part);
        }
        band(pen, false, [boxed.right, x(3)], [output[0], output[0]], &self.output);
        self.sold(pen, [x(3) + BAR, middle], [x(4) - 4.0, middle]);
        for (part, place) in self.spent.iter().zip(&spent) {
            band(pen, false, [x(4) + BAR, x(5)], [*place, *place], part);
        }
        stage(pen, 0, &[&self.power], &power, [top, below]);
        stage(pen, 0, &[&self.data[0], &self.data[1]], &data, [below - BETWEEN, bottom + 6.0]);
        stage(pen, 1, &[&self.split[0], &self.split[1]], &split, [top, below + APART]);
        self.machines(pen, boxed, &PLAIN);
        linked(
            pen,
            &self.output,
            |pen| bar(pen, false, x(3), output[0], &self.output),
            |pen, part| label(pen, 3, middle - APART, part),
        );
        stage(pen, 4, &self.income.iter().collect::<Vec<_>>(), &income, [top, bottom]);
        stage(pen, 5, &self.spent.iter().collect::<Vec<_>>(), &spent, [top, bottom]);
        bottom + LINE
    }

    /// Tokens become dollars: drawn as an arrow, because the two are in different units.
    fn sold(&self, pen: &mut Pen, from: [f64; 2], to: [f64; 2]) {
        pen.line(from, to, "l-axis", " stroke-width=\"1.5\" stroke-dasharray=\"3 3\"");
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let long = libm::hypot(dx, dy).max(1.0);
        let (along, across) = ([dx / long, dy / long], [-dy / long, dx / long]);
        let corner = |side: f64| {
            let at = |i: usize| to[i] - 7.0 * along[i] + side * across[i];
            format!("{:.1} {:.1}", at(0), at(1))
        };
        pen.path(&format!("M{:.1} {:.1}L{}L{}Z", to[0], to[1], corner(4.0), corner(-4.0)), "c-axis", "");
    }

    /// Top to bottom: power in the left half, data in the right, then everything that follows over the whole width.
    fn down(&self, pen: &mut Pen, width: f64) -> f64 {
        let letters = if width < 480.0 { PLAIN.size(SMALL) } else { PLAIN };
        let lane = (width - BETWEEN) / 2.0;
        let right = lane + BETWEEN;
        let watts = scale([&self.power], lane);
        let tokens = scale(&self.data, lane);
        let (power, split) = (laid([&self.power], 0.0, watts), laid(&self.split, 0.0, watts));
        let data = laid(&self.data, right, tokens);
        let middle = width / 2.0;
        let wide = (self.output.extent() * tokens).max(1.0);
        let output = laid([&self.output], middle - wide / 2.0, tokens);
        let dollars = scale(&self.spent, width);
        let (income, spent) = (laid(&self.income, 0.0, dollars), laid(&self.spent, 0.0, dollars));

        // The labels of a stage are stacked below its bar; where a line has room, the amount is on the same line.
        let lines = |parts: &[&Part], room: f64| {
            let is_short = |part: &&Part| {
                14.0 + letters.bold().width(part.label) + 10.0 + letters.width(&part.shown()) <= room
            };
            if parts.iter().all(is_short) { 1.0 } else { 2.0 }
        };
        let stage = |pen: &mut Pen, y: f64, left: f64, parts: &[&Part], places: &[Stretch], room: f64| {
            let rows = lines(parts, room);
            for (i, (part, place)) in parts.iter().zip(places).enumerate() {
                let first = y + BAR + 14.0 + to_f64(i) * rows * LINE;
                let swatch = Rect { left, right: left + 9.0, top: first - 8.0, bottom: first + 1.0 };
                let draw = |pen: &mut Pen| {
                    bar(pen, true, y, *place, part);
                    if part.is_loss {
                        pen.rect(swatch, &format!("l-{}", part.token), " fill=\"url(#flow-loss)\"");
                    } else {
                        pen.rect(swatch, &format!("c-{} l-ground", part.token), "");
                    }
                };
                linked(pen, part, draw, |pen, part| {
                    pen.text([left + 14.0, first], &letters.bold(), part.label);
                    if rows > 1.0 {
                        pen.text([left + 14.0, first + LINE], &letters, &part.shown());
                    } else {
                        let beside = left + 14.0 + letters.bold().width(part.label) + 10.0;
                        pen.text([beside, first], &letters, &part.shown());
                    }
                });
            }
            y + BAR + 8.0 + to_f64(parts.len()) * rows * LINE
        };
        let split_parts = [&self.split[0], &self.split[1]];
        let data_parts = [&self.data[0], &self.data[1]];
        let income_parts: Vec<&Part> = self.income.iter().collect();
        let spent_parts: Vec<&Part> = self.spent.iter().collect();
        let labels = |parts: &[&Part], room: f64| BAR + 8.0 + to_f64(parts.len()) * lines(parts, room) * LINE;
        let gap = 14.0;

        // The start of each stage.
        let first = 2.0;
        let second = first + labels(&[&self.power], lane) + gap;
        let inputs = (second + labels(&split_parts, lane)).max(first + labels(&data_parts, lane));
        let boxed = Rect {
            left: 1.0,
            right: width - 1.0,
            top: inputs + gap,
            bottom: inputs + gap + 4.0 * LINE + 8.0,
        };
        let out = boxed.bottom + gap + 8.0;
        let money = out + labels(&[&self.output], width) + gap + 8.0;
        let last = money + labels(&income_parts, width) + gap;

        for (part, place) in self.split.iter().zip(&split) {
            band(pen, true, [first + BAR, second], [*place, *place], part);
        }
        band(pen, true, [second + BAR, boxed.top], [split[0], split[0]], &self.split[0]);
        for (part, place) in self.data.iter().zip(&data) {
            band(pen, true, [first + BAR, boxed.top], [*place, *place], part);
        }
        band(pen, true, [boxed.bottom, out], [output[0], output[0]], &self.output);
        self.sold(pen, [middle, out + BAR], [middle, money - 3.0]);
        for (part, place) in self.spent.iter().zip(&spent) {
            band(pen, true, [money + BAR, last], [*place, *place], part);
        }
        stage(pen, first, 0.0, &[&self.power], &power, lane);
        stage(pen, first, right, &data_parts, &data, lane);
        stage(pen, second, 0.0, &split_parts, &split, lane);
        self.machines(pen, boxed, &letters);
        stage(pen, out, 0.0, &[&self.output], &output, width);
        stage(pen, money, 0.0, &income_parts, &income, width);
        stage(pen, last, 0.0, &spent_parts, &spent, width)
    }
}

#[cfg(test)]
mod tests {
    use crate::chart::flow::Flow;
    use crate::render::pen::faults;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn no_text_touches_another_or_leaves_the_drawing() {
        for text in [
            "",
            "agents=10M",
            "gpu=rubin-ultra&context=1M&power=10GW",
            "gpu=tpu7x",
            "cached=0&answer=8000",
            "context=2M&power=1MW&pue=2",
            "gpu=mi455x&price_output=500",
        ] {
            let flow = Flow::of(&evaluate(&link::read(text).0));
            for width in [300.0, 320.0, 375.0, 479.0, 640.0, 768.0, 999.0, 1000.0, 1100.0, 1400.0] {
                let (pen, high) = flow.draw(width);
                assert_eq!(faults(&pen.texts, [width, high]), Vec::<String>::new(), "{text} {width}");
                let drawn = flow.svg(width);
                assert!(!drawn.contains("NaN") && !drawn.contains("\"-"), "{text} {width}");
                let sizes = drawn.split("font-size=\"").skip(1).filter_map(|rest| rest.split('"').next());
                assert!(sizes.map(|size| size.parse::<f64>().unwrap()).all(|size| size >= 11.0));
            }
        }
    }

    #[test]
    fn widths_are_in_proportion_within_a_kind() {
        let flow = Flow::of(&evaluate(&link::read("").0));
        let drawn = flow.svg(640.0);
        let width_of = |label: &str| -> f64 {
            // The bar is the first rectangle in the link that contains the label.
            let link = drawn.split("<a ").find(|link| link.contains(&format!(">{label}</text>"))).unwrap();
            let rest = link.split_once("width=\"").unwrap().1;
            rest.split('"').next().unwrap().parse().unwrap()
        };
        let [computing, cooling] = &flow.split;
        let ratio = width_of("Computing") / width_of("Cooling and losses");
        assert!((ratio / (computing.amount / cooling.amount) - 1.0).abs() < 0.01, "{ratio}");
        let ratio = width_of("Revenue") / width_of("Profit");
        assert!((ratio / (flow.income[0].amount / flow.spent[4].amount) - 1.0).abs() < 0.01, "{ratio}");
        let ratio = width_of("Cached input") / width_of("Fresh input");
        assert!((ratio / (flow.data[1].amount / flow.data[0].amount) - 1.0).abs() < 0.01, "{ratio}");
    }
}

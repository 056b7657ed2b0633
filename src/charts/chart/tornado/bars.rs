//! Ranked swings drawn as SVG.

use super::{Bar, End, HIGHEST, LOWEST, STILL, Tornado, money};
use crate::layout::geometry::Rect;
use crate::render::pen::{From, Letters, PLAIN, Pen, SMALL};
use crate::spec::scale::{Scale, ScaleKind, nice, to_f64};
use model::format::digits::tick;
use model::quantity::unit::USD_PER_YEAR;

impl Tornado {
    /// The bars as an SVG document, `width` CSS pixels wide. Each bar links to the number of that name at an address
    /// such as `manual.html#`.
    pub fn svg(&self, width: f64, address: &str) -> String {
        let mut drawing = Drawing { pen: Pen::default(), address, width, scale: self.scale(width) };
        let height = HEAD + ROW * to_f64(self.bars.len()) + FOOT;
        // Low ends are distinguished by hatching, not by colour alone.
        drawing.pen.hatch("swing-low", "electricity", 5);
        drawing.axis(self.present, height);
        for (i, bar) in self.bars.iter().enumerate() {
            drawing.bar(bar, self.present, HEAD + ROW * to_f64(i));
        }
        drawing.pen.finish_named([width, height], &self.title)
    }
    /// The profit axis: it covers every bar, the present profit, and zero if that is near.
    fn scale(&self, width: f64) -> Scale {
        let ends = self.bars.iter().flat_map(|bar| [bar.low.profit, bar.high.profit]);
        let all = ends.chain([self.present]).filter(|profit| profit.is_finite());
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), profit| {
            (low.min(profit), high.max(profit))
        });
        let domain = if low < high { (low, high) } else { (low.min(0.0), high.max(1.0)) };
        Scale::new(ScaleKind::Linear, nice(ScaleKind::Linear, domain, 5), (SIDE, width - SIDE))
    }
}

/// Height of a bar with its name above.
const ROW: f64 = 46.0;
/// Height of the header above the bars: the key, and the name of the present profit.
const HEAD: f64 = 46.0;
/// Height of the axis below the bars.
const FOOT: f64 = 24.0;
/// Room for the value of an input next to its bar.
const SIDE: f64 = 58.0;
/// Thickness of a bar.
const THICK: f64 = 14.0;
/// Thickness of each of two bars on the same side.
const THIN: f64 = 10.0;
/// Distance from the top of a row to its bar.
const DROP: f64 = 22.0;

/// A drawing in progress.
struct Drawing<'a> {
    pen: Pen,
    address: &'a str,
    width: f64,
    scale: Scale,
}

impl Drawing<'_> {
    fn x(&self, profit: f64) -> f64 {
        self.scale.project(profit).unwrap_or(0.0).clamp(0.0, self.width)
    }
    fn rect(&mut self, [x0, x1]: [f64; 2], top: f64, thick: f64, is_high: bool) {
        let left = x0.min(x1);
        let rect = Rect { left, right: left + (x0.max(x1) - left).max(1.0), top, bottom: top + thick };
        if is_high {
            self.pen.rect(rect, "c-revenue l-revenue", " stroke-width=\"1\"");
        } else {
            self.pen.rect(rect, "l-electricity", " fill=\"url(#swing-low)\" stroke-width=\"1\"");
        }
    }
    /// Key, grid, zero, the present profit with its name, and the numbers below.
    fn axis(&mut self, present: f64, height: f64) {
        let bottom = height - FOOT;
        let mut x = 0.0;
        for (words, is_high) in [(LOWEST, false), (HIGHEST, true)] {
            self.rect([x, x + 18.0], 2.0, 10.0, is_high);
            self.pen.text([x + 24.0, 11.0], &BESIDE, words);
            x += 24.0 + BESIDE.width(words) + 14.0;
        }
        // As many numbers as the axis has room for: each needs about eighty pixels.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page is some thousand wide"
        )]
        let count = (self.width / 90.0).clamp(2.0, 7.0) as usize;
        for mark in self.scale.ticks(count) {
            let (x, is_zero) = (self.x(mark), mark == 0.0);
            self.pen.line([x, HEAD - 4.0], [x, bottom], if is_zero { "l-axis" } else { "l-grid" }, "");
            let words = if is_zero { "$0".to_owned() } else { tick(USD_PER_YEAR.base(mark), &USD_PER_YEAR) };
            self.pen.text([x, bottom + 15.0], &BESIDE.from(From::Middle), &words);
        }
        let x = self.x(present);
        self.pen.line([x, HEAD - 8.0], [x, bottom], "l-ink", " stroke-dasharray=\"3 3\"");
        let words = format!("now {}", money(present));
        let letters = PLAIN.rim(RIM).bold().from(From::Middle);
        let half = letters.width(&words) / 2.0;
        let place = x.clamp(half, (self.width - half).max(half));
        self.pen.text([place, HEAD - 12.0], &letters, &words);
    }
    fn bar(&mut self, bar: &Bar, present: f64, top: f64) {
        self.pen.open_described(&format!("{}{}", self.address, bar.name), ["swing", &bar.name], &bar.said());
        let row = Rect { left: 0.0, right: self.width, top: top + 2.0, bottom: top + ROW };
        self.pen.rect(row, "swing-row", " fill=\"transparent\"");
        let name = PLAIN.rim(RIM).bold().size(13.0);
        self.pen.text([0.0, top + 15.0], &name, bar.label);
        let mut used = name.width(bar.label) + 8.0;
        if !bar.unit.is_empty() {
            self.pen.text([used, top + 15.0], &BESIDE, bar.unit);
            used += BESIDE.width(bar.unit) + 16.0;
        }
        if let Some(source) = fitting(&bar.source, self.width - used) {
            self.pen.text([self.width, top + 15.0], &BESIDE.from(From::End), &source);
        }
        let (here, top) = (self.x(present), top + DROP);
        let side = |end: &End| {
            let away = end.profit - present;
            if away.abs() <= STILL * present.abs() { 0.0 } else { away.signum() }
        };
        let (low, high) = (side(&bar.low), side(&bar.high));
        // Where both ends are on the same side of the present profit, one is drawn below the other.
        let is_shared = low * high > 0.0;
        for (end, is_high) in [(&bar.low, false), (&bar.high, true)] {
            if !end.profit.is_finite() {
                continue;
            }
            let there = self.x(end.profit);
            let (drop, thick) = match (is_shared, is_high) {
                (false, _) => (0.0, THICK),
                (true, false) => (-2.0, THIN),
                (true, true) => (THIN - 2.0, THIN),
            };
            self.rect([here, there], top + drop, thick, is_high);
            // An end that changes nothing is labelled on the side opposite to the other end.
            let (own, other) = if is_high { (high, low) } else { (low, high) };
            let is_right = if own == 0.0 { other < 0.0 } else { own > 0.0 };
            let (x, from) = if is_right { (there + 5.0, From::Start) } else { (there - 5.0, From::End) };
            let y = top + if is_shared { drop + THIN - 1.0 } else { 11.0 };
            let size = if is_shared { SMALL } else { PLAIN.size };
            self.pen.text([x, y], &PLAIN.rim(RIM).size(size).from(from), &end.short);
        }
        self.pen.close();
    }
}

/// Width of the halo around text.
const RIM: f64 = 4.0;

/// Muted text next to the bars.
const BESIDE: Letters = PLAIN.rim(RIM).muted();

/// As much of a title as fits; `None` where there is next to no room.
fn fitting(title: &str, room: f64) -> Option<String> {
    if BESIDE.width(title) <= room {
        return Some(title.to_owned());
    }
    if room < 90.0 {
        return None;
    }
    let mut short = String::new();
    for letter in title.chars() {
        if BESIDE.width(&short) + 24.0 > room {
            break;
        }
        short.push(letter);
    }
    Some(format!("{}…", short.trim_end()))
}

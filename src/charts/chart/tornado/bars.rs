//! Ranked swings drawn as SVG.

use super::{Bar, End, STILL, Tornado, money};
use crate::layout::text::width as text_width;
use crate::render::theme::Theme;
use crate::spec::role::Role;
use crate::spec::scale::{Scale, ScaleKind, nice, to_f64};
use model::format::digits::tick;
use model::quantity::unit::USD_PER_YEAR;
use std::fmt::Write;

impl Tornado {
    /// The bars as an SVG document so many CSS pixels wide. Each bar is a link to its number.
    pub fn svg(&self, theme: &Theme, width: f64) -> String {
        let drawing = Drawing { theme, width, scale: self.scale(width) };
        let height = HEAD + ROW * to_f64(self.bars.len()) + FOOT;
        let mut out = String::new();
        let _infallible = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{}\" font-family=\"sans-serif\">",
            escaped(&self.title)
        );
        drawing.defs(&mut out);
        drawing.axis(&mut out, self.present, height);
        for (i, bar) in self.bars.iter().enumerate() {
            drawing.bar(&mut out, bar, self.present, HEAD + ROW * to_f64(i));
        }
        out.push_str("</svg>\n");
        out
    }
    /// The axis of profit: every bar, the present and zero where it is near.
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

/// Height of a bar with its name above it.
const ROW: f64 = 46.0;
/// Height of what stands above the bars: the key, and the name of the present profit.
const HEAD: f64 = 46.0;
/// Height of the axis below them.
const FOOT: f64 = 24.0;
/// Room for the value of an input beside its bar.
const SIDE: f64 = 58.0;
/// Thickness of a bar.
const THICK: f64 = 14.0;
/// Thickness of one of two bars that lie on the same side.
const THIN: f64 = 10.0;
/// From the top of a row to its bar.
const DROP: f64 = 22.0;

/// Where and in which colours a figure is drawn.
struct Drawing<'a> {
    theme: &'a Theme,
    width: f64,
    scale: Scale,
}

impl Drawing<'_> {
    fn x(&self, profit: f64) -> f64 {
        self.scale.project(profit).unwrap_or(0.0).clamp(0.0, self.width)
    }
    /// The hatch of low ends: they are told by it and not by their colour alone.
    fn defs(&self, out: &mut String) {
        let low = self.theme.role(Role::Electricity).hex();
        let _infallible = writeln!(
            out,
            "<defs><pattern id=\"swing-low\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"{}\"/>\
             <rect width=\"3\" height=\"5\" fill=\"{low}\"/></pattern></defs>",
            self.theme.ground().hex()
        );
    }
    fn fill(&self, is_high: bool) -> String {
        if is_high { self.theme.role(Role::Revenue).hex() } else { "url(#swing-low)".to_owned() }
    }
    fn rect(&self, out: &mut String, [x0, x1]: [f64; 2], y: f64, thick: f64, is_high: bool) {
        let (left, right) = (x0.min(x1), x0.max(x1));
        let stroke = self.theme.role(if is_high { Role::Revenue } else { Role::Electricity }).hex();
        let _infallible = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{thick:.1}\" fill=\"{}\" \
             stroke=\"{stroke}\" stroke-width=\"1\"/>",
            (right - left).max(1.0),
            self.fill(is_high),
        );
    }
    fn text(&self, out: &mut String, [x, y]: [f64; 2], style: &Style, words: &str) {
        let colour = if style.is_muted { self.theme.muted() } else { self.theme.ink() }.hex();
        let weight = if style.is_bold { " font-weight=\"600\"" } else { "" };
        let _infallible = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\" fill=\"{colour}\" text-anchor=\"{}\"{weight} \
             stroke=\"{}\" stroke-width=\"4\" paint-order=\"stroke\" stroke-linejoin=\"round\">{}</text>",
            style.size,
            style.anchor,
            self.theme.ground().hex(),
            escaped(words)
        );
    }
    fn line(&self, out: &mut String, x: f64, [y0, y1]: [f64; 2], colour: &str, dash: &str) {
        let _infallible = writeln!(
            out,
            "<line x1=\"{x:.1}\" y1=\"{y0:.1}\" x2=\"{x:.1}\" y2=\"{y1:.1}\" stroke=\"{colour}\"{dash}/>"
        );
    }
    /// Key, grid, zero, the present profit with its name, and the numbers below.
    fn axis(&self, out: &mut String, present: f64, height: f64) {
        let bottom = height - FOOT;
        let mut x = 0.0;
        for (words, is_high) in [("input at its lowest", false), ("input at its highest", true)] {
            self.rect(out, [x, x + 18.0], 2.0, 10.0, is_high);
            self.text(out, [x + 24.0, 11.0], &SMALL, words);
            x += 24.0 + text_width(words, SMALL.size, false) + 14.0;
        }
        // As many numbers as the axis has room for: each takes about eighty pixels.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page is some thousand wide"
        )]
        let count = (self.width / 90.0).clamp(2.0, 7.0) as usize;
        for mark in self.scale.ticks(count) {
            let (x, is_zero) = (self.x(mark), mark == 0.0);
            let colour = if is_zero { self.theme.axis() } else { self.theme.grid() }.hex();
            self.line(out, x, [HEAD - 4.0, bottom], &colour, "");
            let words = if is_zero { "$0".to_owned() } else { tick(USD_PER_YEAR.base(mark), &USD_PER_YEAR) };
            self.text(out, [x, bottom + 15.0], &SMALL.at("middle"), &words);
        }
        let x = self.x(present);
        let ink = self.theme.ink().hex();
        self.line(out, x, [HEAD - 8.0, bottom], &ink, " stroke-dasharray=\"3 3\"");
        let words = format!("now {}", money(present));
        let half = text_width(&words, SMALL.size, true) / 2.0;
        let place = x.clamp(half, (self.width - half).max(half));
        self.text(
            out,
            [place, HEAD - 12.0],
            &Style { is_muted: false, is_bold: true, ..SMALL.at("middle") },
            &words,
        );
    }
    fn bar(&self, out: &mut String, bar: &Bar, present: f64, top: f64) {
        let _infallible = writeln!(
            out,
            "<a href=\"#{0}\" aria-describedby=\"swing.{0}\" data-name=\"swing\">\
             <desc id=\"swing.{0}\">{1}</desc>\
             <rect class=\"swing-row\" x=\"0\" y=\"{2:.1}\" width=\"{3:.1}\" height=\"{4:.1}\" fill=\"transparent\"/>",
            bar.name,
            escaped(&bar.said()),
            top + 2.0,
            self.width,
            ROW - 2.0
        );
        let name = Style { is_bold: true, is_muted: false, size: 13.0, anchor: "start" };
        self.text(out, [0.0, top + 15.0], &name, bar.label);
        let mut used = text_width(bar.label, name.size, true) + 8.0;
        if !bar.unit.is_empty() {
            self.text(out, [used, top + 15.0], &SMALL, bar.unit);
            used += text_width(bar.unit, SMALL.size, false) + 16.0;
        }
        if let Some(source) = fitting(&bar.source, self.width - used) {
            self.text(out, [self.width, top + 15.0], &SMALL.at("end"), &source);
        }
        let (here, top) = (self.x(present), top + DROP);
        let side = |end: &End| {
            let away = end.profit - present;
            if away.abs() <= STILL * present.abs() { 0.0 } else { away.signum() }
        };
        let (low, high) = (side(&bar.low), side(&bar.high));
        // Where both ends lie on one side of the present, one is drawn below the other.
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
            self.rect(out, [here, there], top + drop, thick, is_high);
            // An end that changes nothing is named on the side where the other is not.
            let (own, other) = if is_high { (high, low) } else { (low, high) };
            let is_right = if own == 0.0 { other < 0.0 } else { own > 0.0 };
            let (x, anchor) = if is_right { (there + 5.0, "start") } else { (there - 5.0, "end") };
            let y = top + if is_shared { drop + THIN - 1.0 } else { 11.0 };
            let size = if is_shared { 11.0 } else { SMALL.size };
            self.text(out, [x, y], &Style { is_muted: false, size, ..SMALL.at(anchor) }, &end.short);
        }
        out.push_str("</a>\n");
    }
}

/// How words are set.
#[derive(Clone, Copy)]
struct Style {
    size: f64,
    anchor: &'static str,
    is_bold: bool,
    is_muted: bool,
}

impl Style {
    fn at(self, anchor: &'static str) -> Self {
        Self { anchor, ..self }
    }
}

/// Small letters of less weight.
const SMALL: Style = Style { size: 12.0, anchor: "start", is_bold: false, is_muted: true };

/// As much of a title as there is room for; nothing where that is next to nothing.
fn fitting(title: &str, room: f64) -> Option<String> {
    if text_width(title, SMALL.size, false) <= room {
        return Some(title.to_owned());
    }
    if room < 90.0 {
        return None;
    }
    let mut short = String::new();
    for letter in title.chars() {
        if text_width(&short, SMALL.size, false) + 24.0 > room {
            break;
        }
        short.push(letter);
    }
    Some(format!("{}…", short.trim_end()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

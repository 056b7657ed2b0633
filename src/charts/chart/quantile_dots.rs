//! Twenty dots, each one case of twenty: where profit may come to lie.
//!
//! A quantile dot plot (Kay and others, "When (ish) is My Bus?", CHI 2016): dots that would overlap stand on one
//! another, so that both the spread and the number on either side of zero can be counted.

use crate::finding::chances;
use crate::render::theme::{Rgb, Theme};
use crate::spec::role::Role;
use crate::spec::scale::{Scale, ScaleKind, to_f64};
use model::format::digits::tick;
use model::quantity::unit::USD_PER_YEAR;
use model::study::monte_carlo::outlook::Outlook;
use std::fmt::Write;

/// Width of the figure, in dots.
pub const WIDE: f64 = 32.0;

/// Height of the figure, in dots. Higher piles are pressed together.
pub const HIGH: f64 = 7.0;

/// One case, in units of a dot, from the left and from the foot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Middle of the dot from the left.
    pub x: f64,
    /// Middle of the dot above the foot.
    pub y: f64,
    /// Whether it is one with a loss: drawn as a ring, as others are discs.
    pub is_loss: bool,
}

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Cases {
    /// The dots, lowest profit first.
    pub dots: Vec<Case>,
    /// Where profit is zero, from the left.
    pub zero: f64,
    /// Round numbers of dollars a year, with their places from the left.
    pub ticks: Vec<(f64, String)>,
}

impl Cases {
    /// The figure of an outlook. Zero is always on its axis.
    pub fn of(outlook: &Outlook) -> Self {
        let profit = outlook.cases.map(|rate| USD_PER_YEAR.shown(rate));
        let ends =
            profit.iter().fold((0.0, 0.0), |(low, high): (f64, f64), at| (low.min(*at), high.max(*at)));
        // An axis needs some length.
        let ends = if ends.0 < ends.1 { ends } else { (ends.0, ends.1 + 1.0) };
        let across = Scale::new(ScaleKind::Linear, ends, (1.5, WIDE - 1.5));
        let place = |value: f64| across.project(value).unwrap_or(1.5);
        let mut piles: Vec<Vec<f64>> = Vec::new();
        for &value in &profit {
            match piles.last_mut() {
                // A pile holds what is less than a dot from its first, all on one side of zero.
                Some(pile) if place(value) - place(pile[0]) < 1.0 && (value > 0.0) == (pile[0] > 0.0) => {
                    pile.push(value);
                }
                _ => piles.push(vec![value]),
            }
        }
        let highest = piles.iter().map(Vec::len).max().map_or(1.0, to_f64);
        let step = (HIGH / highest).min(1.0);
        let dots = piles
            .iter()
            .flat_map(|pile| {
                let x = pile.iter().copied().map(place).sum::<f64>() / to_f64(pile.len());
                pile.iter().enumerate().map(move |(i, value)| Case {
                    x,
                    y: 0.5 + to_f64(i) * step,
                    is_loss: *value <= 0.0,
                })
            })
            .collect();
        let written = |value: f64| (place(value), tick(USD_PER_YEAR.base(value), &USD_PER_YEAR));
        Self { dots, zero: place(0.0), ticks: across.ticks(4).into_iter().map(written).collect() }
    }
    /// The figure as an SVG document, so many pixels a dot.
    pub fn svg(&self, outlook: &Outlook, theme: &Theme, dot: f64) -> String {
        let (wide, high) = (WIDE * dot, (HIGH + 3.0) * dot);
        let foot = (HIGH + 1.0) * dot;
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
             viewBox=\"0 0 {wide} {high}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
            chances::of_profit(outlook),
            chances::dots(outlook),
            theme.ground().hex()
        );
        let [axis, muted] = [theme.axis(), theme.muted()].map(Rgb::hex);
        let _infallible = writeln!(
            text,
            "<path d=\"M0 {foot}H{wide}M{0} {foot}V{dot}\" fill=\"none\" stroke=\"{axis}\"/>",
            self.zero * dot
        );
        for case in &self.dots {
            let (x, y) = (case.x * dot, foot - case.y * dot);
            let colour = theme.role(if case.is_loss { Role::Loss } else { Role::Profit }).hex();
            let fill = if case.is_loss { "none" } else { colour.as_str() };
            let _infallible = writeln!(
                text,
                "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{:.2}\" fill=\"{fill}\" stroke=\"{colour}\" \
                 stroke-width=\"{:.2}\"/>",
                0.38 * dot,
                0.14 * dot
            );
        }
        for (x, name) in &self.ticks {
            let _infallible = writeln!(
                text,
                "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"12\" \
                 fill=\"{muted}\">{name}</text>",
                x * dot,
                foot + 1.2 * dot
            );
        }
        text.push_str("</svg>\n");
        text
    }
}

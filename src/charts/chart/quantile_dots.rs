//! Twenty dots, one for each of twenty equally likely cases of profit.
//!
//! A quantile dot plot (Kay and others, "When (ish) is My Bus?", CHI 2016): dots that would overlap are stacked, so
//! that readers can see the spread and count the dots on either side of zero.

use crate::finding::chances;
use crate::layout::geometry::Rect;
use crate::render::pen::{From, PLAIN, Pen};
use crate::spec::scale::{Scale, ScaleKind, to_f64};
use model::format::digits::tick;
use model::quantity::unit::USD_PER_YEAR;
use model::study::monte_carlo::outlook::Outlook;

/// Width of the figure, in dots.
pub const WIDE: f64 = 32.0;

/// Height of the figure, in dots. Higher piles are compressed.
pub const HIGH: f64 = 7.0;

/// One case, in units of a dot, from the left and from the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Centre of the dot from the left.
    pub x: f64,
    /// Centre of the dot above the baseline.
    pub y: f64,
    /// Whether it is a loss: drawn as a ring, whereas the others are discs.
    pub is_loss: bool,
}

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Cases {
    /// The dots, lowest profit first.
    pub dots: Vec<Case>,
    /// The position of zero profit, from the left.
    pub zero: f64,
    /// Round numbers of dollars a year, with their positions from the left.
    pub ticks: Vec<(f64, String)>,
}

impl Cases {
    /// The figure of an outlook. Its axis always includes zero.
    pub fn of(outlook: &Outlook) -> Self {
        let profit = outlook.cases.map(|rate| USD_PER_YEAR.shown(rate));
        let ends =
            profit.iter().fold((0.0, 0.0), |(low, high): (f64, f64), at| (low.min(*at), high.max(*at)));
        // An axis needs a length above zero.
        let ends = if ends.0 < ends.1 { ends } else { (ends.0, ends.1 + 1.0) };
        let across = Scale::new(ScaleKind::Linear, ends, (1.5, WIDE - 1.5));
        let place = |value: f64| across.project(value).unwrap_or(1.5);
        let mut piles: Vec<Vec<f64>> = Vec::new();
        for &value in &profit {
            match piles.last_mut() {
                // A pile takes the values less than a dot away from its first, all on one side of zero.
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
    /// The figure as an SVG document, with `dot` pixels per dot.
    pub fn svg(&self, outlook: &Outlook, dot: f64) -> String {
        let (wide, high) = (WIDE * dot, (HIGH + 3.0) * dot);
        let foot = (HIGH + 1.0) * dot;
        let mut pen = Pen::default();
        pen.rect(Rect { left: 0.0, top: 0.0, right: wide, bottom: high }, "c-ground", "");
        pen.line([0.0, foot], [wide, foot], "l-axis", "");
        pen.line([self.zero * dot, foot], [self.zero * dot, dot], "l-axis", "");
        for case in &self.dots {
            // A loss is drawn as a ring.
            let (class, inside) =
                if case.is_loss { ("l-loss", " fill=\"none\"") } else { ("c-profit l-profit", "") };
            let rest = format!("{inside} stroke-width=\"{:.2}\"", 0.14 * dot);
            pen.circle([case.x * dot, foot - case.y * dot], 0.38 * dot, class, &rest);
        }
        let letters = PLAIN.muted().from(From::Middle).rim(0.0);
        for (x, name) in &self.ticks {
            pen.text([x * dot, foot + 1.2 * dot], &letters, name);
        }
        pen.finish([wide, high], &chances::of_profit(outlook), &chances::dots(outlook))
    }
}

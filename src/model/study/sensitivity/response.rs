//! The effect of a small increase of a lever, in a few words.

use super::slope::{Relaxed, elasticity};
use crate::factory::Factory;
use crate::format::digits::{NO_BREAK, shown};
use crate::quantity::Unit;
use crate::quantity::unit::{GRAM_PER_MTOK, PERCENT, USD, USD_PER_YEAR};
use crate::scenario::levers::{GENERATIONS, GPUS, LEVERS};
use crate::scenario::{Lever, Scale, Scenario};
use crate::study::evaluate::{evaluate, numbers};
use std::fmt;

/// The part of its value by which a lever is moved hypothetically.
const PART: f64 = 0.1;

/// Profit below this part of cost and revenue is too near to zero for a percentage of it to mean anything.
const NEAR_ZERO: f64 = 0.05;

/// A slope and an actual step agree if they differ by less than this part of the larger.
const AGREE: f64 = 0.5;

/// They also agree if they differ by less than this part of cost or revenue: whole batches make that much difference.
const ROUGH: f64 = 0.002;

/// Changes below this part of cost or revenue count as none.
const NOTHING: f64 = 1e-9;

/// The result that a lever is examined for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Profit of the site.
    Profit,
    /// Dollars spent in the world up to the last year, which levers of the market change.
    Spending,
    /// Profit after tax, which tax changes.
    AfterTax,
    /// Carbon of a million tokens, which the carbon of electricity changes.
    Carbon,
}

impl Asked {
    /// The result that this lever changes.
    pub fn of(lever: &Lever) -> Self {
        match lever.about.id {
            "tax" => Self::AfterTax,
            "carbon" => Self::Carbon,
            _ if lever.moves_profit() => Self::Profit,
            _ => Self::Spending,
        }
    }
    /// The result at each stop of the track of a lever.
    pub fn over(self, scenario: &Scenario, lever: &'static Lever) -> Vec<f64> {
        let unit = &lever.about.unit;
        let at = |stop: &f64| self.read(&numbers(&scenario.with(lever, unit.base(*stop))));
        lever.track_stops().iter().map(at).collect()
    }
    fn read<N: Copy>(self, factory: &Factory<N>) -> N {
        match self {
            Self::Profit => factory.profit.profit,
            Self::Spending => factory.years[factory.years.len() - 1].market.spent,
            Self::AfterTax => factory.profit.after_tax,
            Self::Carbon => factory.profit.carbon,
        }
    }
    fn unit(self) -> Unit {
        match self {
            Self::Profit | Self::AfterTax => USD_PER_YEAR,
            Self::Spending => USD,
            Self::Carbon => GRAM_PER_MTOK,
        }
    }
    fn noun(self) -> &'static str {
        match self {
            Self::Profit => "profit",
            Self::Spending => "spent by 2032",
            Self::AfterTax => "profit after tax",
            Self::Carbon => "carbon",
        }
    }
}

/// How the lever is moved hypothetically.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// By a tenth of its value, up.
    Up,
    /// By a tenth of its value, down, because up would be beyond the end of the track.
    Down,
    /// From zero or below by one step of the track, to this value in base units: a tenth of zero is zero, and a tenth
    /// more of a negative value is less.
    To(f64),
}

/// Why the effect of a step is not what the slope says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    /// The site becomes sold out on the way.
    SellsOut,
    /// The site was sold out and no longer is.
    HasRoom,
    /// A tier no longer keeps its promise, or keeps it now.
    Promise,
    /// The search chooses another layout.
    Layout,
    /// The formulas have a corner on the way.
    Other,
}

/// The effect of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Nothing, because the site is sold out.
    SoldOut,
    /// Nothing.
    None,
    /// As the slope says.
    Slope(f64),
    /// Not what the slope says: the change of the whole step, and why.
    Jump(f64, Corner),
}

/// The response to a small increase of a lever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// The lever.
    pub lever: &'static Lever,
    /// How it is moved.
    pub step: Step,
    /// The result that is examined.
    pub asked: Asked,
    /// The effect, in base units of that result.
    pub effect: Effect,
    /// Percent of change for one percent of the lever, at the present point.
    pub elasticity: f64,
    /// What a change is a part of; `None` if the result is too near to zero, or negative.
    whole: Option<f64>,
}

impl Response {
    /// The response of a scenario; `None` if the lever is not a number, or the result cannot be computed.
    pub fn of(scenario: &Scenario, relaxed: &Relaxed, lever: &'static Lever) -> Option<Self> {
        let asked = Asked::of(lever);
        let now = scenario.of(lever);
        let (step, to) = step(lever, now)?;
        let here = evaluate(scenario);
        let there = evaluate(&scenario.with(lever, to));
        let result = match asked {
            Asked::Profit => relaxed.profit_along(lever),
            _ => asked.read(&relaxed.along(lever)),
        };
        let taken = asked.read(&there.factory) - asked.read(&here.factory);
        if !(result.slope.is_finite() && taken.is_finite()) {
            return None;
        }
        // For a step down, the change of that step is reported.
        let straight = result.slope * (to - now);
        let size = match asked {
            Asked::Profit | Asked::AfterTax => here.factory.profit.cost.max(here.factory.profit.revenue),
            Asked::Spending | Asked::Carbon => result.value,
        };
        let is_nothing = |change: f64| change.abs() <= NOTHING * size;
        let sold_out = |factory: &Factory<f64>| factory.profit.asked > 1.0;
        let corner = || {
            let layouts = |of: &Factory<f64>| {
                of.inputs.deployments.map(|used| used.map(|tier| (tier.prefill_layout, tier.decode_layout)))
            };
            let kept = |of: &Factory<f64>| of.lines.map(|line| line.map(|line| line.tier.kept < 1.0));
            match (sold_out(&here.factory), sold_out(&there.factory)) {
                (false, true) => Corner::SellsOut,
                (true, false) => Corner::HasRoom,
                _ if kept(&here.factory) != kept(&there.factory) => Corner::Promise,
                _ if layouts(&here.factory) != layouts(&there.factory) => Corner::Layout,
                _ => Corner::Other,
            }
        };
        let effect = if is_nothing(straight) && is_nothing(taken) {
            // A lever that does not affect demand has another reason for having no effect.
            let moves_demand = here.factory.profit.asked.to_bits() != there.factory.profit.asked.to_bits();
            let is_capped = asked == Asked::Profit && sold_out(&here.factory) && moves_demand;
            if is_capped { Effect::SoldOut } else { Effect::None }
        } else if (straight - taken).abs() <= (AGREE * straight.abs().max(taken.abs())).max(ROUGH * size) {
            Effect::Slope(straight)
        } else {
            Effect::Jump(taken, corner())
        };
        let whole = (result.value > NEAR_ZERO * size).then_some(result.value);
        Some(Self { lever, step, asked, effect, elasticity: elasticity(result, now), whole })
    }
    /// How it came about, in a sentence or two.
    pub fn explained(&self) -> String {
        let noun = match self.asked {
            Asked::Profit => "profit",
            Asked::Spending => "spending up to 2032",
            Asked::AfterTax => "profit after tax",
            Asked::Carbon => "carbon per token",
        };
        match (self.effect, self.whole) {
            (Effect::Jump(..), _) => {
                format!("The whole step, recomputed: the slope of {noun} at this point would be misleading.")
            }
            (_, Some(_)) if self.elasticity.is_finite() && !self.is_below_zero() => format!(
                "From the formulas at this point, all else equal: 1{NO_BREAK}% more changes {noun} by \
                 {:.2}{NO_BREAK}%.",
                self.elasticity
            ),
            _ => format!("From the formulas at this point, all else equal: the slope of {noun}."),
        }
    }
    /// Whether the lever is below zero, where a percent more of it has no meaning.
    fn is_below_zero(&self) -> bool {
        let step = match self.lever.scale {
            Scale::Linear { step } => self.lever.about.unit.base(step),
            _ => 0.0,
        };
        matches!(self.step, Step::To(to) if to < step)
    }
    fn change(&self, change: f64) -> String {
        effect_text(change, self.whole, self.asked)
    }
}

/// A change as a part of the result, or in dollars if there is no result to relate it to.
fn effect_text(change: f64, whole: Option<f64>, asked: Asked) -> String {
    let sign = if change > 0.0 { "+" } else { "" };
    match whole {
        Some(whole) => format!("{sign}{} {}", shown(change / whole, &PERCENT), asked.noun()),
        None => format!("{sign}{}", shown(change, &asked.unit())),
    }
}

/// The effect of the next generation of machines on the track, in the same words; `None` after the last one, for
/// machines that are not on the track, and if a profit cannot be computed.
pub fn next_generation(scenario: &Scenario) -> Option<String> {
    let gpu = &LEVERS.gpu;
    let (now, next) = (gpu.choice(scenario.gpu)?, gpu.choice(scenario.gpu + 1.0)?);
    let is_on_track = |choice| GPUS.iter().take(GENERATIONS).any(|on| on == choice);
    let here = numbers(scenario).profit;
    let change = numbers(&scenario.with(gpu, scenario.gpu + 1.0)).profit.profit - here.profit;
    (is_on_track(now) && is_on_track(next) && change.is_finite()).then(|| {
        let whole = (here.profit > NEAR_ZERO * here.cost.max(here.revenue)).then_some(here.profit);
        format!("{} → {}", next.label, effect_text(change, whole, Asked::Profit))
    })
}

/// A tenth more; a tenth less if that is beyond the end of the track; one step more from zero and below.
fn step(lever: &Lever, now: f64) -> Option<(Step, f64)> {
    let unit = &lever.about.unit;
    match lever.scale {
        Scale::Choice(_) | Scale::Switch => None,
        Scale::Linear { step } if now <= 0.0 => {
            let to = now + unit.base(step);
            Some((Step::To(to), to))
        }
        Scale::Log | Scale::Linear { .. } => {
            let up = now * (1.0 + PART);
            let down = now * (1.0 - PART);
            if lever.within(up).is_ok() { Some((Step::Up, up)) } else { Some((Step::Down, down)) }
        }
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenth = format!("10{NO_BREAK}%");
        match self.step {
            Step::Up => write!(f, "+{tenth} → ")?,
            Step::Down => write!(f, "−{tenth} → ")?,
            Step::To(value) => {
                // The "per" part of the unit is next to the lever, and would leave no room for the answer on a phone.
                let text = shown(value, &self.lever.about.unit);
                write!(f, "at {} → ", text.split('/').next().unwrap_or_default())?;
            }
        }
        match self.effect {
            Effect::SoldOut => f.write_str("no change: sold out"),
            Effect::None => f.write_str("no change"),
            Effect::Slope(change) => f.write_str(&self.change(change)),
            Effect::Jump(change, corner) => {
                let why = match corner {
                    Corner::SellsOut => "then sold out",
                    Corner::HasRoom => "no longer sold out",
                    Corner::Promise => "as a promised speed is lost or met",
                    Corner::Layout => "with another layout",
                    Corner::Other => "not proportional",
                };
                write!(f, "{}, {why}", self.change(change))
            }
        }
    }
}

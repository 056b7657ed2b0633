//! Two scenarios side by side: their differences, the effects, and the share of each difference in the change of
//! profit.

pub mod columns;
mod difference;
pub mod shapley;

use crate::scenario::shocks::ShockedScenario;
use crate::study::evaluate::number::Number;
use crate::study::evaluate::{Evaluation, evaluate, site};
pub use difference::{Difference, Differences, LeverDifference};
use shapley::{Method, Subset};
use std::fmt;

/// Results that are shown for both scenarios.
pub const HEADLINES: [&str; 9] = [
    "profit.profit",
    "profit.revenue",
    "profit.cost",
    "profit.margin",
    "profit.tokens",
    "profit.token_cost",
    "profit.load",
    "site.gpus",
    "market.2032.spent",
];

/// A result in both scenarios, in base units; not finite if it cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Headline {
    /// What it is.
    pub number: Number,
    /// Its values in the first and in the second scenario.
    pub values: [f64; 2],
}

impl Headline {
    /// The second less the first.
    pub fn difference(&self) -> f64 {
        self.values[1] - self.values[0]
    }
}

/// How much of the change of profit is due to one difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// The difference.
    pub of: Difference,
    /// Its part in dollars per second, the base unit of dollars per year; negative if it lowers profit.
    pub amount: f64,
    /// Standard error of a sampled part; 0 for an exact one.
    pub error: f64,
}

/// The change of profit, split between the differences.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Profit of the second scenario less that of the first, in dollars per second.
    pub whole: f64,
    /// The part of each difference, largest first. Their sum is the whole.
    pub parts: Vec<Part>,
    /// How they were computed.
    pub method: Method,
}

/// Why a change of profit cannot be split.
#[derive(Debug, Clone, PartialEq)]
pub enum NoSplit {
    /// The profit of one of the two cannot be computed: of the first (0) or the second (1), and why.
    NoProfit(usize, String),
    /// It cannot be computed with only these differences taken over from the second, although it can with none and with
    /// all.
    Between(Vec<&'static str>),
}

impl fmt::Display for NoSplit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProfit(side, why) => {
                write!(f, "The profit of {} cannot be computed. {why}", if *side == 0 { "A" } else { "B" })
            }
            Self::Between(labels) => write!(
                f,
                "The change of profit cannot be split: with only {} as in B, profit cannot be computed.",
                labels.join(", ")
            ),
        }
    }
}

impl std::error::Error for NoSplit {}

/// Two scenarios side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Their differences.
    pub differences: Differences,
    /// Results of both, in the order of [`HEADLINES`].
    pub headlines: Vec<Headline>,
    /// The change of profit, split.
    pub split: Result<Split, NoSplit>,
}

/// Compares two scenarios. Up to ten differences need one evaluation for each subset of them; with more, orders are
/// sampled.
pub fn compare(a: &ShockedScenario, b: &ShockedScenario) -> Comparison {
    let differences = Differences::between(a, b);
    let both = [a, b].map(|shocked| evaluate(&shocked.scenario()));
    let headline = |name: &&str| {
        let number = Number::named(&both[0].factory, name).ok()?;
        Some(Headline { number, values: [0, 1].map(|side: usize| number.of(&both[side].factory)) })
    };
    let headlines = HEADLINES.iter().filter_map(headline).collect();
    let split = split(&differences, &both);
    Comparison { differences, headlines, split }
}

fn split(differences: &Differences, both: &[Evaluation; 2]) -> Result<Split, NoSplit> {
    let profits = [0, 1].map(|side: usize| both[side].factory.profit.profit);
    if let Some(side) = profits.iter().position(|profit| !profit.is_finite()) {
        return Err(NoSplit::NoProfit(side, reason(&both[side])));
    }
    let own = &differences.own;
    let profit = |of: Subset| site(&differences.scenario(of)).profit.profit;
    let (shares, method) = shapley::split(own.len(), profit).map_err(|of| {
        let taken = own.iter().enumerate().filter(|(place, _)| of >> place & 1 == 1);
        NoSplit::Between(taken.map(|(_, difference)| difference.label()).collect())
    })?;
    let part = |(of, share): (&Difference, shapley::Share)| Part {
        of: *of,
        amount: share.amount,
        error: share.error,
    };
    let mut parts: Vec<Part> = own.iter().zip(shares).map(part).collect();
    parts.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
    Ok(Split { whole: profits[1] - profits[0], parts, method })
}

/// Why a scenario has no profit, in a sentence.
fn reason(evaluation: &Evaluation) -> String {
    evaluation
        .notes
        .iter()
        .find(|note| note.is_fault())
        .map_or_else(|| "One of the numbers that it rests on is not finite.".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::arbitrary::shocked;
    use crate::scenario::link;
    use crate::study::evaluate::numbers;
    use proptest::prelude::*;
    use std::mem::discriminant;

    fn of(a: &str, b: &str) -> Comparison {
        compare(&link::read_shocked(a).0, &link::read_shocked(b).0)
    }

    fn ids(comparison: &Comparison) -> Vec<&'static str> {
        comparison.differences.own.iter().map(Difference::id).collect()
    }

    fn part(split: &Split, id: &str) -> f64 {
        split.parts.iter().find(|part| part.of.id() == id).expect("it differs").amount
    }

    /// Parts sum to the whole, except for the rounding of profits.
    fn is_whole(split: &Split) -> bool {
        let sum: f64 = split.parts.iter().map(|part| part.amount).sum();
        let size: f64 = split.parts.iter().map(|part| part.amount.abs()).sum();
        (sum - split.whole).abs() <= 1e-9 * size.max(split.whole.abs())
    }

    #[test]
    fn a_scenario_differs_in_nothing_from_itself() {
        let same = of("v=2&context=128k&shocks=edge", "context=128k&shocks=edge");
        assert_eq!((ids(&same), same.differences.following.len()), (vec![], 0));
        assert_eq!(same.split, Ok(Split { whole: 0.0, parts: vec![], method: Method::Exact }));
        assert!(
            same.headlines.len() == HEADLINES.len()
                && same.headlines.iter().all(|it| it.difference().abs() <= 0.0)
        );
    }

    #[test]
    fn prices_follow_the_model_and_are_no_differences_of_their_own() {
        let models = of("", "llm=kimi-k3");
        assert_eq!(ids(&models), ["llm"]);
        assert!(models.differences.following.iter().any(|it| it.lever.about.id == "price_output"));
        let split = models.split.unwrap();
        assert!(is_whole(&split));
        // A price that was moved in only one of them is a difference.
        assert_eq!(ids(&of("", "llm=kimi-k3&price_output=20")), ["llm", "price_output"]);
        // So is one that keeps the value it had on the former list.
        let kept = link::write(&link::read("llm=kimi-k3").0);
        let price = of("", &format!("{kept}&price_input=0.66"));
        assert!(ids(&price).contains(&"price_input"));
    }

    #[test]
    fn shocks_are_differences() {
        let shocked = of("context=128k", "electricity=0.05&shocks=gpu-cost,electricity");
        assert_eq!(ids(&shocked), ["context", "electricity", "gpu-cost", "electricity"]);
        assert!(is_whole(shocked.split.as_ref().unwrap()));
        assert_eq!(shocked.differences.own[2].shown(), ["off", "on"]);
        let back = of("electricity=0.05&shocks=gpu-cost,electricity", "context=128k");
        assert!(
            (part(&back.split.unwrap(), "gpu-cost") / part(&shocked.split.unwrap(), "gpu-cost") + 1.0).abs()
                < 1e-9
        );
    }

    #[test]
    fn levers_that_do_the_same_have_equal_parts_and_idle_ones_none() {
        // Calls are agents times calls per agent; tax comes after profit.
        let [agents, calls] = ["agents", "calls"].map(|id| {
            let lever = crate::scenario::levers::LEVERS.get(id).unwrap();
            lever.written(lever.default_base() * 0.5)
        });
        let both = of("", &format!("agents={agents}&calls={calls}&tax=30&power=200MW"));
        let split = both.split.unwrap();
        let [agents, calls, tax] = ["agents", "calls", "tax"].map(|id| part(&split, id));
        assert!((agents / calls - 1.0).abs() < 1e-9 && agents < 0.0, "{agents} {calls}");
        assert!(tax.abs() <= 0.0 && is_whole(&split));
    }

    #[test]
    fn many_levers_are_sampled_and_say_so() {
        let many = of(
            "",
            "context=128k&gpu=rubin&electricity=0.05&power=1GW&pue=1.3&interest=12&answer=900&cached=80&load=70&paid=60&\
             price_output=2&fast_speed=80&tax=30",
        );
        let split = many.split.unwrap();
        assert_eq!(split.method, Method::Sampled { orders: shapley::ORDERS });
        assert!(is_whole(&split) && part(&split, "tax").abs() <= 0.0);
        assert!(split.parts.iter().any(|part| part.error > 0.0));
    }

    #[test]
    fn a_profit_that_cannot_be_computed_is_said_in_a_sentence() {
        let said = of("", "gpu=tpu7x").split.unwrap_err().to_string();
        assert!(
            said.starts_with("The profit of B cannot be computed. The ") && said.contains("not published"),
            "{said}"
        );
        assert!(of("gpu=tpu7x", "").split.unwrap_err().to_string().starts_with("The profit of A "));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn none_of_the_differences_is_the_first_scenario_and_all_are_the_second(a in shocked(0..4, 0..3), b in shocked(0..4, 0..3)) {
            let differences = Differences::between(&a, &b);
            let all = (1 << differences.own.len()) - 1;
            prop_assert_eq!(differences.scenario(0), a.scenario());
            prop_assert_eq!(differences.scenario(all), b.scenario());
        }

        #[test]
        fn parts_sum_to_the_change_and_turn_round_with_it(a in shocked(0..4, 0..3), b in shocked(0..4, 0..3)) {
            let (there, back) = (compare(&a, &b), compare(&b, &a));
            match (&there.split, &back.split) {
                (Ok(there), Ok(back)) => {
                    prop_assert!(is_whole(there), "{there:?}");
                    let change = numbers(&b.scenario()).profit.profit - numbers(&a.scenario()).profit.profit;
                    prop_assert!((there.whole - change).abs() <= 1e-12 * change.abs());
                    let size: f64 = there.parts.iter().map(|part| part.amount.abs()).sum();
                    for part in &there.parts {
                        // A lever and a shock may have the same name.
                        let is_same = |it: &&Part| it.of.id() == part.of.id() && discriminant(&it.of) == discriminant(&part.of);
                        let same = back.parts.iter().find(is_same);
                        prop_assert!(same.is_some_and(|same| (same.amount + part.amount).abs() <= 1e-9 * size));
                    }
                }
                (Err(_), Err(_)) => {}
                _ => prop_assert!(false, "one way alone can be split"),
            }
        }
    }
}

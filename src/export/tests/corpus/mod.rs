//! Scenarios for the files in the tests: presets, links of every kind, and random ones.

use model::scenario::link;
use model::scenario::presets::PRESETS;
use model::scenario::shocks::{SHOCKS, ShockedScenario};
use model::scenario::{Lever, Scale, Scenario};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Random scenarios, the same list for the same seed on every machine.
pub(crate) struct Random(Xoshiro256PlusPlus);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }
    fn below(&mut self, end: usize) -> usize {
        #[allow(clippy::cast_possible_truncation, reason = "it is less than the end")]
        let number = (self.0.next_u64() % end.max(1) as u64) as usize;
        number
    }
    /// From 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits are as many as a number has")]
    fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
    /// A lever anywhere on its track, in base units.
    fn value(&mut self, lever: &Lever) -> f64 {
        let share = self.share();
        let unit = &lever.about.unit;
        let stops = lever.stops();
        match lever.scale {
            Scale::Log => unit.base(lever.min * model::quantity::Num::pow(lever.max / lever.min, share)),
            Scale::Linear { .. } => unit.base(lever.min + share * (lever.max - lever.min)),
            _ => unit.base(stops[self.below(stops.len())]),
        }
    }
    /// A scenario with up to `most` levers moved, and up to two shocks.
    pub(crate) fn scenario(&mut self, most: usize) -> ShockedScenario {
        let levers = link::levers();
        let mut scenario = Scenario::baseline();
        for _ in 0..=self.below(most) {
            let lever = levers[self.below(levers.len())];
            let value =
                self.value(lever).clamp(lever.about.unit.base(lever.min), lever.about.unit.base(lever.max));
            scenario = scenario.with(lever, value);
        }
        let mut shocked = ShockedScenario::new(scenario);
        for _ in 0..self.below(3) {
            let shock = &SHOCKS[self.below(SHOCKS.len())];
            if !shocked.holds(shock) {
                shocked = shocked.toggle(shock);
            }
        }
        // As it is when the link is opened.
        link::read_shocked(&link::write_shocked(&shocked)).0
    }
}

/// Scenarios with unknown numbers, with all tiers, without any, and with models of both kinds.
const SPECIAL: [&str; 12] = [
    "v=2&gpu=tpu7x",
    "v=2&gpu=trainium3&llm=llama-3.1-8b",
    "v=2&gpu=mi455x&llm=glm-5&serving=shared&overlap=on&drafts=2&premium_share=10&ultra_share=5",
    "v=2&batch_share=10&batch_demand=10&premium_share=10&premium_demand=5&ultra_share=5&ultra_demand=1&backfill=50",
    "v=2&llm=qwen3-32b&gpu=h200&fast_speed=1000",
    "v=2&llm=kimi-k3&precision=bf16&gpu=h100",
    "v=2&llm=gpt-oss-120b&cached=0&context=1k&answer=16&shortage=queue",
    "v=2&gpu=h100&tenure=rented&licence=5000&electricity=0.2",
    "v=2&gpu=tpu7x&tenure=rented&rent=4&gpu_price=20k",
    "v=2&electricity=-0.03&running=0&cached=100&power=2.1kW&llm=llama-3.1-8b&serving=shared",
    "v=2&electricity=0&power=1kW&gpu_price=30k&long_from=50k&long_input=2&long_output=1.5",
    "v=2&price_output=0.1&price_input=0.01&price_cached=0.001&standard_demand=0&fast_demand=0",
];

/// Every preset, special ones, every tenth link of the permanent list, and this many random scenarios.
pub(crate) fn corpus(random: usize) -> Vec<ShockedScenario> {
    let listed = include_str!("../../../../tests/links/2.tsv");
    let links = listed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .step_by(10)
        .filter_map(|line| line.split('\t').next());
    let mut all: Vec<ShockedScenario> = PRESETS
        .iter()
        .map(|preset| preset.link)
        .chain(SPECIAL)
        .chain(links)
        .map(|link| link::read_shocked(link).0)
        .collect();
    let mut source = Random::new(1);
    all.extend((0..random).map(|place| source.scenario(if place % 2 == 0 { 5 } else { 20 })));
    all
}

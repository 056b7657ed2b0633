//! The factory: `memory -> step -> serving -> site -> cost -> demand -> profit -> market`.
//!
//! Formulas alone. No I/O, no clock, no randomness, no failure: a strange scenario gives numbers that are not
//! finite, and [`sheet`](crate::sheet) says why.

pub mod cost;
pub mod demand;
pub mod instance;
pub mod market;
pub mod memory;
pub mod plan;
pub mod profit;
pub mod serving;
pub mod site;
pub mod step;

pub use cost::Cost;
pub use demand::Demand;
pub use instance::{Instance, Reading, Stages, Writing};
pub use market::{Market, Work};
pub use memory::{Accelerator, Cache, Calibration, Division, Format, Layout, Llm, Memory, Weights, Workload};
pub use plan::{Basis, Fleet, Offer, Plan, Reference, Totals, When};
pub use profit::{Prices, Profit, Tier};
pub use serving::{Decode, DecodeBatch, Point, Prompt, PromptBatch, Serving};
pub use site::Site;
pub use step::{Batch, Pass, Rates, Stack};

use crate::quantity::unit::{SECOND, USD};
use crate::quantity::{Num, Quantity};

/// Speed tiers of a site, slowest first.
pub const TIERS: [Stages; 5] = [
    crate::stages!("batch"),
    crate::stages!("standard"),
    crate::stages!("fast"),
    crate::stages!("premium"),
    crate::stages!("ultra"),
];

/// First year of the market, and the year of "today".
pub const FIRST_YEAR: f64 = 2026.0;

/// Stages of the years of the market.
pub const YEARS: [&str; 7] =
    ["market.2026", "market.2027", "market.2028", "market.2029", "market.2030", "market.2031", "market.2032"];

/// How one tier is deployed, as the search found it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deployment<N> {
    /// Machines that read prompts.
    pub reader: Layout<N>,
    /// Machines that write answers.
    pub writer: Layout<N>,
    /// Batch at which they write.
    pub point: Point<N>,
    /// 1 where the promised speed is reached.
    pub reached: N,
}

/// Everything that the formulas start from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Givens<N> {
    /// What the reader decided.
    pub plan: Plan<N>,
    /// The accelerator.
    pub machine: Accelerator<N>,
    /// The language model.
    pub llm: Llm<N>,
    /// How its numbers are stored.
    pub format: Format<N>,
    /// The constants of the fit.
    pub fit: Calibration<N>,
    /// Conventions and figures that no lever moves.
    pub basis: Basis<N>,
    /// The untouched scenario.
    pub reference: Reference<N>,
    /// How the used tiers are deployed; an unused tier has none.
    pub deployments: [Option<Deployment<N>>; 5],
}

impl<N> Givens<N> {
    /// The givens with each entry replaced by what `to` makes of it; it hears the stage and what the entry is.
    pub fn map<M>(self, mut to: impl FnMut(&'static str, &'static Quantity, N) -> M) -> Givens<M> {
        self.map_by(&mut to)
    }

    fn map_by<M>(self, to: &mut dyn FnMut(&'static str, &'static Quantity, N) -> M) -> Givens<M> {
        Givens {
            plan: self.plan.map(|about, x| to("plan", about, x)),
            machine: self.machine.map(|about, x| to("machine", about, x)),
            llm: self.llm.map(|about, x| to("llm", about, x)),
            format: self.format.map(|about, x| to("format", about, x)),
            fit: self.fit.map(|about, x| to("fit", about, x)),
            basis: self.basis.map(|about, x| to("basis", about, x)),
            reference: self.reference.map(|about, x| to("reference", about, x)),
            deployments: {
                let mut tiers = TIERS.into_iter();
                self.deployments.map(|used| {
                    let tier = tiers.next()?;
                    used.map(|found| Deployment {
                        reader: found.reader.map(|about, x| to(tier.reader, about, x)),
                        writer: found.writer.map(|about, x| to(tier.writer, about, x)),
                        point: found.point.map(|about, x| to(tier.point, about, x)),
                        reached: to(tier.offer, &Offer::ABOUT.reached, found.reached),
                    })
                })
            },
        }
    }
}

/// One speed tier of the factory, from layout to price.
#[derive(Debug, Clone, Copy)]
pub struct Line<N> {
    /// What is promised.
    pub offer: Offer<N>,
    /// What fits into memory.
    pub memory: Memory<N>,
    /// Reading prompts.
    pub reading: Reading<N>,
    /// Writing answers.
    pub writing: Writing<N>,
    /// Both together.
    pub serving: Serving<N>,
    /// Capacity and price.
    pub tier: Tier<N>,
}

/// The whole factory, read with one type of number.
#[derive(Debug, Clone)]
pub struct Factory<N> {
    /// What it started from.
    pub givens: Givens<N>,
    /// Machine, model and format together.
    pub instance: Instance<N>,
    /// A call.
    pub workload: Workload<N>,
    /// Megawatts to accelerators.
    pub site: Site<N>,
    /// Cost of an accelerator.
    pub cost: Cost<N>,
    /// Agents to tokens.
    pub demand: Demand<N>,
    /// What a call brings.
    pub prices: Prices<N>,
    /// The tiers that are used.
    pub lines: [Option<Line<N>>; 5],
    /// Sums over them.
    pub totals: Totals<N>,
    /// The production function.
    pub profit: Profit<N>,
    /// Work of a call.
    pub work: Work<N>,
    /// Years of the market from [`FIRST_YEAR`].
    pub market: [Market<N>; 7],
}

impl<N: Num> Givens<N> {
    /// What the serving software does.
    pub fn stack(&self) -> Stack<N> {
        Stack {
            overlap: self.plan.overlap,
            drafts: self.plan.drafts,
            acceptance: self.plan.acceptance,
            draft_cost: self.basis.draft_cost,
            disaggregated: self.plan.serving,
            handover: self.basis.handover,
            correction: self.basis.correction,
        }
    }
    /// A call, with room kept for the whole of its answer.
    pub fn workload(&self) -> Workload<N> {
        Workload {
            context: self.plan.context,
            answer: self.plan.answer,
            cached_share: self.plan.cached,
            answer_reserved: N::from(1.0),
        }
    }
    /// Machine, model and format together.
    pub fn instance(&self) -> Instance<N> {
        Instance::new(self.machine, self.llm, self.format, self.fit, self.stack())
    }
    /// What each tier promises, slowest first; the part of the site, the speed and the price.
    pub fn promises(&self) -> [[N; 3]; 5] {
        let plan = &self.plan;
        [
            [plan.batch_share, plan.batch_speed, plan.batch_price],
            [plan.standard_share, plan.standard_speed, plan.standard_price],
            [plan.fast_share, plan.fast_speed, plan.fast_price],
            [plan.premium_share, plan.premium_speed, plan.premium_price],
            [plan.ultra_share, plan.ultra_speed, plan.ultra_price],
        ]
    }
}

impl<N: Num> Factory<N> {
    /// Reads every formula of the factory.
    pub fn new(givens: Givens<N>) -> Self {
        let reference = givens.reference;
        Self::against(givens, |_| reference)
    }

    /// The same where the untouched scenario is told from the energy of a call here, which some of it may be.
    pub fn against(mut givens: Givens<N>, reference: impl FnOnce(N) -> Reference<N>) -> Self {
        let Givens { plan, machine, basis, .. } = &givens;
        let instance = givens.instance();
        let workload = givens.workload();
        let site = Site::new("site", machine, plan, basis);
        let cost = Cost::new("cost", machine, &site, plan, basis);
        let demand = Demand::new("demand", plan);
        let prices = Prices::new("prices", plan, &demand);
        let promises = givens.promises();
        let given = sum(promises.iter().map(|promise| promise[0])).unwrap_or(N::from(0.0));
        let line = |stages: &Stages, [share, speed, price]: [N; 3], found: Deployment<N>| {
            let offer = Offer { share, given, speed, price, reached: found.reached };
            let memory = instance.memory(stages, &found.writer, &workload);
            let reading = instance.reading(stages, &found.reader, &workload);
            let writing = instance.writing(stages, &found.writer, &workload, &found.point);
            let serving = Serving::new(
                stages.serving,
                &found.reader,
                &found.writer,
                &reading.prompt,
                &writing.decode,
                &instance.stack,
                &workload,
                &found.point,
            );
            let tier = Tier::new(stages.tier, &offer, &serving, &site, &cost, &prices, plan);
            Line { offer, memory, reading, writing, serving, tier }
        };
        let lines: [Option<Line<N>>; 5] =
            std::array::from_fn(|i| givens.deployments[i].map(|found| line(&TIERS[i], promises[i], found)));
        let used = || lines.iter().flatten();
        let nothing = N::from(0.0) / N::from(1.0).of(SECOND);
        let totals = Totals {
            capacity: sum(used().map(|line| line.tier.capacity)).unwrap_or(nothing),
            revenue: sum(used().map(|line| line.tier.revenue)).unwrap_or(nothing * N::from(1.0).of(USD)),
        };
        let profit = Profit::new("profit", &site, &cost, &demand, &totals, plan, basis);
        let energy = Work::new("work", &totals, &givens.reference, basis, &site).energy;
        givens.reference = reference(energy);
        let Givens { plan, basis, reference, .. } = &givens;
        let work = Work::new("work", &totals, reference, basis, &site);
        let mut before =
            Fleet { capacity: basis.fleet_before, installed: basis.fleet_before, spent: basis.spent };
        let mut elapsed = 0.0;
        let market = YEARS.map(|stage| {
            let when = When { elapsed: N::from(elapsed) };
            let year =
                Market::new(stage, plan, basis, reference, &work, &demand, &profit, &cost, &before, &when);
            before = Fleet { capacity: year.capacity, installed: year.installed, spent: year.spent };
            elapsed += 1.0;
            year
        });
        Self { givens, instance, workload, site, cost, demand, prices, lines, totals, profit, work, market }
    }

    /// Shows every computed quantity with its stage, in the order of the stages.
    pub fn each<'a>(&'a self, mut see: impl FnMut(&'static str, &'static Quantity, &'a N)) {
        self.each_by(&mut see);
    }

    fn each_by<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'static Quantity, &'a N)) {
        let Instance { weights, cache, rates, .. } = &self.instance;
        weights.each(|about, x| see("weights", about, x));
        cache.each(|about, x| see("cache", about, x));
        rates.each(|about, x| see("rates", about, x));
        for (stages, line) in TIERS.iter().zip(&self.lines) {
            let Some(line) = line else { continue };
            line.reading.division.each(|about, x| see(stages.reader_division, about, x));
            line.writing.division.each(|about, x| see(stages.writer_division, about, x));
            line.memory.each(|about, x| see(stages.memory, about, x));
            line.reading.batch.each(|about, x| see(stages.prompt_batch, about, x));
            line.reading.pass.each(|about, x| see(stages.prompt_pass, about, x));
            line.reading.prompt.each(|about, x| see(stages.prompt, about, x));
            line.writing.batch.each(|about, x| see(stages.decode_batch, about, x));
            line.writing.pass.each(|about, x| see(stages.decode_pass, about, x));
            line.writing.decode.each(|about, x| see(stages.decode, about, x));
            line.serving.each(|about, x| see(stages.serving, about, x));
        }
        self.site.each(|about, x| see("site", about, x));
        self.cost.each(|about, x| see("cost", about, x));
        self.demand.each(|about, x| see("demand", about, x));
        self.prices.each(|about, x| see("prices", about, x));
        for (stages, line) in TIERS.iter().zip(&self.lines) {
            if let Some(line) = line {
                line.tier.each(|about, x| see(stages.tier, about, x));
            }
        }
        self.profit.each(|about, x| see("profit", about, x));
        self.work.each(|about, x| see("work", about, x));
        for (stage, year) in YEARS.iter().zip(&self.market) {
            year.each(|about, x| see(stage, about, x));
        }
    }
}

/// The sum of numbers; none of nothing, which has no unit.
fn sum<N: Num>(numbers: impl Iterator<Item = N>) -> Option<N> {
    numbers.reduce(|a, b| a + b)
}

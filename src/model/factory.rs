//! The factory: `memory -> step -> serving -> site -> cost -> demand -> profit -> market`.
//!
//! Formulas only: no I/O, no clock, no randomness and no errors. A scenario that makes no sense gives non-finite
//! numbers, and [`sheet`](crate::sheet) says why.

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
pub use instance::{DecodeStages, Deployment, Instance, PrefillStages, Stages};
pub use market::{Kept, Market, Need, NewMachines, Waterfall, Work};
pub use memory::{Accelerator, Cache, Calibration, Format, Layout, Llm, Memory, Sharding, Weights, Workload};
pub use plan::{
    Aged, Basis, Busy, Chain, Cohort, Fleet, Hours, List, Plan, Reference, TierSlo, Totals, When,
};
pub use profit::{Backfill, Prices, Profit, Tier};
pub use serving::{Decode, DecodeBatch, Point, Prompt, PromptBatch, Serving};
pub use site::Site;
pub use step::{Batch, Pass, Rates, Stack};

use crate::quantity::unit::{SECOND, TOKEN, USD};
use crate::quantity::{Num, Quantity};

/// Speed tiers of a site: batch work first, then the others from the slowest up.
pub const TIERS: [Stages; 5] = [
    crate::stages!("batch"),
    crate::stages!("standard"),
    crate::stages!("fast"),
    crate::stages!("premium"),
    crate::stages!("ultra"),
];

/// The year of "today".
pub const TODAY: f64 = 2026.0;

/// First year of the market.
pub const FIRST_YEAR: f64 = 2023.0;

/// Number of years of the market, from [`FIRST_YEAR`] on.
pub const YEARS: usize = 10;

/// Number of years up to 2025, for which machine sales are published.
pub const PAST_YEARS: usize = 3;

/// Stages of the years whose sales the market starts from: the year before the first, the years whose sales are
/// published, and today's.
pub const COHORTS: [&str; 5] = ["cohort.2022", "cohort.2023", "cohort.2024", "cohort.2025", "cohort.2026"];

/// Stages of one year of the market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearStages {
    /// The demand.
    pub need: &'static str,
    /// New machines.
    pub build: &'static str,
    /// The year as a whole.
    pub market: &'static str,
    /// Machines of earlier years, from 2022 on; those of the year itself and of later years are not used.
    pub kept: [&'static str; YEARS],
}

macro_rules! year_stages {
    ($year:literal) => {
        YearStages {
            need: concat!("need.", $year),
            build: concat!("build.", $year),
            market: concat!("market.", $year),
            kept: [
                concat!("kept.", $year, ".2022"),
                concat!("kept.", $year, ".2023"),
                concat!("kept.", $year, ".2024"),
                concat!("kept.", $year, ".2025"),
                concat!("kept.", $year, ".2026"),
                concat!("kept.", $year, ".2027"),
                concat!("kept.", $year, ".2028"),
                concat!("kept.", $year, ".2029"),
                concat!("kept.", $year, ".2030"),
                concat!("kept.", $year, ".2031"),
            ],
        }
    };
}

/// Stages of the years of the market.
pub const YEAR_STAGES: [YearStages; YEARS] = [
    year_stages!("2023"),
    year_stages!("2024"),
    year_stages!("2025"),
    year_stages!("2026"),
    year_stages!("2027"),
    year_stages!("2028"),
    year_stages!("2029"),
    year_stages!("2030"),
    year_stages!("2031"),
    year_stages!("2032"),
];

/// Everything that the formulas start from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inputs<N> {
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
    /// Conventions and figures that no lever changes.
    pub basis: Basis<N>,
    /// The baseline scenario.
    pub reference: Reference<N>,
    /// Price list of the language model.
    pub list: List<N>,
    /// Demand by hour.
    pub hours: Hours<N>,
    /// From the world's power to its tokens.
    pub chain: Chain<N>,
    /// Machines by the year they were sold in, as [`COHORTS`].
    pub cohorts: [Cohort<N>; 5],
    /// How the used tiers are deployed; an unused tier has none.
    pub deployments: [Option<Deployment<N>>; 5],
}

impl<N> Inputs<N> {
    /// The inputs with each entry replaced by the result of `to`, which is called with the stage, the quantity and the
    /// entry.
    pub fn map<M>(self, mut to: impl FnMut(&'static str, &'static Quantity, N) -> M) -> Inputs<M> {
        self.map_by(&mut to)
    }

    fn map_by<M>(self, to: &mut dyn FnMut(&'static str, &'static Quantity, N) -> M) -> Inputs<M> {
        Inputs {
            plan: self.plan.map(|about, x| to("plan", about, x)),
            machine: self.machine.map(|about, x| to("machine", about, x)),
            llm: self.llm.map(|about, x| to("llm", about, x)),
            format: self.format.map(|about, x| to("format", about, x)),
            fit: self.fit.map(|about, x| to("fit", about, x)),
            basis: self.basis.map(|about, x| to("basis", about, x)),
            reference: self.reference.map(|about, x| to("reference", about, x)),
            list: self.list.map(|about, x| to("list", about, x)),
            hours: self.hours.map(|about, x| to("hours", about, x)),
            chain: self.chain.map(|about, x| to("chain", about, x)),
            cohorts: {
                let mut stages = COHORTS.into_iter();
                self.cohorts.map(|cohort| {
                    let stage = stages.next().unwrap_or_default();
                    cohort.map(|about, x| to(stage, about, x))
                })
            },
            deployments: {
                let mut tiers = TIERS.into_iter();
                self.deployments.map(|used| {
                    let tier = tiers.next()?;
                    used.map(|found| Deployment {
                        prefill_layout: found
                            .prefill_layout
                            .map(|about, x| to(tier.prefill_layout, about, x)),
                        decode_layout: found.decode_layout.map(|about, x| to(tier.decode_layout, about, x)),
                        point: found.point.map(|about, x| to(tier.point, about, x)),
                        fits: to(tier.slo, &TierSlo::ABOUT.fits, found.fits),
                        baseline_calls: to(tier.slo, &TierSlo::ABOUT.baseline_calls, found.baseline_calls),
                    })
                })
            },
        }
    }
    /// Calls `see` with each entry, its stage and its quantity, in the same order as [`map`](Self::map).
    pub fn each<'a>(&'a self, mut see: impl FnMut(&'static str, &'static Quantity, &'a N)) {
        self.each_by(&mut see);
    }

    fn each_by<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'static Quantity, &'a N)) {
        self.plan.each(|about, x| see("plan", about, x));
        self.machine.each(|about, x| see("machine", about, x));
        self.llm.each(|about, x| see("llm", about, x));
        self.format.each(|about, x| see("format", about, x));
        self.fit.each(|about, x| see("fit", about, x));
        self.basis.each(|about, x| see("basis", about, x));
        self.reference.each(|about, x| see("reference", about, x));
        self.list.each(|about, x| see("list", about, x));
        self.hours.each(|about, x| see("hours", about, x));
        self.chain.each(|about, x| see("chain", about, x));
        for (stage, cohort) in COHORTS.into_iter().zip(&self.cohorts) {
            cohort.each(|about, x| see(stage, about, x));
        }
        for (tier, used) in TIERS.iter().zip(&self.deployments) {
            let Some(found) = used else { continue };
            found.prefill_layout.each(|about, x| see(tier.prefill_layout, about, x));
            found.decode_layout.each(|about, x| see(tier.decode_layout, about, x));
            found.point.each(|about, x| see(tier.point, about, x));
            see(tier.slo, &TierSlo::ABOUT.fits, &found.fits);
            see(tier.slo, &TierSlo::ABOUT.baseline_calls, &found.baseline_calls);
        }
    }
}

/// One speed tier of the factory, from layout to price.
#[derive(Debug, Clone, Copy)]
pub struct TierResult<N> {
    /// What is promised.
    pub slo: TierSlo<N>,
    /// What fits into memory.
    pub memory: Memory<N>,
    /// Prefill.
    pub prefill: PrefillStages<N>,
    /// Decode.
    pub decode: DecodeStages<N>,
    /// Both together.
    pub serving: Serving<N>,
    /// Capacity, price and load.
    pub tier: Tier<N>,
}

/// One year of the market, with the machines of the years before it.
#[derive(Debug, Clone, Copy)]
pub struct Year<N> {
    /// The demand.
    pub need: Need<N>,
    /// New machines.
    pub build: NewMachines<N>,
    /// Machines of earlier years, from 2022 on.
    pub kept: [Option<Kept<N>>; YEARS],
    /// The year as a whole.
    pub market: Market<N>,
}

/// The whole factory, evaluated with one type of number.
#[derive(Debug, Clone)]
pub struct Factory<N> {
    /// Its inputs.
    pub inputs: Inputs<N>,
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
    /// Revenue of a call.
    pub prices: Prices<N>,
    /// The tiers that are used.
    pub lines: [Option<TierResult<N>>; 5],
    /// Batch work in idle hours, if there is any.
    pub backfill: Option<Backfill<N>>,
    /// Sums over the tiers.
    pub totals: Totals<N>,
    /// The production function.
    pub profit: Profit<N>,
    /// Work of a call.
    pub work: Work<N>,
    /// From the world's power to its tokens.
    pub waterfall: Waterfall<N>,
    /// Years of the market from [`FIRST_YEAR`].
    pub years: [Year<N>; YEARS],
}

impl<N: Num> Inputs<N> {
    /// What the serving software does.
    pub fn stack(&self) -> Stack<N> {
        Stack {
            overlap: self.plan.overlap,
            drafts: self.plan.drafts,
            acceptance: self.plan.acceptance,
            draft_cost: self.basis.draft_cost,
            disaggregated: self.plan.serving,
            kv_transfer: self.basis.kv_transfer,
            correction: self.basis.correction,
        }
    }
    /// A call, with room kept for the whole of its answer.
    pub fn workload(&self) -> Workload<N> {
        Workload {
            context: self
                .plan
                .context
                .min((self.list.limit - self.plan.output_tokens).max(N::from(1.0).of(TOKEN))),
            output_tokens: self.plan.output_tokens,
            cached_share: self.plan.cached,
            output_reserved: N::from(1.0),
        }
    }
    /// Machine, model and format together.
    pub fn instance(&self) -> Instance<N> {
        Instance::new(self.machine, self.llm, self.format, self.fit, self.stack())
    }
}

/// What a tier promises, and the demand for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promise<N> {
    /// Part of the machines.
    pub share: N,
    /// Part of the demand.
    pub demand: N,
    /// Tokens per second for a user.
    pub speed: N,
    /// Price against the list price.
    pub price: N,
}

impl<N: Copy> Plan<N> {
    /// What each tier promises: batch work first, then the others from the slowest up.
    pub fn promises(&self) -> [Promise<N>; 5] {
        let promise = |share, demand, speed, price| Promise { share, demand, speed, price };
        [
            promise(self.batch_share, self.batch_demand, self.batch_speed, self.batch_price),
            promise(self.standard_share, self.standard_demand, self.standard_speed, self.standard_price),
            promise(self.fast_share, self.fast_demand, self.fast_speed, self.fast_price),
            promise(self.premium_share, self.premium_demand, self.premium_speed, self.premium_price),
            promise(self.ultra_share, self.ultra_demand, self.ultra_speed, self.ultra_price),
        ]
    }
}

impl Plan<f64> {
    /// Which tiers are in use: those with machines or demand.
    pub fn tiers_in_use(&self) -> [bool; 5] {
        self.promises().map(|promise| promise.share > 0.0 || promise.demand > 0.0)
    }
}

impl<N: Num> Factory<N> {
    /// Evaluates every formula of the factory.
    pub fn new(inputs: Inputs<N>) -> Self {
        let mut factory = Self::of_site(inputs);
        factory.years = factory.inputs.years(&factory.demand, &factory.cost);
        factory
    }

    /// Evaluates the formulas of the site and of today's world; the years of the market are left without numbers.
    pub fn of_site(inputs: Inputs<N>) -> Self {
        let Inputs { plan, machine, basis, reference, list, hours, .. } = &inputs;
        let instance = inputs.instance();
        let workload = inputs.workload();
        let site = Site::new("site", machine, plan, basis);
        let cost = Cost::new("cost", machine, &site, plan, basis);
        let demand = Demand::new("demand", plan, list, reference, basis);
        let prices = Prices::new("prices", plan, &demand, list, reference, basis);
        let zero = N::from(0.0);
        let promises = plan.promises();
        let given = sum(promises.iter().map(|promise| promise.share)).unwrap_or(zero);
        let line = |i: usize, found: Deployment<N>| {
            let (stages, Promise { share, demand: part, speed, price }) = (&TIERS[i], promises[i]);
            // The demand of the batch tier is a share of the site; that of the other tiers is a part of the planned
            // demand.
            let wanted = if i == 0 { part } else { plan.load * part };
            let usual = reference.usual()[i];
            let Deployment { fits, baseline_calls, .. } = found;
            let slo = TierSlo { share, given, wanted, baseline_calls, speed, price, usual, fits };
            let memory = instance.memory(stages, &found.decode_layout, &workload);
            let prefill = instance.prefill(stages, &found.prefill_layout, &workload);
            let decode = instance.decode(stages, &found.decode_layout, &workload, &found.point);
            let serving = Serving::new(
                stages.serving,
                &found.prefill_layout,
                &found.decode_layout,
                &prefill.prompt,
                &decode.output,
                &instance.stack,
                &workload,
                &found.point,
            );
            let tier =
                Tier::new(stages.tier, &slo, &serving, &site, &cost, &demand, &prices, hours, plan, basis);
            TierResult { slo, memory, prefill, decode, serving, tier }
        };
        let lines: [Option<TierResult<N>>; 5] =
            std::array::from_fn(|i| inputs.deployments[i].map(|found| line(i, found)));
        let interactive = || lines[1..].iter().flatten();
        let part = |line: &TierResult<N>| line.slo.share / line.slo.given;
        let busy = Busy {
            part: sum(interactive().map(part)).unwrap_or(zero),
            load: sum(interactive().map(|line| part(line) * line.tier.load)).unwrap_or(zero),
        };
        let backfill = lines[0]
            .as_ref()
            .map(|line| Backfill::new("backfill", &line.slo, &line.tier, &busy, &prices, plan));
        let never = zero / N::from(1.0).of(SECOND);
        let nothing = never * N::from(1.0).of(USD);
        let with =
            |of: Option<N>, batch: Option<N>, none: N| sum([of, batch].into_iter().flatten()).unwrap_or(none);
        let totals = Totals {
            capacity: sum(lines.iter().flatten().map(|line| line.tier.capacity)).unwrap_or(never),
            revenue: sum(lines.iter().flatten().map(|line| line.tier.revenue)).unwrap_or(nothing),
            asked: with(
                sum(interactive().map(|line| part(line) * line.tier.pressure)),
                backfill.map(|batch| batch.load),
                zero,
            ),
            load: with(Some(busy.load), backfill.map(|batch| batch.load), zero),
            calls: with(
                sum(interactive().map(|line| line.tier.calls)),
                backfill.map(|batch| batch.calls),
                never,
            ),
            sold: with(
                sum(interactive().map(|line| line.tier.revenue * line.tier.load)),
                backfill.map(|batch| batch.revenue),
                nothing,
            ),
        };
        let profit = Profit::new("profit", &site, &cost, &demand, &totals, hours, plan, basis);
        let work = Work::new("work", &totals, &site);
        let waterfall = Waterfall::new("waterfall", &inputs.chain, basis);
        let years = [Year::unknown(); YEARS];
        Self {
            inputs,
            instance,
            workload,
            site,
            cost,
            demand,
            prices,
            lines,
            backfill,
            totals,
            profit,
            work,
            waterfall,
            years,
        }
    }

    /// Calls `see` with every computed quantity and its stage, in the order of the stages.
    pub fn each<'a>(&'a self, mut see: impl FnMut(&'static str, &'static Quantity, &'a N)) {
        self.each_by(&mut see);
    }

    /// A computed number and its quantity, by stage and id, such as `profit` and `margin`; `None` if there is no such
    /// number.
    pub fn find(&self, stage: &str, id: &str) -> Option<(&'static Quantity, N)> {
        let mut found = None;
        self.each(|of, about, value| {
            if of == stage && about.id == id {
                found = Some((about, *value));
            }
        });
        found
    }

    fn each_by<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'static Quantity, &'a N)) {
        let Instance { weights, cache, rates, .. } = &self.instance;
        weights.each(|about, x| see("weights", about, x));
        cache.each(|about, x| see("cache", about, x));
        rates.each(|about, x| see("rates", about, x));
        for (stages, line) in TIERS.iter().zip(&self.lines) {
            let Some(line) = line else { continue };
            line.prefill.sharding.each(|about, x| see(stages.prefill_sharding, about, x));
            line.decode.sharding.each(|about, x| see(stages.decode_sharding, about, x));
            line.memory.each(|about, x| see(stages.memory, about, x));
            line.prefill.batch.each(|about, x| see(stages.prompt_batch, about, x));
            line.prefill.pass.each(|about, x| see(stages.prompt_pass, about, x));
            line.prefill.prompt.each(|about, x| see(stages.prompt, about, x));
            line.decode.batch.each(|about, x| see(stages.decode_batch, about, x));
            line.decode.pass.each(|about, x| see(stages.decode_pass, about, x));
            line.decode.output.each(|about, x| see(stages.decode, about, x));
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
        if let Some(backfill) = &self.backfill {
            backfill.each(|about, x| see("backfill", about, x));
        }
        self.profit.each(|about, x| see("profit", about, x));
        self.work.each(|about, x| see("work", about, x));
        self.waterfall.each(|about, x| see("waterfall", about, x));
        for (stages, year) in YEAR_STAGES.iter().zip(&self.years) {
            year.need.each(|about, x| see(stages.need, about, x));
            year.build.each(|about, x| see(stages.build, about, x));
            for (stage, kept) in stages.kept.iter().zip(&year.kept) {
                if let Some(kept) = kept {
                    kept.each(|about, x| see(stage, about, x));
                }
            }
            year.market.each(|about, x| see(stages.market, about, x));
        }
    }
}

/// Machines sold in one year.
#[derive(Debug, Clone, Copy)]
struct Sold<N> {
    /// Index of the year, counted from 2022.
    year: usize,
    power: N,
    efficiency: N,
    machines: N,
}

impl<N: Num> Year<N> {
    /// A year for which nothing is computed.
    fn unknown() -> Self {
        let not = |_: &'static Quantity| N::from(f64::NAN);
        Self {
            need: Need::build(not),
            build: NewMachines::build(not),
            kept: [None; YEARS],
            market: Market::build(not),
        }
    }
}

impl<N: Num> Inputs<N> {
    /// The years of the market, one after the other.
    fn years(&self, demand: &Demand<N>, cost: &Cost<N>) -> [Year<N>; YEARS] {
        let Self { plan, basis, reference, cohorts, .. } = self;
        let count = |number: usize| {
            #[allow(clippy::cast_precision_loss, reason = "a few years")]
            let number = number as f64;
            number
        };
        let mut sold: [Option<Sold<N>>; YEARS + 1] = [None; YEARS + 1];
        let first = &cohorts[0];
        sold[0] =
            Some(Sold { year: 0, power: first.sold, efficiency: first.efficiency, machines: first.machines });
        let mut before = cohorts[0].sold;
        let mut served = cohorts[0].sold * cohorts[0].efficiency;
        let mut spent = N::from(0.0).of(USD);
        let mut shares = [N::from(1.0); YEARS + 1];
        std::array::from_fn(|i| {
            let stages = &YEAR_STAGES[i];
            let cohort = &cohorts[(i + 1).min(cohorts.len() - 1)];
            let when = When {
                elapsed: N::from(FIRST_YEAR + count(i) - TODAY),
                past: N::from(f64::from(u8::from(i < PAST_YEARS))),
            };
            let start = Fleet { capacity: served, installed: before, before, served, spent };
            let need = Need::new(stages.need, plan, basis, reference, demand, &start, &when);
            let build = NewMachines::new(stages.build, plan, basis, reference, cohort, cost, &need, &when);
            let kept: [Option<Kept<N>>; YEARS] = std::array::from_fn(|v| {
                sold[v].map(|sold| {
                    let age = N::from(count(i + 1 - sold.year));
                    let Sold { efficiency, machines, .. } = sold;
                    let aged = Aged { age, efficiency, machines, before: shares[v] };
                    let kept = Kept::new(stages.kept[v], plan, basis, &build, &aged);
                    shares[v] = kept.share;
                    kept
                })
            });
            let of = |each: fn(&Sold<N>) -> N| {
                let kept = sold.iter().flatten().zip(kept.iter().flatten());
                sum(kept.map(|(sold, kept)| each(sold) * kept.share)).unwrap_or(before)
            };
            let fleet = Fleet {
                capacity: of(|sold| sold.power * sold.efficiency),
                installed: of(|sold| sold.power),
                ..start
            };
            let market = Market::new(
                stages.market,
                plan,
                basis,
                reference,
                demand,
                cohort,
                &need,
                &build,
                &fleet,
                &when,
            );
            sold[i + 1] = Some(Sold {
                year: i + 1,
                power: market.added,
                efficiency: build.efficiency,
                machines: build.machines,
            });
            (before, served, spent) = (market.installed, market.capacity, market.spent);
            Year { need, build, kept, market }
        })
    }
}

/// The sum of the numbers; `None` if there are none, since an empty sum would have no unit.
fn sum<N: Num>(numbers: impl Iterator<Item = N>) -> Option<N> {
    numbers.reduce(|a, b| a + b)
}

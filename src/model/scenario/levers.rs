//! Every lever: its part of the page, the values it can take, its default and the source of that.

pub use super::choices::{
    DEFAULT_LLM, GENERATIONS, GPUS, HOLDS, HOURS, LLMS, PRECISIONS, PRICE_LISTS, SERVINGS, SHORTAGES, TENURES,
};
use super::lever::{Group, Lever};
use super::scale::{Choice, Scale};
use crate::catalog::accelerators::ACCELERATORS;
use crate::catalog::price_sheets::{self, PriceSheet};
use crate::catalog::sources::{
    CHOICE, COMMON, DEEPSEEK_DAY, GOLDMAN, GTC_2026, GTC_2026_POINTS, INFERENCE_FIT, INFERENCEX_V2,
    LAB_REVENUE, MISTRAL_BLOG, NVIDIA_CALL, PACKAGING, PJM_CAPACITY, other,
};
use crate::catalog::{Datum, Grade, between, demand, exact, fleet, is_same, market, prices, sites};
use crate::factory::{Accelerator, Plan};
use crate::quantity::Quantity;

/// The same value without a range: the range belongs to the published figure.
pub const fn held(datum: Datum) -> Datum {
    Datum { low: datum.value, high: datum.value, ..datum }
}

/// The same value without other published values, which belong to a single machine.
const fn alone(datum: Datum) -> Datum {
    datum.others(&[])
}

/// What a lever is called, from its declaration in [`Plan`].
const ABOUT: &Plan<Quantity> = &Plan::ABOUT;

const fn lever(
    group: Group,
    scale: Scale,
    [min, max]: [f64; 2],
    default: Datum,
    about: &'static Quantity,
) -> Lever {
    assert!(min <= default.value && default.value <= max, "a default lies on its track");
    Lever { group, scale, min, max, default, about, generations: 0 }
}

#[allow(clippy::cast_precision_loss, reason = "lists of a few entries")]
const fn pick(
    group: Group,
    among: &'static [Choice],
    default: usize,
    why: &'static str,
    about: &'static Quantity,
) -> Lever {
    let default = exact(default as f64, Grade::Assumed, &CHOICE).note(why);
    lever(group, Scale::Choice(among), [0.0, (among.len() - 1) as f64], default, about)
}

const fn even(step: f64) -> Scale {
    Scale::Linear { step }
}

/// A value that has no effect until it is moved.
const fn neutral(value: f64) -> Datum {
    exact(value, Grade::Assumed, &CHOICE).note("Has no effect until it is moved.")
}

const fn part(value: f64, note: &'static str) -> Datum {
    exact(value, Grade::Assumed, &GTC_2026).note(note)
}

/// Share of the year in which machines can serve at all.
const AVAILABILITY: Datum = between(94.0, 97.0, 99.0, Grade::Assumed, &CHOICE).note(
    "Repair, upgrades and spare machines take a few percent. No operator publishes the figure for serving.",
);

/// Factor on the odds of adoption from year to year.
pub const ADOPTION: Datum = between(market::DEMAND_GROWTH.value, 3.02, 4.14, Grade::Derived, &GOLDMAN)
    .note(
        "Between the forecast of Goldman Sachs, 2.21 a year to 2030, and what Google served in May 2026 against July \
         2025, 4.14 a year: their geometric mean.",
    )
    .others(
        const {
            &[
                other(market::DEMAND_GROWTH.value, "Goldman Sachs, to 2030", Grade::Derived, &GOLDMAN),
                market::DEMAND_GROWTH.others[0],
            ]
        },
    );

/// Yearly gain of new machines over those before.
pub const EFFICIENCY: Datum = Datum {
    value: 1.9,
    grade: Grade::Assumed,
    source: &CHOICE,
    note: crate::quantity::explanation(
        "Machines sold in 2026 serve about 1.1 times the tokens of a watt of GB200, those of 2027 with Vera Rubin 2 to 5 \
         times: 1.9 takes the lower end. From Hopper to Blackwell it was 2.0 a year.",
    ),
    ..market::EFFICIENCY_GAIN
};

/// Yearly change of the price of machines per watt.
const MACHINE_GROWTH: Datum = between(1.0, 1.21, 1.41, Grade::Derived, &NVIDIA_CALL)
    .note("From $18 a watt of Hopper in 2023 to $27 in 2026 it was 1.14 a year, from there to $38 in 2027 it is 1.41. \
           1.21 makes the progress per dollar 1.57 a year, as from H100 to GB200; it gives $33 a watt in 2027, less than the 38.")
    .others(
        const {
            &[
                other(1.14, "2023 to 2026", Grade::Derived, &NVIDIA_CALL),
                other(1.41, "2026 to 2027, with Vera Rubin", Grade::Derived, &NVIDIA_CALL),
            ]
        },
    );

/// Staff beyond the running share.
const STAFF_OFF: Datum =
    exact(0.0, Grade::Assumed, &CHOICE).note("Off: the running cost already includes staff.").others(
        const { &[other(sites::STAFF.value, "100 people at $150,000 for 100 MW", Grade::Assumed, &CHOICE)] },
    );

/// Demand charge of the grid.
const DEMAND_CHARGE: Datum = exact(0.0, Grade::Assumed, &CHOICE)
    .note("Off: the electricity price is taken as all-in. Where charged, it is based on peak power.")
    .others(
        const {
            &[
                other(sites::CAPACITY_CHARGE.value / 1e3, "PJM, 2027/28", Grade::Reported, &PJM_CAPACITY),
                other(sites::CAPACITY_CHARGE.low / 1e3, "PJM, 2024/25", Grade::Reported, &PJM_CAPACITY),
            ]
        },
    );

/// Machines that chip makers can deliver in 2026.
const CHIP_SUPPLY: Datum = between(460e9, 540e9, 650e9, Grade::Derived, &NVIDIA_CALL)
    .note("20 GW, of which NVIDIA's sales of about $374B are 14, at $27 a watt.");

/// Yearly growth of that supply.
const CHIP_GROWTH: Datum = between(1.3, 1.5, 1.83, Grade::Derived, &NVIDIA_CALL)
    .note("Between wafers of chip packaging, 1.3 times in 2028, and NVIDIA's guide of 70 % more revenue: their geometric mean.")
    .others(const { &[
            other(1.3, "wafers of chip packaging, 2028 against 2027", Grade::Derived, &PACKAGING),
            other(1.7, "NVIDIA's guide for its fiscal 2028", Grade::Reported, &NVIDIA_CALL),
        ] });

/// Software licences.
const LICENCE: Datum = exact(0.0, Grade::Assumed, &CHOICE)
    .note("Off: large operators run open serving software.")
    .others(const { &[other(4_500.0, "NVIDIA AI Enterprise, list", Grade::Recalled, &COMMON)] });

/// A reseller's cut.
const RESELLER: Datum = exact(0.0, Grade::Assumed, &CHOICE)
    .note("Off: the site sells directly.")
    .others(const { &[other(20.0, "Microsoft's share of OpenAI's revenue", Grade::Reported, &LAB_REVENUE)] });

/// Tokens per second that a user of the standard tier gets.
const STANDARD_SPEED: Datum =
    exact(50.0, Grade::Notes, &GTC_2026_POINTS).note("The slowest tier of NVIDIA's slide.").others(
        const {
            &[
                other(21.0, "DeepSeek's day", Grade::Published, &DEEPSEEK_DAY),
                other(35.0, "DeepSeek-R1 on H200, as InferenceX prices it", Grade::Published, &INFERENCEX_V2),
                other(40.0, "Mistral Large 3 on GB200 NVL72", Grade::Reported, &MISTRAL_BLOG),
            ]
        },
    );

/// Tokens per second that a user of the real-time tier gets.
const FAST_SPEED: Datum =
    exact(100.0, Grade::Notes, &GTC_2026_POINTS).note("The second tier of NVIDIA's slide.").others(
        const {
            &[
                other(
                    125.0,
                    "2.5 times standard, the premium InferenceX measured",
                    Grade::Published,
                    &INFERENCEX_V2,
                ),
                other(150.0, "DeepSeek-R1 on GB300, InferenceX", Grade::Published, &INFERENCEX_V2),
                other(200.0, "the third tier of NVIDIA's slide", Grade::Notes, &GTC_2026_POINTS),
            ]
        },
    );

/// Part of the site that serves the premium tier.
const PREMIUM_SHARE: Datum = part(0.0, UNUSED)
    .others(const { &[other(25.0, "a quarter, as on NVIDIA's slide", Grade::Notes, &GTC_2026)] });

/// Share of tokens sold at open-weights prices.
const OPEN_SHARE: Datum = neutral(0.0).others(
    const {
        &[other(
            market::OPEN_SHARE.value,
            "tokens of one marketplace, OpenRouter",
            market::OPEN_SHARE.grade,
            market::OPEN_SHARE.source,
        )]
    },
);

/// Share of demand that leaves the data centre.
const EDGE: Datum = exact(0.0, Grade::Assumed, &CHOICE)
    .note("No figure on substitution by edge devices was found. Has no effect until it is moved.");

const EQUAL_PARTS: &str = "Equal parts for the tiers in use, as on NVIDIA's slide.";
const UNUSED: &str = "Not in use: no model in the catalog reaches this speed at today's contexts.";

/// Demand of a tier: nothing is published about how it is spread over speeds.
const fn wanted(value: f64) -> Datum {
    exact(value, Grade::Assumed, &CHOICE)
        .note("How demand is spread over speeds is not published: an equal part for each tier in use.")
}

/// The price list of the baseline scenario's model.
static SHEET: &PriceSheet = &price_sheets::PRICE_SHEETS[0];

/// The machine of the baseline scenario.
static MACHINE: &Accelerator<Datum> = &machine_of(GPUS[DEFAULT_GPU].slug);

/// Index of the baseline scenario's machine in [`GPUS`].
const DEFAULT_GPU: usize = 5;

/// The catalog's figures for a machine of the list.
const fn machine_of(slug: &str) -> Accelerator<Datum> {
    let mut place = 0;
    while !is_same(ACCELERATORS[place].slug, slug) {
        place += 1;
    }
    ACCELERATORS[place].row.row
}

/// All levers, in the order of the page.
pub static LEVERS: Plan<Lever> = Plan {
    context: lever(Group::Headline, Scale::Log, [1e3, 2e6], demand::CONTEXT, &ABOUT.context),
    agents: lever(Group::Headline, Scale::Log, [1e6, 1e11], demand::AGENTS, &ABOUT.agents),
    gpu: Lever {
        generations: GENERATIONS,
        ..pick(
            Group::Headline,
            &GPUS,
            DEFAULT_GPU,
            "The newest generation with published runs of the model, and with price and power of its own.",
            &ABOUT.gpu,
        )
    },
    electricity: lever(
        Group::Headline,
        even(0.005),
        [-0.05, 0.4],
        sites::ELECTRICITY,
        &ABOUT.electricity,
    ),

    llm: pick(
        Group::Serving,
        &LLMS,
        DEFAULT_LLM,
        "The one model with a published shape, prices by the hour, third-party runs, and a maker that published a day \
         of production.",
        &ABOUT.llm,
    ),
    precision: pick(Group::Serving, &PRECISIONS, 0, "What operators do.", &ABOUT.precision),
    output_tokens: lever(Group::Serving, Scale::Log, [16.0, 1e5], demand::OUTPUT_TOKENS, &ABOUT.output_tokens),
    cached: lever(Group::Serving, even(1.0), [0.0, 100.0], demand::CACHED_SHARE, &ABOUT.cached),
    serving: pick(
        Group::Serving,
        &SERVINGS,
        1,
        "What large operators do: DeepSeek's production, and the racks that NVIDIA sells.",
        &ABOUT.serving,
    ),
    overlap: lever(Group::Serving, Scale::Switch, [0.0, 1.0], neutral(0.0), &ABOUT.overlap),
    drafts: lever(Group::Serving, even(1.0), [0.0, 3.0], neutral(0.0), &ABOUT.drafts),
    acceptance: lever(
        Group::Serving,
        even(5.0),
        [0.0, 95.0],
        between(61.0, 62.0, 70.0, Grade::Derived, &INFERENCE_FIT).note(
            "Gives 1.6, 2.0 and 2.2 tokens a step with one, two and three drafted; the fit to InferenceX pairs found \
             1.7, 2.0 and 2.2.",
        ),
        &ABOUT.acceptance,
    ),

    price_list: pick(
        Group::Tiers,
        &PRICE_LISTS,
        0,
        "Prices come with the model. Those of closed models can be chosen instead.",
        &ABOUT.price_list,
    ),
    price_input: lever(Group::Tiers, Scale::Log, [0.001, 100.0], SHEET.input, &ABOUT.price_input),
    price_cached: lever(Group::Tiers, Scale::Log, [0.0001, 100.0], SHEET.cached, &ABOUT.price_cached),
    cache_write: lever(
        Group::Tiers,
        even(0.05),
        [1.0, 3.0],
        exact(1.0, Grade::Published, SHEET.input.source).note("Writing to the cache is not charged separately."),
        &ABOUT.cache_write,
    ),
    price_output: lever(Group::Tiers, Scale::Log, [0.001, 1000.0], SHEET.output, &ABOUT.price_output),
    long_from: lever(Group::Tiers, Scale::Log, [1e3, 1e7], SHEET.long_from(), &ABOUT.long_from),
    long_input: lever(Group::Tiers, even(0.05), [0.1, 10.0], SHEET.long_input(), &ABOUT.long_input),
    long_output: lever(Group::Tiers, even(0.05), [0.1, 10.0], SHEET.long_output(), &ABOUT.long_output),
    peak_price: lever(Group::Tiers, even(0.1), [1.0, 5.0], price_sheets::PEAK_PRICE, &ABOUT.peak_price),
    speed_worth: lever(Group::Tiers, even(0.1), [0.0, 3.0], prices::SPEED_PRICE, &ABOUT.speed_worth),
    batch_demand: lever(
        Group::Tiers,
        even(5.0),
        [0.0, 100.0],
        exact(0.0, Grade::Assumed, &CHOICE)
            .note("How much of demand can wait is not published. Has no effect until it is moved."),
        &ABOUT.batch_demand,
    ),
    batch_share: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(0.0, "Batch work fills idle hours; nothing is set aside."), &ABOUT.batch_share),
    batch_speed: lever(
        Group::Tiers,
        Scale::Log,
        [1.0, 1000.0],
        between(20.0, 21.0, 22.0, Grade::Published, &DEEPSEEK_DAY)
            .note("The speed at which DeepSeek served its whole production."),
        &ABOUT.batch_speed,
    ),
    batch_price: lever(
        Group::Tiers,
        even(0.1),
        [0.0, 2.0],
        prices::BATCH_MULTIPLE,
        &ABOUT.batch_price,
    ),
    standard_demand: lever(Group::Tiers, even(5.0), [0.0, 100.0], wanted(50.0), &ABOUT.standard_demand),
    standard_share: lever(
        Group::Tiers,
        even(5.0),
        [0.0, 100.0],
        part(50.0, EQUAL_PARTS),
        &ABOUT.standard_share,
    ),
    standard_speed: lever(
        Group::Tiers,
        Scale::Log,
        [1.0, 1000.0],
        STANDARD_SPEED,
        &ABOUT.standard_speed,
    ),
    standard_price: lever(Group::Tiers, even(0.1), [0.0, 10.0], neutral(1.0), &ABOUT.standard_price),
    fast_demand: lever(Group::Tiers, even(5.0), [0.0, 100.0], wanted(50.0), &ABOUT.fast_demand),
    fast_share: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(50.0, EQUAL_PARTS), &ABOUT.fast_share),
    fast_speed: lever(
        Group::Tiers,
        Scale::Log,
        [1.0, 1000.0],
        FAST_SPEED,
        &ABOUT.fast_speed,
    ),
    fast_price: lever(Group::Tiers, even(0.1), [0.0, 50.0], prices::FAST_MULTIPLE, &ABOUT.fast_price),
    premium_demand: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(0.0, UNUSED), &ABOUT.premium_demand),
    premium_share: lever(
        Group::Tiers,
        even(5.0),
        [0.0, 100.0],
        PREMIUM_SHARE,
        &ABOUT.premium_share,
    ),
    premium_speed: lever(
        Group::Tiers,
        Scale::Log,
        [1.0, 1000.0],
        exact(400.0, Grade::Published, &GTC_2026_POINTS).note("The fourth tier of NVIDIA's slide."),
        &ABOUT.premium_speed,
    ),
    premium_price: lever(
        Group::Tiers,
        even(0.5),
        [0.0, 100.0],
        exact(15.0, Grade::Notes, &GTC_2026).note("$45 against $3 of the second tier."),
        &ABOUT.premium_price,
    ),
    ultra_demand: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(0.0, UNUSED), &ABOUT.ultra_demand),
    ultra_share: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(0.0, UNUSED), &ABOUT.ultra_share),
    ultra_speed: lever(
        Group::Tiers,
        Scale::Log,
        [1.0, 2000.0],
        exact(1000.0, Grade::Notes, &GTC_2026).note("Not on the slide; the text speaks of about a thousand."),
        &ABOUT.ultra_speed,
    ),
    ultra_price: lever(
        Group::Tiers,
        even(1.0),
        [0.0, 200.0],
        exact(50.0, Grade::Notes, &GTC_2026).note("$150 against $3 of the second tier."),
        &ABOUT.ultra_price,
    ),

    power: lever(Group::Site, Scale::Log, [0.001, 1e4], sites::SITE_POWER, &ABOUT.power),
    load: lever(Group::Site, even(1.0), [1.0, 150.0], sites::LOAD_TARGET, &ABOUT.load),
    operator_yield: lever(Group::Site, even(1.0), [10.0, 100.0], sites::YIELD, &ABOUT.operator_yield),
    paid: lever(Group::Site, even(1.0), [0.0, 100.0], prices::PAID_SHARE, &ABOUT.paid),
    hours: pick(
        Group::Site,
        &HOURS,
        1,
        "The maker of the model is the only operator that has published the hours of a day.",
        &ABOUT.hours,
    ),
    calls: lever(Group::Site, Scale::Log, [1.0, 1e5], demand::CALLS_PER_DAY, &ABOUT.calls),
    availability: lever(
        Group::Site,
        even(1.0),
        [1.0, 100.0],
        AVAILABILITY,
        &ABOUT.availability,
    ),
    backfill: lever(Group::Site, even(5.0), [0.0, 100.0], sites::IDLE_USABLE.percent(), &ABOUT.backfill),
    idle_power: lever(Group::Site, even(5.0), [0.0, 100.0], sites::IDLE_POWER.percent(), &ABOUT.idle_power),
    pue: lever(Group::Site, even(0.01), [1.0, 2.0], sites::PUE, &ABOUT.pue),

    tenure: pick(
        Group::Capital,
        &TENURES,
        0,
        "An owner's costs are known part by part; a rent holds them all, and what its owner earns.",
        &ABOUT.tenure,
    ),
    rent: lever(Group::Capital, Scale::Log, [0.01, 100.0], alone(MACHINE.rent), &ABOUT.rent),
    gpu_price: lever(Group::Capital, Scale::Log, [100.0, 1e6], alone(held(MACHINE.price)), &ABOUT.gpu_price),
    machine_price: lever(Group::Capital, even(0.05), [0.1, 3.0], neutral(1.0), &ABOUT.machine_price),
    life: lever(Group::Capital, even(0.5), [1.0, 10.0], sites::MACHINE_LIFE, &ABOUT.life),
    machine_growth: lever(Group::Capital, even(0.05), [0.5, 2.0], MACHINE_GROWTH, &ABOUT.machine_growth),
    wear: lever(Group::Capital, even(1.0), [0.0, 30.0], sites::WEAR, &ABOUT.wear),
    pass_through: lever(Group::Capital, even(0.05), [0.0, 1.0], sites::PASS_THROUGH, &ABOUT.pass_through),
    interest: lever(Group::Capital, even(0.5), [1.0, 25.0], sites::COST_OF_CAPITAL, &ABOUT.interest),
    building: lever(Group::Capital, even(0.5), [2.0, 40.0], sites::BUILDING_COST, &ABOUT.building),
    building_life: lever(
        Group::Capital,
        even(1.0),
        [5.0, 40.0],
        sites::BUILDING_LIFE,
        &ABOUT.building_life,
    ),
    running: lever(Group::Capital, even(1.0), [0.0, 100.0], sites::RUNNING_SHARE, &ABOUT.running),
    staff: lever(Group::Capital, even(10_000.0), [0.0, 1e6], STAFF_OFF, &ABOUT.staff),
    demand_charge: lever(Group::Capital, even(10.0), [0.0, 600.0], DEMAND_CHARGE, &ABOUT.demand_charge),
    storage: lever(Group::Capital, even(0.5), [0.0, 20.0], sites::CACHE_STORAGE, &ABOUT.storage),
    licence: lever(Group::Capital, even(500.0), [0.0, 10_000.0], LICENCE, &ABOUT.licence),
    reseller: lever(Group::Capital, even(1.0), [0.0, 50.0], RESELLER, &ABOUT.reseller),
    tax: lever(Group::Capital, even(1.0), [0.0, 50.0], sites::TAX_RATE, &ABOUT.tax),
    carbon: lever(Group::Capital, even(5.0), [0.0, 1000.0], sites::GRID_CARBON, &ABOUT.carbon),

    list_level: lever(Group::Demand, Scale::Log, [0.01, 10.0], neutral(1.0), &ABOUT.list_level),
    hold: pick(
        Group::Demand,
        &HOLDS,
        0,
        "The world's tokens and dollars are published, but nobody has counted calls.",
        &ABOUT.hold,
    ),
    elasticity: lever(Group::Demand, even(0.1), [0.0, 3.0], demand::ELASTICITY, &ABOUT.elasticity),
    seller_elasticity: lever(
        Group::Demand,
        even(0.1),
        [0.0, 6.0],
        demand::SELLER_ELASTICITY,
        &ABOUT.seller_elasticity,
    ),
    quality: lever(Group::Demand, even(0.05), [0.1, 3.0], neutral(1.0), &ABOUT.quality),
    shortage: pick(
        Group::Demand,
        &SHORTAGES,
        0,
        "Rents of H100 rose by 38 % and DeepSeek's prices by half while machines were sold out.",
        &ABOUT.shortage,
    ),
    edge: lever(Group::Demand, even(5.0), [0.0, 90.0], EDGE, &ABOUT.edge),
    open_share: lever(Group::Demand, even(5.0), [0.0, 100.0], OPEN_SHARE, &ABOUT.open_share),
    open_discount: lever(
        Group::Demand,
        even(1.0),
        [1.0, 50.0],
        market::OPEN_DISCOUNT,
        &ABOUT.open_discount,
    ),

    adoption: lever(Group::Market, even(0.05), [1.0, 6.0], ADOPTION, &ABOUT.adoption),
    ceiling: lever(Group::Market, Scale::Log, [1e8, 1e12], market::AGENT_CEILING, &ABOUT.ceiling),
    calls_growth: lever(Group::Market, even(0.05), [0.5, 3.0], neutral(1.0), &ABOUT.calls_growth),
    efficiency: lever(Group::Market, even(0.02), [1.0, 4.0], EFFICIENCY, &ABOUT.efficiency),
    price_change: lever(
        Group::Market,
        Scale::Log,
        [0.01, 2.0],
        prices::PRICE_CHANGE,
        &ABOUT.price_change,
    ),
    supply: lever(Group::Market, even(1.0), [0.0, 200.0], market::SUPPLY_LIMIT, &ABOUT.supply),
    supply_growth: lever(
        Group::Market,
        even(0.05),
        [0.5, 3.0],
        market::SUPPLY_GROWTH,
        &ABOUT.supply_growth,
    ),
    chips: lever(Group::Market, Scale::Log, [1e9, 1e13], CHIP_SUPPLY, &ABOUT.chips),
    chips_growth: lever(Group::Market, even(0.05), [0.5, 3.0], CHIP_GROWTH, &ABOUT.chips_growth),
    refit: lever(Group::Market, even(5.0), [0.0, 100.0], fleet::REFIT, &ABOUT.refit),
};

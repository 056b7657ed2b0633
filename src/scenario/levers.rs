//! Every lever: where it stands, the values it can take, its default and where that was read.

pub use super::choices::{GENERATIONS, GPUS, LLMS, PRECISIONS, SERVINGS};
use super::{Choice, Group, Lever, Scale};
use crate::catalog::sources::{
    CHOICE, DEEPSEEK_DAY, EPRI, GOLDMAN, GTC_2026, GTC_2026_POINTS, INFERENCE_FIT, INFERENCEX_V2,
    META_CLUSTER, MISTRAL_BLOG, other,
};
use crate::catalog::{Datum, Grade, between, demand, exact, market, prices, sites};
use crate::factory::Plan;
use crate::quantity::Quantity;

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
    Lever { group, scale, min, max, default, about }
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

/// A value that changes nothing until it is moved.
const fn neutral(value: f64) -> Datum {
    exact(value, Grade::Assumed, &CHOICE).note("Has no effect until it is moved.")
}

const fn part(value: f64, note: &'static str) -> Datum {
    exact(value, Grade::Assumed, &GTC_2026).note(note)
}

/// Most that can be sold of what machines could do in a year.
const AVAILABILITY: Datum = between(83.0, 84.0, 85.0, Grade::Reported, &META_CLUSTER)
    .note("Utilisation that a cluster under full demand reached.");

/// Factor on the odds of adoption from year to year, so that demand is 24 times today's in 2030.
pub(crate) const ADOPTION: Datum = between(1.5, 2.54, 4.0, Grade::Derived, &GOLDMAN)
    .note("From 24 times the tokens between 2026 and 2030, on a curve that saturates at the agent ceiling.")
    .others(
        const {
            &[
                other(
                    market::DEMAND_GROWTH.value,
                    "the same 24 times without saturation",
                    Grade::Derived,
                    &GOLDMAN,
                ),
                market::DEMAND_GROWTH.others[0],
            ]
        },
    );

/// Yearly gain of new machines over those before.
pub(crate) const EFFICIENCY: Datum = Datum {
    value: 1.9,
    note: crate::quantity::told(
        "Two forecasts, 24 times the tokens on 156 GW in 2030, make the whole fleet 1.6 times better each year. \
           Old machines stay in it, so new ones must gain more: at 1.9 the supply limit just serves the demand of \
           2030.",
    ),
    ..market::EFFICIENCY_GAIN
};

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

/// Demand per price.
const ELASTICITY: Datum = exact(1.0, Grade::Assumed, &CHOICE).note(
    "Neutral: a fall in price neither adds to revenue nor takes from it. No measured figure was found.",
);

/// Share of demand that leaves the data centre.
const EDGE: Datum = exact(0.0, Grade::Assumed, &CHOICE)
    .note("No figure on substitution by devices at the edge was found; has no effect until it is moved.");

const EQUAL_PARTS: &str = "Equal parts for the tiers in use, as on NVIDIA's slide.";
const UNUSED: &str = "Not in use: no model in the catalog reaches this speed at today's contexts.";

/// All levers, in the order of the page.
pub static LEVERS: Plan<Lever> = Plan {
    context: lever(Group::Headline, Scale::Log, [1e3, 2e6], demand::CONTEXT, &ABOUT.context),
    agents: lever(Group::Headline, Scale::Log, [1e6, 1e11], demand::AGENTS, &ABOUT.agents),
    gpu: pick(
        Group::Headline,
        &GPUS,
        3,
        "The newest generation with published runs, price and power of its own.",
        &ABOUT.gpu,
    ),
    electricity: lever(
        Group::Headline,
        even(0.005),
        [0.01, 0.4],
        sites::ELECTRICITY,
        &ABOUT.electricity,
    ),

    llm: pick(
        Group::Serving,
        &LLMS,
        0,
        "The large model with the most published runs, and a published day of production.",
        &ABOUT.llm,
    ),
    precision: pick(Group::Serving, &PRECISIONS, 0, "What operators do.", &ABOUT.precision),
    answer: lever(Group::Serving, Scale::Log, [16.0, 1e5], demand::ANSWER, &ABOUT.answer),
    cached: lever(Group::Serving, even(1.0), [0.0, 98.0], demand::CACHED_SHARE, &ABOUT.cached),
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

    price_input: lever(
        Group::Tiers,
        Scale::Log,
        [0.001, 100.0],
        prices::PRICE_INPUT,
        &ABOUT.price_input,
    ),
    price_cached: lever(
        Group::Tiers,
        Scale::Log,
        [0.0001, 100.0],
        prices::PRICE_CACHED,
        &ABOUT.price_cached,
    ),
    price_output: lever(
        Group::Tiers,
        Scale::Log,
        [0.001, 1000.0],
        prices::PRICE_OUTPUT,
        &ABOUT.price_output,
    ),
    batch_share: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(25.0, EQUAL_PARTS), &ABOUT.batch_share),
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
    standard_share: lever(
        Group::Tiers,
        even(5.0),
        [0.0, 100.0],
        part(25.0, EQUAL_PARTS),
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
    fast_share: lever(Group::Tiers, even(5.0), [0.0, 100.0], part(25.0, EQUAL_PARTS), &ABOUT.fast_share),
    fast_speed: lever(
        Group::Tiers,
        Scale::Log,
        [1.0, 1000.0],
        FAST_SPEED,
        &ABOUT.fast_speed,
    ),
    fast_price: lever(Group::Tiers, even(0.1), [0.0, 50.0], prices::FAST_MULTIPLE, &ABOUT.fast_price),
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

    power: lever(Group::Site, Scale::Log, [1.0, 1e4], sites::SITE_POWER, &ABOUT.power),
    demand_share: lever(
        Group::Site,
        Scale::Log,
        [0.01, 100.0],
        exact(20.86, Grade::Derived, &EPRI)
            .note("Chosen so that the untouched site runs at the published load factor of large operators."),
        &ABOUT.demand_share,
    ),
    calls: lever(Group::Site, Scale::Log, [1.0, 1e5], demand::CALLS_PER_DAY, &ABOUT.calls),
    availability: lever(
        Group::Site,
        even(1.0),
        [1.0, 100.0],
        AVAILABILITY,
        &ABOUT.availability,
    ),
    pue: lever(Group::Site, even(0.01), [1.0, 2.0], sites::PUE, &ABOUT.pue),

    machine_price: lever(Group::Capital, even(0.05), [0.1, 3.0], neutral(1.0), &ABOUT.machine_price),
    life: lever(Group::Capital, even(0.5), [1.0, 10.0], sites::MACHINE_LIFE, &ABOUT.life),
    resale: lever(Group::Capital, even(1.0), [0.0, 60.0], sites::RESALE_DECLINE, &ABOUT.resale),
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
    elasticity: lever(Group::Market, even(0.1), [0.0, 3.0], ELASTICITY, &ABOUT.elasticity),
    supply: lever(Group::Market, even(1.0), [1.0, 200.0], market::SUPPLY_LIMIT, &ABOUT.supply),
    supply_growth: lever(
        Group::Market,
        even(0.05),
        [0.5, 3.0],
        market::SUPPLY_GROWTH,
        &ABOUT.supply_growth,
    ),
    edge: lever(Group::Market, even(5.0), [0.0, 90.0], EDGE, &ABOUT.edge),
    open_share: lever(
        Group::Market,
        even(5.0),
        [0.0, 100.0],
        OPEN_SHARE,
        &ABOUT.open_share,
    ),
    open_discount: lever(
        Group::Market,
        even(1.0),
        [1.0, 50.0],
        market::OPEN_DISCOUNT,
        &ABOUT.open_discount,
    ),
};

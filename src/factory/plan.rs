//! What is decided about the factory, and what it rests on besides.

use crate::inputs;
use crate::quantity::unit::*;

inputs! {
    /// Everything a reader can set. Choices from a list and switches are numbers too.
    Plan {
        /// Tokens that one call of the model carries in: instructions, documents, the history of the agent.
        context: "Context length", TOKEN;
        /// Agents at work in the world today.
        agents: "Agents", AGENTS;
        /// The generation of accelerators in the factory.
        gpu: "GPU generation", ONE;
        /// Price of a kilowatt-hour at the meter of the site.
        electricity: "Electricity price", USD_PER_KWH;

        /// The language model that is served.
        llm: "Language model", ONE;
        /// The precision in which the weights of the language model are stored.
        precision: "Precision", ONE;
        /// Tokens that one call gives back.
        answer: "Answer length", TOKEN;
        /// Share of the context that was read before and is found in the prefix cache.
        cached: "Cache hits", PERCENT;
        /// Whether machines that read prompts and machines that write answers are separate.
        serving: "Serving", ONE;
        /// Whether the network and the host work while the machines compute.
        overlap: "Overlap", ONE;
        /// Tokens drafted ahead in each step (multi-token prediction).
        drafts: "Draft tokens", ONE;
        /// Chance that a drafted token is accepted.
        acceptance: "Draft acceptance", PERCENT;

        /// List price of a million tokens read for the first time, standard tier.
        price_input: "Input price", USD_PER_MTOK;
        /// List price of a million tokens found in the cache, standard tier.
        price_cached: "Cached input price", USD_PER_MTOK;
        /// List price of a million tokens written, standard tier.
        price_output: "Output price", USD_PER_MTOK;
        /// Part of the site that serves the batch tier.
        batch_share: "Batch part", PERCENT;
        /// Tokens per second that a user of the batch tier gets.
        batch_speed: "Batch speed", TOKEN_PER_S_USER;
        /// Price of the batch tier against the list price.
        batch_price: "Batch price", TIMES;
        /// Part of the site that serves the standard tier.
        standard_share: "Standard part", PERCENT;
        /// Tokens per second that a user of the standard tier gets.
        standard_speed: "Standard speed", TOKEN_PER_S_USER;
        /// Price of the standard tier against the list price.
        standard_price: "Standard price", TIMES;
        /// Part of the site that serves the real-time tier.
        fast_share: "Real-time part", PERCENT;
        /// Tokens per second that a user of the real-time tier gets.
        fast_speed: "Real-time speed", TOKEN_PER_S_USER;
        /// Price of the real-time tier against the list price.
        fast_price: "Real-time price", TIMES;
        /// Part of the site that serves the premium tier.
        premium_share: "Premium part", PERCENT;
        /// Tokens per second that a user of the premium tier gets.
        premium_speed: "Premium speed", TOKEN_PER_S_USER;
        /// Price of the premium tier against the list price.
        premium_price: "Premium price", TIMES;
        /// Part of the site that serves the ultra tier.
        ultra_share: "Ultra part", PERCENT;
        /// Tokens per second that a user of the ultra tier gets.
        ultra_speed: "Ultra speed", TOKEN_PER_S_USER;
        /// Price of the ultra tier against the list price.
        ultra_price: "Ultra price", TIMES;

        /// Power of the whole site at the meter.
        power: "Site power", MEGAWATT;
        /// Share of the world's demand that comes to this site.
        demand_share: "Share of demand", PERCENT;
        /// Calls of the model that one agent makes.
        calls: "Calls per agent", PER_DAY;
        /// Share of the year in which machines can serve at all, and of their capacity that can be sold.
        availability: "Availability", PERCENT;
        /// Power of the site per watt of computing.
        pue: "Power usage effectiveness", ONE;

        /// Price of machines against their published price.
        machine_price: "Machine price factor", TIMES;
        /// Years after which machines are replaced.
        life: "Machine life", YEAR;
        /// Share of its value that a machine loses in a year of resale.
        resale: "Resale decline per year", PERCENT;
        /// What capital costs in a year, as interest on the money put in.
        interest: "Cost of capital", PERCENT;
        /// Price of the building with power and cooling, per watt at the meter.
        building: "Building cost", USD_PER_W;
        /// Years over which the building is written off.
        building_life: "Building life", YEAR;
        /// Staff, repair, insurance and network, as a share of the capital charge.
        running: "Running cost", PERCENT;

        /// Factor by which the odds of adoption grow each year: growth while agents are few.
        adoption: "Adoption growth", TIMES;
        /// Agents at which adoption saturates.
        ceiling: "Agent ceiling", AGENTS;
        /// Factor by which calls per agent grow each year.
        calls_growth: "Calls growth", TIMES;
        /// Factor by which new machines and software serve more tokens per watt each year.
        efficiency: "Efficiency gain", TIMES;
        /// Factor by which token prices change each year.
        price_change: "Price change", TIMES;
        /// Percent by which demand rises when prices fall by one percent.
        elasticity: "Price elasticity", ONE;
        /// Power of AI data centres that the world can add in 2026.
        supply: "Supply limit", GIGAWATT;
        /// Factor by which the power that the world can add grows each year.
        supply_growth: "Supply growth", TIMES;
        /// Share of demand served by phones and computers at the edge instead of data centres.
        edge: "Edge share", PERCENT;
        /// Share of tokens that must be sold at the price of open-weights models.
        open_share: "Open-weights share", PERCENT;
        /// Factor by which open-weights models are cheaper.
        open_discount: "Open-weights discount", TIMES;
    }
}

inputs! {
    /// What the factory rests on besides: conventions, and figures that no lever moves.
    Basis {
        /// The year of every figure per year.
        year: "One year", YEAR;
        /// Power usage effectiveness that the all-in power of the machines holds already.
        source_pue: "PUE within all-in power", ONE;
        /// Time of drafting tokens, as a share of a step.
        draft_cost: "Drafting cost", PERCENT;
        /// Share of its throughput that a factory keeps when reading and writing machines are separate.
        handover: "Hand-over efficiency", PERCENT;
        /// Throughput that published runs of this model and machine reach, against what the formulas predict for
        /// them: 1 where none were published. Drawn towards 1 where they are few or disagree.
        correction: "Measured against predicted", TIMES;
        /// Power of the world's AI data centres that serve today's demand.
        fleet: "Fleet in 2026", GIGAWATT;
        /// Power of the world's AI data centres at the end of 2025.
        fleet_before: "Fleet at the end of 2025", GIGAWATT;
        /// Money spent on AI data centres in 2024 and 2025.
        spent: "Spent in 2024 and 2025", USD;
    }
}

inputs! {
    /// The untouched scenario, which today's published figures describe: the factory computes it first, and
    /// measures change against it.
    Reference {
        /// Calls of the model in the world, in the untouched scenario.
        calls: "Calls today", PER_S;
        /// Energy of a call of the untouched scenario on today's machines.
        energy: "Energy of a call today", JOULE;
        /// Energy of a call of this scenario's kind on today's machines.
        energy_now: "Energy of such a call on today's machines", JOULE;
    }
}

inputs! {
    /// One speed tier.
    Offer {
        /// Part of the site.
        share: "Part of the site", PERCENT;
        /// Parts of all tiers together.
        given: "Parts given to tiers", PERCENT;
        /// Tokens per second that a user is promised.
        speed: "Promised speed", TOKEN_PER_S_USER;
        /// Price against the list price.
        price: "Price factor", TIMES;
        /// 1 where some layout of the machines keeps the promise.
        reached: "Speed is reached", ONE;
    }
}

inputs! {
    /// Sums over the speed tiers.
    Totals {
        /// Calls per second when everything works.
        capacity: "Calls at full load", PER_S;
        /// Revenue when everything is sold.
        revenue: "Revenue at full load", USD_PER_YEAR;
    }
}

inputs! {
    /// A year of the market.
    When {
        /// Years since 2026.
        elapsed: "Years since 2026", ONE;
    }
}

inputs! {
    /// What the world has before a year begins.
    Fleet {
        /// Capacity, in power of machines of 2026.
        capacity: "Capacity before", GIGAWATT;
        /// Power installed.
        installed: "Installed before", GIGAWATT;
        /// Money spent so far.
        spent: "Spent before", USD;
    }
}

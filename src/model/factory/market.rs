//! The world, a year at a time: what is built, what is kept, what is spent, and whether it is enough.
//!
//! Machines are distinguished by the year in which they were sold. Each year's machines grow old, and are switched off
//! early if their tokens no longer earn their running cost. Halls outlive machines: a machine that is switched off
//! leaves room, power and cooling for new ones. Up to 2025 sales are those published; from 2026 on they follow from
//! demand, new power and chips.

use super::cost::Cost;
use super::demand::Demand;
use super::plan::{Aged, Basis, Chain, Cohort, Fleet, Plan, Reference, Totals, When};
use super::site::Site;
use crate::outputs;
use crate::quantity::Num;
use crate::quantity::unit::*;

outputs! {
    /// How much machine time a call needs here.
    Work from (totals: Totals, site: Site) {
        /// Energy of a call on the machines of this scenario at full load.
        energy: "Energy of a call", JOULE, site.gpus * site.power_per_gpu / totals.capacity;
    }
}

outputs! {
    /// From the power of the world to the tokens that it is served.
    Waterfall from (chain: Chain, basis: Basis) {
        /// Tokens that all of the world's AI power would serve at the best rate, around the clock.
        all: "All power at the best rate", TTOKEN_PER_DAY, chain.power * chain.rate;
        /// What is left after the power used for training and experiments.
        serving: "Power that serves", TTOKEN_PER_DAY, all * chain.serving;
        /// After ranking, images, video and idle reservations.
        text: "Power that serves text", TTOKEN_PER_DAY, serving * chain.text;
        /// After the idle hours of day and week.
        load: "At the load of the week", TTOKEN_PER_DAY, text * chain.load;
        /// After older and slower machines.
        generations: "On the installed machines", TTOKEN_PER_DAY, load * chain.generations;
        /// After other kinds of calls.
        calls: "For all kinds of calls", TTOKEN_PER_DAY, generations * chain.calls;
        /// After faster tiers.
        speed: "At the speeds sold", TTOKEN_PER_DAY, calls * chain.speed;
        /// After larger and smaller models.
        models: "With the models in use", TTOKEN_PER_DAY, speed * chain.models;
        /// After what operators lose relative to prediction: the world's tokens as the eight factors give them.
        operators: "As operators run them", TTOKEN_PER_DAY, models * chain.operators;
        /// Product of the eight factors.
        product: "Product of the factors", PERCENT, operators / all;
        /// Published tokens of the world relative to those computed. The factors are so uncertain that a value near 1 is luck.
        residual: "Published against computed", TIMES, basis.world_tokens / operators;
    }
}

outputs! {
    /// Demand in a year.
    Need from (plan: Plan, basis: Basis, refer: Reference, demand: Demand, before: Fleet, when: When) {
        /// Agents that could ever be at work: the chosen ceiling, or today's agents where they are more.
        ceiling: "Ceiling in force", AGENTS, plan.ceiling.max(plan.agents);
        /// Agents at work in the year: a logistic curve, on which the odds of adoption grow by one factor each year.
        agents: "Agents", AGENTS, adopted(ceiling, plan.agents, plan.adoption, when.elapsed);
        /// List price of tokens against today's.
        price: "List price against today", TIMES, plan.price_change.pow(when.elapsed);
        /// Demand against today's: agents, calls of each, and what another price adds.
        growth: "Demand against today", TIMES, agents / plan.agents * plan.calls_growth.pow(when.elapsed)
            * price.pow(N::from(0.0) - plan.elasticity);
        /// The same a year later.
        next: "Demand of the next year", TIMES, adopted(ceiling, plan.agents, plan.adoption,
            when.elapsed + N::from(1.0)) / plan.agents * plan.calls_growth.pow(when.elapsed + N::from(1.0))
            * (price * plan.price_change).pow(N::from(0.0) - plan.elasticity);
        /// Tokens that the world asks for in the year at list price.
        tokens: "Tokens asked for", TTOKEN_PER_DAY, demand.calls * demand.call * growth;
        /// Capacity that the demand of the year takes, in power of GB200 machines.
        now: "Capacity asked for", GIGAWATT, basis.fleet * demand.growth * refer.weight * growth;
        /// Capacity that the demand of the next year will take: what is built in a year serves the next.
        needed: "Capacity needed by its end", GIGAWATT, basis.fleet * demand.growth * refer.weight * next;
        /// Demand of the year at list price against the capacity at its start.
        pressure: "Demand against supply", TIMES, now / before.served;
        /// Level of market prices against the list, where prices clear the market.
        price_level: "Price level", TIMES, plan.shortage.choose(N::from(1.0),
            pressure.max(N::from(1.0)).pow(N::from(1.0) / plan.elasticity.max(basis.price_floor))
                .min(basis.highest));
    }
}

/// Agents at work `years` years from today, on a logistic curve through today's.
fn adopted<N: Num>(ceiling: N, today: N, adoption: N, years: N) -> N {
    ceiling / (N::from(1.0) + (ceiling / today - N::from(1.0)) * adoption.pow(N::from(0.0) - years))
}

outputs! {
    /// New machines of a year, and what old ones must compete with.
    NewMachines from (plan: Plan, basis: Basis, refer: Reference, cohort: Cohort, cost: Cost, need: Need, when: When) {
        /// Years that lie ahead of 2026.
        ahead: "Years ahead of 2026", ONE, when.elapsed.max(N::from(0.0));
        /// Tokens per watt of the year's machines relative to GB200. From 2027 on they beat expectations by as much as the
        /// chosen generation beats that of the baseline.
        efficiency: "Tokens per watt of new machines", TIMES, cohort.efficiency * plan.efficiency.pow(ahead)
            * refer.generation.pow(ahead.min(N::from(1.0)));
        /// Price of the year's machines for each watt, which follows the chosen generation in the same way.
        machines: "Machines per watt", USD_PER_W, cohort.machines * plan.machine_growth.pow(ahead)
            * refer.generation_price.pow(ahead.min(N::from(1.0)))
            * when.past.choose(N::from(1.0), plan.machine_price);
        /// Price of building, power and cooling for each watt.
        shell: "Building per watt", USD_PER_W, when.past.choose(cohort.shell, plan.building);
        /// What it costs to keep a watt of new machines running: electricity, staff and upkeep. It is not below zero: the
        /// world is not paid for its electricity where one site is.
        cash: "Running cost of a new watt", USD_PER_KW_YEAR, (plan.electricity + plan.demand_charge + plan.staff
            + plan.running * machines / plan.life).max(N::from(0.0) * plan.electricity);
        /// What a watt of new machines must earn: capital of machine and building, and running cost.
        rent: "Yearly cost of a new watt", USD_PER_KW_YEAR, machines * (N::from(1.0) - cost.residual * cost.discount)
            * cost.annuity / basis.year + shell * cost.building_annuity / basis.year + cash;
        /// What the capacity of one watt of GB200 earns: as much as the newest machines must earn for it, and more in a
        /// shortage.
        earns: "Earnings of a GB200 watt", USD_PER_KW_YEAR, rent / efficiency * need.price_level;
    }
}

outputs! {
    /// The machines of one year in a later one.
    Kept from (plan: Plan, basis: Basis, build: NewMachines, aged: Aged) {
        /// Share of them within their life at the end of the year: they were bought over a year, and retire over one.
        alive: "Within their life", PERCENT, (plan.life / basis.year + N::from(1.0) / N::from(2.0) - aged.age)
            .max(N::from(0.0)).min(N::from(1.0));
        /// What it costs to keep a watt of them running: electricity, staff, and upkeep in proportion to their price. Where
        /// electricity is free or paid for, it is still a small share of what they earn.
        cash: "Running cost of a watt", USD_PER_KW_YEAR, (plan.electricity + plan.demand_charge + plan.staff
            + plan.running * aged.machines / plan.life).max(basis.least_running * build.earns * aged.efficiency);
        /// What their capacity earns relative to that.
        cover: "Earnings against running cost", TIMES, build.earns * aged.efficiency / cash;
        /// Share of them that is kept running: owners switch off what no longer earns its running cost. What is switched
        /// off does not come back, because its place in the hall is taken.
        share: "Share kept", PERCENT, (alive / (N::from(1.0) + cover.pow(N::from(0.0) - basis.retirement)))
            .min(aged.before);
    }
}

outputs! {
    /// One year of the market.
    Market from (plan: Plan, basis: Basis, refer: Reference, demand: Demand, cohort: Cohort, need: Need, build: NewMachines,
                 before: Fleet, when: When) {
        /// Power of the machines that were switched off in the year. Halls outlast machines, so it is free for new ones.
        freed: "Power freed", GIGAWATT, (before.before - before.installed).max(N::from(0.0).of(JOULE)
            / N::from(1.0).of(SECOND));
        /// Power of new machines that would have to be added in the year to serve all demand of the next.
        wanted: "Power wanted", GIGAWATT, (need.needed - before.capacity).max(N::from(0.0).of(JOULE)
            / N::from(1.0).of(SECOND)) / build.efficiency;
        /// Power for new machines: what was freed, and what grid and builders can add.
        sites: "Limit of power", GIGAWATT, freed + plan.supply * plan.supply_growth.pow(build.ahead);
        /// Power of the new machines that chip makers can deliver.
        chips: "Limit of chips", GIGAWATT, plan.chips * plan.chips_growth.pow(build.ahead) * basis.year
            / build.machines;
        /// Power of new machines that is added in the year. Until 2025 it is what was sold.
        added: "Power added", GIGAWATT, when.past.choose(cohort.sold, wanted.min(sites).min(chips));
        /// The part of it that needs new halls.
        new_halls: "Power in new halls", GIGAWATT, (added - freed).max(N::from(0.0).of(JOULE)
            / N::from(1.0).of(SECOND));
        /// The part of it that goes into halls of machines that were switched off.
        refitted: "Power in refitted halls", GIGAWATT, added - new_halls;
        /// Capacity of the world's machines at the end of the year, in power of GB200 machines.
        capacity: "Capacity", GIGAWATT, before.capacity + added * build.efficiency;
        /// Power of the world's AI machines at the end of the year.
        installed: "Power installed", GIGAWATT, before.installed + added;
        /// Share of the next year's demand, at list price, that can be served.
        served: "Demand served", PERCENT, (capacity / need.needed).min(N::from(1.0));
        /// Spending of the year on new machines.
        machines: "Spending on machines", USD_PER_YEAR, added * build.machines / basis.year;
        /// Spending of the year on new halls, and on fitting old ones for new machines.
        halls: "Spending on halls", USD_PER_YEAR, (new_halls + plan.refit * refitted) * build.shell / basis.year;
        /// Spending of the year on new machines and halls.
        spending: "Spending", USD_PER_YEAR, machines + halls;
        /// Money spent on AI data centres since the start of 2023.
        spent: "Spent since 2023", USD, before.spent + spending * basis.year;
        /// What the world pays for tokens in the year.
        revenue: "Token revenue", USD_PER_YEAR, basis.world_spend * demand.growth * demand.dearer * need.growth
            * need.price * plan.list_level * need.price_level.pow(N::from(1.0) - plan.elasticity)
            * (need.price_level.pow(plan.elasticity) / need.pressure).min(N::from(1.0));
        /// Tokens that the machines at work at the start of the year can serve, where calls are as today's. Before today
        /// the serving software served less on the same machines.
        tokens: "Tokens served", TTOKEN_PER_DAY, basis.world_tokens * before.served / basis.fleet / refer.weight
            * basis.software.pow(when.elapsed.min(N::from(0.0)));
    }
}

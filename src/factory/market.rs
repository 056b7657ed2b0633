//! The world: agents and efficiency into gigawatts and dollars, a year at a time.

use super::cost::Cost;
use super::demand::Demand;
use super::plan::{Basis, Fleet, Plan, Reference, Totals, When};
use super::profit::Profit;
use super::site::Site;
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// How much machine a call needs here, against the machines of today.
    Work from (totals: Totals, refer: Reference, basis: Basis, site: Site) {
        /// Energy of a call on the machines of this scenario.
        energy: "Energy of a call", JOULE, site.gpus * site.power_per_gpu / totals.capacity;
        /// What the machines of this scenario serve per watt, against those of today.
        advantage: "Machine advantage", TIMES, refer.energy_now / energy;
        /// What a call of this scenario asks of today's machines, against a call of today.
        weight: "Weight of a call", TIMES, refer.energy_now / refer.energy;
        /// Power of today's fleet for each watt that a well-run factory would need for today's calls. The rest
        /// trains, stands by, serves other models or serves them less well.
        overhead: "Fleet overhead", TIMES, basis.fleet / (refer.calls * refer.energy);
    }
}

outputs! {
    /// One year of the market.
    Market from (plan: Plan, basis: Basis, refer: Reference, work: Work, demand: Demand, profit: Profit, cost: Cost,
                 before: Fleet, when: When) {
        /// Agents that could ever be at work: the chosen ceiling, or today's agents where they are more.
        ceiling: "Ceiling in force", AGENTS, plan.ceiling.max(plan.agents);
        /// Agents at work: a logistic curve, on which the odds of adoption grow by one factor each year.
        agents: "Agents", AGENTS, ceiling / (N::from(1.0) + (ceiling / plan.agents - N::from(1.0))
            * plan.adoption.pow(N::from(0.0) - when.elapsed));
        /// Token price against today.
        price: "Price against today", TIMES, plan.price_change.pow(when.elapsed);
        /// Demand against today: agents, calls of each, and what a lower price adds.
        growth: "Demand against today", TIMES, agents / plan.agents * plan.calls_growth.pow(when.elapsed)
            * price.pow(N::from(0.0) - plan.elasticity);
        /// Tokens that the world asks for in the year.
        tokens: "Tokens asked for", TTOKEN_PER_DAY, demand.tokens * growth;
        /// Power that the demand of the year would take with machines of 2026.
        needed: "Power needed at today's efficiency", GIGAWATT, basis.fleet * demand.calls / refer.calls * work.weight
            * growth;
        /// What new machines serve per watt, against those of 2026.
        gain: "Efficiency of new machines", TIMES, plan.efficiency.pow(when.elapsed) * work.advantage;
        /// Share of the world's machines that is retired in the year.
        retired: "Retired share", PERCENT, (basis.year / plan.life).min(N::from(1.0));
        /// Power of new machines that would have to be added in the year to serve all demand.
        wanted: "Power wanted", GIGAWATT, (needed - before.capacity * (N::from(1.0) - retired))
            .max(N::from(0.0).of(JOULE) / N::from(1.0).of(SECOND)) / gain;
        /// Power of new machines that can be added in the year.
        limit: "Supply limit of the year", GIGAWATT, plan.supply * plan.supply_growth.pow(when.elapsed);
        /// Power of new machines that is added in the year.
        added: "Power added", GIGAWATT, wanted.min(limit);
        /// Capacity of the world's machines at the end of the year, in power of machines of 2026.
        capacity: "Capacity", GIGAWATT, before.capacity * (N::from(1.0) - retired) + added * gain;
        /// Power of the world's AI data centres at the end of the year.
        installed: "Power installed", GIGAWATT, before.installed * (N::from(1.0) - retired) + added;
        /// Share of the demand of the year that can be served.
        served: "Demand served", PERCENT, (capacity / needed).min(N::from(1.0));
        /// Spending of the year on new machines and buildings.
        spending: "Spending", USD_PER_YEAR, added * cost.per_watt / basis.year;
        /// Spending of the year on new machines, without buildings.
        machines: "Spending on machines", USD_PER_YEAR, added * (cost.per_watt - plan.building) / basis.year;
        /// Money spent on AI data centres since the start of 2024.
        spent: "Spent since 2024", USD, before.spent + spending * basis.year;
        /// Revenue of all tokens served, at this scenario's prices.
        revenue: "Token revenue", USD_PER_YEAR, tokens * served * profit.token_price * price;
    }
}

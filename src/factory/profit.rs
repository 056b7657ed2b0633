//! Prices, speed tiers, revenue, profit, and where profit is zero.

use super::cost::Cost;
use super::demand::Demand;
use super::plan::{Basis, Offer, Plan, Totals};
use super::serving::Serving;
use super::site::Site;
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// What a call brings at list price.
    Prices from (plan: Plan, demand: Demand) {
        /// Part of the list price that is left where some of the tokens are sold at open-weights prices.
        pressure: "Price level", PERCENT, N::from(1.0) - plan.open_share
            * (N::from(1.0) - N::from(1.0) / plan.open_discount);
        /// Revenue of one call at list price: its fresh input, its cached input and its answer.
        call: "Revenue of a call", USD, pressure * (demand.fresh * plan.price_input
            + demand.cached * plan.price_cached + plan.answer * plan.price_output);
        /// Revenue of a million tokens at list price, input and output of a call together.
        blended: "Blended list price", USD_PER_MTOK, call / demand.call;
    }
}

outputs! {
    /// One speed tier of the site.
    Tier from (offer: Offer, serving: Serving, site: Site, cost: Cost, prices: Prices, plan: Plan) {
        /// Accelerators that serve the tier: its part of the site.
        gpus: "Accelerators of the tier", GPUS, offer.share / offer.given * site.gpus;
        /// Calls that the tier serves when all its machines work. None where no layout keeps the promised speed.
        capacity: "Calls at full load", PER_S, offer.reached.choose(gpus / serving.call_time,
            N::from(0.0) / N::from(1.0).of(SECOND));
        /// Revenue of the tier when all that it can serve is sold.
        revenue: "Revenue at full load", USD_PER_YEAR, capacity * prices.call * offer.price;
        /// What a call costs when the machines of the tier work all the time.
        call_cost: "Cost of a call", USD, serving.call_time * cost.total;
        /// What a million output tokens cost at full load, when the writing is charged to them and the reading
        /// to the input.
        output_cost: "Cost of output tokens", USD_PER_MTOK, (N::from(1.0) - serving.reading_share) * call_cost
            / plan.answer;
        /// What a million tokens of context cost at full load, cached ones included.
        input_cost: "Cost of input tokens", USD_PER_MTOK, serving.reading_share * call_cost / plan.context;
    }
}

outputs! {
    /// The production function: tokens times (price less cost per token).
    Profit from (site: Site, hour: Cost, demand: Demand, totals: Totals, plan: Plan, basis: Basis) {
        /// Calls that come to the site, as a share of the calls that it could serve.
        asked: "Demand against capacity", PERCENT, demand.site_calls / totals.capacity;
        /// Share of the capacity of the site that is sold.
        load: "Load", PERCENT, asked.min(plan.availability);
        /// Calls that the site serves and sells, all tiers together.
        calls: "Calls sold", PER_DAY, totals.capacity * load;
        /// Tokens that the site sells, input and output together.
        tokens: "Tokens sold", TTOKEN_PER_DAY, calls * demand.call;
        /// Output tokens sold per second and megawatt of the site.
        output_per_mw: "Output per megawatt", TOKEN_PER_S_MW, calls * plan.answer / plan.power;
        /// Energy at the meter of the site for each token sold, input and output alike.
        energy: "Energy per token", JOULE_PER_TOKEN, plan.power / tokens;
        /// Revenue of the site, all tiers together.
        revenue: "Revenue", USD_PER_YEAR, totals.revenue * load;
        /// Cost of electricity for all accelerators of the site.
        electricity: "Electricity", USD_PER_YEAR, site.gpus * hour.electricity;
        /// Capital cost of all machines of the site.
        machines: "Machines", USD_PER_YEAR, site.gpus * hour.machines;
        /// Capital cost of the building, with power and cooling.
        building: "Building", USD_PER_YEAR, site.gpus * hour.building;
        /// Cost of staff, repair, insurance and network.
        running: "Running", USD_PER_YEAR, site.gpus * hour.running;
        /// All costs of the site: electricity, machines, building and running.
        cost: "Cost", USD_PER_YEAR, electricity + machines + building + running;
        /// What is left of the revenue after all costs.
        profit: "Profit", USD_PER_YEAR, revenue - cost;
        /// Share of the revenue that is left as profit.
        margin: "Margin", PERCENT, profit / revenue;
        /// What a million tokens bring, all tiers and kinds together.
        token_price: "Price per token", USD_PER_MTOK, revenue / tokens;
        /// What a million tokens sold cost, all costs of the site together.
        token_cost: "Cost per token", USD_PER_MTOK, cost / tokens;
        /// Profit on a million tokens sold: their price less their cost.
        token_profit: "Profit per token", USD_PER_MTOK, token_price - token_cost;
        /// Share of all costs of the site that is electricity.
        electricity_share: "Electricity share of cost", PERCENT, electricity / cost;
        /// Money to build the whole site: machines and building.
        investment: "Investment", USD, plan.power * hour.per_watt;
        /// Years in which profit before the capital charge pays back the investment.
        payback: "Payback", YEAR, investment / (profit + machines + building);
        /// Factor on all prices at which profit is zero.
        break_even_price: "Break-even price", TIMES, cost / revenue;
        /// Load at which profit is zero.
        break_even_load: "Break-even load", PERCENT, cost / totals.revenue;
        /// Electricity price at which profit is zero.
        break_even_electricity: "Break-even electricity price", USD_PER_KWH, plan.electricity
            + profit / plan.power;
        /// Agents in the world at which profit is zero.
        break_even_agents: "Break-even agents", AGENTS, plan.agents * break_even_load / asked;
        /// Revenue of a year for each watt of site power.
        per_gw: "Revenue per watt and year", USD_PER_W, revenue * basis.year / plan.power;
    }
}

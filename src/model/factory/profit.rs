//! Prices, speed tiers, batch work in idle hours, revenue, profit, and where profit is zero.

use super::cost::Cost;
use super::demand::Demand;
use super::plan::{Basis, Busy, Hours, List, Plan, Reference, TierSlo, Totals};
use super::serving::Serving;
use super::site::Site;
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// Revenue of a call, and how demand at the site responds to its prices.
    Prices from (plan: Plan, demand: Demand, list: List, refer: Reference, basis: Basis) {
        /// Part of the list price that is left when some of the tokens are sold at open-weights prices.
        pressure: "Price left by open weights", PERCENT, N::from(1.0) - plan.open_share
            * (N::from(1.0) - N::from(1.0) / plan.open_discount);
        /// 1 where the context is longer than the site serves at its basic price.
        long: "Long context", ONE, (demand.context / plan.long_from).floor().min(N::from(1.0));
        /// Price of input relative to the basic price: long contexts may cost more.
        input_times: "Input price for the length", TIMES, N::from(1.0) + long * (plan.long_input - N::from(1.0));
        /// Price of output relative to the basic price, likewise.
        output_times: "Output price for the length", TIMES, N::from(1.0) + long * (plan.long_output - N::from(1.0));
        /// 1 where the context is longer than the price list covers at its basic price.
        list_long: "Long context on the list", ONE, (demand.context / list.long).floor().min(N::from(1.0));
        /// Price of input on the list relative to its basic price.
        list_input_times: "List price of input for the length", TIMES, N::from(1.0) + list_long
            * (list.long_input - N::from(1.0));
        /// Price of output on the list relative to its basic price.
        list_output_times: "List price of output for the length", TIMES, N::from(1.0) + list_long
            * (list.long_output - N::from(1.0));
        /// Price of the input that is not in the cache. Where a cache is used it is written to it, for which some makers
        /// charge more.
        fresh: "Price of fresh input", USD_PER_MTOK, plan.price_input * plan.cached.choose(plan.cache_write,
            N::from(1.0)) * input_times;
        /// Mean price over the hours of a week against the price outside peak hours.
        hours: "Mean price over the hours", TIMES, N::from(1.0) + (plan.peak_price - N::from(1.0)) * list.peak_share;
        /// Price of one call: its fresh input, its cached input and its answer, at the price level of the market.
        call: "Price of a call", USD, pressure * demand.price_level * hours * (demand.fresh * fresh
            + demand.cached * plan.price_cached * input_times + plan.output_tokens * plan.price_output * output_times);
        /// List price of such a call of this model, which other sellers take.
        list_call: "List price of a call", USD, (N::from(1.0) + (list.peak - N::from(1.0)) * list.peak_share)
            * (demand.fresh * list.input * plan.cached.choose(list.write, N::from(1.0)) * list_input_times
            + demand.cached * list.cached * list_input_times + plan.output_tokens * list.output * list_output_times);
        /// Prices of the site against those of other sellers of this model.
        against: "Price against others", TIMES, call / (pressure * demand.price_level * list_call);
        /// What a call that is served brings on average, where some users do not pay.
        earned: "Revenue of a call", USD, call * plan.paid;
        /// Price of a million tokens, input and output of a call together.
        blended: "Blended list price", USD_PER_MTOK, call / demand.call;
        /// Calls of this model for the price of one of the baseline's model: a site keeps its share of what the world
        /// spends, whichever model it serves.
        exchange: "Calls for the same money", TIMES, plan.hold.choose(N::from(1.0), demand.value / list_call);
        /// Demand at the site relative to plan: by world demand, model, price relative to others, and quality.
        pull: "Demand against plan", TIMES, demand.asked / refer.calls * exchange * plan.quality
            * against.max(basis.price_floor).pow(N::from(0.0) - plan.seller_elasticity);
    }
}

outputs! {
    /// One speed tier of the site.
    Tier from (slo: TierSlo, serving: Serving, site: Site, cost: Cost, demand: Demand, prices: Prices, hours: Hours,
               plan: Plan, basis: Basis) {
        /// Accelerators of the tier: its part of the site.
        gpus: "Accelerators of the tier", GPUS, slo.share / slo.given * site.gpus;
        /// Calls that the whole site would serve at the tier's speed, with the yield of its operator.
        whole: "Calls of the whole site", PER_S, slo.fits.choose(site.gpus * plan.operator_yield
            / serving.call_time, N::from(0.0) / N::from(1.0).of(SECOND));
        /// Calls that the tier serves when all its machines work.
        capacity: "Calls at full load", PER_S, whole * slo.share / slo.given;
        /// Speed that users get relative to the promise, where no layout of the machines is fast enough.
        kept: "Promise kept", PERCENT, (serving.speed / slo.speed).min(N::from(1.0));
        /// Price factor in force: a tier that is slower than promised sells for what its speed is worth.
        worth: "Price factor in force", TIMES, slo.price * kept.pow(plan.speed_worth);
        /// Calls that are asked for at this tier. A tier that charges more than in the baseline attracts less demand.
        asked: "Calls asked for", PER_S, slo.wanted * slo.baseline_calls * prices.pull * (slo.price / slo.usual)
            .max(basis.price_floor).pow(N::from(0.0) - plan.seller_elasticity);
        /// Mean demand relative to what the machines of the tier can serve.
        pressure as "pressed": "Demand against capacity", PERCENT, capacity.choose(asked / (capacity * plan.availability),
            N::from(0.0));
        /// Share of the tier's capacity that is sold, over the hours of the week. In no hour is it more than 100 %.
        load: "Load of the tier", PERCENT, plan.availability * pressure.over_week(&hours.of_week());
        /// Calls that the tier serves.
        calls: "Calls served", PER_DAY, capacity * load;
        /// Revenue of the tier when all that it can serve is sold.
        revenue: "Revenue at full load", USD_PER_YEAR, capacity * prices.earned * worth;
        /// What a call costs when the machines of the tier work all the time.
        call_cost: "Cost of a call", USD, serving.call_time / plan.operator_yield * cost.total;
        /// What a million output tokens cost at full load, when decode is charged to them and prefill to the input.
        output_cost: "Cost of output tokens", USD_PER_MTOK, (N::from(1.0) - serving.reading_share) * call_cost
            / plan.output_tokens;
        /// What a million tokens of context cost at full load, cached ones included.
        input_cost: "Cost of input tokens", USD_PER_MTOK, serving.reading_share * call_cost / demand.context;
    }
}

outputs! {
    /// Batch work: it can wait, so it fills the hours in which the machines of other tiers are idle.
    Backfill from (slo: TierSlo, tier: Tier, busy: Busy, prices: Prices, plan: Plan) {
        /// Batch work that is asked for, as a share of what the whole site could do.
        asked: "Batch work asked for", PERCENT, tier.whole.choose(tier.asked / tier.whole, N::from(0.0));
        /// Machine time set aside for batch work, as a share of the site.
        reserve: "Machines set aside", PERCENT, slo.share / slo.given * plan.availability;
        /// Machine time that other tiers leave idle and batch work can use, as a share of the site.
        idle: "Idle time for batch work", PERCENT, plan.backfill * (busy.part * plan.availability - busy.load)
            .max(N::from(0.0));
        /// Machine time that batch work takes.
        load: "Machines at work for batch", PERCENT, asked.min(reserve + idle);
        /// Batch calls that are served.
        calls: "Batch calls served", PER_DAY, load * tier.whole;
        /// Revenue of batch work.
        revenue: "Revenue of batch work", USD_PER_YEAR, calls * prices.earned * tier.worth;
    }
}

outputs! {
    /// The production function: tokens times (price less cost per token).
    Profit from (site: Site, hour: Cost, demand: Demand, totals: Totals, hours: Hours, plan: Plan, basis: Basis) {
        /// Mean demand at the site, as a share of what it could serve.
        asked: "Demand against capacity", PERCENT, totals.asked;
        /// Machine time that is at work, as a share of the year.
        load: "Load", PERCENT, totals.load;
        /// Capacity relative to demand in the busiest hour.
        headroom: "Capacity against peak demand", TIMES, N::from(1.0) / (asked * hours.peak);
        /// Calls that the site serves, all tiers together.
        calls: "Calls served", PER_DAY, totals.calls;
        /// Tokens that the site serves, input and output together, paid for or free.
        tokens: "Tokens served", TTOKEN_PER_DAY, calls * demand.call;
        /// Output tokens served per second and megawatt of the site.
        output_per_mw: "Output per megawatt", TOKEN_PER_S_MW, calls * plan.output_tokens / plan.power;
        /// Power that the site draws on average, as a share of its full power: idle machines draw some too.
        draw: "Power drawn", PERCENT, plan.idle_power + (N::from(1.0) - plan.idle_power) * load;
        /// Power in the busiest hour, as a share of full power. The grid charges for it.
        peak_draw: "Power in the busiest hour", PERCENT, plan.idle_power + (N::from(1.0) - plan.idle_power)
            * (asked * hours.peak).max(load).min(plan.availability);
        /// Energy at the meter of the site for each token served, input and output alike.
        energy: "Energy per token", JOULE_PER_TOKEN, plan.power * draw / tokens;
        /// Carbon dioxide for a million tokens served.
        carbon: "Carbon per million tokens", GRAM_PER_MTOK, energy * plan.carbon;
        /// Revenue of the site, all tiers together, less the reseller's cut.
        revenue: "Revenue", USD_PER_YEAR, totals.sold * (N::from(1.0) - plan.reseller);
        /// Cost of electricity: energy drawn, and the demand charge for the busiest hour.
        electricity: "Electricity", USD_PER_YEAR, site.gpus * site.power_per_gpu * (hour.energy * draw
            + hour.charge * peak_draw);
        /// Capital cost of all machines of the site, or their rent.
        machines: "Machines", USD_PER_YEAR, site.gpus * hour.machines;
        /// Capital cost of the building, with power and cooling.
        building: "Building", USD_PER_YEAR, site.gpus * hour.building;
        /// Cost of staff, repair, insurance, network and licences.
        running: "Running", USD_PER_YEAR, site.gpus * hour.running;
        /// All costs of the site: electricity, machines, building and running.
        cost: "Cost", USD_PER_YEAR, electricity + machines + building + running;
        /// Revenue less all costs.
        profit: "Profit", USD_PER_YEAR, revenue - cost;
        /// Share of the revenue that is left as profit: the gross margin, before research, sales and tax.
        margin: "Margin", PERCENT, profit / revenue;
        /// What is left after tax. A loss is not taxed, and brings nothing back.
        after_tax: "Profit after tax", USD_PER_YEAR, profit - plan.tax * profit.max(N::from(0.0).of(USD)
            / N::from(1.0).of(SECOND));
        /// What a million tokens bring, all tiers and kinds together, free ones included.
        token_price: "Price per token", USD_PER_MTOK, revenue / tokens;
        /// What a million tokens served cost, all costs of the site together.
        token_cost: "Cost per token", USD_PER_MTOK, cost / tokens;
        /// Profit on a million tokens served: their price less their cost.
        token_profit: "Profit per token", USD_PER_MTOK, token_price - token_cost;
        /// Share of all costs of the site that is electricity.
        electricity_share: "Electricity share of cost", PERCENT, electricity / cost;
        /// What the electricity costs in all for each kilowatt-hour drawn, demand charge included.
        electricity_all_in: "Electricity, all in", USD_PER_KWH, hour.energy + hour.charge * peak_draw
            / draw;
        /// Capital cost of the whole site: machines and building.
        investment: "Investment", USD, plan.power * hour.per_watt;
        /// What the site earns in a year before the capital charge. Rent is no capital charge.
        cash: "Cash before capital", USD_PER_YEAR, profit + plan.tenure.choose(N::from(0.0) * machines, machines)
            + building;
        /// The part of it that pays back an investment: none where machines are rented, for nothing was invested.
        repays: "Cash that pays back", USD_PER_YEAR, plan.tenure.choose(N::from(0.0) * cash, cash);
        /// Years in which that pays back the investment. A site that earns nothing never does, and where machines are rented
        /// there is nothing to pay back.
        payback: "Payback", YEAR, investment / repays.max(N::from(0.0).of(USD) / N::from(1.0).of(SECOND));
        /// Factor on all prices at which profit is zero, if demand did not answer.
        break_even_price: "Break-even price", TIMES, cost / revenue;
        /// Revenue less the electricity that load takes, at full load.
        full: "Full-load revenue less power", USD_PER_YEAR, totals.revenue * (N::from(1.0) - plan.reseller)
            - site.gpus * site.power_per_gpu * hour.energy * (N::from(1.0) - plan.idle_power);
        /// Load at which profit is zero, if every tier sold the same share of what it can serve.
        break_even_load: "Break-even load", PERCENT, (cost - site.gpus * site.power_per_gpu * hour.energy
            * (N::from(1.0) - plan.idle_power) * load) / full.max(N::from(0.0).of(USD) / N::from(1.0).of(SECOND));
        /// Power whose energy the site pays for by itself: none where rent includes it.
        metered: "Power paid for", MEGAWATT, plan.tenure.choose(N::from(0.0) * plan.power, plan.power * draw);
        /// Electricity price at which profit is zero. Where rent includes electricity there is none.
        break_even_electricity: "Break-even electricity price", USD_PER_KWH, plan.electricity + profit / metered;
        /// Agents in the world at which profit is zero, as long as demand neither raises prices nor fills the site.
        break_even_agents: "Break-even agents", AGENTS, plan.agents * break_even_load / load
            / (demand.calls / demand.asked);
        /// Revenue of a year for each watt of site power.
        per_gw: "Revenue per watt and year", USD_PER_W, revenue * basis.year / plan.power;
        /// Cost of a year for each watt of site power.
        cost_per_gw: "Cost per watt and year", USD_PER_W, cost * basis.year / plan.power;
        /// Share of what the world spends on tokens that this site earns.
        revenue_share: "Share of world revenue", PERCENT, revenue / demand.spend;
        /// Share of the world's tokens that this site serves. A new site with one efficient model and one kind of call
        /// serves far more of them than its share of the world's power.
        token_share: "Share of world tokens", PERCENT, tokens / demand.tokens;
        /// What the world pays for a million tokens on average.
        world_price: "World price per token", USD_PER_MTOK, demand.spend / demand.tokens;
        /// Price of the site's tokens relative to the world's: share of tokens times this is the share of revenue. The world
        /// pays mostly for closed models, whose list prices are several times as high.
        price_share: "Price against the world", TIMES, token_price / world_price;
    }
}

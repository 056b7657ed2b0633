//! From agents to calls, tokens and dollars: the world's demand, its price, and the part of it that reaches a site.

use super::plan::{Basis, List, Plan, Reference};
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// The world's demand for data centres, and how it responds to prices.
    Demand from (plan: Plan, list: List, refer: Reference, basis: Basis) {
        /// Tokens of a call that the model reads: the context, cut to the longest that it accepts with its answer.
        context: "Context served", TOKEN, plan.context.min((list.limit - plan.output_tokens).max(N::from(1.0).of(TOKEN)));
        /// Tokens of a call that are not in the cache.
        fresh: "Fresh input of a call", TOKEN, context * (N::from(1.0) - plan.cached);
        /// Tokens of a call found in the cache. An agent sends its history again with every step.
        cached: "Cached input of a call", TOKEN, context * plan.cached;
        /// Tokens of a call, context and answer together.
        call: "Tokens of a call", TOKEN, context + plan.output_tokens;
        /// What such a call costs at the market's list prices: those of the baseline's model.
        value: "Value of a call", USD, fresh * refer.input + cached * refer.cached + plan.output_tokens * refer.output;
        /// Value of a call relative to the baseline. Longer contexts and answers raise it.
        dearer: "Value against the baseline call", TIMES, value / refer.value;
        /// Calls of all agents that are not served at the edge, at today's prices. Where world spending is held fixed,
        /// costlier calls are fewer; where calls are held fixed, spending rises. Lower list prices bring more calls.
        calls: "Calls in the world", PER_DAY, plan.agents * plan.calls * (N::from(1.0) - plan.edge)
            / plan.hold.choose(N::from(1.0), dearer) * plan.list_level.pow(N::from(0.0) - plan.elasticity);
        /// Calls relative to the baseline.
        growth: "Calls against the baseline", TIMES, calls / refer.calls;
        /// Machine time that the world asks for at today's prices, relative to what today's machines can serve.
        pressure: "Demand against supply", TIMES, growth * refer.weight;
        /// What a shortage adds to list prices. Where prices clear the market, they rise until demand is what the machines
        /// can serve, up to the largest rise on record; a glut does not lower them below the list.
        shortage: "Rise by shortage", TIMES, plan.shortage.choose(N::from(1.0), pressure.max(N::from(1.0))
            .pow(N::from(1.0) / plan.elasticity.max(basis.price_floor)).min(basis.highest));
        /// Level of market prices relative to today's list.
        price_level: "Price level of the market", TIMES, plan.list_level * shortage;
        /// Calls that are asked for at that price level.
        asked: "Calls asked for", PER_DAY, calls * shortage.pow(N::from(0.0) - plan.elasticity);
        /// Share of these calls that the machines of the world can serve; the others wait.
        served: "World demand served", PERCENT, (refer.calls / (asked * refer.weight)).min(N::from(1.0));
        /// Tokens that the world is served, input and output together.
        tokens: "Tokens in the world", TTOKEN_PER_DAY, asked * served * call;
        /// Input tokens of these calls that are read for the first time.
        fresh_tokens: "Fresh input in the world", TTOKEN_PER_DAY, asked * served * fresh;
        /// Input tokens of these calls that are found in caches.
        cached_tokens: "Cached input in the world", TTOKEN_PER_DAY, asked * served * cached;
        /// Output tokens of these calls.
        output_tokens: "Output in the world", TTOKEN_PER_DAY, asked * served * plan.output_tokens;
        /// What the world spends on tokens in a year: today's published revenue, by calls, value and price level.
        spend: "World spending on tokens", USD_PER_YEAR, basis.world_spend * asked * served / refer.calls * dearer
            * price_level;
    }
}

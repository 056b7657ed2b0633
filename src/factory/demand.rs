//! Agents to tokens.

use super::plan::Plan;
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// What the world asks of data centres, and what of it comes to this site.
    Demand from (plan: Plan) {
        /// Calls of all agents that are not served at the edge.
        calls: "Calls in the world", PER_DAY, plan.agents * plan.calls * (N::from(1.0) - plan.edge);
        /// Tokens of a call read for the first time.
        fresh: "Fresh input of a call", TOKEN, plan.context * (N::from(1.0) - plan.cached);
        /// Tokens of a call found in the cache. An agent sends its history with every step again.
        cached: "Cached input of a call", TOKEN, plan.context * plan.cached;
        /// Tokens of a call, context and answer together.
        call: "Tokens of a call", TOKEN, plan.context + plan.answer;
        /// Tokens of all calls in the world, input and output together.
        tokens: "Tokens in the world", TTOKEN_PER_DAY, calls * call;
        /// Input tokens of all calls in the world that are read for the first time.
        fresh_tokens: "Fresh input in the world", TTOKEN_PER_DAY, calls * fresh;
        /// Input tokens of all calls in the world that are found in caches.
        cached_tokens: "Cached input in the world", TTOKEN_PER_DAY, calls * cached;
        /// Output tokens of all calls in the world.
        output_tokens: "Output in the world", TTOKEN_PER_DAY, calls * plan.answer;
        /// Calls that come to this site.
        site_calls: "Calls at the site", PER_DAY, calls * plan.demand_share;
    }
}

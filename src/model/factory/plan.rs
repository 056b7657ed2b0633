//! What the reader decides about the factory, and what else it is based on.

use crate::inputs;
use crate::quantity::unit::*;

inputs! {
    labelled
    /// Everything a reader can set. Choices from a list and switches are numbers too.
    Plan {
        /// Input tokens of one call of the model: instructions, documents, the history of the agent.
        context: "Context length", TOKEN;
        /// Agents at work in the world today.
        agents: "Agents", AGENTS;
        /// The generation of accelerators in the factory. From 2027 on, the world's new machines differ from expectations by as
        /// much as this generation differs from that of the baseline.
        gpu: "GPU generation", ONE;
        /// Price of a kilowatt-hour at the meter of the site.
        electricity: "Electricity price", USD_PER_KWH;

        /// The language model that is served.
        llm: "Language model", ONE;
        /// The precision in which the weights of the language model are stored.
        precision: "Precision", ONE;
        /// Output tokens of one call.
        output_tokens as "answer": "Answer length", TOKEN;
        /// Share of the context that was read before and is found in the prefix cache.
        cached: "Cache hits", PERCENT;
        /// Whether prefill and decode run on separate machines.
        serving: "Serving", ONE;
        /// Whether the network and the host work while the machines compute.
        overlap: "Overlap", ONE;
        /// Tokens drafted ahead in each step (multi-token prediction).
        drafts: "Draft tokens", ONE;
        /// Chance that a drafted token is accepted.
        acceptance: "Draft acceptance", PERCENT;

        /// Whose price list applies: that of the model served, or another one.
        price_list: "Price list", ONE;
        /// List price of a million input tokens that are not in the cache, standard tier.
        price_input: "Input price", USD_PER_MTOK;
        /// List price of a million cached input tokens, standard tier.
        price_cached: "Cached input price", USD_PER_MTOK;
        /// Price of input that is written to the cache, relative to other input. Some makers charge more for it.
        cache_write: "Cache-write price", TIMES;
        /// List price of a million output tokens, standard tier.
        price_output: "Output price", USD_PER_MTOK;
        /// Context above which the site charges its long-context prices.
        long_from: "Long context from", TOKEN;
        /// Price of input of a long context, relative to the input price. A price list with one price for all lengths has 1.
        long_input: "Long-context input price", TIMES;
        /// Price of output after a long context, relative to the output price. A price list with one price for all lengths
        /// has 1.
        long_output: "Long-context output price", TIMES;
        /// Price in the maker's peak hours, relative to the list price at other times.
        peak_price: "Peak-hour price", TIMES;
        /// Exponent by which a tier's price falls when it misses its promised speed: applied to the speed reached over the
        /// speed promised.
        speed_worth: "Worth of speed", ONE;
        /// Work that can wait up to a day, as a share of what the machines could do. It fills idle hours.
        batch_demand: "Batch demand", PERCENT;
        /// Part of the machines that is set aside for batch work. Batch work fills idle hours of the other machines first.
        batch_share: "Batch reserve", PERCENT;
        /// Tokens per second that a user of the batch tier gets.
        batch_speed: "Batch speed", TOKEN_PER_S_USER;
        /// Price of the batch tier relative to the list price.
        batch_price: "Batch price", TIMES;
        /// Share of planned demand for the standard tier, measured by the machines that it takes in the baseline.
        standard_demand: "Standard demand", PERCENT;
        /// Part of the machines that serves the standard tier.
        standard_share: "Standard machines", PERCENT;
        /// Tokens per second that a user of the standard tier gets. Demand follows the price of a tier, not its speed.
        standard_speed: "Standard speed", TOKEN_PER_S_USER;
        /// Price of the standard tier relative to the list price.
        standard_price: "Standard price", TIMES;
        /// Share of planned demand for the real-time tier, measured by the machines that it takes in the baseline.
        fast_demand: "Real-time demand", PERCENT;
        /// Part of the machines that serves the real-time tier.
        fast_share: "Real-time machines", PERCENT;
        /// Tokens per second that a user of the real-time tier gets. Demand follows the price of a tier, not its speed.
        fast_speed: "Real-time speed", TOKEN_PER_S_USER;
        /// Price of the real-time tier relative to the list price.
        fast_price: "Real-time price", TIMES;
        /// Share of planned demand for the premium tier, measured by the machines that it takes in the baseline.
        premium_demand: "Premium demand", PERCENT;
        /// Part of the machines that serves the premium tier.
        premium_share: "Premium machines", PERCENT;
        /// Tokens per second that a user of the premium tier gets.
        premium_speed: "Premium speed", TOKEN_PER_S_USER;
        /// Price of the premium tier relative to the list price.
        premium_price: "Premium price", TIMES;
        /// Share of planned demand for the ultra tier, measured by the machines that it takes in the baseline.
        ultra_demand: "Ultra demand", PERCENT;
        /// Part of the machines that serves the ultra tier.
        ultra_share: "Ultra machines", PERCENT;
        /// Tokens per second that a user of the ultra tier gets.
        ultra_speed: "Ultra speed", TOKEN_PER_S_USER;
        /// Price of the ultra tier relative to the list price.
        ultra_price: "Ultra price", TIMES;

        /// Power of the whole site at the meter.
        power: "Site power", MEGAWATT;
        /// Mean demand at the site, as a share of what its machines can serve, at the baseline's workload and prices. A site
        /// with more or better machines is assumed to find as much more demand.
        load: "Planned load", PERCENT;
        /// Share of the predicted throughput that an operator reaches in production.
        operator_yield: "Operator's yield", PERCENT;
        /// Share of the serving capacity in use that goes to paying customers; the rest goes to free users.
        paid: "Paid share", PERCENT;
        /// How demand is spread over the hours of the day.
        hours: "Hours of the day", ONE;
        /// Calls of the model that one agent makes.
        calls: "Calls per agent", PER_DAY;
        /// Share of the year in which machines are available.
        availability: "Availability", PERCENT;
        /// Share of the idle machine time that batch work can use.
        backfill: "Usable idle time", PERCENT;
        /// Power that an idle machine draws, as a share of full power.
        idle_power: "Idle power", PERCENT;
        /// Power of the site per watt of computing.
        pue: "Power usage effectiveness", ONE;

        /// Whether the site owns its machines and its building, or rents GPU-hours. A rented GPU-hour is a machine at work in
        /// somebody else's building: its rent takes the place of the price of the machine with its storage, and of the
        /// building, the electricity, repair, insurance, network and staff. Software licences stay with the renter.
        tenure: "Own or rent", ONE;
        /// What an accelerator costs for each hour where machines are rented: for all hours, idle ones included, and all-in.
        /// It follows the chosen accelerator until it is set.
        rent: "Rent of a GPU-hour", USD_PER_GPU_HOUR;
        /// Price of an accelerator with its share of the rack, which the site pays where it owns its machines. It follows the
        /// chosen accelerator until it is set, and moves this site alone, not what the world's machines cost. The price of a
        /// rack or a server can be typed as it is: $4M per rack, $300K per 8 GPUs.
        gpu_price: "Price per GPU", USD;
        /// Price of machines relative to their price per GPU, or to their rent, for this site and for the world's new
        /// machines.
        machine_price: "Machine price factor", TIMES;
        /// Years after which machines are replaced.
        life: "Machine life", YEAR;
        /// Factor by which the price of new machines per watt changes each year.
        machine_growth: "Machine price growth", TIMES;
        /// Share of its value that a machine loses in a year through wear alone.
        wear: "Wear per year", PERCENT;
        /// How much of the progress of new machines, in tokens per dollar, lowers the price of used ones.
        pass_through: "Pass-through of progress", ONE;
        /// Yearly cost of capital, as interest on the money invested.
        interest: "Cost of capital", PERCENT;
        /// Price of the building with power and cooling, per watt at the meter.
        building: "Building cost", USD_PER_W;
        /// Years over which the building is written off.
        building_life: "Building life", YEAR;
        /// Repair, insurance and network, as a share of the yearly write-off of machines and building.
        running: "Running cost", PERCENT;
        /// Cost of the people who run the site, for each megawatt.
        staff: "Staff", USD_PER_MW_YEAR;
        /// What the grid charges for the highest power drawn, regardless of the energy used.
        demand_charge: "Demand charge", USD_PER_KW_YEAR;
        /// Storage for the cache beyond what the machines include, as a share of their price.
        storage: "Cache storage", PERCENT;
        /// Licences of serving software, for each accelerator.
        licence: "Software licences", USD_PER_GPU_YEAR;
        /// Share of the revenue that a reseller keeps.
        reseller: "Reseller's cut", PERCENT;
        /// Share of the profit that goes to tax.
        tax: "Tax", PERCENT;
        /// Carbon dioxide emitted for each kilowatt-hour.
        carbon: "Carbon intensity", GRAM_PER_KWH;

        /// List prices of the whole market relative to today's: those of the site and of all others.
        list_level: "List prices of the market", TIMES;
        /// What stays fixed when calls become longer or more expensive: what the world spends, or how many calls it makes.
        hold: "What demand holds", ONE;
        /// Percent by which world demand falls when prices rise by one percent.
        elasticity: "Price elasticity", ONE;
        /// Percent by which the demand at one seller falls when its prices rise by one percent relative to others'.
        seller_elasticity: "Seller's elasticity", ONE;
        /// Demand at the site relative to that for a model of the quality that others sell at the same price.
        quality: "Quality against others", TIMES;
        /// What happens when demand exceeds supply: prices rise until it no longer does, at most by the largest rise on
        /// record, or calls wait.
        shortage: "In a shortage", ONE;
        /// Share of demand served by phones and computers at the edge instead of data centres.
        edge: "Edge share", PERCENT;
        /// Share of tokens that must be sold at the price of open-weights models.
        open_share: "Open-weights share", PERCENT;
        /// Factor by which open-weights models are cheaper.
        open_discount: "Open-weights discount", TIMES;

        /// Factor by which the odds of adoption grow each year: growth while agents are few.
        adoption: "Adoption growth", TIMES;
        /// Agents at which adoption saturates.
        ceiling: "Agent ceiling", AGENTS;
        /// Factor by which calls per agent grow each year.
        calls_growth: "Calls growth", TIMES;
        /// Factor by which new machines serve more tokens per watt each year.
        efficiency: "Efficiency gain", TIMES;
        /// Factor by which token prices change each year.
        price_change: "Price change", TIMES;
        /// Grid power and buildings for AI data centres that the world can add in 2026.
        supply: "New power limit", GIGAWATT;
        /// Factor by which the power that the world can add grows each year.
        supply_growth: "Power growth", TIMES;
        /// Machines that the chip makers can deliver in 2026.
        chips: "Chip supply", USD_PER_YEAR;
        /// Factor by which that supply grows each year.
        chips_growth: "Chip supply growth", TIMES;
        /// Cost of refitting a hall for new machines, as a share of a new building.
        refit: "Refit of a hall", PERCENT;
    }
}

inputs! {
    /// What else the factory is based on: conventions, and figures that no lever changes.
    Basis {
        /// The year to which all yearly figures refer.
        year: "One year", YEAR;
        /// Power usage effectiveness already included in the all-in power of the machines.
        source_pue: "PUE within all-in power", ONE;
        /// Time of drafting tokens, as a share of a step.
        draft_cost: "Drafting cost", PERCENT;
        /// Share of its throughput that a factory keeps when prefill and decode machines are separate.
        kv_transfer as "handover": "Hand-over efficiency", PERCENT;
        /// Throughput of published runs of this model and machine relative to what the formulas predict for them: 1 where
        /// none were published, and closer to 1 where they are few or disagree.
        correction: "Measured against predicted", TIMES;
        /// Price ratio below which demand is assumed not to respond further: no elasticity was measured that far.
        price_floor: "Lowest price ratio", ONE;
        /// Highest level of market prices in a shortage. Beyond it calls wait.
        highest: "Highest price level", TIMES;
        /// How sharply owners retire machines whose rent no longer covers their running cost.
        retirement: "Sharpness of retirement", ONE;
        /// Price of an accelerator as published, against which the price of this site stands.
        listed: "Listed price per GPU", USD;
        /// Least running cost of a machine, as a share of what it earns.
        least_running: "Least running cost", PERCENT;
        /// Least share of its price that a used machine sells for.
        scrap: "Scrap value", PERCENT;
        /// Factor by which serving software came to serve more tokens on the same machines each year until today.
        software: "Software gain", TIMES;
        /// What the world pays for tokens in a year, as published.
        world_spend: "World token revenue", USD_PER_YEAR;
        /// Tokens that the world is served, as published.
        world_tokens: "World tokens", TTOKEN_PER_DAY;
        /// Capacity of the machines that serve today's calls, in power of GB200 machines.
        fleet: "Fleet that serves today", GIGAWATT;
    }
}

inputs! {
    /// The price list of the language model that is served, as its maker or the cheapest marketplace publishes it.
    List {
        /// Price of a million input tokens that are not in the cache.
        input: "List price of input", USD_PER_MTOK;
        /// Price of a million cached input tokens.
        cached: "List price of cached input", USD_PER_MTOK;
        /// Price of input written to the cache relative to other input.
        write: "List price of cache writes", TIMES;
        /// Price of a million output tokens.
        output: "List price of output", USD_PER_MTOK;
        /// Price in peak hours relative to the list price.
        peak: "List price in peak hours", TIMES;
        /// Share of the demand of a week that falls into peak hours.
        peak_share: "Demand in peak hours", PERCENT;
        /// Context above which the list charges more.
        long: "Long context from", TOKEN;
        /// Price of input of a long context relative to the list price.
        long_input: "Long-context input", TIMES;
        /// Price of output after a long context relative to the list price.
        long_output: "Long-context output", TIMES;
        /// Longest context, with its answer, that the model reads.
        limit: "Longest context", TOKEN;
    }
}

inputs! {
    /// Demand by hour of the week, mean 1.
    Hours {
        /// Demand from 0:00 to 1:00 on a working day relative to the mean of the week.
        d00: "Working day, 0:00", TIMES;
        /// Demand from 1:00 to 2:00 on a working day relative to the mean of the week.
        d01: "Working day, 1:00", TIMES;
        /// Demand from 2:00 to 3:00 on a working day relative to the mean of the week.
        d02: "Working day, 2:00", TIMES;
        /// Demand from 3:00 to 4:00 on a working day relative to the mean of the week.
        d03: "Working day, 3:00", TIMES;
        /// Demand from 4:00 to 5:00 on a working day relative to the mean of the week.
        d04: "Working day, 4:00", TIMES;
        /// Demand from 5:00 to 6:00 on a working day relative to the mean of the week.
        d05: "Working day, 5:00", TIMES;
        /// Demand from 6:00 to 7:00 on a working day relative to the mean of the week.
        d06: "Working day, 6:00", TIMES;
        /// Demand from 7:00 to 8:00 on a working day relative to the mean of the week.
        d07: "Working day, 7:00", TIMES;
        /// Demand from 8:00 to 9:00 on a working day relative to the mean of the week.
        d08: "Working day, 8:00", TIMES;
        /// Demand from 9:00 to 10:00 on a working day relative to the mean of the week.
        d09: "Working day, 9:00", TIMES;
        /// Demand from 10:00 to 11:00 on a working day relative to the mean of the week.
        d10: "Working day, 10:00", TIMES;
        /// Demand from 11:00 to 12:00 on a working day relative to the mean of the week.
        d11: "Working day, 11:00", TIMES;
        /// Demand from 12:00 to 13:00 on a working day relative to the mean of the week.
        d12: "Working day, 12:00", TIMES;
        /// Demand from 13:00 to 14:00 on a working day relative to the mean of the week.
        d13: "Working day, 13:00", TIMES;
        /// Demand from 14:00 to 15:00 on a working day relative to the mean of the week.
        d14: "Working day, 14:00", TIMES;
        /// Demand from 15:00 to 16:00 on a working day relative to the mean of the week.
        d15: "Working day, 15:00", TIMES;
        /// Demand from 16:00 to 17:00 on a working day relative to the mean of the week.
        d16: "Working day, 16:00", TIMES;
        /// Demand from 17:00 to 18:00 on a working day relative to the mean of the week.
        d17: "Working day, 17:00", TIMES;
        /// Demand from 18:00 to 19:00 on a working day relative to the mean of the week.
        d18: "Working day, 18:00", TIMES;
        /// Demand from 19:00 to 20:00 on a working day relative to the mean of the week.
        d19: "Working day, 19:00", TIMES;
        /// Demand from 20:00 to 21:00 on a working day relative to the mean of the week.
        d20: "Working day, 20:00", TIMES;
        /// Demand from 21:00 to 22:00 on a working day relative to the mean of the week.
        d21: "Working day, 21:00", TIMES;
        /// Demand from 22:00 to 23:00 on a working day relative to the mean of the week.
        d22: "Working day, 22:00", TIMES;
        /// Demand from 23:00 to 24:00 on a working day relative to the mean of the week.
        d23: "Working day, 23:00", TIMES;
        /// Demand from 0:00 to 1:00 on a weekend day relative to the mean of the week.
        e00: "Weekend, 0:00", TIMES;
        /// Demand from 1:00 to 2:00 on a weekend day relative to the mean of the week.
        e01: "Weekend, 1:00", TIMES;
        /// Demand from 2:00 to 3:00 on a weekend day relative to the mean of the week.
        e02: "Weekend, 2:00", TIMES;
        /// Demand from 3:00 to 4:00 on a weekend day relative to the mean of the week.
        e03: "Weekend, 3:00", TIMES;
        /// Demand from 4:00 to 5:00 on a weekend day relative to the mean of the week.
        e04: "Weekend, 4:00", TIMES;
        /// Demand from 5:00 to 6:00 on a weekend day relative to the mean of the week.
        e05: "Weekend, 5:00", TIMES;
        /// Demand from 6:00 to 7:00 on a weekend day relative to the mean of the week.
        e06: "Weekend, 6:00", TIMES;
        /// Demand from 7:00 to 8:00 on a weekend day relative to the mean of the week.
        e07: "Weekend, 7:00", TIMES;
        /// Demand from 8:00 to 9:00 on a weekend day relative to the mean of the week.
        e08: "Weekend, 8:00", TIMES;
        /// Demand from 9:00 to 10:00 on a weekend day relative to the mean of the week.
        e09: "Weekend, 9:00", TIMES;
        /// Demand from 10:00 to 11:00 on a weekend day relative to the mean of the week.
        e10: "Weekend, 10:00", TIMES;
        /// Demand from 11:00 to 12:00 on a weekend day relative to the mean of the week.
        e11: "Weekend, 11:00", TIMES;
        /// Demand from 12:00 to 13:00 on a weekend day relative to the mean of the week.
        e12: "Weekend, 12:00", TIMES;
        /// Demand from 13:00 to 14:00 on a weekend day relative to the mean of the week.
        e13: "Weekend, 13:00", TIMES;
        /// Demand from 14:00 to 15:00 on a weekend day relative to the mean of the week.
        e14: "Weekend, 14:00", TIMES;
        /// Demand from 15:00 to 16:00 on a weekend day relative to the mean of the week.
        e15: "Weekend, 15:00", TIMES;
        /// Demand from 16:00 to 17:00 on a weekend day relative to the mean of the week.
        e16: "Weekend, 16:00", TIMES;
        /// Demand from 17:00 to 18:00 on a weekend day relative to the mean of the week.
        e17: "Weekend, 17:00", TIMES;
        /// Demand from 18:00 to 19:00 on a weekend day relative to the mean of the week.
        e18: "Weekend, 18:00", TIMES;
        /// Demand from 19:00 to 20:00 on a weekend day relative to the mean of the week.
        e19: "Weekend, 19:00", TIMES;
        /// Demand from 20:00 to 21:00 on a weekend day relative to the mean of the week.
        e20: "Weekend, 20:00", TIMES;
        /// Demand from 21:00 to 22:00 on a weekend day relative to the mean of the week.
        e21: "Weekend, 21:00", TIMES;
        /// Demand from 22:00 to 23:00 on a weekend day relative to the mean of the week.
        e22: "Weekend, 22:00", TIMES;
        /// Demand from 23:00 to 24:00 on a weekend day relative to the mean of the week.
        e23: "Weekend, 23:00", TIMES;
        /// The busiest hour.
        peak: "Busiest hour", TIMES;
    }
}

impl<N: Copy> Hours<N> {
    /// The hours of a working day, and those of a weekend day.
    pub fn of_week(&self) -> [[N; 24]; 2] {
        [
            [
                self.d00, self.d01, self.d02, self.d03, self.d04, self.d05, self.d06, self.d07, self.d08,
                self.d09, self.d10, self.d11, self.d12, self.d13, self.d14, self.d15, self.d16, self.d17,
                self.d18, self.d19, self.d20, self.d21, self.d22, self.d23,
            ],
            [
                self.e00, self.e01, self.e02, self.e03, self.e04, self.e05, self.e06, self.e07, self.e08,
                self.e09, self.e10, self.e11, self.e12, self.e13, self.e14, self.e15, self.e16, self.e17,
                self.e18, self.e19, self.e20, self.e21, self.e22, self.e23,
            ],
        ]
    }
}

inputs! {
    /// Machines sold in one year.
    Cohort {
        /// Power of the machines sold, at the meter.
        sold: "Power sold", GIGAWATT;
        /// Tokens per watt against GB200.
        efficiency: "Tokens per watt against GB200", TIMES;
        /// Price of the machines for each watt at the meter.
        machines: "Machines per watt", USD_PER_W;
        /// Price of building, power and cooling for each watt at the meter.
        shell: "Building per watt", USD_PER_W;
    }
}

inputs! {
    /// The eight factors between the power of the world and the tokens that it is served.
    Chain {
        /// Power of the fleet whose tokens are counted.
        power: "World AI power", GIGAWATT;
        /// Tokens per second that a megawatt of GB200 serves in the best case: one open model, one kind of call, slow.
        rate: "Tokens per megawatt", TOKEN_PER_S_MW;
        /// Share of the power that serves; the rest trains and experiments.
        serving: "Power for serving", PERCENT;
        /// Share of it that serves text rather than ranking, images, video and idle reservations.
        text: "Share of text", PERCENT;
        /// Mean load over the day and the week.
        load: "Load", PERCENT;
        /// Tokens per watt of the installed mix of generations against GB200.
        generations: "Mix of generations", PERCENT;
        /// Throughput of the world's kinds of calls against calls of a coding agent.
        calls: "Kinds of calls", PERCENT;
        /// Throughput at the speeds that are sold against the slowest.
        speed: "Speed", PERCENT;
        /// Throughput of the models in use against DeepSeek V3.
        models: "Mix of models", PERCENT;
        /// Share of the predicted throughput that operators reach.
        operators: "Operators' yield", PERCENT;
    }
}

inputs! {
    /// The baseline scenario, which today's published figures describe: the factory computes it first, and
    /// measures change against it.
    Reference {
        /// Calls of the model in the world, in the baseline.
        calls: "Baseline calls", PER_S;
        /// What such a call costs at the list prices of the baseline's model.
        value: "Baseline value of a call", USD;
        /// List price of input in the baseline.
        input: "Baseline input price", USD_PER_MTOK;
        /// List price of cached input in the baseline.
        cached: "Baseline cached input price", USD_PER_MTOK;
        /// List price of output in the baseline.
        output: "Baseline output price", USD_PER_MTOK;
        /// Machine time of a call of this scenario on today's machines, relative to a call of the baseline.
        weight: "Weight of a call", TIMES;
        /// Price of batch work in the baseline, relative to the list price.
        batch: "Baseline batch price", TIMES;
        /// Price of the standard tier in the baseline, relative to the list price.
        standard: "Baseline standard price", TIMES;
        /// Price of the real-time tier in the baseline, relative to the list price.
        fast: "Baseline real-time price", TIMES;
        /// Price of the premium tier in the baseline, relative to the list price.
        premium: "Baseline premium price", TIMES;
        /// Price of the ultra tier in the baseline, relative to the list price.
        ultra: "Baseline ultra price", TIMES;
        /// Tokens per watt of the chosen machines relative to the baseline's, for the calls by which the fleet is counted.
        generation: "Chosen generation, tokens per watt", TIMES;
        /// Price of the chosen machines per watt, relative to the baseline's.
        generation_price: "Chosen generation, price per watt", TIMES;
    }
}

impl<N: Copy> Reference<N> {
    /// Usual prices of the tiers, in their order.
    pub fn usual(&self) -> [N; 5] {
        [self.batch, self.standard, self.fast, self.premium, self.ultra]
    }
}

inputs! {
    /// One speed tier.
    TierSlo {
        /// Part of the machines.
        share: "Part of the machines", PERCENT;
        /// Parts of all tiers together.
        given: "Parts given to tiers", PERCENT;
        /// Demand at the tier as a share of what the whole site could serve at its speed, at the baseline's workload and prices.
        wanted: "Demand for the tier", PERCENT;
        /// Calls that the whole site would serve at this tier's baseline speed, if they were the baseline's.
        baseline_calls as "today": "Baseline calls at full load", PER_S;
        /// Tokens per second that a user is promised.
        speed: "Promised speed", TOKEN_PER_S_USER;
        /// Price against the list price.
        price: "Price factor", TIMES;
        /// Price relative to the list price in the baseline.
        usual: "Baseline price factor", TIMES;
        /// 1 where some layout of the machines holds the model and a call.
        fits: "Fits into memory", ONE;
    }
}

inputs! {
    /// Sums over the speed tiers.
    Totals {
        /// Calls per second when everything works.
        capacity: "Calls at full load", PER_S;
        /// Revenue when everything is sold.
        revenue: "Revenue at full load", USD_PER_YEAR;
        /// Demand against capacity.
        asked: "Demand against capacity", PERCENT;
        /// Share of the machines at work.
        load: "Machines at work", PERCENT;
        /// Calls served.
        calls: "Calls served", PER_S;
        /// Revenue of what is sold.
        sold: "Revenue of all tiers", USD_PER_YEAR;
    }
}

inputs! {
    /// What the machines of interactive tiers do, before batch work fills their idle hours.
    Busy {
        /// Part of the machines that serves interactive tiers.
        part: "Machines of interactive tiers", PERCENT;
        /// Machines at work for them, as a share of the site.
        load: "Interactive load", PERCENT;
    }
}

inputs! {
    /// A year of the market.
    When {
        /// Years since 2026; below zero before.
        elapsed: "Years since 2026", ONE;
        /// 1 for years whose sales are published.
        past: "Sales are published", ONE;
    }
}

inputs! {
    /// One year's machines in a later year.
    Aged {
        /// Years since the machines were sold.
        age: "Age", ONE;
        /// Tokens per watt of these machines against GB200.
        efficiency: "Tokens per watt against GB200", TIMES;
        /// Price that was paid for these machines, for each watt.
        machines: "Machines per watt", USD_PER_W;
        /// Share of them that was kept at the end of the year before.
        before: "Kept before", PERCENT;
    }
}

inputs! {
    /// The state of the world at the beginning of a year.
    Fleet {
        /// Capacity of the machines that are kept, in power of GB200 machines.
        capacity: "Capacity kept", GIGAWATT;
        /// Power of the machines that are kept.
        installed: "Power kept", GIGAWATT;
        /// Power installed at the end of the year before.
        before: "Power before", GIGAWATT;
        /// Capacity at the end of the year before.
        served: "Capacity before", GIGAWATT;
        /// Money spent so far.
        spent: "Spent before", USD;
    }
}

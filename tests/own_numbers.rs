//! A reader's own numbers: rented machines, a machine's own price, own prices by length, electricity that is free or
//! has a negative price, prompts that are cached completely, and fleets from one machine up.
#![cfg(not(target_arch = "wasm32"))]

use model::factory::Factory;
use model::quantity::near::near;
use model::quantity::unit::{PERCENT, USD_PER_GPU_HOUR, USD_PER_MTOK};
use model::scenario::levers::{GPUS, LEVERS};
use model::scenario::{Scenario, link};
use model::study::evaluate::note::Note;
use model::study::evaluate::{Evaluation, evaluate};
use model::study::monte_carlo::draws::{BaselineDraws, Draws};
use model::study::sensitivity::response::Response;
use model::study::sensitivity::slope::Relaxed;

fn of(link: &str) -> Evaluation {
    let (scenario, faults) = link::read(link);
    assert_eq!(faults, vec![], "{link}");
    evaluate(&scenario)
}

/// Panics if two numbers differ by more than rounding.
#[track_caller]
fn same(value: f64, expected: f64) {
    near(value, expected, 1e-12);
}

/// Names of the numbers that are not finite.
fn unknown(factory: &Factory<f64>) -> Vec<String> {
    let mut names = Vec::new();
    factory.each(|stage, about, value| {
        if !value.is_finite() {
            names.push(format!("{stage}.{}", about.id));
        }
    });
    names
}

#[test]
fn a_rented_hour_costs_its_rent_and_nothing_else() {
    let rented = of("tenure=rented").factory;
    same(USD_PER_GPU_HOUR.shown(rented.cost.total), 3.96);
    same(rented.profit.cost, rented.site.gpus * rented.cost.total);
    for free in
        [rented.profit.building, rented.profit.running, rented.profit.electricity, rented.profit.investment]
    {
        same(free, 0.0);
    }
    // The rent includes what an owner pays for, whatever that costs.
    let all = "tenure=rented&electricity=0.3&building=40&interest=20&life=2&running=90&staff=1M&demand_charge=500\
               &storage=20&gpu_price=200k&wear=20&pue=1.2";
    let other = of(all).factory;
    same(other.cost.total, rented.cost.total);
    // Software is not included, and the factor on machine prices also applies to rents.
    let licensed = of("tenure=rented&licence=8760&machine_price=1.5").factory;
    same(USD_PER_GPU_HOUR.shown(licensed.cost.total), 1.5 * 3.96 + 1.0);
    // A renter has nothing to pay back, and no electricity price makes the profit zero.
    for name in ["profit.payback", "profit.break_even_electricity"] {
        assert!(unknown(&rented).contains(&name.to_owned()), "{name}");
    }
    assert_eq!(unknown(&rented).len(), 2 + unknown(&of("").factory).len(), "{:?}", unknown(&rented));
}

#[test]
fn published_rents_are_a_range_where_machines_are_rented() {
    let ends = |link: &str| {
        let inputs = model::study::monte_carlo::draws::inputs(&of(link));
        let rent = inputs.iter().find(|input| input.about.id == "rent")?;
        Some([rent.datum.low, rent.datum.value, rent.datum.high])
    };
    assert_eq!(ends("gpu=h100"), None);
    assert_eq!(ends("gpu=h100&tenure=rented"), Some([1.30, 1.30, 3.41]));
    assert_eq!(ends("tenure=rented"), Some([3.30, 3.96, 3.96]));
    assert_eq!(ends("tenure=rented&rent=3"), None);
    let rented = of("gpu=h100&tenure=rented");
    let (mut baseline, mut draws) = (BaselineDraws::default(), Draws::of(&rented));
    for _ in 0..50 {
        let cost = draws.next(&mut baseline).factory.cost;
        let hour = USD_PER_GPU_HOUR.shown(cost.total);
        assert!((1.3..=3.41).contains(&hour), "{hour}");
        assert_eq!(cost.total.to_bits(), cost.machines.to_bits());
    }
}

#[test]
fn rent_and_price_are_those_of_the_machine_until_they_are_set() {
    for (machine, rent, price) in
        [("h100", 1.30, 25_000.0), ("gb200", 3.30, 45_800.0), ("gb300", 3.96, 55_000.0)]
    {
        let Scenario { rent: hour, gpu_price, .. } = of(&format!("gpu={machine}")).scenario;
        same(USD_PER_GPU_HOUR.shown(hour), rent);
        same(gpu_price, price);
        same(of(&format!("gpu={machine}&tenure=rented")).factory.cost.total, hour);
    }
    // Values that are set stay, wherever they are in the link.
    for link in
        ["gpu_price=30000&rent=2&gpu=h100&tenure=rented", "tenure=rented&gpu=h100&rent=2&gpu_price=30000"]
    {
        let own = of(link);
        assert_eq!(link::write(&own.scenario), "v=2&gpu=h100&tenure=rented&rent=2&gpu_price=30k");
        same(USD_PER_GPU_HOUR.shown(own.factory.cost.total), 2.0);
        assert!(
            own.notes.contains(&Note::OwnMachinePrice { what: "rent", machine: "H100" }),
            "{:?}",
            own.notes
        );
    }
    let moved = link::read("gpu_price=30000").0.with(&LEVERS.gpu, 0.0);
    same(moved.gpu_price, 30_000.0);
    // Values that were not set are not in the link, whatever the machine.
    for choice in &GPUS {
        let link = format!("v=2&gpu={}", choice.slug);
        let written = link::write(&link::read(&link).0);
        assert!(written == link || written.is_empty(), "{written}");
    }
}

#[test]
fn a_price_of_its_own_moves_the_site_and_a_factor_the_world_too() {
    let [listed, own, factor] = ["", "gpu_price=110000", "machine_price=2"].map(|link| of(link).factory);
    same(own.cost.machines, factor.cost.machines);
    same(own.profit.profit, factor.profit.profit);
    same(own.years[5].build.machines, listed.years[5].build.machines);
    assert!(factor.years[5].build.machines > 1.9 * listed.years[5].build.machines);
    assert!(
        of("gpu_price=110000")
            .notes
            .contains(&Note::OwnMachinePrice { what: "price", machine: "GB300 NVL72" })
    );
    // A published price has a range, a reader's own price does not.
    let drawn = |link: &str| {
        let inputs = model::study::monte_carlo::draws::inputs(&of(link));
        inputs.iter().any(|input| input.stage == "machine" && input.about.id == "price")
    };
    assert!(drawn("gpu=rubin") && !drawn("gpu=rubin&gpu_price=90k"));
}

#[test]
fn a_machine_without_a_price_can_be_given_one_or_be_rented() {
    let lacks = |link: &str, what| {
        of(link).notes.iter().any(|note| matches!(note, Note::NotPublished { what: it, .. } if *it == what))
    };
    assert!(lacks("gpu=mi455x", "price") && of("gpu=mi455x").factory.cost.price.is_nan());
    assert!(!lacks("gpu=mi455x&gpu_price=40k", "price"));
    same(of("gpu=mi455x&gpu_price=40k&storage=0").factory.cost.price, 40_000.0);
    // Typing zero selects the published value, if there is one.
    assert_eq!(of("gpu=mi455x&gpu_price=0").scenario, of("gpu=mi455x").scenario);
    assert_eq!(of("gpu=h100&gpu_price=0&rent=0").scenario, of("gpu=h100").scenario);
    let rented = of("gpu=h800&tenure=rented&rent=1.3");
    assert!(rented.factory.profit.profit.is_finite());
    assert!(!rented.notes.iter().any(Note::is_fault), "{:?}", rented.notes);
    let unpriced = of("gpu=h800&tenure=rented");
    assert!(unpriced.factory.profit.profit.is_nan());
    assert!(unpriced.notes.contains(&Note::NotPublished { what: "rent", machine: "H800" }));
}

#[test]
fn electricity_that_is_free_or_paid_for_leaves_every_number() {
    let plain = of("");
    let known = unknown(&plain.factory);
    for link in [
        "electricity=0",
        "electricity=-0.05",
        "electricity=0&running=0",
        "electricity=-0.05&running=0&building=2",
    ] {
        let free = of(link);
        assert_eq!(unknown(&free.factory), known, "{link}");
        let mut baseline = BaselineDraws::default();
        let mut draws = Draws::of(&free);
        for _ in 0..20 {
            assert_eq!(unknown(&draws.next(&mut baseline).factory), known, "{link}");
        }
        let mut odd = Vec::new();
        Relaxed::of(&free.scenario).along(&LEVERS.electricity).each(|stage, about, dual| {
            if !dual.slope.is_finite() {
                odd.push(format!("{stage}.{}", about.id));
            }
        });
        assert_eq!(odd, Vec::<String>::new(), "{link}");
    }
    let [free, paid] = ["electricity=0", "electricity=-0.05"].map(|link| of(link).factory.profit);
    same(free.electricity, 0.0);
    assert!(paid.electricity < 0.0 && paid.profit > free.profit);
}

#[test]
fn a_prompt_that_is_cached_whole_is_read_by_its_last_token() {
    let whole = of("cached=100");
    assert_eq!(unknown(&whole.factory), unknown(&of("").factory));
    for line in whole.factory.lines.iter().flatten() {
        same(line.prefill.batch.fresh, 1.0);
        assert!(line.serving.read_time > 0.0 && line.serving.reading_share < 0.01, "{:?}", line.serving);
    }
    same(whole.factory.demand.fresh, 0.0);
    // With more cache hits there is never more to read.
    let time = |cached: &str| of(&format!("cached={cached}")).factory.lines[1].unwrap().serving.read_time;
    let times = ["98", "99", "99.9", "99.999", "100"].map(time);
    assert!(times.windows(2).all(|pair| pair[1] <= pair[0]), "{times:?}");
    assert!(PERCENT.shown(whole.factory.profit.load).is_finite());
}

#[test]
fn a_fleet_of_one_machine_serves_what_fits_on_it() {
    let one = of("power=2.1kW&llm=llama-3.1-8b&serving=shared");
    same(one.factory.site.gpus, 1.0);
    for (_, search) in one.tiers() {
        let found = one.factory.inputs.deployments.iter().flatten();
        assert!(
            found.clone().all(|it| (it.prefill_layout.gpus - 1.0).abs() < 1e-9
                && (it.decode_layout.gpus - 1.0).abs() < 1e-9),
            "{search:?}"
        );
    }
    assert!(one.factory.profit.revenue > 0.0 && one.factory.profit.load > 0.0);
    // A site is planned for its share of the baseline's calls, however few machines it has.
    let many = of("power=210kW&llm=llama-3.1-8b&serving=shared");
    let planned = |it: &Evaluation| it.factory.lines[1].unwrap().slo.baseline_calls;
    assert!((100.0 * planned(&one) / planned(&many) - 1.0).abs() < 1e-9);
    // With separate machines for prefill there must be at least two.
    let two = of("power=2.1kW&llm=llama-3.1-8b&serving=separate");
    let needs = |it: &Evaluation| match it.notes[0] {
        Note::SiteTooSmall { needs, .. } => needs,
        ref note => panic!("{note}"),
    };
    same(needs(&two), 2.0);
    assert!(of("power=4.2kW&llm=llama-3.1-8b&serving=separate").factory.profit.revenue > 0.0);
    // The site is as large as the smallest layout, or serves nothing and reports what it needs.
    let small = of("power=2.1kW&serving=shared");
    let least = needs(&small);
    same(small.factory.profit.revenue, 0.0);
    assert!(
        small.notes[0].to_string().contains(&format!("needs {least:.0} GB300 NVL72 at least")),
        "{}",
        small.notes[0]
    );
    let enough = of(&format!("power={}kW&serving=shared", 2.1 * least));
    assert!(enough.factory.profit.revenue > 0.0);
    same(of("power=1kW").factory.profit.revenue, 0.0);
}

#[test]
fn a_long_context_costs_what_the_own_sheet_says() {
    let call = |link: &str| of(link).factory.prices.call;
    let short = "context=100k&answer=1000&cached=0&hours=flat&shortage=queue";
    same(call(&format!("{short}&long_from=200k&long_input=2&long_output=1.5")), call(short));
    let own = of(&format!("{short}&long_from=50k&long_input=2&long_output=1.5")).factory;
    let plain = of(short).factory;
    let [input, output] = [plain.inputs.plan.price_input, plain.inputs.plan.price_output];
    let rise = 100e3 * input + 0.5 * 1000.0 * output;
    let level = plain.prices.hours * plain.demand.price_level;
    same(own.prices.call, plain.prices.call + rise * level);
    // Other sellers keep their list prices, so the own price drives demand away.
    same(own.prices.list_call, plain.prices.list_call);
    assert!(own.prices.against > 1.0 && own.prices.pull < plain.prices.pull);
    // A list that charges by length has its own tiers, which are dropped with it.
    let listed = of("llm=minimax-m2.5&price_list=minimax-m3").scenario;
    same(listed.long_from, 512e3);
    same(listed.long_input, 2.0);
    assert_eq!(link::write(&listed), "v=2&llm=minimax-m2.5&price_list=minimax-m3");
    same(link::read("long_input=3&llm=kimi-k3").0.long_input, 3.0);
    assert!(USD_PER_MTOK.shown(input) > 0.0);
}

#[test]
fn no_layout_is_larger_than_its_site() {
    for (machine, serving) in
        [("h100", "shared"), ("gb300", "separate"), ("rubin", "separate"), ("mi355x", "shared")]
    {
        for power in ["1kW", "3kW", "10kW", "20kW", "50kW", "150kW", "500kW", "1MW"] {
            for model in ["llama-3.1-8b", "gpt-oss-120b", "deepseek-v4-pro"] {
                let now = of(&format!("gpu={machine}&power={power}&serving={serving}&llm={model}"));
                let parts = if serving == "separate" { 2.0 } else { 1.0 };
                let is_served = now.factory.profit.revenue > 0.0;
                for found in now.factory.inputs.deployments.iter().flatten().filter(|it| it.fits > 0.0) {
                    let most = found.prefill_layout.gpus.max(found.decode_layout.gpus);
                    assert!(
                        parts * most <= now.factory.site.gpus * (1.0 + 1e-9),
                        "{machine} {power} {model}"
                    );
                }
                let is_small = now.notes.iter().any(|note| matches!(note, Note::SiteTooSmall { .. }));
                assert_ne!(is_small, is_served, "{machine} {power} {model}: {:?}", now.notes);
            }
        }
    }
}

#[test]
fn a_step_from_nothing_or_less_goes_up_by_one_step_of_the_track() {
    for (link, said) in [("electricity=0", "at $0.005"), ("electricity=-0.05", "at −$0.045")] {
        let scenario = of(link).scenario;
        let response = Response::of(&scenario, &Relaxed::of(&scenario), &LEVERS.electricity).unwrap();
        // A higher electricity price lowers profit, whatever its sign.
        let text = response.to_string();
        assert!(text.starts_with(said) && text.contains("→ −"), "{text}");
        assert!(!response.explained().contains("NaN"));
    }
    // A price shock also raises a negative price.
    let shocked = |link: &str| link::read(link).0.electricity;
    assert!(shocked("electricity=-0.05&shocks=electricity") > shocked("electricity=-0.05"));
}

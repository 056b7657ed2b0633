//! Constants that were derived for the levers: each still has the effect described in its note.

use model::catalog::accelerators::ACCELERATORS;
use model::catalog::formats::Precision;
use model::catalog::{demand, find, llms, market, sites};
use model::quantity::near::near;
use model::quantity::unit::{GIGAWATT, PERCENT, TTOKEN_PER_DAY};
use model::scenario::levers::{GENERATIONS, GPUS, LEVERS, LLMS, PRECISIONS};
use model::scenario::{Choice, Scale, Scenario, link};
use model::study::evaluate::evaluate;
use std::collections::BTreeSet;

#[test]
fn a_number_that_can_be_read_in_two_ways_is_asked_back() {
    let power = LEVERS.get("power").unwrap();
    let error = power.read_typed("1.500", 0.0).unwrap_err();
    assert_eq!(error.nearest(), Some(power.about.unit.base(1.5)));
    assert!(error.to_string().contains("1.5\u{a0}MW or 1.5\u{a0}GW"), "{error}");
    for (text, shown) in [("1500", 1_500.0), ("1.5", 1.5), ("1.5000", 1.5), ("1,500", 1_500.0)] {
        assert_eq!(power.read_typed(text, 0.0), Ok(power.about.unit.base(shown)), "{text}");
    }
    // Links are written by programs, and if only one of the two readings is on the track there is no ambiguity.
    assert_eq!(power.read("1.500"), Ok(power.about.unit.base(1.5)));
    let electricity = &LEVERS.electricity;
    assert_eq!(electricity.read_typed("0.125", 0.0), electricity.read("0.125"));
}

#[test]
fn a_gpu_price_can_be_typed_for_a_rack_a_server_or_a_number_of_gpus() {
    let (baseline, lever) = (Scenario::baseline(), &LEVERS.gpu_price);
    let of = |machine: &str| baseline.with(&LEVERS.gpu, LEVERS.gpu.read(machine).unwrap());
    for (text, machine, gpus, price) in [
        ("$4.32M per rack", "gb300", 72.0, 4.32e6),
        ("4.32M/rack", "rubin", 72.0, 4.32e6),
        ("$4.32M a rack of 72 GPUs", "h100", 72.0, 4.32e6),
        ("$4.32M / NVL72", "gb300", 72.0, 4.32e6),
        ("$290k per server", "h100", 8.0, 290e3),
        ("290,000 for a node", "mi355x", 8.0, 290e3),
        ("$290k per 8 GPUs", "gb300", 8.0, 290e3),
        ("$40k/GPU", "gb300", 1.0, 40e3),
    ] {
        assert_eq!(lever.read_typed(text, of(machine).linked_gpus()), Ok(price / gpus), "{text}, {machine}");
    }
    // Which machine is meant is not said in a file or a link, so these give the number.
    assert_eq!(lever.read("$4.32M per 72 GPUs"), Ok(60e3));
    assert!(lever.read("$4.32M per rack").is_err());
    for (text, machine) in
        [("$4M per rack", "h100"), ("$4M per rack", "tpu7x"), ("$300k per server", "gb300")]
    {
        let error = lever.read_typed(text, of(machine).linked_gpus()).unwrap_err().to_string();
        assert!(error.starts_with("How many GPUs a "), "{text}, {machine}: {error}");
    }
    for text in ["$4M per cabinet", "$4M per 0 GPUs", "$4M per", "per rack", "$4M per rack per rack 1.5"] {
        assert!(lever.read_typed(text, baseline.linked_gpus()).is_err(), "{text}");
    }
    // Both readings of a point are meant by GPU, and other levers have prices of their own.
    let error = lever.read_typed("$900.500 per 8 GPUs", baseline.linked_gpus()).unwrap_err();
    assert_eq!(error.nearest(), Some(900.5 / 8.0));
    assert!(LEVERS.rent.read("$3 per 72 GPUs").is_err());
}

#[test]
fn the_baseline_site_runs_at_the_load_of_its_hours() {
    let load = evaluate(&Scenario::baseline()).factory.profit.load;
    near(load, PERCENT.base(sites::LOAD_TARGET.value), 0.01);
}

#[test]
fn baseline_agents_use_the_tokens_of_the_world() {
    let tokens = evaluate(&Scenario::baseline()).factory.demand.tokens;
    near(tokens, TTOKEN_PER_DAY.base(demand::WORLD_TOKENS.value), 1e-3);
}

#[test]
fn adoption_lies_between_the_forecast_and_todays_pace() {
    let [.., today, then] = demand::FORECAST else { panic!("a forecast is from one year to another") };
    let forecast = then.value.value / today.value.value;
    near(forecast, 24.0, 0.01);
    let (low, high) = (market::DEMAND_GROWTH.value, LEVERS.adoption.default.high);
    near(libm::pow(low, 4.0), forecast, 0.05);
    near(LEVERS.adoption.default.value, (low * high).sqrt(), 0.01);
}

#[test]
fn efficiency_takes_the_lower_end_of_the_next_machines() {
    let years = evaluate(&Scenario::baseline()).factory.years;
    near(years[3].build.efficiency, 1.1, 0.01);
    assert!((2.0..=2.5).contains(&years[4].build.efficiency), "{}", years[4].build.efficiency);
}

#[test]
fn the_forecast_demand_is_served_on_no_more_than_the_forecast_power() {
    let start = Scenario { adoption: market::DEMAND_GROWTH.value, ..Scenario::baseline() };
    let year = evaluate(&start).factory.years[7].market;
    println!("served {}, installed {}", year.served, GIGAWATT.shown(year.installed));
    assert!(year.served >= 0.99, "{}", year.served);
    assert!(year.installed <= GIGAWATT.base(market::FLEET_2030.value), "{}", GIGAWATT.shown(year.installed));
}

#[test]
fn every_machine_and_model_of_a_lever_is_in_the_catalog_by_its_name() {
    for choice in &GPUS {
        let machine = find(ACCELERATORS, choice.slug).expect(choice.slug);
        assert_eq!((machine.slug, machine.label), (choice.slug, choice.label));
    }
    for choice in &LLMS {
        let model = find(llms::LLMS, choice.slug).expect(choice.slug);
        assert_eq!((model.slug, model.label), (choice.slug, choice.label));
        assert!(model.row.shape.is_ok(), "{}", choice.slug);
    }
    let computable = llms::LLMS.iter().filter(|model| model.row.shape.is_ok()).count();
    assert_eq!(LLMS.len(), computable, "a model with a shape cannot be chosen");
    for choice in &PRECISIONS[1..] {
        assert_eq!(Precision::named(choice.slug).map(Precision::label), Some(choice.label));
    }
}

#[test]
fn choices_have_slugs_of_their_own_and_generations_come_in_order_of_years() {
    for list in [&GPUS[..], &LLMS[..], &PRECISIONS[..]] {
        let slugs: BTreeSet<&str> = list.iter().map(|choice: &Choice| choice.slug).collect();
        assert_eq!(slugs.len(), list.len());
    }
    let years: Vec<f64> = GPUS[..GENERATIONS]
        .iter()
        .map(|choice| find(ACCELERATORS, choice.slug).unwrap().row.row.year.value)
        .collect();
    assert!(years.is_sorted(), "{years:?}");
}

/// The weights stated by a choice match those counted from its shape, to the given digits.
#[test]
fn models_have_the_weights_that_their_choice_says() {
    let mut said = 0;
    for (place, choice) in LLMS.iter().enumerate() {
        #[allow(clippy::cast_precision_loss, reason = "a place in a short list")]
        let scenario = Scenario::baseline().with(&LEVERS.llm, place as f64);
        let evaluation = evaluate(&scenario);
        let weights = evaluation.factory.instance.weights;
        let published = evaluation.model.row.published_total_b;
        if published.is_known() {
            near(weights.total, published.value * 1e9, 0.05);
        }
        for part in choice.detail.split(", ") {
            let (text, counted) = match (part.strip_suffix(" B weights"), part.strip_suffix(" B active")) {
                (Some(text), _) => (text, weights.total),
                (_, Some(text)) => (text, weights.active),
                _ => continue,
            };
            said += 1;
            let stated: f64 = text.replace(',', "").parse().unwrap();
            let published = evaluation.model.row.published_active_b.value;
            // As counted from the shape, or as stated by its maker.
            assert!(
                (counted / 1e9 - stated).abs() <= 0.5 || (published - stated).abs() <= 0.5,
                "{}: {part}, counted {counted:e}",
                choice.slug
            );
        }
    }
    assert!(said >= 20, "{said}");
}

/// The newest models give results similar to those of other models of their size, on the baseline site.
#[test]
fn every_model_can_be_served_on_the_baseline_site() {
    for (place, choice) in LLMS.iter().enumerate() {
        #[allow(clippy::cast_precision_loss, reason = "a place in a short list")]
        let scenario = Scenario::baseline().with(&LEVERS.llm, place as f64);
        let factory = evaluate(&scenario).factory;
        let line = factory.lines[1].expect("the standard tier is in use");
        assert!(line.slo.fits > 0.0 && line.serving.output_rate > 1.0, "{}", choice.slug);
        println!(
            "{:18} {:8.1} B weights {:6.1} B active {:8.1} tokens/s/GPU",
            choice.slug,
            factory.instance.weights.total / 1e9,
            factory.instance.weights.active / 1e9,
            line.serving.output_rate
        );
    }
}

#[test]
fn defaults_lie_within_the_bounds_of_their_levers() {
    let levers = link::levers();
    assert!(levers.len() >= 50, "{}", levers.len());
    for lever in levers {
        let (id, default) = (lever.about.id, lever.default.value);
        assert!(lever.min <= default && default <= lever.max, "{id}");
        assert!(lever.min < lever.max, "{id}");
        match lever.scale {
            Scale::Choice(among) => {
                assert!(lever.choice(lever.default_base()).is_some(), "{id}");
                #[allow(clippy::cast_precision_loss, reason = "a short list")]
                let last = (among.len() - 1) as f64;
                assert!((lever.max - last).abs() < f64::EPSILON && lever.min.abs() < f64::EPSILON, "{id}");
            }
            Scale::Switch => {
                assert!(default.abs() < f64::EPSILON || (default - 1.0).abs() < f64::EPSILON, "{id}");
            }
            Scale::Log => assert!(lever.min > 0.0, "{id}"),
            Scale::Linear { step } => assert!(step > 0.0 && step <= lever.max - lever.min, "{id}"),
        }
    }
}

//! Every formula of the factory has the unit it is declared with.

use model::factory::{
    Accelerator, Basis, Calibration, Chain, Cohort, Format, Hours, List, Llm, Plan, Reference, TierSlo,
};
use model::factory::{Deployment, Factory, Inputs, Layout, Point};
use model::quantity::unit::{USD_PER_DAY, USD_PER_HOUR};
use model::quantity::{Check, Quantity, Unit};

/// The declared unit of a quantity, as the value that checks units.
fn unit(about: &'static Quantity) -> Check {
    Check(about.unit.dimension)
}

fn inputs() -> Inputs<Check> {
    let deployment = Deployment {
        prefill_layout: Layout::build(unit),
        decode_layout: Layout::build(unit),
        point: Point::build(unit),
        fits: unit(&TierSlo::ABOUT.fits),
        baseline_calls: unit(&TierSlo::ABOUT.baseline_calls),
    };
    Inputs {
        plan: Plan::build(unit),
        machine: Accelerator::build(unit),
        llm: Llm::build(unit),
        format: Format::build(unit),
        fit: Calibration::build(unit),
        basis: Basis::build(unit),
        reference: Reference::build(unit),
        list: List::build(unit),
        hours: Hours::build(unit),
        chain: Chain::build(unit),
        cohorts: std::array::from_fn(|_| Cohort::build(unit)),
        deployments: [Some(deployment); 5],
    }
}

#[test]
fn every_formula_is_in_its_unit() {
    let factory = Factory::new(inputs());
    let mut formulas = 0;
    factory.each(|stage, about, reading| {
        formulas += 1;
        assert_eq!(reading.0, about.unit.dimension, "{stage}.{}", about.id);
    });
    assert!(formulas > 500, "only {formulas} formulas were read");
}

/// The value of a word in a unit's symbol in base units, and its dimension.
fn word(word: &str) -> (f64, [i8; 6]) {
    const NONE: [i8; 6] = [0; 6];
    const WEIGHT: [i8; 6] = [0, -1, 0, 0, 0, 1];
    const WATT: [i8; 6] = [0, 0, -1, 1, 0, 0];
    match word {
        "" | "×" | "GPUs" | "GPU" | "user" | "agents" | "g CO₂" => (1.0, NONE),
        "%" => (0.01, NONE),
        "$" => (1.0, [1, 0, 0, 0, 0, 0]),
        "token" | "tokens" => (1.0, [0, 1, 0, 0, 0, 0]),
        "M tokens" => (1e6, [0, 1, 0, 0, 0, 0]),
        "T tokens" => (1e12, [0, 1, 0, 0, 0, 0]),
        "token pairs" => (1.0, [0, 2, 0, 0, 0, 0]),
        "s" => (1.0, [0, 0, 1, 0, 0, 0]),
        "ms" => (1e-3, [0, 0, 1, 0, 0, 0]),
        "µs" => (1e-6, [0, 0, 1, 0, 0, 0]),
        "h" | "GPU-h" => (60.0 * 60.0, [0, 0, 1, 0, 0, 0]),
        "day" | "days" => (24.0 * 60.0 * 60.0, [0, 0, 1, 0, 0, 0]),
        "year" | "years" => (365.0 * 24.0 * 60.0 * 60.0, [0, 0, 1, 0, 0, 0]),
        "J" => (1.0, [0, 0, 0, 1, 0, 0]),
        "kWh" => (1000.0 * 60.0 * 60.0, [0, 0, 0, 1, 0, 0]),
        "W" => (1.0, WATT),
        "kW" => (1e3, WATT),
        "MW" => (1e6, WATT),
        "GW" => (1e9, WATT),
        // A weight, or a cached value, is used once per token.
        "weight" | "weights" | "values" => (1.0, WEIGHT),
        "B weights" => (1e9, WEIGHT),
        // A value between layers belongs to one token.
        "value" => (1.0, [0, 1, 0, 0, 0, 0]),
        "bytes" => (1.0, [0, 0, 0, 0, 1, 0]),
        "KiB" => (1024.0, [0, 0, 0, 0, 1, 0]),
        "GB" => (1e9, [0, 0, 0, 0, 1, 0]),
        "TB" => (1e12, [0, 0, 0, 0, 1, 0]),
        "TFLOP" => (1e12, [0, 0, 0, 0, 0, 1]),
        other => panic!("no unit is called {other:?}"),
    }
}

#[test]
fn every_unit_is_worth_what_its_symbol_says() {
    let mut symbols = std::collections::BTreeSet::new();
    let mut check = |unit: Unit| {
        let mut words = unit.symbol.split('/');
        let (mut scale, mut dimension) = word(words.next().unwrap_or_default());
        for below in words {
            let (part, powers) = word(below);
            scale /= part;
            dimension = std::array::from_fn(|i| dimension[i] - powers[i]);
        }
        assert_eq!(unit.dimension, dimension, "{:?}", unit.symbol);
        assert!(
            (unit.scale / scale - 1.0).abs() < 1e-12,
            "{:?} is {} and not {scale}",
            unit.symbol,
            unit.scale
        );
        assert!((unit.base(3.0) / (3.0 * scale) - 1.0).abs() < 1e-12, "{:?}", unit.symbol);
        assert!((unit.shown(unit.base(3.0)) - 3.0).abs() < 1e-12, "{:?}", unit.symbol);
        assert_eq!(unit.is_base(), (scale - 1.0).abs() < 1e-12, "{:?}", unit.symbol);
        symbols.insert(unit.symbol);
    };
    Factory::new(inputs()).each(|_, about, _| check(about.unit));
    inputs().map(|_, about, _| check(about.unit));
    // Units without a quantity, for numbers as people may type them.
    [USD_PER_HOUR, USD_PER_DAY].into_iter().for_each(check);
    assert!(symbols.len() > 30, "{symbols:?}");
}

#[test]
fn every_quantity_says_what_it_means_in_sentences() {
    let factory = Factory::new(inputs());
    factory.each(|stage, about, _| {
        let meaning = about.meaning();
        assert!(
            meaning.len() > 6 && meaning.ends_with('.') && !meaning.contains("  "),
            "{stage}.{}",
            about.id
        );
        assert!(about.doc.iter().all(|line| meaning.contains(line.trim())), "{stage}.{}", about.id);
    });
}

#[test]
fn a_factory_without_tiers_is_in_its_units_too() {
    let factory = Factory::new(Inputs { deployments: [None; 5], ..inputs() });
    factory.each(|stage, about, reading| assert_eq!(reading.0, about.unit.dimension, "{stage}.{}", about.id));
}

#[test]
#[should_panic(expected = "terms of unlike units")]
fn a_sum_of_unlike_terms_is_caught() {
    let plan = Plan::build(unit);
    let _ = plan.context + plan.electricity;
}

//! Every formula of the factory is in the unit it is declared in.

use token_factory::factory::{Accelerator, Basis, Calibration, Format, Llm, Offer, Plan, Reference};
use token_factory::factory::{Deployment, Factory, Givens, Layout, Point};
use token_factory::quantity::{Check, Quantity};

/// The unit a given quantity is declared in, as the reading that proves units.
fn unit(about: &'static Quantity) -> Check {
    Check(about.unit.dimension)
}

fn givens() -> Givens<Check> {
    let deployment = Deployment {
        reader: Layout::build(unit),
        writer: Layout::build(unit),
        point: Point::build(unit),
        reached: unit(&Offer::ABOUT.reached),
    };
    Givens {
        plan: Plan::build(unit),
        machine: Accelerator::build(unit),
        llm: Llm::build(unit),
        format: Format::build(unit),
        fit: Calibration::build(unit),
        basis: Basis::build(unit),
        reference: Reference::build(unit),
        deployments: [Some(deployment); 5],
    }
}

#[test]
fn every_formula_is_in_its_unit() {
    let factory = Factory::new(givens());
    let mut formulas = 0;
    factory.each(|stage, about, reading| {
        formulas += 1;
        assert_eq!(reading.0, about.unit.dimension, "{stage}.{}", about.id);
    });
    assert!(formulas > 500, "only {formulas} formulas were read");
}

#[test]
fn a_factory_without_tiers_is_in_its_units_too() {
    let factory = Factory::new(Givens { deployments: [None; 5], ..givens() });
    factory.each(|stage, about, reading| assert_eq!(reading.0, about.unit.dimension, "{stage}.{}", about.id));
}

#[test]
#[should_panic(expected = "terms of unlike units")]
fn a_sum_of_unlike_terms_is_caught() {
    let plan = Plan::build(unit);
    let _ = plan.context + plan.electricity;
}

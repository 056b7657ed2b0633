//! The figures of the page, drawn as SVG and compared with `tests/snapshots/page`. `UPDATE=1` rewrites them.

use std::path::PathBuf;
use token_factory::figure::{Figure, Theme, frontier, market, profit, svg};
use token_factory::scenario::levers::LEVERS;
use token_factory::scenario::{Lever, link};
use token_factory::study::curve::Curve;
use token_factory::study::evaluate::evaluate;

/// Compares a drawing with the kept one, or keeps it where the environment asks for that.
fn check(name: &str, figure: &Figure, theme: &Theme, width: f64) {
    let drawn = svg(figure, theme, width, 0.62 * width + 120.0).expect("drawing into memory cannot fail");
    assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{name} has a number that is none");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/page/{name}.svg"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.with_file_name("")).expect("the folder of snapshots can be made");
        std::fs::write(&path, drawn).expect("the folder of snapshots can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name} is drawn otherwise than {}; look at it, then UPDATE=1 cargo test",
        path.display()
    );
}

fn profit_of(link: &str, lever: &'static Lever) -> Figure {
    let (scenario, faults) = link::read(link);
    assert_eq!(faults, vec![]);
    let now = evaluate(&scenario);
    let curve = Curve::over(&scenario, lever);
    profit::figure(&curve, &now, &profit::axes(&curve, &now))
}

fn market_of(link: &str) -> Figure {
    let now = evaluate(&link::read(link).0);
    market::figure(&now, &market::axes(&now))
}

#[test]
fn profit_over_each_headline_lever() {
    for (name, lever) in [
        ("profit-context", &LEVERS.context),
        ("profit-agents", &LEVERS.agents),
        ("profit-gpu", &LEVERS.gpu),
        ("profit-electricity", &LEVERS.electricity),
    ] {
        check(name, &profit_of("", lever), &Theme::light(), 720.0);
    }
}

#[test]
fn profit_with_a_loss_and_the_untouched_revenue() {
    check("profit-loss", &profit_of("agents=20M&electricity=0.3", &LEVERS.agents), &Theme::dark(), 720.0);
}

#[test]
fn profit_on_a_phone() {
    check("profit-narrow", &profit_of("context=128k", &LEVERS.context), &Theme::light(), 340.0);
}

#[test]
fn profit_where_nothing_can_be_computed() {
    check("profit-unknown", &profit_of("gpu=tpu7x", &LEVERS.context), &Theme::light(), 720.0);
}

#[test]
fn the_market() {
    check("market", &market_of(""), &Theme::light(), 720.0);
    check("market-agents", &market_of("agents=1B"), &Theme::dark(), 720.0);
    check("market-narrow", &market_of("agents=1B"), &Theme::light(), 340.0);
}

#[test]
fn the_frontier() {
    check("frontier", &frontier::figure(&evaluate(&link::read("").0)), &Theme::light(), 720.0);
    check(
        "frontier-dark",
        &frontier::figure(&evaluate(&link::read("context=4k&gpu=rubin").0)),
        &Theme::dark(),
        720.0,
    );
    check("frontier-narrow", &frontier::figure(&evaluate(&link::read("").0)), &Theme::light(), 340.0);
}

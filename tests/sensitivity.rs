//! Compares slopes with differences, and swings and break-even points with new runs of the factory.

#![allow(
    clippy::disallowed_methods,
    reason = "a place on a logarithmic track need not be the same on every platform"
)]

use model::factory::Factory;
use model::quantity::Dual;
use model::scenario::levers::{GENERATIONS, GPUS, LEVERS};
use model::scenario::{Lever, Scale, Scenario, link};
use model::study::evaluate::{evaluate, numbers};
use model::study::sensitivity::curve::break_even;
use model::study::sensitivity::response::{Asked, Effect, Response, Step, next_generation};
use model::study::sensitivity::slope::{Bound, Relaxed, elasticity};
use model::study::sensitivity::swing::{inputs, swings};
use proptest::prelude::*;

#[allow(dead_code, reason = "shared with other tests, each of which uses some of it")]
mod strategy;

/// Levers with a numeric track.
fn dials() -> Vec<&'static Lever> {
    let is_dial = |lever: &&Lever| matches!(lever.scale, Scale::Log | Scale::Linear { .. });
    link::levers().into_iter().filter(is_dial).collect()
}

/// Levers that do not affect the search for layouts.
fn is_business(lever: &Lever) -> bool {
    let id = lever.about.id;
    let heard = ["context", "answer", "cached", "drafts", "acceptance"];
    !heard.contains(&id) && !id.ends_with("_speed")
}

/// All levers, with those that affect the search repeated so often that they are about half: their slopes are harder
/// to get right.
fn half_heard() -> Vec<&'static Lever> {
    let (business, heard): (Vec<_>, Vec<_>) = dials().into_iter().partition(|lever| is_business(lever));
    let often = heard.repeat(business.len() / heard.len());
    [business, often].concat()
}

/// A lever value inside its track, away from the ends.
fn inside(lever: &'static Lever) -> BoxedStrategy<f64> {
    let unit = lever.about.unit;
    let (min, max) = (lever.min, lever.max);
    match lever.scale {
        Scale::Log => (0.02..0.98).prop_map(move |at: f64| unit.base(min * (max / min).powf(at))).boxed(),
        _ => (0.02..0.98).prop_map(move |at: f64| unit.base(min + at * (max - min))).boxed(),
    }
}

/// A lever value inside its track and a scenario in which it and some others are moved, on any machine.
fn moved() -> impl Strategy<Value = (Scenario, &'static Lever)> {
    let one = || prop::sample::select(dials()).prop_flat_map(|lever| (Just(lever), inside(lever)));
    let machine = prop::sample::select((0_u32..).map(f64::from).take(GPUS.len()).collect::<Vec<_>>());
    let model = prop::sample::select((0_u32..22).map(f64::from).collect::<Vec<_>>());
    let serving = prop::sample::select(vec![0.0, 1.0]);
    (one(), prop::collection::vec(one(), 0..5), machine, model, serving).prop_map(
        |((lever, x), moves, gpu, llm, serving)| {
            let start = Scenario { gpu, llm, serving, ..Scenario::baseline() };
            let start = moves.into_iter().fold(start, |s, (lever, x)| s.with(lever, x));
            (start.with(lever, x), lever)
        },
    )
}

/// A scenario with short calls and slow promises, in which batches are large, with one lever moved.
fn busy(levers: Vec<&'static Lever>) -> impl Strategy<Value = (Scenario, &'static Lever)> {
    let one = prop::sample::select(levers).prop_flat_map(|lever| (Just(lever), inside(lever)));
    let machine = prop::sample::select((0_u32..6).map(f64::from).collect::<Vec<_>>());
    (one, machine, 1e3..8e3_f64, 20.0..30.0_f64).prop_map(|((lever, x), gpu, context, speed)| {
        let start = Scenario { gpu, context, batch_speed: speed, ..Scenario::baseline() };
        let start = Scenario { standard_speed: speed, fast_speed: speed, ..start };
        (start.with(lever, x), lever)
    })
}

/// Slopes to the left and to the right of a point, from differences.
fn sides(of: impl Fn(f64) -> f64, at: f64, step: f64) -> (f64, f64) {
    let here = of(at);
    ((here - of(at - step)) / step, (of(at + step) - here) / step)
}

/// Whether a slope matches the differences; at a corner it may match either side.
fn agrees(slope: f64, (left, right): (f64, f64), slack: f64) -> bool {
    let size = slack + 1e-4 * left.abs().max(right.abs());
    (slope - (left + right) / 2.0).abs() <= size
        || (slope - left).abs() <= size
        || (slope - right).abs() <= size
}

/// Whether there is a loss near a value of a lever. Whole batches make profit a saw-tooth: a tooth may be narrower than the
/// widest step. Steps are parts of the value, and at zero parts of the distance to the next stop.
fn turns_near(profit: impl Fn(f64) -> f64, lever: &Lever, x: f64) -> bool {
    let next = || lever.stops().into_iter().map(|stop| lever.about.unit.base(stop)).find(|stop| *stop > 0.0);
    let size = if x.abs() > 0.0 { x.abs() } else { next().expect("a stop above zero") };
    let is_within = |x: &f64| lever.within(*x).is_ok();
    [1e-7, 3e-7, 1e-6, 3e-6, 1e-5, 3e-5].into_iter().any(|step| {
        [x - step * size, x + step * size].iter().filter(|x| is_within(x)).any(|x| profit(*x) < 0.0)
    })
}

#[test]
fn a_tooth_of_the_saw_is_a_break_even_point() {
    // Found by chance: at 6,516 tokens profit turns twice within six parts in a hundred thousand.
    let start = Scenario {
        gpu: 6.0,
        electricity: 3.8044845101511414e-8,
        llm: 8.0,
        serving: 0.0,
        price_input: 2.9207589509104227e-8,
        pue: 1.9254982472197524,
        ..Scenario::baseline()
    };
    let lever = LEVERS.get("context").unwrap();
    let profit = |x: f64| numbers(&start.with(lever, x)).profit.profit;
    let found = break_even(&start, lever);
    assert!(!found.is_empty() && found.iter().all(|x| turns_near(profit, lever, *x)), "{found:?}");
}

/// Hours of a working day and of a weekend day in which each tier is sold out.
fn full_hours(of: &Factory<f64>) -> [usize; 5] {
    let hours = of.inputs.hours.of_week();
    of.lines.map(|line| {
        let pressure = line.map_or(0.0, |line| line.tier.pressure);
        hours.as_flattened().iter().filter(|hour| pressure * **hour >= 1.0).count()
    })
}

type Reading = (&'static str, fn(&Factory<f64>) -> f64, fn(&Factory<Dual>) -> Dual);

/// Results whose slopes are tested, each with a size below which it is negligible.
const READINGS: [Reading; 5] = [
    ("profit", |f| f.profit.profit, |f| f.profit.profit),
    ("cost of a token", |f| f.profit.token_cost, |f| f.profit.token_cost),
    ("revenue", |f| f.profit.revenue, |f| f.profit.revenue),
    ("machine work", |f| f.work.energy, |f| f.work.energy),
    ("spending", |f| f.years[9].market.spent, |f| f.years[9].market.spent),
];

proptest! {
    #![proptest_config(strategy::config(300))]

    #[test]
    fn slopes_are_those_of_small_differences_on_the_same_layouts((start, lever) in moved()) {
        let relaxed = Relaxed::of(&start);
        let slopes = relaxed.along(lever);
        let here = relaxed.factory();
        let at = start.of(lever);
        let step = 1e-5 * at.abs();
        for (name, value, slope) in READINGS {
            let size = value(&here);
            if !size.is_finite() {
                continue;
            }
            // Rounding of differences of large numbers: profit is revenue minus cost.
            let scale = size.abs() + if name == "profit" { here.profit.cost } else { 0.0 };
            let slope = slope(&slopes);
            prop_assert!((slope.value - size).abs() <= 1e-9 * scale, "{name}: {} is {size}", slope.value);
            let sides = sides(|x| value(&relaxed.held(&start.with(lever, x)).factory()), at, step);
            prop_assert!(
                agrees(slope.slope, sides, 1e-6 * scale / at.abs()),
                "{name} along {} at {at}: {} against {sides:?}, {:?}", lever.about.id, slope.slope, relaxed.bounds()
            );
        }
    }

    #[test]
    fn slopes_of_business_levers_are_those_of_the_factory_itself((start, lever) in moved()) {
        // With the whole batches of the search, which such a lever does not change.
        prop_assume!(is_business(lever));
        // These two change the demand the site is planned for, which is not computed by a formula.
        prop_assume!(!["power", "pue"].contains(&lever.about.id));
        let whole = numbers(&start);
        prop_assume!(whole.profit.profit.is_finite());
        let at = start.of(lever);
        let slope = Factory::new(whole.inputs.map(|stage, about, value| {
            let is_seed = stage == "plan" && about.id == lever.about.id;
            Dual { value, slope: f64::from(u8::from(is_seed)) }
        }));
        let sides = sides(|x| numbers(&start.with(lever, x)).profit.profit, at, 1e-5 * at.abs());
        let scale = whole.profit.cost + whole.profit.revenue;
        prop_assert!(
            agrees(slope.profit.profit.slope, sides, 1e-6 * scale / at.abs()),
            "{} at {at}: {} against {sides:?}", lever.about.id, slope.profit.profit.slope
        );
    }

    #[test]
    fn relaxed_slopes_of_business_levers_are_near_those_of_whole_batches((start, lever) in busy(dials())) {
        prop_assume!(is_business(lever));
        let (whole, relaxed) = (numbers(&start), Relaxed::of(&start));
        prop_assume!(whole.profit.profit.is_finite());
        let free = relaxed.factory();
        let sold_out = |of: &Factory<f64>| of.profit.asked > 1.0;
        prop_assume!(sold_out(&free) == sold_out(&whole));
        // Also, no hour of the week is full with one batch and not with the other: there would be a corner between
        // them.
        prop_assume!(full_hours(&free) == full_hours(&whole));
        let at = start.of(lever);
        let slope = relaxed.profit_along(lever).slope;
        let sides = sides(|x| numbers(&start.with(lever, x)).profit.profit, at, 1e-5 * at.abs());
        let scale = whole.profit.cost + whole.profit.revenue;
        prop_assert!(
            agrees(slope, sides, 1e-2 * scale / at.abs()), "{} at {at}: {slope} against {sides:?}", lever.about.id
        );
    }

    #[test]
    fn a_relaxed_batch_keeps_promise_and_memory_and_lies_within_one_of_the_whole_one((start, _) in moved()) {
        let relaxed = Relaxed::of(&start);
        let (free, whole) = (relaxed.factory(), numbers(&start));
        for (i, bound) in relaxed.bounds().into_iter().enumerate() {
            let (Some(bound), Some(line), Some(used)) = (bound, &free.lines[i], whole.inputs.deployments[i]) else {
                continue;
            };
            let batch = free.inputs.deployments[i].map_or(f64::NAN, |used| used.point.batch);
            if bound == Bound::Broken {
                prop_assert!(whole.lines[i].is_some_and(|line| line.tier.kept < 1.0) || used.fits < 0.5);
                continue;
            }
            let near = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-9;
            prop_assert!(used.point.batch <= batch * (1.0 + 1e-9) && batch <= used.point.batch + 1.0 + 1e-9,
                "{batch} by {bound:?} beside {}", used.point.batch);
            prop_assert!(line.serving.speed >= line.slo.speed * (1.0 - 1e-9));
            prop_assert!(batch <= line.memory.batch_limit * (1.0 + 1e-9));
            match bound {
                Bound::Speed => prop_assert!(near(line.serving.speed, line.slo.speed)),
                Bound::Memory => prop_assert!(near(batch, line.memory.batch_limit)),
                Bound::Engine => prop_assert!(batch < line.memory.batch_limit),
                Bound::Broken => {}
            }
        }
    }

    #[test]
    fn slopes_foretell_what_the_search_finds((start, lever) in busy(half_heard())) {
        // The search uses whole batches and may change layouts. If both effects are small, a step of the real factory
        // matches the slope.
        let at = start.of(lever);
        prop_assume!(lever.within(1.02 * at).is_ok());
        let (before, after) = (numbers(&start), numbers(&start.with(lever, 1.02 * at)));
        let tiers = |of: &Factory<f64>| of.inputs.deployments.map(|used| used.map(|it| (it.prefill_layout, it.decode_layout, it.fits)));
        prop_assume!(tiers(&before) == tiers(&after));
        // The calls that the site is planned for do not change, either.
        let planned = |of: &Factory<f64>| of.inputs.deployments.map(|used| used.map_or(1.0, |used| used.baseline_calls));
        prop_assume!(planned(&before).iter().zip(planned(&after)).all(|(a, b)| (b / a - 1.0).abs() < 0.03));
        let batches = before.inputs.deployments.iter().chain(&after.inputs.deployments).flatten();
        prop_assume!(batches.clone().all(|used| used.point.batch >= 100.0 && used.fits > 0.0));
        let sold_out = |of: &Factory<f64>| of.profit.asked > 1.0;
        prop_assume!(sold_out(&before) == sold_out(&after));
        let taken = after.profit.profit - before.profit.profit;
        prop_assume!(taken.is_finite());
        // One whole batch in a hundred, plus the curvature over a step of 2 %.
        let slack = 0.012 * (before.profit.cost + before.profit.revenue) + 0.1 * taken.abs();
        let step = 0.02 * at;
        let slope = |part: f64| Relaxed::of(&start.with(lever, at + part * step)).profit_along(lever).slope;
        let along: f64 = [0.1, 0.3, 0.5, 0.7, 0.9].into_iter().map(|part| slope(part) * step / 5.0).sum();
        prop_assert!((along - taken).abs() <= slack, "{}: {along} on the way for {taken}", lever.about.id);
        // The slope at the start predicts the step, except for a corner on the way: an hour that fills up, a price
        // that falls from its ceiling. Behind it the slope is different.
        let (foretold, corner) = (slope(0.0) * step, (slope(1.0) - slope(0.0)) * step);
        prop_assert!(
            (foretold - taken).abs() <= slack + corner.abs(), "{}: {foretold} for {taken}", lever.about.id
        );
    }

    #[test]
    fn break_even_points_are_where_profit_turns((start, lever) in moved()) {
        let profit = |x: f64| numbers(&start.with(lever, x)).profit.profit;
        let found = break_even(&start, lever);
        prop_assert!(found.windows(2).all(|pair| pair[0] <= pair[1]));
        for x in &found {
            prop_assert!(lever.within(*x).is_ok());
            prop_assert!(profit(*x) >= -1e-9 * numbers(&start).profit.cost, "{} pays {}", x, profit(*x));
            prop_assert!(turns_near(profit, lever, *x), "{} at {x} pays {}", lever.about.id, profit(*x));
        }
        // None is missed between two stops of different sign.
        let stops = lever.stops();
        let signs: Vec<bool> = stops.iter().map(|stop| profit(lever.about.unit.base(*stop)))
            .filter(|profit| profit.is_finite()).map(|profit| profit < 0.0).collect();
        let turns = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
        prop_assert_eq!(found.len(), if lever.moves_profit() { turns } else { 0 });
    }

    #[test]
    fn a_response_tells_of_the_step_that_it_names((start, lever) in moved()) {
        let Some(response) = Response::of(&start, &Relaxed::of(&start), lever) else { return Ok(()) };
        let now = start.of(lever);
        let text = response.to_string();
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
        if response.asked == Asked::Profit {
            let to = match response.step {
                Step::Up => 1.1 * now,
                Step::Down => 0.9 * now,
                Step::To(to) => to,
            };
            let taken = numbers(&start.with(lever, to)).profit.profit - numbers(&start).profit.profit;
            let cost = numbers(&start).profit.cost.max(numbers(&start).profit.revenue);
            match response.effect {
                Effect::SoldOut | Effect::None => prop_assert!(taken.abs() <= 1e-8 * cost),
                Effect::Slope(change) => {
                    let slack = (0.5 * change.abs().max(taken.abs())).max(0.002 * cost);
                    prop_assert!((change - taken).abs() <= slack * (1.0 + 1e-9));
                }
                Effect::Jump(change, _) => prop_assert!((change - taken).abs() <= 1e-9 * cost),
            }
        }
    }
}

#[test]
fn behind_a_corner_the_slope_is_another() {
    // Found by chance: half a percent further, elasticity lowers the price level from its ceiling.
    let (start, faults) = link::read(
        "v=2&context=4312.32045671225&gpu=b300&batch_speed=26.0643078908818&standard_speed=26.0643078908818\
         &fast_speed=26.0643078908818&elasticity=0.123908328477725",
    );
    assert_eq!(faults, vec![]);
    let lever = LEVERS.get("elasticity").unwrap();
    let profit = |x: f64| numbers(&start.with(lever, x)).profit.profit;
    let at = start.of(lever);
    for x in [at, 1.02 * at] {
        let slope = Relaxed::of(&start.with(lever, x)).profit_along(lever).slope;
        assert!(agrees(slope, sides(profit, x, 1e-4 * x), 0.0), "{slope} at {x}");
    }
    let slope = |x: f64| Relaxed::of(&start.with(lever, x)).profit_along(lever).slope;
    assert!(slope(1.02 * at) < 5.0 * slope(at), "no corner lies between");
}

#[test]
fn a_lever_moves_profit_where_it_is_said_to() {
    // In a scenario in which every lever has an effect.
    let (start, faults) = link::read(
        "drafts=2&open_share=30&batch_demand=60&batch_share=5&premium_share=5&premium_demand=5&ultra_share=5&ultra_demand=5\
         &edge=10&context=2k&premium_speed=110&agents=300M&price_output=2.5&long_from=1k&long_input=2&long_output=2",
    );
    assert_eq!(faults, vec![]);
    for lever in dials() {
        let stops = lever.stops();
        // Rent is paid if machines are rented.
        let start = if lever.about.id == "rent" { start.with(&LEVERS.tenure, 1.0) } else { start };
        let profit = |stop: f64| numbers(&start.with(lever, lever.about.unit.base(stop))).profit.profit;
        let moves =
            stops.iter().any(|&stop| (profit(stop) - profit(stops[0])).abs() > 1e-6 * profit(stops[0]).abs());
        assert_eq!(moves, lever.moves_profit(), "{}", lever.about.id);
    }
}

#[test]
fn each_input_with_a_range_swings_as_the_factory_run_again() {
    let start = Scenario::baseline();
    let now = evaluate(&start);
    let swings = swings(&now);
    assert_eq!(swings.len(), inputs(&now).len());
    assert!(swings.windows(2).all(|pair| pair[0].size() >= pair[1].size() || !pair[1].size().is_finite()));
    for swing in &swings {
        let input = swing.input;
        assert!(swing.size().is_finite(), "{} has no swing", input.name());
        assert!(input.stage != "fit" && input.datum.low < input.datum.high, "{}", input.name());
        if let Some(lever) = LEVERS.get(input.about.id).filter(|_| input.stage == "plan") {
            for (value, profit) in [(input.low(), swing.at_low), (input.high(), swing.at_high)] {
                assert_eq!(profit.to_bits(), numbers(&start.with(lever, value)).profit.profit.to_bits());
            }
        }
    }
    // The range of predicted throughput is among them, and higher throughput never earns less.
    let measured = swings.iter().find(|swing| swing.input.about.id == "correction").expect("it has a range");
    assert!(measured.at_low <= measured.at_high);
    // The price of a machine is not a lever; a cheaper one always pays.
    let price = swings.iter().find(|swing| swing.input.name() == "machine.price");
    assert!(price.is_none_or(|swing| swing.at_low > swing.at_high));
}

#[test]
fn what_the_reader_has_set_has_no_range() {
    let start = Scenario { paid: 0.9, ..Scenario::baseline() };
    let listed = inputs(&evaluate(&start));
    assert!(listed.iter().all(|input| input.about.id != "paid"));
    assert!(listed.iter().any(|input| input.about.id == "operator_yield"));
}

#[test]
fn a_sold_out_site_says_so() {
    let (start, _) = link::read("agents=100B&shortage=queue&load=100");
    let response = Response::of(&start, &Relaxed::of(&start), &LEVERS.agents).expect("agents are a number");
    assert_eq!(response.effect, Effect::SoldOut);
    assert_eq!(response.to_string().replace('\u{a0}', " "), "−10 % → no change: sold out");
    // The rent of owned machines has no effect, sold out or not.
    let rent = Response::of(&start, &Relaxed::of(&start), &LEVERS.rent).expect("rent is a number");
    assert_eq!(rent.effect, Effect::None);
}

#[test]
fn below_zero_a_lever_is_moved_by_a_step_of_its_track() {
    let (start, faults) = link::read("electricity=-0.041");
    assert_eq!(faults, vec![]);
    let response = Response::of(&start, &Relaxed::of(&start), &LEVERS.electricity).expect("it is a number");
    let Step::To(to) = response.step else { panic!("{:?}", response.step) };
    let cents = LEVERS.electricity.about.unit.shown(to);
    assert!((cents + 0.036).abs() < 1e-12, "{cents}");
    let text = response.to_string().replace('\u{a0}', " ");
    assert!(text.starts_with("at −$0.036") && text.contains("→ −"), "{text}");
}

#[test]
fn costs_answer_electricity_by_its_share() {
    let start = Scenario::baseline();
    let slopes = Relaxed::of(&start).along(&LEVERS.electricity);
    let (_, cost) = slopes.find("profit", "cost").expect("the factory has a cost");
    let (_, share) =
        slopes.find("profit", "electricity_share").expect("the factory has a share of electricity");
    assert!((elasticity(cost, start.electricity) - share.value).abs() < 1e-12);
    assert!(slopes.find("profit", "no_such_number").is_none());
}

#[test]
fn the_next_generation_is_told_where_there_is_one() {
    let text = |link: &str| next_generation(&link::read(link).0);
    let first = text("gpu=gb200").expect("another generation follows");
    assert!(first.starts_with("B300 → ") && first.ends_with("profit"), "{first}");
    // The last on the track, one that is not on it, and one before a machine without a price.
    let last = GPUS[GENERATIONS - 1].slug;
    assert_eq!(text(&format!("gpu={last}")), None);
    assert_eq!(text("gpu=mi300x"), None);
    // Without a profit, the change is given in dollars instead of as a percentage.
    let loss = text("gpu=h100&agents=20M&electricity=0.3").expect("another generation follows");
    assert!(loss.contains("/year"), "{loss}");
}

//! Properties of the joint draws, over scenarios that a reader may choose.

#![cfg(not(target_arch = "wasm32"))]

use model::factory::Plan;
use model::quantity::unit::TOKEN;
use model::scenario::levers::LEVERS;
use model::scenario::{Scenario, link};
use model::study::evaluate::evaluate;
use model::study::monte_carlo::draw_job::{BAND_DRAWS, DRAWS, DrawAnswer, DrawJob, DrawRequest, Progress};
use model::study::monte_carlo::draws::{BaselineDraws, Draws, inputs};
use model::study::monte_carlo::outlook::{Band, CASES, Outlook, Run};
use proptest::prelude::*;
use token_factory::messages::{self, FromWorker};

fn read(link: &str) -> Scenario {
    let (scenario, faults) = link::read(link);
    assert_eq!(faults, vec![]);
    scenario
}

fn outlook(link: &str, draws: usize) -> Outlook {
    let mut run = Run::new(&evaluate(&read(link)));
    run.draw(draws, &mut BaselineDraws::default());
    run.outlook().expect("the profit of this scenario can be computed")
}

/// Scenarios that differ in machine, model, calls, agents and cost.
const SOME: [&str; 6] = [
    "",
    "gpu=rubin",
    "gpu=h100&context=8k&agents=1B",
    "context=1M&serving=shared",
    "llm=gpt-oss-120b&electricity=0.2",
    "calls=100&price_change=0.8",
];

#[test]
fn pieces_of_any_size_make_the_same_draws() {
    for link in SOME {
        let evaluation = evaluate(&read(link));
        let whole = outlook(link, 300);
        for pieces in [vec![1; 300], vec![7, 293], vec![100, 100, 100]] {
            let (mut run, mut baseline) = (Run::new(&evaluation), BaselineDraws::default());
            for piece in pieces {
                run.draw(piece, &mut baseline);
            }
            assert_eq!(run.outlook().as_ref(), Some(&whole), "{link}");
        }
    }
}

#[test]
fn the_same_scenario_differs_by_nothing() {
    let same = outlook("", 500);
    assert_eq!((same.better, same.worse), (0.0, 0.0));
    assert_eq!((same.gain.p5, same.gain.p95), (0.0, 0.0));
    // The effect of the reader's own electricity price shows in every draw, whatever else was drawn.
    let dear = outlook("electricity=0.4", 500);
    assert!(dear.worse > 0.999, "{}", dear.worse);
}

#[test]
fn cases_stand_in_order_and_count_what_pays() {
    for link in SOME {
        let outlook = outlook(link, 1_000);
        assert!(outlook.cases.windows(2).all(|pair| pair[0] <= pair[1]), "{link}");
        let q = outlook.profit;
        assert!([q.p5, q.p25, q.p50, q.p75, q.p95].is_sorted(), "{link}");
        let cases = f64::from(u32::try_from(CASES).expect("twenty"));
        let counted = f64::from(u32::try_from(outlook.paying_cases()).expect("twenty")) / cases;
        assert!(
            (counted - outlook.paying).abs() <= 0.5 / cases + 1e-3,
            "{link}: {counted}, {}",
            outlook.paying
        );
        for year in &outlook.market {
            assert!(year.spent.p5 <= year.spent.p50 && year.spent.p50 <= year.spent.p95, "{link}");
        }
    }
}

#[test]
fn what_the_reader_sets_is_exact() {
    let mut scenario = Scenario::baseline();
    for input in inputs(&evaluate(&scenario)).iter().filter(|input| input.stage == "plan") {
        // Slightly off its default, so that it counts as set.
        *scenario.get_mut(input.about.id).expect("a lever") *= 0.999;
    }
    let evaluation = evaluate(&scenario);
    assert!(inputs(&evaluation).iter().all(|input| input.stage != "plan"));
    let (mut draws, mut baseline) = (Draws::of(&evaluation), BaselineDraws::default());
    for _ in 0..50 {
        assert_eq!(draws.next(&mut baseline).factory.inputs.plan, scenario);
    }
}

#[test]
fn neither_the_size_of_the_site_nor_the_fit_is_drawn() {
    let (mut draws, mut baseline) = (Draws::of(&evaluate(&Scenario::baseline())), BaselineDraws::default());
    let held = evaluate(&Scenario::baseline()).factory.inputs;
    for _ in 0..50 {
        let drawn = draws.next(&mut baseline).factory.inputs;
        assert_eq!(drawn.fit, held.fit);
        assert_eq!(drawn.plan.power.to_bits(), held.plan.power.to_bits());
    }
}

#[test]
fn every_draw_lies_within_the_ranges() {
    for link in SOME {
        let evaluation = evaluate(&read(link));
        let (mut draws, mut baseline) = (Draws::of(&evaluation), BaselineDraws::default());
        let inputs = inputs(&evaluation);
        for _ in 0..200 {
            draws.next(&mut baseline).factory.inputs.map(|stage, about, value| {
                let input = inputs.iter().find(|it| it.stage == stage && it.about.id == about.id);
                let Some(input) = input else { return };
                // The band of the correction contains nine draws in ten; agents follow from the tokens they use.
                if about.id == "correction" || about.id == Plan::ABOUT.agents.id {
                    return;
                }
                let shown = about.unit.shown(value);
                let slack = 1e-9 * input.datum.high.abs();
                assert!(
                    input.datum.low - slack <= shown && shown <= input.datum.high + slack,
                    "{link}: {stage}.{} is {shown}",
                    about.id
                );
            });
        }
    }
}

#[test]
fn the_tokens_of_the_baseline_world_are_those_served() {
    let evaluation = evaluate(&Scenario::baseline());
    let agents = LEVERS.agents.default;
    let (mut draws, mut baseline) = (Draws::of(&evaluation), BaselineDraws::default());
    for _ in 0..500 {
        let tokens = draws.next(&mut baseline).factory.demand.tokens / evaluation.factory.demand.tokens;
        assert!(
            agents.low / agents.value <= tokens * 1.000_001
                && tokens <= agents.high / agents.value * 1.000_001
        );
    }
}

#[test]
fn no_batch_exceeds_the_memory() {
    for link in SOME {
        let (mut draws, mut baseline) = (Draws::of(&evaluate(&read(link))), BaselineDraws::default());
        for _ in 0..300 {
            for line in draws.next(&mut baseline).factory.lines.iter().flatten() {
                let batch = line.decode.batch.tokens / line.decode.batch.width;
                let limit = line.memory.batch_limit;
                let is_served = line.tier.capacity > 0.0;
                assert!(!is_served || TOKEN.shown(batch) <= limit * 1.000_001, "{link}: {batch} of {limit}");
            }
        }
    }
}

#[test]
fn an_outlook_and_a_band_arrive_as_they_were_sent() {
    let found = outlook("gpu=h100", 200);
    let message = FromWorker::Outlook { outlook: Box::new(found), html: "<p>17 of 20</p>".to_owned() };
    assert_eq!(messages::read(&messages::write(&message)), Some(message));
    let band = last(&mut drawing("", "gpu")).1.expect("a band");
    let message = FromWorker::Band(Box::new(band));
    assert_eq!(messages::read(&messages::write(&message)), Some(message));
}

fn drawing(link: &str, over: &str) -> DrawJob {
    let mut drawing = DrawJob::default();
    drawing.ask(DrawRequest { scenario: read(link), over: LEVERS.get(over).expect("a lever") });
    drawing
}

/// The last outlook and the last band for a request, and the number of answers.
fn last(drawing: &mut DrawJob) -> (Option<Outlook>, Option<Band>, usize) {
    let (mut outlook, mut band, mut answers) = (None, None, 0);
    loop {
        match drawing.step() {
            Progress::Idle => return (outlook, band, answers),
            Progress::Working => continue,
            Progress::Answered(DrawAnswer::Outlook(found)) => outlook = Some(*found),
            Progress::Answered(DrawAnswer::Band(found)) => band = Some(*found),
            Progress::Answered(DrawAnswer::NotComputable(_)) => {}
        }
        answers += 1;
    }
}

#[test]
fn a_question_is_answered_whole_and_the_band_agrees_with_the_draws() {
    let (found, band, answers) = last(&mut drawing("", "gpu"));
    let (found, band) = (found.expect("an outlook"), band.expect("a band"));
    assert_eq!(found.draws, DRAWS);
    assert_eq!(answers, 4, "three outlooks and a band");
    let here = band.profit[5];
    assert_eq!(here, outlook("", BAND_DRAWS).profit, "the band passes through the scenario itself");
}

#[test]
fn a_new_question_takes_the_place_of_the_old_one() {
    let mut drawing = drawing("", "context");
    let first = drawing.step();
    assert!(matches!(first, Progress::Answered(DrawAnswer::Outlook(_))), "the first piece is an answer");
    let moved = read("context=100k");
    drawing.ask(DrawRequest { scenario: moved, over: &LEVERS.context });
    let Progress::Answered(DrawAnswer::Outlook(found)) = drawing.step() else {
        panic!("the first piece is an answer")
    };
    assert_eq!(found.scenario, moved);
    // The band over the moved lever is only made once, wherever the lever moves meanwhile.
    for k in 0..20 {
        drawing.step();
        drawing.ask(DrawRequest { scenario: read(&format!("context={}k", 101 + k)), over: &LEVERS.context });
        drawing.step();
    }
    let (found, band, _) = last(&mut drawing);
    assert_eq!(found.map(|found| found.scenario), Some(read("context=120k")));
    assert_eq!(band.map(|band| band.others), Some(Scenario::baseline()));
}

#[test]
fn a_question_whose_draws_were_made_before_is_answered_too() {
    let mut drawing = drawing("", "context");
    let (outlook, band, _) = last(&mut drawing);
    // Over another lever: the scenario is answered from the draws there are, the band is a new one.
    drawing.ask(DrawRequest { scenario: read(""), over: &LEVERS.gpu });
    let (again, over_gpu, answers) = last(&mut drawing);
    assert_eq!((&again, answers), (&outlook, 2));
    assert!(over_gpu.is_some_and(|band| std::ptr::eq(band.lever, &LEVERS.gpu)));
    // The same once more, as by a page that has lost its answers.
    drawing.ask(DrawRequest { scenario: read(""), over: &LEVERS.context });
    assert_eq!(last(&mut drawing), (outlook.clone(), band.clone(), 2));
    drawing.ask(DrawRequest { scenario: read(""), over: &LEVERS.context });
    assert_eq!(last(&mut drawing), (outlook, band.clone(), 2));
    // Where only the lever of the band has moved, the band is not made again.
    drawing.ask(DrawRequest { scenario: read("context=100k"), over: &LEVERS.context });
    assert!(matches!(drawing.step(), Progress::Answered(DrawAnswer::Outlook(_))));
    assert!(
        matches!(drawing.step(), Progress::Answered(DrawAnswer::Band(again)) if Some(&*again) == band.as_ref())
    );
}

#[test]
fn a_profit_that_cannot_be_computed_has_no_chances() {
    let mut drawing = drawing("gpu=tpu7x", "context");
    let Progress::Answered(DrawAnswer::NotComputable(scenario)) = drawing.step() else {
        panic!("nothing to tell")
    };
    assert_eq!(*scenario, read("gpu=tpu7x"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn dearer_electricity_never_raises_a_quantile_of_profit(low in 0.01..0.2_f64, more in 0.01..0.2_f64) {
        let profit = |price: f64| {
            let price = LEVERS.electricity.about.unit.base(price);
            let scenario = Scenario::baseline().with(&LEVERS.electricity, price);
            let mut run = Run::new(&evaluate(&scenario));
            run.draw(100, &mut BaselineDraws::default());
            run.outlook().expect("computable").cases
        };
        let (cheap, dear) = (profit(low), profit(low + more));
        prop_assert!(cheap.iter().zip(dear).all(|(cheap, dear)| *cheap >= dear));
    }
}

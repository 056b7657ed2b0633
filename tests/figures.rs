//! The figures of the page, drawn as SVG and compared with `tests/snapshots/page`. `UPDATE=1` rewrites them.
#![cfg(not(target_arch = "wasm32"))]

use charts::chart::quantile_dots::Cases;
use charts::chart::registry::drawing;
use charts::chart::tornado::Tornado;
use charts::chart::{cost, frontier, market, profit};
use charts::finding::chances;
use charts::render::svg::svg;
use charts::spec::table::Cell;
use charts::{Figure, Theme};
use model::format::digits::with_time;
use model::quantity::unit::USD_PER_YEAR;
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, link};
use model::study::evaluate::{Evaluation, evaluate};
use model::study::monte_carlo::draw_job::{DrawAnswer, DrawJob, DrawRequest, Progress};
use model::study::monte_carlo::draws::BaselineDraws;
use model::study::monte_carlo::outlook::{Outlook, Run};
use model::study::sensitivity::curve::{Curve, break_even};
use model::study::sensitivity::swing::swings;
use model::study::validation::published::Published;
use model::study::validation::runs::published;
use std::path::PathBuf;
use token_factory::ui::chart::legend::reading;
use token_factory::ui::chart::state::present;

/// Draws a figure and compares it with the kept drawing.
fn check(name: &str, figure: &Figure, theme: &Theme, width: f64) {
    let drawn = svg(figure, theme, width, 0.62 * width + 120.0).expect("drawing into memory cannot fail");
    kept(name, &drawn);
}

/// Compares a drawing with the kept one, or replaces that if the environment variable says so.
fn kept(name: &str, drawn: &str) {
    let none = ["NaN", "\"inf", "-inf", ">inf<"].iter().find(|none| drawn.contains(**none));
    assert!(none.is_none(), "{name} has a number that is none: {none:?}");
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
    profit::figure(&curve, &now, &profit::axes(&curve, &now, None, None))
}

/// The outlook of a scenario from a thousand draws.
fn outlook_of(link: &str) -> Outlook {
    let mut run = Run::new(&evaluate(&link::read(link).0));
    run.draw(1_000, &mut BaselineDraws::default());
    run.outlook().expect("its profit can be computed")
}

/// The profit chart with the range of draws, as the page shows it.
fn band_of(link: &str, lever: &'static Lever) -> Figure {
    let (now, outlook) = (evaluate(&link::read(link).0), outlook_of(link));
    let others = now.scenario.with(lever, lever.default_base());
    let mut drawing = DrawJob::default();
    drawing.ask(DrawRequest { scenario: others, over: lever });
    let band = loop {
        match drawing.step() {
            Progress::Answered(DrawAnswer::Band(band)) => break band,
            Progress::Idle => panic!("no band was drawn"),
            _ => {}
        }
    };
    let curve = Curve::over(&now.scenario, lever);
    let figure = profit::figure(&curve, &now, &profit::axes(&curve, &now, Some(&band), Some(&outlook)));
    profit::with_band(figure, Some(&band), Some(&outlook))
}

fn market_of(link: &str) -> Figure {
    let now = evaluate(&link::read(link).0);
    let baseline = at("");
    market::figure(&now, &baseline, &market::axes(&now, &baseline, None))
}

/// The market chart with the range of draws, as the page shows it.
fn outlook_market_of(link: &str) -> Figure {
    let (now, outlook) = (evaluate(&link::read(link).0), outlook_of(link));
    let baseline = at("");
    let figure = market::figure(&now, &baseline, &market::axes(&now, &baseline, Some(&outlook)));
    market::with_outlook(figure, Some(&outlook))
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
fn profit_with_a_loss_and_the_baseline_revenue() {
    check("profit-loss", &profit_of("agents=20M&electricity=0.3", &LEVERS.agents), &Theme::dark(), 720.0);
}

#[test]
fn a_second_scenario_is_drawn_in_the_charts() {
    use charts::chart::registry::{ChartInputs, figure};
    let now = evaluate(&link::read("context=128k&electricity=0.2").0);
    for (chart, id) in [("profit", "pinned-cost"), ("market", "pinned")] {
        let named = format!("{chart}?vs=gpu:h200;context:16k");
        let drawn = figure(&named, &now, ChartInputs::default()).expect("there is such a chart");
        assert!(drawn.index(id).is_some() && drawn.index("baseline").is_none());
        assert!(drawn.table().columns.iter().any(|column| column.label.ends_with(", A")));
        assert!(
            drawn.table().csv(&[]).contains(", A") && drawn.describe().contains(", A "),
            "{}",
            drawn.describe()
        );
    }
    // Both curves fit within the axes.
    let drawn = figure("profit?vs=power:1GW", &now, ChartInputs::default()).expect("there is such a chart");
    let (_, top) = drawn.y.domain;
    let line = &drawn.series[drawn.index("pinned").expect("the line of A")];
    assert!(line.values.iter().flatten().all(|value| *value <= top) && top > 5e9, "{top}");
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
fn ranges_of_profit() {
    check("ranges-context", &band_of("", &LEVERS.context), &Theme::light(), 720.0);
    check("ranges-gpu", &band_of("agents=1B", &LEVERS.gpu), &Theme::dark(), 720.0);
    check("ranges-agents", &band_of("", &LEVERS.agents), &Theme::light(), 720.0);
    let none = profit::with_band(profit_of("", &LEVERS.agents), None, None);
    check("ranges-none", &none, &Theme::light(), 720.0);
}

#[test]
fn a_range_of_profit_stands_on_the_costs_and_is_told_as_profit() {
    let figure = band_of("", &LEVERS.electricity);
    let [most, cost] = ["range", "electricity"].map(|id| figure.index(id).expect("a series"));
    let low = figure.series[most].low().expect("a range");
    for (i, low) in low.iter().enumerate() {
        let (_, top) = figure.extent(cost, i, &[]).expect("a cost");
        let (from, to) = figure.extent(most, i, &[]).expect("a range");
        let ends = low.zip(figure.series[most].values[i]).expect("both ends");
        assert!((from - top - ends.0).abs() < 1.0 && (to - top - ends.1).abs() < 1.0 && ends.0 < ends.1);
    }
    let table = figure.table();
    let column = table
        .columns
        .iter()
        .position(|column| column.label == "Range of draws, 5th to 95th percentile, from")
        .expect("a column");
    assert!(matches!(table.rows[0][column], Cell::Value { number, .. } if Some(number) == low[0]));
    assert!(figure.describe().contains("Range of draws, 5th to 95th percentile: "), "{}", figure.describe());
    assert!(figure.announce(0, &[]).contains("range of draws, 5th to 95th percentile "));
}

/// Figures with a band, from scenarios in which it is narrow, wide and clipped.
fn with_bands() -> Vec<Figure> {
    let mut figures = Vec::new();
    for link in ["", "agents=1B", "gpu=rubin&context=1M", "agents=20M&electricity=0.3"] {
        figures.push(outlook_market_of(link));
        for lever in [&LEVERS.context, &LEVERS.agents, &LEVERS.gpu, &LEVERS.electricity] {
            figures.push(band_of(link, lever));
        }
    }
    figures
}

#[test]
fn legend_sentence_and_band_show_the_same_range_of_the_present_scenario() {
    for link in ["", "agents=1B", "context=100k", "gpu=h100&context=8k", "agents=20M&electricity=0.3"] {
        let outlook = outlook_of(link);
        let said = chances::of_profit(&outlook).replace('\u{2060}', "");
        for lever in [&LEVERS.context, &LEVERS.agents, &LEVERS.gpu, &LEVERS.electricity] {
            let figure = band_of(link, lever);
            let (range, stop) = (figure.index("range").expect("a series"), present(&figure).expect("a stop"));
            let legend = reading(&figure, range, stop, &[]);
            for end in legend.split(" to ") {
                assert!(said.contains(end), "{link} over {}: {legend} in {said}", lever.about.label);
            }
            let series = &figure.series[range];
            let ends = [series.low().expect("a range")[stop], series.values[stop]];
            let drawn = [outlook.profit.p5, outlook.profit.p95].map(|rate| Some(USD_PER_YEAR.shown(rate)));
            assert_eq!(ends, drawn, "{link} over {}", lever.about.label);
        }
        let figure = outlook_market_of(link);
        let last = figure.stops.len() - 1;
        let legend = reading(&figure, figure.index("range").expect("a series"), last, &[]);
        let said = chances::of_market(&outlook);
        assert!(said.contains(&legend), "{legend} in {said}");
    }
}

#[test]
fn a_break_even_is_one_number_wherever_it_is_told() {
    let mut count = 0;
    for link in [
        "",
        "agents=1B",
        "agents=20M&electricity=0.3",
        "llm=deepseek-v4-flash&load=100",
        "context=1M&gpu=rubin",
    ] {
        let now = evaluate(&link::read(link).0);
        for lever in link::levers() {
            let turns = break_even(&now.scenario, lever);
            let curve = Curve::over(&now.scenario, lever);
            let figure = profit::figure(&curve, &now, &profit::axes(&curve, &now, None, None));
            let [gain, loss, ..] = &figure.areas[..] else { panic!("profit and loss are areas") };
            let unit = &lever.about.unit;
            let drawn: Vec<f64> = figure.crossings(gain).iter().map(|at| unit.base(*at)).collect();
            assert_eq!(drawn, turns, "{link}: {}", lever.about.label);
            assert_eq!(figure.crossings(gain), figure.crossings(loss));
            let remarks = figure.table().remarks;
            let places_found: Vec<&str> = remarks
                .iter()
                .filter(|remark| remark.label == "Break-even")
                .map(|remark| remark.place.as_str())
                .collect();
            let places: Vec<String> =
                turns.iter().map(|at| format!("{} {}", figure.x.label, with_time(*at, unit))).collect();
            assert_eq!(places_found, places, "{link}");
            if let [only] = &turns[..] {
                let says = figure.finding.contains(&lever.shown(*only));
                assert!(says, "{link}: {} at {}: {}", lever.about.label, lever.shown(*only), figure.finding);
            }
            // The two sides meet there on the curve, too.
            for at in &turns {
                let stop = figure.nearest(unit.shown(*at)).expect("a stop");
                assert!((figure.stops[stop] / unit.shown(*at) - 1.0).abs() < 1e-9);
            }
            count += turns.len();
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn a_table_says_its_unit_once() {
    let mut figures = with_bands();
    figures.push(over_speed(frontier::figure, MEASURED));
    figures.push(over_speed(cost::figure, MEASURED));
    for figure in figures {
        let table = figure.table();
        for (place, column) in table.columns.iter().enumerate() {
            let texts: Vec<&str> = table
                .rows
                .iter()
                .filter(|row| matches!(row[place], Cell::Value { .. }))
                .map(|row| row[place].text())
                .collect();
            let bare = texts.iter().filter(|text| !text.contains([' ', '\u{a0}', '/'])).count();
            assert_eq!(bare, texts.len(), "{}, {}: {texts:?}", figure.title, column.label);
        }
        assert!(
            table.columns.iter().any(|column| !column.unit.is_empty())
                || figure.id == "market"
                || figure.x.discrete
        );
    }
    let units: Vec<String> =
        band_of("", &LEVERS.context).table().columns.into_iter().map(|column| column.unit).collect();
    assert_eq!(units[..2], ["tokens", "per year"]);
}

#[test]
fn the_middle_lies_in_its_band_and_a_band_within_the_frame_or_is_said_to_be_cut() {
    for figure in with_bands() {
        let [range, median] = ["range", "median"].map(|id| figure.index(id).expect("a series"));
        let (foot, head) = figure.y.domain;
        let slack = 1e-9 * (head - foot);
        let drawn = svg(&figure, &Theme::light(), 720.0, 566.0).expect("drawing into memory cannot fail");
        let mut is_cut = false;
        for i in 0..figure.stops.len() {
            let (Some((low, high)), Some((middle, _))) =
                (figure.extent(range, i, &[]), figure.extent(median, i, &[]))
            else {
                continue;
            };
            assert!(low <= middle && middle <= high, "{} {i}: {low} {middle} {high}", figure.title);
            assert!(middle <= head + slack, "{} {i}: the middle leaves the frame", figure.title);
            is_cut |= low < foot - slack || high > head + slack;
        }
        assert_eq!(is_cut, drawn.contains("band reaches"), "{}: {}", figure.title, figure.finding);
    }
}

#[test]
fn ranges_of_the_market() {
    check("ranges-market", &outlook_market_of(""), &Theme::light(), 720.0);
    check("ranges-market-narrow", &outlook_market_of("agents=1B"), &Theme::dark(), 480.0);
}

/// The evaluation of a link that must parse without faults.
fn at(link: &str) -> Evaluation {
    let (scenario, faults) = link::read(link);
    assert_eq!(faults, vec![], "{link}");
    evaluate(&scenario)
}

/// A figure of the story for wide pages and for phones; its colours are set by the page.
fn kept_at_both_widths(name: &str, figure: &str, link: &str) {
    for (kind, width) in [("", 760.0), ("-narrow", 320.0)] {
        let drawn = drawing(figure, &at(link), width).expect("a figure");
        kept(&format!("{name}{kind}"), &drawn);
    }
}

#[test]
fn the_hours_of_the_day() {
    kept_at_both_widths("hours", "hours", "");
    kept_at_both_widths("hours-busy", "hours", "v=2&llm=deepseek-v4-flash&load=100&batch_demand=20");
}

#[test]
fn where_the_power_goes() {
    kept_at_both_widths("waterfall", "waterfall", "");
}

#[test]
fn the_engine_against_what_happened() {
    kept_at_both_widths("backtest", "backtest", "");
}

#[test]
fn predicted_against_measured() {
    kept_at_both_widths("accuracy", "accuracy", "");
}

#[test]
fn twenty_cases() {
    for (name, link) in [("cases", ""), ("cases-loss", "gpu=h100&context=8k")] {
        let outlook = outlook_of(link);
        kept(name, &Cases::of(&outlook).svg(&outlook, 20.0));
    }
}

#[test]
fn the_frontier() {
    check("frontier", &over_speed(frontier::figure, ""), &Theme::light(), 720.0);
    check("frontier-dark", &over_speed(frontier::figure, "context=4k&gpu=rubin"), &Theme::dark(), 720.0);
    check("frontier-narrow", &over_speed(frontier::figure, ""), &Theme::light(), 340.0);
    check("frontier-measured", &over_speed(frontier::figure, MEASURED), &Theme::light(), 720.0);
}

#[test]
fn the_cost() {
    check("cost", &over_speed(cost::figure, ""), &Theme::light(), 720.0);
    check("cost-measured", &over_speed(cost::figure, MEASURED), &Theme::dark(), 720.0);
    check("cost-narrow", &over_speed(cost::figure, MEASURED), &Theme::light(), 340.0);
}

#[test]
fn published_runs_stand_where_they_were_measured_and_only_near_the_scenario() {
    let published = published();
    let near = over_speed(frontier::figure, MEASURED);
    assert!(near.dots.len() >= 10, "{} dots", near.dots.len());
    let now = evaluate(&link::read(MEASURED).0);
    for run in published.near(&now) {
        assert!(
            run.input >= 3_686.0 && run.input <= 14_746.0 && run.output >= 461.0 && run.output <= 1_844.0
        );
        assert!((run.speed() * run.users - run.rate).abs() < 1e-9 * run.rate);
    }
    assert!(near.dots.iter().all(|dot| dot.source.contains("users") && dot.source.contains("SemiAnalysis")
        || dot.source.contains("NVIDIA")));
    assert!(near.note.contains("published runs"), "{}", near.note);
    // There are no published runs of such calls, or of such a model: the figure says so and shows none.
    for far in ["", "context=1M", "v=2&context=7373&answer=922&cached=0&llm=kimi-k3"] {
        let figure = over_speed(frontier::figure, far);
        assert!(figure.dots.is_empty(), "{far}");
        assert!(figure.note.contains("o published run"), "{far}: {}", figure.note);
    }
}

/// Calls with published runs.
const MEASURED: &str = "v=2&context=7373&answer=922&cached=0&serving=shared";

/// A figure over the speed per user with the published runs near the scenario.
fn over_speed(figure: fn(&Evaluation, &Published) -> Figure, link: &str) -> Figure {
    let (scenario, faults) = link::read(link);
    assert_eq!(faults, vec![], "{link}");
    figure(&evaluate(&scenario), &published())
}

fn tornado_of(link: &str) -> Tornado {
    let now = evaluate(&link::read(link).0);
    Tornado::new(&now, &swings(&now))
}

#[test]
fn the_swings() {
    kept("swings", &tornado_of("").svg(720.0, "#"));
    kept("swings-loss", &tornado_of("agents=20M&electricity=0.3").svg(720.0, "#"));
    kept("swings-narrow", &tornado_of("context=128k").svg(320.0, "#"));
}

#[test]
fn swings_say_in_words_what_they_draw() {
    for link in ["", "agents=20M&electricity=0.3", "context=1M&gpu=rubin"] {
        let tornado = tornado_of(link);
        let drawn = tornado.svg(720.0, "#");
        let table = tornado.table(&tornado.bars);
        assert_eq!(table.rows.len(), tornado.bars.len());
        assert!(tornado.bars.windows(2).all(|pair| pair[0].size() >= pair[1].size()));
        for (bar, row) in tornado.bars.iter().zip(&table.rows) {
            assert!(drawn.contains(&format!("href=\"#{}\"", bar.name)), "{} has no link", bar.name);
            assert!([&bar.low, &bar.high].iter().all(|end| drawn.contains(&format!(">{}<", end.short))));
            assert_eq!(row[0].text(), bar.label);
            assert_eq!(row.len(), table.columns.len());
        }
        assert!(tornado.finding.starts_with(tornado.bars[0].label), "{}", tornado.finding);
        assert!(tornado.rest.iter().all(|bar| !drawn.contains(&format!("#{}\"", bar.name))));
    }
    // If no profit can be computed, there are no bars, and the finding gives the reason.
    let unknown = tornado_of("gpu=tpu7x");
    assert!(unknown.bars.is_empty() && unknown.rest.is_empty());
    assert!(unknown.finding.contains("not published"), "{}", unknown.finding);
}

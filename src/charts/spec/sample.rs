//! Figures made up for tests: a factory that becomes unprofitable, a trade-off on logarithmic axes, and categories.

use super::axis::{Axis, Format, plain};
use super::figure::Figure;
use super::mark::{Along, Area, Dash, Dot, Edge, Fill, Form, Kind, Mark, Place, Rule, Series, Zone};
use super::role::Role;
use super::scale::ScaleKind;

fn dollars(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}${}B", plain(value.abs()))
}

fn spoken_dollars(value: f64) -> String {
    let sign = if value < 0.0 { "minus " } else { "" };
    format!("{sign}${} billion a year", plain(value.abs()))
}

fn tokens(value: f64) -> String {
    if value >= 1e6 { format!("{}M", plain(value / 1e6)) } else { format!("{}K", plain(value / 1e3)) }
}

fn spoken_tokens(value: f64) -> String {
    if value >= 1e6 {
        format!("{} million tokens", plain(value / 1e6))
    } else {
        format!("{} thousand tokens", plain(value / 1e3))
    }
}

/// A vertical axis in billions of dollars a year.
fn money(from: f64, to: f64) -> Axis {
    Axis::new("Money per year", "$ billion", ScaleKind::Linear, (from, to)).formats(
        Format::new(dollars),
        Format::new(dollars),
        Format::new(spoken_dollars),
    )
}

/// Money over context length: revenue falls through a stack of costs.
pub(crate) fn profit() -> Figure {
    let stops: Vec<f64> = (0..=44).map(|i| 1_024.0 * libm::exp2(f64::from(i) / 4.0)).collect();
    let of = |f: fn(f64) -> f64| stops.iter().map(|x| Some(f(*x))).collect::<Vec<_>>();
    let x = Axis::new("Context length", "tokens", ScaleKind::Log, (1_024.0, 2_097_152.0)).formats(
        Format::new(tokens),
        Format::new(tokens),
        Format::new(spoken_tokens),
    );
    let y = money(0.0, 5.0);
    let mut figure = Figure::new(
        "profit",
        "Profit over context length",
        "Longer contexts fill the memory: past 270 thousand tokens the factory sells fewer tokens than it must to pay its machines.",
        x,
        y,
        stops.clone(),
    );
    figure.note = "Site of one gigawatt, year of 8,760 hours. Made-up numbers for tests.".to_owned();
    figure.series = vec![
        Series::stack("machines", "Machines", Role::Machines, of(|_| 1.62)),
        Series::stack("electricity", "Electricity", Role::Electricity, of(|_| 0.31)),
        Series::stack("building", "Building", Role::Building, of(|_| 0.36)),
        Series::stack("running", "Running", Role::Running, of(|_| 0.12)),
        Series::new(
            "before",
            "Revenue by default",
            Role::Baseline,
            Kind::Line(Dash::Dashed),
            of(|x| 4.1 / (1.0 + x / 120e3)),
        ),
        Series::line("revenue", "Revenue", Role::Revenue, {
            let mut values = of(|x| 4.6 / (1.0 + x / 290e3));
            for value in values.iter_mut().rev().take(2) {
                *value = None;
            }
            values
        })
        .gap("one sequence no longer fits the memory"),
    ];
    figure.areas = vec![
        Area {
            label: "Profit".to_owned(),
            role: Role::Profit,
            fill: Fill::Tint,
            upper: Edge::series("revenue"),
            lower: Edge::series("running"),
            crossing: "Break-even".to_owned(),
            turns: None,
        },
        Area {
            label: "Loss".to_owned(),
            role: Role::Loss,
            fill: Fill::Hatch,
            upper: Edge::series("running"),
            lower: Edge::series("revenue"),
            crossing: String::new(),
            turns: None,
        },
    ];
    let mark = |place, x, label: &str, on: &[&str]| Mark {
        place,
        x,
        label: label.to_owned(),
        on: on.iter().map(|&id| id.to_owned()).collect(),
    };
    figure.marks = vec![
        mark(Place::Baseline, 32_768.0, "Default 33K", &["before"]),
        mark(Place::Present, 131_072.0, "Now 131K", &["revenue"]),
    ];
    figure.rules = vec![Rule {
        along: Along::Horizontal,
        at: 4.2,
        label: "Revenue the loan asks for".to_owned(),
        role: Role::Published,
        source: "loan agreement".to_owned(),
    }];
    figure
}

/// Two logarithmic axes: speed per user against work done, with a curve for each machine.
pub(crate) fn frontier() -> Figure {
    let per_user = |value: f64| format!("{} tokens a second for each user", plain(value));
    let per_site = |value: f64| format!("{} tokens a second and megawatt", plain(value));
    let x = Axis::new("Speed for one user", "tokens/s", ScaleKind::Log, (5.0, 1_000.0)).formats(
        Format::new(plain),
        Format::new(plain),
        Format::new(per_user),
    );
    let y = Axis::new("Throughput", "tokens/s per MW", ScaleKind::Log, (1e3, 2e7)).formats(
        Format::new(
            |v| if v >= 1e6 { format!("{}M", plain(v / 1e6)) } else { format!("{}K", plain(v / 1e3)) },
        ),
        Format::new(plain),
        Format::new(per_site),
    );
    let stops: Vec<f64> = (0..=40).map(|i| 5.0 * libm::pow(200.0, f64::from(i) / 40.0)).collect();
    let mut figure = Figure::new(
        "frontier",
        "What a megawatt yields, by the speed each user gets",
        "Each generation serves more users at the same speed, and reaches speeds that the one before cannot.",
        x,
        y,
        stops,
    );
    let machines = [
        ("h100", "Hopper H100", 1.0, 1.0),
        ("h200", "Hopper H200", 1.3, 1.25),
        ("b200", "Blackwell B200", 4.0, 2.0),
        ("gb300", "Blackwell Ultra GB300", 9.0, 3.2),
        ("rubin", "Vera Rubin (announced)", 30.0, 6.0),
    ];
    for (step, (id, label, yields, speed)) in (0u8..).zip(machines) {
        let places: Vec<f64> = (0..30).map(|i| 8.0 * libm::pow(18.0 * speed, f64::from(i) / 29.0)).collect();
        let values = places
            .iter()
            .map(|v| Some(yields * 2.2e5 * (1.0 - libm::pow(v / (146.0 * speed), 0.8)).max(0.01)))
            .collect();
        let dash = if step == 4 { Dash::Dashed } else { Dash::Solid };
        let series = Series::new(id, label, Role::Generation(step), Kind::Line(dash), values).at(places);
        figure.series.push(series);
    }
    let zone = |from, to, label: &str| Zone { from, to, label: label.to_owned() };
    figure.zones =
        vec![zone(5.0, 25.0, "Batch"), zone(25.0, 100.0, "Standard"), zone(100.0, 1_000.0, "Real time")];
    let dot = |x, y, label: &str, source: &str| Dot {
        x,
        y,
        range: None,
        label: label.to_owned(),
        role: Role::Published,
        form: Form::Disc,
        source: source.to_owned(),
    };
    figure.dots = vec![
        dot(50.0, 1.4e5, "H100, measured", "benchmark round of May"),
        dot(60.0, 6.1e5, "B200, measured", "benchmark round of May"),
        dot(110.0, 1.1e6, "GB300, measured", "benchmark round of May"),
    ];
    figure
}

/// Categories instead of numbers along the horizontal axis, and a loss at one of them.
pub(crate) fn generations() -> Figure {
    let names = [
        "Hopper H100",
        "Hopper H200",
        "Blackwell B200",
        "Blackwell Ultra GB300",
        "Vera Rubin",
        "Rubin Ultra",
    ];
    let x = Axis::categories("Generation", &names);
    let y = money(-2.0, 12.0);
    let mut figure = Figure::new(
        "generations",
        "Profit by machine generation",
        "The oldest machines no longer earn what they cost; nothing is published on the newest.",
        x,
        y,
        (0..6).map(f64::from).collect(),
    );
    let some = |values: [f64; 6]| values.map(Some).to_vec();
    let mut revenue = some([1.6, 2.3, 4.2, 6.1, 9.8, 0.0]);
    revenue[5] = None;
    figure.series = vec![
        Series::stack("machines", "Machines", Role::Machines, some([1.5, 1.6, 1.8, 2.1, 2.6, 2.9])),
        Series::stack("electricity", "Electricity", Role::Electricity, some([0.4; 6])),
        Series::stack("building", "Building", Role::Building, some([0.4; 6])),
        Series::stack("running", "Running", Role::Running, some([0.15; 6])),
        Series::line("revenue", "Revenue", Role::Revenue, revenue).gap("no price is published"),
    ];
    figure.areas = vec![Area {
        label: "Loss".to_owned(),
        role: Role::Loss,
        fill: Fill::Hatch,
        upper: Edge::series("running"),
        lower: Edge::series("revenue"),
        crossing: String::new(),
        turns: None,
    }];
    figure.marks = vec![Mark {
        place: Place::Present,
        x: 3.0,
        label: "Now GB300".to_owned(),
        on: vec!["revenue".to_owned()],
    }];
    figure
}

/// A forecast with its range, published points, a claim, and columns of money spent.
pub(crate) fn market() -> Figure {
    let years: Vec<f64> = (2024..=2032).map(f64::from).collect();
    let year = |value: f64| format!("{value:.0}");
    let x = Axis::new("Year", "", ScaleKind::Linear, (2023.5, 2032.5)).formats(
        Format::new(year),
        Format::new(year),
        Format::new(year),
    );
    let y = Axis::new("Spend", "$ billion", ScaleKind::Linear, (0.0, 1_600.0)).formats(
        Format::new(|v| format!("${}B", plain(v))),
        Format::new(|v| format!("${}B", plain(v))),
        Format::new(|v| format!("${} billion", plain(v))),
    );
    let mut figure = Figure::new(
        "market",
        "What is spent on machines",
        "Spend reaches $1 trillion a year in 2031, four years later than claimed.",
        x,
        y,
        years,
    );
    let spent = [210.0, 320.0, 430.0, 530.0, 640.0, 760.0, 880.0, 1_010.0, 1_150.0];
    let times = |factor: &dyn Fn(f64) -> f64| {
        (0u8..).zip(spent).map(|(i, v)| (i > 1).then(|| v * factor(f64::from(i) - 1.0))).collect::<Vec<_>>()
    };
    let low = times(&|ahead| 1.0 - 0.05 * ahead);
    figure.series = vec![
        Series::new(
            "range",
            "Nine cases in ten",
            Role::Forecast,
            Kind::Band(low),
            times(&|ahead| 1.0 + 0.05 * ahead),
        )
        .gap("known"),
        Series::new("year", "In the year", Role::Machines, Kind::Bars, spent.map(Some).to_vec()),
        Series::new("spend", "Expected", Role::Forecast, Kind::Line(Dash::Solid), spent.map(Some).to_vec()),
    ];
    figure.rules = vec![
        Rule {
            along: Along::Horizontal,
            at: 1_000.0,
            label: "$1T claim".to_owned(),
            role: Role::Published,
            source: "the article".to_owned(),
        },
        Rule {
            along: Along::Vertical,
            at: 2027.0,
            label: "Claimed for".to_owned(),
            role: Role::Published,
            source: String::new(),
        },
    ];
    let dot = |x, y, range, label: &str| Dot {
        x,
        y,
        range,
        label: label.to_owned(),
        role: Role::Published,
        form: Form::Disc,
        source: "annual report".to_owned(),
    };
    figure.dots = vec![
        dot(2024.0, 235.0, None, "Actual"),
        dot(2025.0, 350.0, Some((300.0, 410.0)), ""),
        dot(2028.0, 900.0, Some((800.0, 1_000.0)), "Bank forecast"),
    ];
    figure
}

/// All sample figures.
pub(crate) fn all() -> [Figure; 4] {
    [profit(), frontier(), generations(), market()]
}

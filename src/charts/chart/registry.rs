//! All figures by name, drawn with classes for colours: for the prerendered page, for print, and for the worker.
//!
//! | name | figure |
//! |---|---|
//! | `profit?over=context` | revenue and costs over a lever; without `over`, over context |
//! | `market` | dollars spent in the world |
//! | `frontier`, `cost` | what a megawatt yields and what tokens cost, by speed |
//! | `swings` | what moves profit most |
//! | `flow` | the factory as a flow |
//! | `agents` | demand over agents, with the fitted law |
//! | `context` | cache and cost over context |
//! | `prices` | published token prices |
//! | `shocks` | profit after each shock |
//! | `tiers` | price and cost by speed tier |
//! | `hours` | a working day of the factory |
//! | `waterfall` | from the power of the world to its tokens |
//! | `change?vs=gpu:h100` | how much each difference contributes to the change of profit from that scenario to this |
//! | `backtest` | values computed for past years against published ones |
//! | `accuracy` | predicted against measured throughput; native builds only, where the runs are available |
//!
//! With `vs=gpu:h100;context:1M`, written as in links, the profit, market, frontier and cost charts show a second
//! scenario for comparison. With `keys=off` a chart with two axes does not name its series, because a legend is next to it.

#[cfg(not(target_arch = "wasm32"))]
use super::accuracy::Accuracy;
use super::backtest::Backtest;
use super::change::Change;
use super::shocks::Shocks;
use super::tornado::Tornado;
use super::waterfall::Waterfall;
use super::{agents, context, cost, flow, frontier, hours, market, prices, profit, tiers};
use crate::layout::picture::Layout;
use crate::layout::view::View;
use crate::render::drawing_file::DrawingFile;
use crate::render::svg::svg_view;
use crate::spec::figure::Figure;
use crate::spec::table::Table;
use model::scenario::levers::LEVERS;
use model::scenario::link::compared::read_pinned;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Lever, Scenario};
use model::study::compare::compare;
use model::study::evaluate::generations::chosen;
use model::study::evaluate::{Evaluation, evaluate};
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::sensitivity::curve::Curve;
use model::study::sensitivity::swing::swings;
use model::study::validation::published::Published;

/// The names of all figures, without their query parameters.
pub const NAMES: [&str; 16] = [
    "profit",
    "market",
    "frontier",
    "cost",
    "swings",
    "flow",
    "agents",
    "context",
    "prices",
    "shocks",
    "tiers",
    "hours",
    "waterfall",
    "change",
    "backtest",
    "accuracy",
];

#[cfg(target_arch = "wasm32")]
static NO_RUNS: Published = Published { sources: Vec::new(), setups: Vec::new() };

/// A drawing with the text shown next to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The SVG document.
    pub svg: String,
    /// What it is about.
    pub title: String,
    /// What it shows, in a sentence.
    pub finding: String,
    /// Its numbers, where the drawing is on its own; a chart on the page has its table next to it.
    pub table: Option<Table>,
}

/// Inputs of a chart that are not computed from the scenario directly.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChartInputs<'a> {
    /// Draws of the scenario.
    pub outlook: Option<&'a Outlook>,
    /// Draws over the lever of the profit chart.
    pub band: Option<&'a Band>,
    /// Published runs.
    pub published: Option<&'a Published>,
}

/// The SVG of a figure by its name, `width` CSS pixels wide, without draws. `None` if there is no figure of that
/// name.
pub fn drawing(name: &str, now: &Evaluation, width: f64) -> Option<String> {
    drawn(name, now, width, ChartInputs::default()).map(|drawing| drawing.svg)
}

/// The published runs, read once.
#[cfg(not(target_arch = "wasm32"))]
fn published() -> &'static Published {
    static READ: std::sync::LazyLock<Published> =
        std::sync::LazyLock::new(model::study::validation::runs::published);
    &READ
}

/// The lever over which the profit chart of that name is drawn. `None` if there is no lever of that name.
pub fn lever_over(name: &str) -> Option<&'static Lever> {
    let query = name.split_once('?').map_or("", |(_, query)| query);
    LEVERS.get(query.split('&').find_map(|pair| pair.strip_prefix("over=")).unwrap_or("context"))
}

/// The scenario that the chart of that name compares with; `None` if the name has none.
fn pinned(name: &str) -> Option<Scenario> {
    let (_, query) = name.split_once('?')?;
    let text = query.split('&').find_map(|pair| pair.strip_prefix("vs="))?;
    Some(read_pinned(text).0.scenario())
}

/// A chart with two axes by its name. `None` if there is no chart of that name. Without published runs as an
/// argument, native builds show those compiled in.
pub fn figure(name: &str, now: &Evaluation, inputs: ChartInputs<'_>) -> Option<Figure> {
    let (lever, pinned) = (lever_over(name), pinned(name));
    let name = name.split_once('?').map_or(name, |(name, _)| name);
    let ChartInputs { outlook, band, .. } = inputs;
    #[cfg(not(target_arch = "wasm32"))]
    let published = inputs.published.unwrap_or_else(|| published());
    #[cfg(target_arch = "wasm32")]
    let published = inputs.published.unwrap_or(&NO_RUNS);
    Some(match name {
        "profit" => {
            let lever = lever?;
            let curve = Curve::over(&now.scenario, lever);
            let axes = profit::axes(&curve, now, band, outlook);
            let pinned = pinned.map(|scenario| (Curve::over(&scenario, lever), scenario));
            let axes = pinned.as_ref().map_or(axes, |(pinned, _)| profit::axes_with_pinned(axes, pinned));
            let figure = profit::figure(&curve, now, &axes);
            let figure = if band.is_some() { profit::with_band(figure, band, outlook) } else { figure };
            match &pinned {
                Some((pinned, scenario)) => profit::with_pinned(figure, pinned, scenario),
                None => figure,
            }
        }
        "market" => {
            let baseline = evaluate(&Scenario::baseline());
            let axes = market::axes(now, &baseline, outlook);
            let pinned = pinned.map(|scenario| evaluate(&scenario));
            let axes = pinned.as_ref().map_or(axes, |pinned| market::axes_with_pinned(axes, pinned));
            let figure = market::figure(now, &baseline, &axes);
            let figure = if outlook.is_some() { market::with_outlook(figure, outlook) } else { figure };
            match &pinned {
                Some(pinned) => market::with_pinned(figure, pinned),
                None => figure,
            }
        }
        "frontier" | "cost" => {
            let figure =
                if name == "cost" { cost::figure(now, published) } else { frontier::figure(now, published) };
            match pinned.and_then(|pinned| chosen(&evaluate(&pinned))) {
                Some(line) => frontier::with_pinned(figure, &line),
                None => figure,
            }
        }
        "agents" => agents::figure(now),
        "context" => context::figure(now),
        "prices" => prices::figure(now),
        "tiers" => tiers::figure(now),
        "hours" => hours::figure(now),
        _ => return None,
    })
}

/// A figure by its name with its finding, `width` CSS pixels wide, with inputs known in addition to the scenario.
/// `None` if there is no figure of that name.
pub fn drawn(name: &str, now: &Evaluation, width: f64, inputs: ChartInputs<'_>) -> Option<Drawing> {
    let (id, query) = name.split_once('?').unwrap_or((name, ""));
    let drawing = |svg: String, title: &str, finding: String, table: Option<Table>| {
        Some(Drawing { svg, title: title.to_owned(), finding, table })
    };
    match id {
        "swings" => {
            let tornado = Tornado::new(now, &swings(now));
            // On the page a bar opens the sheet next to it; in a prerendered chart it links to the manual.
            let svg = tornado.svg(width, "manual.html#");
            drawing(svg, &tornado.title, tornado.finding, None)
        }
        "shocks" => {
            let shocks = Shocks::of(now);
            drawing(shocks.svg(width), Shocks::TITLE, shocks.finding, None)
        }
        "waterfall" => {
            let fall = Waterfall::of(now);
            let (svg, table) = (fall.svg(width), Some(fall.table()));
            drawing(svg, Waterfall::TITLE, fall.finding, table)
        }
        "change" => {
            let a = ShockedScenario::new(pinned(name).unwrap_or_else(Scenario::baseline));
            let change = Change::of(&compare(&a, &ShockedScenario::new(now.scenario)));
            let (svg, table) = (change.svg(width), Some(change.table()));
            drawing(svg, Change::TITLE, change.finding, table)
        }
        "backtest" => {
            let test = Backtest::of(now);
            let (svg, table) = (test.svg(width), Some(test.table()));
            drawing(svg, Backtest::TITLE, test.finding, table)
        }
        #[cfg(not(target_arch = "wasm32"))]
        "accuracy" => {
            let accuracy = Accuracy::of_held_out();
            let (svg, table) = (accuracy.svg(width), Some(accuracy.table()));
            drawing(svg, Accuracy::TITLE, accuracy.finding, table)
        }
        "flow" => drawing(flow::svg(now, width), flow::TITLE, flow::sentence(now), None),
        _ => {
            let figure = figure(name, now, inputs)?;
            let keys = !query.split('&').any(|pair| pair == "keys=off");
            let view = match id {
                "hours" => Layout::with_heading(&figure, View::new(width, height(width))),
                _ => View { keys, ..View::new(width, height(width)) },
            };
            // Writing into memory cannot fail.
            let svg = svg_view(&figure, &view).ok()?;
            drawing(svg, &figure.title, figure.finding, None)
        }
    }
}

/// A drawing without two axes for files, by its name, `width` CSS pixels wide. `None` if there is none of that name: a
/// chart with two axes is a [`figure`], and a comparison or a sweep has its own value.
pub fn drawing_file(name: &str, now: &Evaluation, width: f64) -> Option<DrawingFile> {
    Some(match name {
        "swings" => Tornado::new(now, &swings(now)).drawing_file(width),
        "shocks" => Shocks::of(now).drawing_file(width),
        "waterfall" => Waterfall::of(now).drawing_file(width),
        "backtest" => Backtest::of(now).drawing_file(width),
        "flow" => flow::Flow::of(now).drawing_file(width),
        _ => return None,
    })
}

/// The height of a chart of that width: narrow charts are relatively high.
fn height(width: f64) -> f64 {
    libm::round((0.5 * width + 80.0).clamp(300.0, 480.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::geometry::Rect;
    use crate::spec::role::Role;
    use crate::spec::table::Cell;
    use model::scenario::link;

    const RULES: &str = include_str!("../../../style/drawings.css");
    const OTHERS: [&str; 2] = [include_str!("../../../style/figures.css"), RULES];

    #[test]
    fn the_pinned_scenario_is_a_line_of_each_chart() {
        let now = evaluate(&link::read("context=1M").0);
        let pinned = evaluate(&link::read("v=2&gpu=mi355x&electricity=0.3").0);
        for (name, best) in [("frontier", f64::max as fn(f64, f64) -> f64), ("cost", f64::min)] {
            let alone = figure(name, &now, ChartInputs::default()).unwrap();
            let both = figure(&format!("{name}?vs=gpu:mi355x;electricity:0.3"), &now, ChartInputs::default())
                .unwrap();
            assert_eq!(both.series.len(), alone.series.len() + 1);
            let line = both.series.iter().find(|series| series.id == "pinned").unwrap();
            assert_eq!(line.label, "MI355X, A");
            // It is the line that this machine has in the chart of the pinned scenario.
            let own = figure(name, &pinned, ChartInputs::default()).unwrap();
            let own = own.series.iter().find(|series| series.id == "mi355x").unwrap();
            assert_eq!((&line.values, &line.at), (&own.values, &own.at), "{name}");
            let (low, high) = both.y.domain;
            let best = line.values.iter().copied().flatten().reduce(best).unwrap();
            assert!((low..=high).contains(&best), "{name}: {best}");
        }
        for name in
            ["profit?vs=gpu:h100", "market?vs=agents:10M", "frontier?vs=gpu:tpu7x", "cost?vs=gpu:tpu7x"]
        {
            let drawn = figure(name, &now, ChartInputs::default()).unwrap();
            assert!(drawn.series.iter().any(|series| series.id == "pinned"), "{name}");
        }
    }

    #[test]
    fn every_figure_is_drawn_with_classes_that_have_rules() {
        for text in ["", "gpu=rubin&context=1M", "agents=10M", "gpu=tpu7x", "fast_share=0&batch_share=0"] {
            let now = evaluate(&link::read(text).0);
            for name in NAMES.into_iter().chain(["profit?over=gpu", "profit?over=electricity"]) {
                for width in [320.0, 640.0] {
                    let svg = drawing(name, &now, width).unwrap_or_else(|| panic!("{name}"));
                    assert!(svg.contains("<title>") || svg.contains("aria-label="), "{name}");
                    assert!(svg.contains("role=\"img\"") || svg.contains("role=\"group\""), "{name}");
                    assert!(!svg.contains("=\"#") || name == "swings", "{name} keeps a colour");
                    for wrong in ["NaN", "\"inf", "-inf", "style=", "<script"] {
                        assert!(!svg.contains(wrong), "{text} {name} {width}: {wrong}");
                    }
                    let classes = svg.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
                    for class in classes.flat_map(str::split_whitespace) {
                        let has_rule = OTHERS.iter().any(|sheet| sheet.contains(&format!(".{class}")));
                        assert!(has_rule, "{name}: {class}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_figure_has_no_drawing() {
        let now = evaluate(&link::read("").0);
        for name in ["", "sunset", "profit?over=moon", "Market"] {
            assert_eq!(drawing(name, &now, 640.0), None, "{name}");
        }
        assert_eq!(drawing("profit", &now, 640.0), drawing("profit?over=context", &now, 640.0));
    }

    #[test]
    fn texts_of_new_figures_do_not_touch() {
        let mut faults = Vec::new();
        for text in [
            "",
            "gpu=rubin&context=1M",
            "agents=50B",
            "price_output=30&price_change=0.1",
            "premium_share=25",
            "llm=deepseek-v4-flash&load=100",
        ] {
            let now = evaluate(&link::read(text).0);
            for figure in
                [agents::figure(&now), context::figure(&now), prices::figure(&now), tiers::figure(&now)]
            {
                for width in [320.0, 640.0, 1100.0] {
                    let words = Layout::new(&figure, &View::new(width, height(width))).words;
                    let border = Rect { left: 0.0, top: 0.0, right: width, bottom: height(width) };
                    for (i, a) in words.iter().enumerate() {
                        let rect = a.rect();
                        if !border.holds((rect.left, rect.top)) || !border.holds((rect.right, rect.bottom)) {
                            faults.push(format!("{text} {} {width}: {:?} is cut off", figure.id, a.text));
                        }
                        for b in words.iter().skip(i + 1).filter(|b| b.rect().meets(&rect)) {
                            faults.push(format!(
                                "{text} {} {width}: {:?} touches {:?}",
                                figure.id, a.text, b.text
                            ));
                        }
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    /// Every chart with two axes in a few scenarios.
    fn figures() -> Vec<(String, Figure)> {
        let published = published();
        let mut figures: Vec<(String, Figure)> =
            crate::spec::sample::all().into_iter().map(|figure| (String::new(), figure)).collect();
        for text in [
            "",
            "gpu=rubin&context=1M",
            "agents=10M",
            "agents=1B",
            "llm=deepseek-v3&gpu=gb200&context=7373&answer=922&cached=0&serving=shared",
        ] {
            let now = evaluate(&link::read(text).0);
            let mut add = |figure: Figure| figures.push((text.to_owned(), figure));
            for lever in [&LEVERS.context, &LEVERS.agents, &LEVERS.gpu, &LEVERS.electricity, &LEVERS.load] {
                let curve = Curve::over(&now.scenario, lever);
                add(profit::figure(&curve, &now, &profit::axes(&curve, &now, None, None)));
            }
            let baseline = evaluate(&Scenario::baseline());
            add(market::figure(&now, &baseline, &market::axes(&now, &baseline, None)));
            add(frontier::figure(&now, published));
            add(cost::figure(&now, published));
            [agents::figure, context::figure, prices::figure, tiers::figure, hours::figure]
                .into_iter()
                .for_each(|figure| add(figure(&now)));
        }
        figures
    }

    #[test]
    fn no_name_covers_a_column_or_a_point_and_every_published_point_has_one() {
        use crate::layout::plot_labels::{is_columns, outer, sample};
        let mut faults = Vec::new();
        for (text, figure) in figures() {
            for width in [320.0, 480.0, 660.0, 760.0, 1_100.0] {
                for keys in [false, true] {
                    let layout = Layout::new(&figure, &View { keys, ..View::new(width, height(width)) });
                    let at = format!("{text} {} {width}", figure.id);
                    let columns: Vec<Rect> = layout
                        .shapes
                        .iter()
                        .filter(|(k, _)| is_columns(&figure, *k))
                        .flat_map(|(_, shape)| shape.surfaces.iter().filter_map(|surface| outer(surface)))
                        .collect();
                    let points: Vec<(f64, f64)> = figure
                        .dots
                        .iter()
                        .filter_map(|dot| layout.x.project(dot.x).zip(layout.y.project(dot.y)))
                        .filter(|point| layout.plot.holds(*point))
                        .collect();
                    for words in layout.words.iter().filter(|words| words.rect().meets(&layout.plot)) {
                        let rect = words.rect();
                        if columns.iter().any(|column| column.meets(&rect)) {
                            faults.push(format!("{at}: {:?} covers a column", words.text));
                        }
                        if points.iter().any(|point| rect.holds(*point)) {
                            faults.push(format!("{at}: {:?} covers a point", words.text));
                        }
                    }
                    // A name is nearest to its own point, or next to a sample of it.
                    for (i, dot) in figure.dots.iter().enumerate().filter(|(_, dot)| !dot.label.is_empty()) {
                        let away = |words: &crate::layout::words::Words, (x, y): (f64, f64)| {
                            let rect = words.rect();
                            let (dx, dy) =
                                (x - x.clamp(rect.left, rect.right), y - y.clamp(rect.top, rect.bottom));
                            libm::hypot(dx, dy)
                        };
                        let own = layout.x.project(dot.x).zip(layout.y.project(dot.y));
                        let Some(own) = own else { continue };
                        let sample =
                            layout.samples.iter().find(|(of, _)| *of == i).map(|(_, frame)| sample(frame));
                        let named = layout.words.iter().filter(|words| words.text == dot.label);
                        let from = |words: &&crate::layout::words::Words| away(words, sample.unwrap_or(own));
                        let Some(words) = named.min_by(|a, b| from(a).total_cmp(&from(b))) else { continue };
                        let least =
                            points.iter().map(|point| away(words, *point)).fold(f64::INFINITY, f64::min);
                        if away(words, sample.unwrap_or(own)) > least + 1e-9 {
                            faults.push(format!("{at}: {:?} is nearer to another point", words.text));
                        }
                    }
                    // At least one dot of each form and colour is named; runs are identified by the colour of their
                    // line.
                    for dot in figure.dots.iter().filter(|dot| !matches!(dot.role, Role::Generation(_))) {
                        let is_named = figure.dots.iter().any(|other| {
                            (other.role, other.form) == (dot.role, dot.form)
                                && layout
                                    .words
                                    .iter()
                                    .any(|words| !other.label.is_empty() && words.text == other.label)
                        });
                        if !is_named {
                            faults.push(format!("{at}: the point at {} has no name", dot.x));
                        }
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn texts_of_a_headed_figure_do_not_touch_and_its_frame_keeps_its_room() {
        let mut faults = Vec::new();
        for text in
            ["", "hours=flat", "llm=deepseek-v4-flash&load=100&batch_demand=20", "hours=coding&load=80"]
        {
            let figure = hours::figure(&evaluate(&link::read(text).0));
            for width in [320.0, 480.0, 640.0, 760.0, 1100.0] {
                let view = Layout::with_heading(&figure, View::new(width, height(width)));
                let layout = Layout::new(&figure, &view);
                assert!(layout.plot.height() > 150.0, "{text} {width}: {}", layout.plot.height());
                let texts: Vec<(Rect, String)> =
                    layout.words.iter().map(|words| (words.rect(), words.text.clone())).collect();
                let found = crate::render::pen::faults(&texts, [width, view.height]);
                faults.extend(found.into_iter().map(|fault| format!("{text} {width}: {fault}")));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn every_column_of_numbers_has_its_unit_in_files() {
        use model::scenario::link::levers;
        for (text, figure) in figures().into_iter().filter(|(_, figure)| figure.id != "generations") {
            let table = figure.file_table();
            for (place, column) in table.columns.iter().enumerate() {
                let is_number = table.rows.iter().any(|row| matches!(row[place], Cell::Value { .. }));
                // A year is its own unit.
                let is_told = !column.unit.is_empty() || column.label == "Year";
                assert!(is_told || !is_number, "{text} {}: {}", figure.id, column.label);
            }
        }
        let now = evaluate(&Scenario::baseline());
        for lever in levers() {
            let curve = Curve::over(&now.scenario, lever);
            let table = profit::figure(&curve, &now, &profit::axes(&curve, &now, None, None)).file_table();
            let (symbol, unit) = (lever.about.unit.symbol, &table.columns[0].unit);
            let has_none = symbol.is_empty() || profit::lever_axis(lever, 2).discrete;
            assert_eq!(unit.is_empty(), has_none, "{}: {unit}", lever.about.id);
            assert_eq!(unit.contains('$'), symbol.contains('$') && !has_none, "{}: {unit}", lever.about.id);
            assert!(table.columns[1..].iter().all(|column| column.unit == "$/year"), "{}", lever.about.id);
        }
    }

    #[test]
    fn the_law_is_in_the_figure_as_in_the_text() {
        let now = evaluate(&link::read("").0);
        let law = model::study::sensitivity::growth::law(&now.scenario, "growth.agents").unwrap();
        let figure = agents::figure(&now);
        assert!(figure.finding.contains(&law.sentence()));
        let line = figure.series.iter().find(|series| series.id == "law").unwrap();
        let [first, .., last] = line.values.as_slice() else { panic!("no line") };
        let span = figure.stops[figure.stops.len() - 1] / figure.stops[0];
        let slope = libm::log(last.unwrap() / first.unwrap()) / libm::log(span);
        assert!((slope - law.exponent).abs() < 1e-9, "{slope}");
    }
}

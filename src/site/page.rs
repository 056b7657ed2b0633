//! The first page of the site: the file assembled by Trunk, with its content filled in. The story, the other page
//! that runs the program, uses the same shell.

use super::asset::Asset;
use super::pictures::Pictures;
use super::shell::Shell;
use super::still::{STILLS, still};
use super::stylesheet::{linked, minified};
use crate::ui::Computed;
use crate::ui::place::places;
use crate::views::calculator::{Parts, page};
use crate::views::lever_context::lever_context;
use crate::views::{self, html, raw};
use charts::Figure;
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::evaluate;
use model::study::monte_carlo::draw_job::{DrawAnswer, DrawJob, DrawRequest, Progress};
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::sensitivity::slope::Relaxed;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

/// Widths in CSS pixels in which the flow is drawn, with text of constant size. The last two run to the right.
const FLOWS: [f64; 4] = [330.0, 660.0, 1_010.0, 1_320.0];

/// Combines the style sheets of a folder's page into one file, which also includes the rules for positions along
/// tracks.
///
/// # Errors
/// If a file cannot be read or written.
pub(super) fn style(folder: &Path, index: &str) -> io::Result<Asset> {
    let mut css = String::new();
    for name in linked(index) {
        let name = name.trim_start_matches("./");
        let sheet = fs::read_to_string(folder.join(name));
        css.push_str(&sheet.map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?);
        css.push('\n');
        fs::remove_file(folder.join(name))?;
    }
    let mut css = minified(&css);
    css.push_str(&places());
    Asset::write(folder, "style", "css", css)
}

/// Browsers that know it paint the page when it has arrived up to this element. On a phone the profit chart comes before the levers,
/// although it follows them in the document: they would be moved when it arrives.
const PAINTED_FROM: &str = r##"<link rel="expect" href="#title-market" blocking="render">"##;

/// The first page with its content. Pictures are recorded, to be written later.
pub(super) fn fill(shell: &Shell<'_>, draws: &Draws, pictures: &Pictures) -> String {
    let page = shell.filled(&content(draws, pictures));
    page.replacen("</head>", &format!("{PAINTED_FROM}</head>"), 1)
}

/// The content of the page, with its pictures.
fn content(draws: &Draws, pictures: &Pictures) -> String {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    let relaxed = Relaxed::of(&scenario);
    let tornado = views::tornado::ranked(&now);
    page(Parts {
        computed: Computed { published: pictures.published.clone(), ..computed(draws) },
        lever_context: &|lever| lever_context(&scenario, &relaxed, lever),
        still: &|name, figure| match name {
            "profit" | "market" => html(stills(figure)),
            _ => html(pictures.still(name, figure)),
        },
        flow: html((pictures.wide("flow", &now, &FLOWS), views::flow::numbers(&now))),
        swings: html(views::tornado::body(&tornado, pictures.lazy("swings", &now))),
    })
}

/// The draws in the form components take.
pub(super) fn computed((outlook, band): &Draws) -> Computed {
    Computed {
        outlook: outlook.clone().map(Arc::new),
        band: band.clone().map(Arc::new),
        ..Computed::default()
    }
}

/// The draws of a scenario: how certain its profit is, and the band over the lever of the profit chart.
pub(super) type Draws = (Option<Outlook>, Option<Band>);

/// All draws of a scenario, as the worker makes them.
pub(super) fn draws(scenario: Scenario) -> Draws {
    let mut drawing = DrawJob::default();
    drawing.ask(DrawRequest { scenario, over: &LEVERS.context });
    let (mut outlook, mut band) = (None, None);
    loop {
        match drawing.step() {
            Progress::Idle => return (outlook, band),
            Progress::Working => {}
            Progress::Answered(DrawAnswer::Outlook(drawn)) => outlook = Some(*drawn),
            Progress::Answered(DrawAnswer::NotComputable(_)) => outlook = None,
            Progress::Answered(DrawAnswer::Band(drawn)) => band = Some(*drawn),
        }
    }
}

/// A chart as SVG in each of its sizes. Its description is next to it in the page.
pub(super) fn stills(figure: &Figure) -> impl IntoView + use<> {
    let drawn = STILLS.into_iter().filter_map(|size| still(figure, size));
    drawn.map(|svg| raw(undescribed(&svg))).collect_view()
}

fn undescribed(svg: &str) -> String {
    match (svg.split_once("<title>"), svg.split_once("</desc>")) {
        (Some((before, _)), Some((_, after))) => [before, after.trim_start()].concat(),
        _ => svg.to_owned(),
    }
}

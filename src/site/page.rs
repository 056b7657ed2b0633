//! The first page of the site: the file assembled by Trunk, with its content filled in. The story, the other page
//! that runs the program, uses the same shell.

use super::address;
use super::asset::Asset;
use super::pictures::Pictures;
use super::policy::Policy;
use super::start::Start;
use super::styles;
use super::stylesheet::minified;
use crate::ui::Computed;
use crate::ui::place::places;
use crate::views::calculator::{Parts, page};
use crate::views::lever_context::beside;
use crate::views::{self, html, raw};
use charts::render::svg::svg_view;
use charts::{Figure, View};
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::evaluate;
use model::study::monte_carlo::draw_job::{Answer, DrawJob, DrawRequest, Progress};
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::sensitivity::slope::Relaxed;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

/// The place for the page's content in the file that Trunk has made.
const ROOM: &str = "<!-- page -->";

/// Sizes in CSS pixels in which a chart is drawn before any script runs: for phones, and for wide windows. The style
/// sheet uses their proportions for the canvas, too.
pub(super) const STILLS: [(f64, f64); 2] = [(330.0, 272.0), (480.0, 352.0)];

/// Widths in CSS pixels in which the flow is drawn, with text of constant size. The last two run to the right.
const FLOWS: [f64; 4] = [330.0, 660.0, 1_010.0, 1_320.0];

/// Combines the style sheets of a folder's page into one file, which also includes the rules for positions along
/// tracks.
///
/// # Errors
/// If a file cannot be read or written.
pub(super) fn style(folder: &Path, index: &str) -> io::Result<Asset> {
    let mut css = String::new();
    for name in styles(index) {
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

/// The place in a page for the tags that start it.
const START: &str = "<!-- start -->";

/// A page that runs the program, without the content of its `main` element.
pub(super) struct Shell<'a> {
    html: String,
    policy: Policy<'a>,
}

impl<'a> Shell<'a> {
    /// The file that Trunk has made, with one style sheet instead of several and with the tags that start the
    /// program.
    pub(super) fn new(index: &str, style: &Asset, start: &Start, policy: Policy<'a>) -> Self {
        let mut text = String::with_capacity(index.len() + 10_000);
        let mut has_style = false;
        // Removes what is only for its authors: indentation, and lines that are comments.
        let is_remark =
            |line: &str| line.starts_with("<!--") && line.ends_with("-->") && line != START && line != ROOM;
        for line in index.lines().map(str::trim).filter(|line| !line.is_empty() && !is_remark(line)) {
            // Tags on one line each, as Trunk writes them.
            for tag in line.split_inclusive('>') {
                if tag.contains("<link ") && tag.contains("\"stylesheet\"") {
                    if !has_style {
                        text.push_str(&html(stylesheet(style)));
                    }
                    has_style = true;
                } else if tag.contains("</body>") {
                    text.push_str(&html(start.foot("./")));
                    text.push_str(tag);
                } else {
                    text.push_str(tag);
                }
            }
            text.push('\n');
        }
        let begin = html((policy_within(&policy), start.head("./")));
        let text = text.replace(START, &begin);
        let html = if policy.site.is_empty() { text } else { address::head(&text, policy.site) };
        Self { html, policy }
    }
    /// The page with the content of its `main` element.
    pub(super) fn filled(&self, content: &str) -> String {
        self.html.replace(ROOM, content)
    }
    /// The shell of another page of the site: with its own address, title and description, and additional style
    /// rules.
    pub(super) fn of_page(&self, file: &str, title: &str, about: &str, style: &Asset) -> Self {
        let own = if self.policy.site.is_empty() { "./" } else { self.policy.site };
        let head = [
            ("<title>", "<", format!("{title}. Token Factory")),
            ("name=\"description\" content=\"", "\"", about.to_owned()),
            ("property=\"og:title\" content=\"", "\"", title.to_owned()),
            ("property=\"og:description\" content=\"", "\"", about.to_owned()),
            ("rel=\"canonical\" href=\"", "\"", format!("{own}{file}")),
            ("property=\"og:url\" content=\"", "\"", format!("{own}{file}")),
        ];
        let styled = self.html.replacen("</head>", &(html(stylesheet(style)) + "</head>"), 1);
        let html = head.into_iter().fold(styled, |html, (before, after, text)| {
            // A shell without a known site address has no `og:url`.
            match html.split_once(before).and_then(|(head, rest)| Some((head, rest.split_once(after)?.1))) {
                Some((head, rest)) => [head, before, &text, after, rest].concat(),
                None => html,
            }
        });
        Self { html, policy: self.policy }
    }
}

/// Browsers that know it paint the page when it has arrived up to this element. On a phone the profit chart comes before the levers,
/// although it follows them in the document: they would be moved when it arrives.
const PAINTED_FROM: &str = r##"<link rel="expect" href="#title-market" blocking="render">"##;

/// The first page with its content. Pictures are recorded, to be written later.
pub(super) fn fill(shell: &Shell<'_>, draws: &Draws, pictures: &Pictures) -> String {
    let page = shell.filled(&content(draws, pictures));
    page.replacen("</head>", &format!("{PAINTED_FROM}</head>"), 1)
}

/// The link to a style sheet, which is next to the page. It has no checksum: a browser that opens the page from a
/// local folder cannot verify one, and would show the page without styles.
fn stylesheet(style: &Asset) -> impl IntoView + use<> {
    view! { <link rel="stylesheet" href=format!("./{}", style.name)/> }
}

/// The policy of a page, for hosts that send none.
pub(super) fn policy_within(policy: &Policy<'_>) -> impl IntoView + use<> {
    view! { <meta http-equiv="Content-Security-Policy" content=policy.within()/> }
}

/// The content of the page, with its pictures.
fn content(draws: &Draws, pictures: &Pictures) -> String {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    let relaxed = Relaxed::of(&scenario);
    let tornado = views::tornado::ranked(&now);
    page(Parts {
        computed: Computed { published: pictures.published.clone(), ..computed(draws) },
        beside: &|lever| beside(&scenario, &relaxed, lever),
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
            Progress::Told(Answer::Outlook(told)) => outlook = Some(*told),
            Progress::Told(Answer::NotComputable(_)) => outlook = None,
            Progress::Told(Answer::Band(told)) => band = Some(*told),
        }
    }
}

/// A chart as SVG in each of its sizes. Its description is next to it in the page.
pub(super) fn stills(figure: &Figure) -> impl IntoView + use<> {
    let drawn = STILLS.into_iter().filter_map(|size| still(figure, size));
    drawn.map(|svg| raw(undescribed(&svg))).collect_view()
}

/// A chart as SVG in one size; its legend is next to it in the page.
pub(super) fn still(figure: &Figure, (width, height): (f64, f64)) -> Option<String> {
    let view = View { keys: false, ..View::new(width, height) };
    svg_view(figure, &view).ok()
}

fn undescribed(svg: &str) -> String {
    match (svg.split_once("<title>"), svg.split_once("</desc>")) {
        (Some((before, _)), Some((_, after))) => [before, after.trim_start()].concat(),
        _ => svg.to_owned(),
    }
}

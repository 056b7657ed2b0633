//! The whole page.

use super::print::Paper;
use super::right::Right;
use super::share::Keep;
use super::{chances, chart, groups, lever_bar, result, tiers};
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::prerender;
use crate::ui::steps::{Announcements, LinkFaults, Steps};
use charts::Figure;
use charts::chart::{cost, frontier, market, profit};
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::catalog::sources::READ;
use model::scenario::levers::LEVERS;
use model::scenario::{Group, Lever, Scenario, link};
use model::study::evaluate::{Evaluation, evaluate};
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::sensitivity::curve::Curve;
use model::study::validation::published::Published;

/// What a page is made of besides the scenario that nobody has touched.
pub struct Parts<'a> {
    /// The draws of the scenario.
    pub outlook: Option<&'a Outlook>,
    /// The draws over the lever of the profit chart.
    pub band: Option<&'a Band>,
    /// Published runs.
    pub published: &'a Published,
    /// What stands at a lever.
    pub beside: &'a dyn Fn(&'static Lever) -> LeverContext,
    /// What is drawn of a chart, by its name, before there is a canvas.
    pub still: &'a dyn Fn(&str, &Figure) -> Markup,
    /// The factory as a flow.
    pub flow: Markup,
    /// What moves profit most.
    pub swings: Markup,
    /// The story.
    pub story: Markup,
    /// Every number by stage, folded.
    pub ledger: Markup,
}

/// Sections a reader may go to: the name of the place, and what it is called.
const PLACES: [(&str, &str); 6] = [
    ("flow", "The factory"),
    ("story", "The story"),
    ("more-levers", "All levers"),
    ("how-right", "How right is this?"),
    ("every-number", "Every number"),
    ("sources", "Sources"),
];

/// What stands in the `main` element of the page.
pub fn page(parts: &Parts<'_>) -> Markup {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    let profit_chart = profit_figure(&now, parts.band);
    let market_chart = market::with_outlook(market::figure(&now, &market::axes(&now)), parts.outlook);
    let speed = [
        ("frontier", frontier::figure(&now, parts.published)),
        ("cost", cost::figure(&now, parts.published)),
    ];
    let told = |figure: &Figure| match figure.dots.is_empty() {
        true => parts.published.remark(&now, 0),
        false => chart::HINT.to_owned(),
    };
    html! {
        (masthead())
        (PreEscaped(prerender(&scenario, || view! { <LinkFaults/> })))
        (result::equation(&now))
        p.finding data-name="finding" { (result::finding(&now, now.factory.profit.profit)) }
        p class="small day" data-name="day" { (result::day(&now)) }
        section.desk aria-label="Levers" data-name="desk" {
            div class="levers is-headline" {
                @for it in groups::levers(Group::Headline) { (PreEscaped(prerender_lever(it, Size::Full, &scenario, (parts.beside)(it)))) }
            }
            p.scriptless { "The levers move with JavaScript. What they are set to, and what follows, reads without it." }
        }
        div.pair {
            (chart::chart(&profit_chart, "profit", &(parts.still)("profit", &profit_chart), Some(over(&LEVERS.context)), None))
            (chart::chart(&market_chart, "market", &(parts.still)("market", &market_chart), None, None))
        }
        (PreEscaped(super::html(chances::section(parts.outlook))))
        ul.notes data-name="notes" aria-label="What to know of this scenario" { (result::notes(&now)) }
        p class="note sureness" id="sureness" data-name="sureness" { (result::sureness(&now)) }
        (result::facts(&now))
        nav.places aria-label="On this page" {
            ul { @for (place, name) in PLACES { li { a href={ "#" (place) } { (name) } } } }
        }
        section.part.flow aria-labelledby="flow" data-name="flow" {
            h2 id="flow" { "What goes in, what comes out" }
            (parts.flow)
        }
        section.part.swings aria-labelledby="swings" data-name="swings" {
            h2 id="swings" { "What moves profit most" }
            div data-name="swings-body" { (parts.swings) }
        }
        section.story aria-labelledby="story" data-name="story" {
            header.story-head {
                h2 id="story" { "The story" }
                p.measure {
                    "What the keynote of March 2026 claims, retold and tested. Numbers in the text move with the levers; "
                    "underlined phrases set them. Your own settings are kept."
                }
            }
            (parts.story)
        }
        section.part aria-labelledby="more-levers" {
            h2 id="more-levers" { "All levers" }
            (groups::groups())
        }
        div class="pair is-later" {
            @for (name, figure) in &speed {
                (chart::chart(figure, name, &(parts.still)(name, figure), None, Some(&told(figure))))
            }
        }
        section.part aria-labelledby="presets" {
            h2 id="presets" { "Scenarios worth a look" }
            (groups::presets())
        }
        section.part aria-labelledby="tiers" {
            h2 id="tiers" { "Speed tiers" }
            (PreEscaped(super::html(tiers::tiers(&now))))
        }
        (PreEscaped(super::html(view! { <Right/> })))
        details.ledger id="every-number" data-name="ledger" {
            summary { h2 { "Every number" } }
            p.measure {
                "Each number of the page is here with the formula that gives it, or with the document it was read in. \
                 Open a stage, or follow a number from anywhere on the page. All of it for the baseline scenario is "
                a href="manual.html" { "the manual" } "."
            }
            (parts.ledger)
        }
        (PreEscaped(super::html(view! { <Keep/> })))
        footer.colophon {
            p { "Data as of " time datetime=(READ) { (READ) } ". " span data-name="offline" role="status" {} }
        }
        p class="new-version unstarted" {
            "The levers have not started yet. All numbers here are those of the starting values."
        }
        (PreEscaped(super::html(view! { <Paper now=scenario/> })))
        (lever_bar::dock(&now))
        (why())
        (PreEscaped(prerender(&scenario, || view! { <Announcements/> })))
    }
}

/// Title, changes, colours.
fn masthead() -> Markup {
    html! {
        header.masthead {
            h1 { "Token Factory" }
            p.strap { "Electricity and data in, tokens out. Move a lever and see what it earns." }
            span.badge.is-offline { "Offline: data as of " (READ) }
            (PreEscaped(prerender(&Scenario::baseline(), || view! { <Steps/> })))
            div class="steps is-scheme" role="group" aria-label="Colours" data-name="scheme" {
                @for (scheme, name) in [("", "Auto"), ("light", "Light"), ("dark", "Dark")] {
                    button.quiet type="button" aria-pressed=(scheme.is_empty()) data-scheme=(scheme) { (name) }
                }
            }
        }
    }
}

/// Where a number is explained.
fn why() -> Markup {
    html! {
        dialog.why id="why" data-name="why" aria-label="Why this number?" {
            div.why-head {
                button.quiet type="button" data-name="why-back" hidden { "Back" }
                span.why-lead { "Why this number?" }
                button.quiet type="button" data-name="why-close" { "Close" }
            }
            div.why-body tabindex="-1" data-name="why-body" {}
        }
    }
}

/// Levers over which profit is worth a look: those that move it.
pub fn offered() -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group != Group::Market).collect()
}

/// The title of the profit chart, in which the lever under it is chosen.
pub(super) fn over(chosen: &Lever) -> Markup {
    html! {
        h2 id="title-profit" {
            "Profit over " span.visually-hidden data-over-name { (chosen.about.label.to_ascii_lowercase()) }
        }
        select.over data-name="over" aria-label="Lever under the profit chart" autocomplete="off" {
            @for lever in offered() {
                option value=(lever.about.id) selected[lever.about.id == chosen.about.id] { (lever.about.label) }
            }
        }
    }
}

/// Profit over the context of each call.
pub(super) fn profit_figure(now: &Evaluation, band: Option<&Band>) -> Figure {
    let curve = Curve::over(&now.scenario, &LEVERS.context);
    profit::with_band(profit::figure(&curve, now, &profit::axes(&curve, now)), band)
}

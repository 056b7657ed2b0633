//! The light page for frames on other people's pages: the equation, a sentence, some levers, two charts.
//!
//! Every lever is prerendered, and those beyond the first screen are hidden: which of them are shown is an option of the
//! address (`src/script/frame.js`). What explains numbers stands on the full page, and links lead there.

use super::page::{over, profit_figure};
use super::{chart, raw, result};
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::prerender;
use crate::ui::steps::{Announcements, LinkFaults};
use charts::Figure;
use charts::chart::market;
use leptos::prelude::*;
use maud::PreEscaped;
use model::scenario::levers::LEVERS;
use model::scenario::{Group, Lever, Scenario, link};
use model::sheet::seen::seen;
use model::study::evaluate::{Evaluation, evaluate};
use model::study::monte_carlo::outlook::{Band, Outlook};

/// What a light page is made of besides the scenario that nobody has touched.
pub struct Parts<'a> {
    /// The draws of the scenario.
    pub outlook: Option<&'a Outlook>,
    /// The draws over the lever of the profit chart.
    pub band: Option<&'a Band>,
    /// What is drawn of a chart, by its name, before there is a canvas.
    pub still: &'a dyn Fn(&str, &Figure) -> String,
}

/// The HTML of what stands in the body of the light page, with the marks by which its components are hydrated.
pub fn embed(parts: &Parts<'_>) -> String {
    view! { <Embed parts/> }.to_html()
}

#[component]
fn Embed<'a>(parts: &'a Parts<'a>) -> impl IntoView + use<> {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    let profit = profit_figure(&now, parts.band);
    let market = market::with_outlook(market::figure(&now, &market::axes(&now)), parts.outlook);
    let still = |name: &str, figure: &Figure| PreEscaped((parts.still)(name, figure));
    let lever = |lever| prerender_lever(lever, Size::Compact, &scenario, LeverContext::default());
    let levers = ordered().into_iter().map(lever).collect::<String>();
    view! {
        <main id="factory" class="embed">
            <h1 class="visually-hidden">"Token Factory"</h1>
            <ul class="faults" aria-label="About the options of this frame" data-name="option-faults" hidden></ul>
            {raw(prerender(&scenario, || view! { <LinkFaults/> }))}
            <noscript>
                <p class="faults">
                    "Without JavaScript all numbers here are those of the starting values, whatever the link says."
                </p>
            </noscript>
            <p class="faults unstarted">
                "The levers have not started yet. All numbers here are those of the starting values."
            </p>
            {raw(outwards(&now, &result::equation(&now).into_string()))}
            <p class="finding" data-name="finding">
                {raw(outwards(&now, &result::finding(&now, now.factory.profit.profit).into_string()))}
            </p>
            <fieldset class="levers" data-name="levers">
                <legend class="visually-hidden">"Levers"</legend>
                {raw(levers)}
            </fieldset>
            <div class="pair">
                {raw(chart::chart(&profit, "profit", &still("profit", &profit), Some(over(&LEVERS.context)), None)
                    .into_string())}
                {raw(chart::chart(&market, "market", &still("market", &market), None, None).into_string())}
            </div>
            {raw(prerender(&scenario, || view! { <Announcements/> }))}
        </main>
        <footer class="embed-foot" data-name="attribution">
            <p>
                <a href="../" target="_blank" rel="noopener">"Token Factory"</a>
                ": an AI data center that you can run"
            </p>
            <p>
                <a href="../" target="_blank" rel="noopener" data-name="open-in-full">"Open in full with my values"</a>
            </p>
        </footer>
    }
}

/// Those of the first screen, then the others.
fn ordered() -> Vec<&'static Lever> {
    let mut levers = link::levers();
    levers.sort_by_key(|lever| lever.group != Group::Headline);
    levers
}

/// The same with links that lead to the full page, in a window of their own, and with its numbers in full for scripts.
fn outwards(now: &Evaluation, html: &str) -> String {
    let away = |to: &str| format!("target=\"_blank\" rel=\"noopener\" href=\"../#{to}");
    let mut text =
        html.replace("href=\"manual.html#", &away("why=")).replace("href=\"#sureness", &away("sureness"));
    for name in NUMBERS {
        if let Some(number) = seen(now, name) {
            let mark = format!("data-number=\"{name}\"");
            text = text.replace(&mark, &format!("{mark} data-value=\"{}\"", number.value));
        }
    }
    text
}

/// Numbers that are told to the page around the frame.
const NUMBERS: [&str; 4] = ["profit.profit", "profit.tokens", "profit.token_price", "profit.token_cost"];

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        embed(&Parts { outlook: None, band: None, still: &|_, _| String::new() })
    }

    #[test]
    fn every_lever_is_there_and_those_of_the_first_screen_are_shown() {
        let html = page();
        for lever in link::levers() {
            let tag = html.split(&format!("data-lever=\"{}\"", lever.about.id)).nth(1).unwrap();
            let is_hidden = tag.split('>').next().unwrap().contains("hidden");
            assert_eq!(is_hidden, lever.group != Group::Headline, "{}", lever.about.id);
        }
        assert_eq!(html.matches("data-lever=").count(), link::levers().len());
    }

    #[test]
    fn every_link_opens_a_window_of_its_own_on_the_full_page() {
        let html = page();
        for tag in html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next()) {
            assert!(tag.contains("target=\"_blank\"") && tag.contains("rel=\"noopener\""), "{tag}");
            assert!(tag.contains("href=\"../"), "{tag}");
        }
        assert!(html.contains("../#why=profit.profit") && html.contains("Open in full with my values"));
    }

    #[test]
    fn the_numbers_of_the_equation_stand_there_in_full() {
        let now = evaluate(&Scenario::baseline());
        let html = page();
        for name in NUMBERS {
            let tag = html.split(&format!("data-number=\"{name}\" data-value=\"")).nth(1).unwrap();
            let value: f64 = tag.split('"').next().unwrap().parse().unwrap();
            assert_eq!(value.to_bits(), seen(&now, name).unwrap().value.to_bits(), "{name}");
        }
    }

    #[test]
    fn nothing_is_asked_of_a_program_beside_the_page() {
        let html = page();
        for mark in ["data-meaning", "data-stage", "data-part=", "class=\"response\"", "data-live", "style="]
        {
            assert!(!html.contains(mark), "{mark}");
        }
    }
}

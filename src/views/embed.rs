//! The reduced page for frames on other people's pages: the equation, a sentence, some levers, two charts.
//!
//! Every lever is prerendered, and those beyond the first screen are hidden: an option in the address decides which
//! are shown (`src/script/frame.js`). Explanations of numbers are on the full page, with links to them.

use super::calculator::chart;
use super::raw;
use crate::ui::announcements::Announcements;
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::link_faults::LinkFaults;
use crate::ui::number::Framed;
use crate::ui::result::{Equation, Finding};
use crate::ui::{Computed, with_state_of};
use charts::Figure;
use leptos::prelude::*;
use model::scenario::{Group, Lever, Scenario, link};

/// The inputs of a reduced page in addition to the baseline scenario.
pub struct Parts<'a> {
    /// The draws of the scenario.
    pub computed: Computed,
    /// The prerendered drawing of a chart, by its name.
    pub still: &'a dyn Fn(&str, &Figure) -> String,
}

/// The HTML content of the reduced page's body.
pub fn embed(parts: Parts<'_>) -> String {
    with_state_of(&Scenario::baseline(), parts.computed.clone(), || {
        provide_context(Framed);
        view! { <Embed parts/> }.to_html()
    })
}

#[component]
fn Embed<'a>(parts: Parts<'a>) -> impl IntoView + use<> {
    let scenario = Scenario::baseline();
    let lever = |it| raw(prerender_lever(it, Size::Compact, &scenario, LeverContext::default()));
    let levers = ordered().into_iter().map(lever).collect_view();
    let [profit, market] = ["profit", "market"].map(|name| chart(name, parts.still));
    view! {
        <main id="factory" class="embed">
            <h1 class="visually-hidden">"Token Factory"</h1>
            <ul class="faults" aria-label="About the options of this frame" data-name="option-faults" hidden></ul>
            <LinkFaults/>
            <noscript>
                <p class="faults">"Without JavaScript, all numbers here are those of the baseline, whatever the link says."</p>
            </noscript>
            <p class="faults unstarted">
                "The levers have not started. All numbers here are those of the baseline, whatever the link says. "
                <a href="">"Load again"</a>
            </p>
            <Equation is_exact=true/>
            <Finding/>
            <fieldset class="levers" data-name="levers">
                <legend class="visually-hidden">"Levers"</legend>
                {levers}
            </fieldset>
            <div class="pair">{profit}{market}</div>
            <Announcements/>
        </main>
        <footer class="embed-foot" data-name="attribution">
            <p>
                <a href="../" target="_blank" rel="noopener">"Token Factory"</a>
                ": an AI data center that you can run"
            </p>
            <p>
                <a href="../" target="_blank" rel="noopener" class="open-in-full" data-name="open-in-full">"Open the full page with my settings"</a>
            </p>
        </footer>
    }
}

/// The levers of the first screen, then the others.
fn ordered() -> Vec<&'static Lever> {
    let mut levers = link::levers();
    levers.sort_by_key(|lever| lever.group != Group::Headline);
    levers
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::sheet::seen::seen;
    use model::study::evaluate::evaluate;

    /// Numbers that are reported to the host page.
    const NUMBERS: [&str; 4] = ["profit.profit", "profit.tokens", "profit.token_price", "profit.token_cost"];

    fn page() -> String {
        embed(Parts { computed: Computed::default(), still: &|_, _| String::new() })
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
        // The link that reloads the frame, if nothing runs, stays in it.
        let links = html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
        for tag in links.filter(|tag| *tag != "href=\"\"") {
            assert!(tag.contains("target=\"_blank\"") && tag.contains("rel=\"noopener\""), "{tag}");
            assert!(tag.contains("href=\"../"), "{tag}");
        }
        assert!(
            html.contains("../#why=profit.profit") && html.contains("Open the full page with my settings")
        );
    }

    #[test]
    fn the_numbers_of_the_equation_stand_there_in_full() {
        let now = evaluate(&Scenario::baseline());
        let html = page();
        for name in NUMBERS {
            let tag =
                html.split(&format!("data-number=\"{name}\"")).nth(1).unwrap().split('>').next().unwrap();
            let value = tag.split("data-value=\"").nth(1).unwrap().split('"').next().unwrap();
            let value: f64 = value.parse().unwrap();
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

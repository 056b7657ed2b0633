//! The worker's answers to requests of the page: everything that explains a number, so that the page does not have to
//! include the explanations.

use super::chart_files::{BETWEEN, LastDraws, chart_figure, chart_files};
use super::lever_context::{curve, lever_context, response};
use super::meaning::meaning;
use super::print::Settings;
use super::qr::Qr;
use super::remedies::Remedies;
use super::table::{FigureTable, drawing_table};
use super::{
    chances, compare, derivation, flow, groups, html, ledger_stage, ledger_stages, question, raw, tiers,
    tornado,
};
use crate::messages::{Answer, Request};
use charts::chart::registry::drawn;
use charts::finding::live;
use leptos::prelude::*;
use model::scenario::levers::LEVERS;
use model::scenario::shocks::{self, ShockedScenario};
use model::scenario::{Scenario, link};
use model::sheet;
use model::study::evaluate::evaluate;
use model::study::sensitivity::shock_effect::Effects;
use model::study::sensitivity::slope::Relaxed;

/// The answer for a scenario; drawings show the draws made for it.
pub fn answer(request: &Request, scenario: &Scenario, draws: &LastDraws) -> Answer {
    found(request, scenario, draws).unwrap_or(Answer::Nothing)
}

/// The same; `None` if there is nothing of that name.
fn found(request: &Request, scenario: &Scenario, draws: &LastDraws) -> Option<Answer> {
    Some(match request {
        Request::Drawing(name, width) => {
            let now = evaluate(scenario);
            let drawing = drawn(name, &now, f64::from(*width), draws.of(scenario, name))?;
            let numbers = match name.as_str() {
                "flow" => html(flow::numbers(&now)),
                _ => html(drawing_table(drawing.table.as_ref())),
            };
            Answer::Html(drawing.svg + &numbers)
        }
        Request::ChartFiles { name, address, day, published } => {
            let files = chart_files(name, address, day, scenario, published, draws.of(scenario, name))?;
            Answer::Text(files.join(BETWEEN))
        }
        Request::ChartTable { name, published } => {
            let figure = chart_figure(name, scenario, published, draws.of(scenario, name))?;
            Answer::Html(html(view! { <FigureTable table=figure.table() note=figure.note/> }))
        }
        Request::ChartDescription { name, published } => {
            Answer::Text(chart_figure(name, scenario, published, draws.of(scenario, name))?.describe())
        }
        Request::Remedies => Answer::Html(html(view! { <Remedies now=*scenario/> })),
        Request::Qr(address) => Answer::Html(html(view! { <Qr address=address.clone()/> })),
        Request::PrintSettings => Answer::Html(html(view! { <Settings now=*scenario/> })),
        Request::Live(name) => Answer::Text(live(scenario, name)?),
        Request::Shocks(active) => {
            let active = active.iter().filter_map(|name| shocks::find(name));
            let shocked =
                active.fold(ShockedScenario::new(*scenario), |shocked, shock| shocked.toggle(shock));
            Answer::Texts(super::shocks::results(&shocked, &Effects::of(&shocked)))
        }
        Request::Why(name) => {
            let query = link::write(scenario);
            let address = |name: &str| match query.as_str() {
                "" => format!("#why={name}"),
                query => format!("?{query}#why={name}"),
            };
            Answer::Html(html(derivation(&evaluate(scenario), name, &address)?))
        }
        Request::Compare(link, width) => Answer::Html(compare::body(link, f64::from(*width))),
        Request::Question { name, values, link, width } => {
            Answer::Html(question::answer(name, values, link, f64::from(*width), scenario)?)
        }
        Request::Stages => Answer::Html(ledger_stages(scenario)),
        Request::Stage(name) => Answer::Html(html(ledger_stage(&evaluate(scenario), name)?)),
        Request::Reason(name) => {
            Answer::Text(sheet::row(&evaluate(scenario), name)?.reason.unwrap_or_default())
        }
        Request::LeverContext(name) => {
            let lever = LEVERS.get(name)?;
            let [response, how] = response(scenario, &Relaxed::of(scenario), lever);
            let (turns, curve) = curve(scenario, lever);
            Answer::LeverContext { response, how, turns, curve }
        }
        Request::Tornado(width) => {
            let now = evaluate(scenario);
            let tornado = tornado::ranked(&now);
            let width = f64::from(*width).min(tornado::WIDEST);
            Answer::Html(html(tornado::body(&tornado, raw(tornado.svg(width, "#")))))
        }
        Request::TornadoNumbers => {
            Answer::Html(html(tornado::numbers(&tornado::ranked(&evaluate(scenario)))))
        }
        Request::Group(name) => {
            let relaxed = Relaxed::of(scenario);
            Answer::Html(groups::group(name, scenario, &|lever| lever_context(scenario, &relaxed, lever))?)
        }
        Request::Meaning(lever) => Answer::Html(html(meaning(LEVERS.get(lever)?, scenario))),
        Request::Tiers => Answer::Html(html(tiers::rows(&evaluate(scenario)))),
        Request::Drawn => Answer::Html(html(chances::drawn(&evaluate(scenario)))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::study::sensitivity::curve::break_even;

    #[test]
    fn an_answer_has_the_form_that_the_page_reads() {
        let of = |request: Request| answer(&request, &Scenario::baseline(), &LastDraws::default());
        let name = str::to_owned;
        assert!(of(Request::Why(name("profit.profit"))).html().starts_with('<'));
        assert!(of(Request::Stage(name("market.2026"))).html().starts_with('<'));
        assert_eq!(of(Request::Reason(name("profit.profit"))), Answer::Text(String::new()));
        let Answer::LeverContext { response, how, turns, curve } = of(Request::LeverContext(name("agents")))
        else {
            panic!("another form");
        };
        assert!(!response.is_empty() && !how.is_empty() && curve.iter().all(|path| path.starts_with('M')));
        assert!(!turns.is_empty());
        assert_eq!(turns, break_even(&Scenario::baseline(), &LEVERS.agents));
        assert!(of(Request::Tornado(760)).html().starts_with('<'));
        assert!(of(Request::TornadoNumbers).html().contains("<tbody>"));
        assert!(of(Request::Stages).html().contains("data-stage=\"profit\""));
        assert!(of(Request::Drawing(name("profit?over=context"), 360)).html().starts_with("<svg"));
        let table = of(Request::ChartTable { name: name("market"), published: String::new() });
        assert!(table.html().contains("<caption>") && table.html().contains("<td class=\"number\">"));
        let description = of(Request::ChartDescription { name: name("cost"), published: String::new() });
        assert!(description.text().ends_with('.'));
        assert!(of(Request::Meaning(name("context"))).html().starts_with('<'));
        assert!(of(Request::Group(name("group-site"))).html().starts_with('<'));
        assert!(of(Request::Drawn).html().starts_with('<'));
        assert!(of(Request::Compare(name("v=2&gpu=rubin&vs=baseline"), 360)).html().contains("<svg"));
        let values = ["profit.margin", "", "50%", "electricity"].map(name).to_vec();
        assert!(
            of(Request::Question { name: name("solve"), values, link: String::new(), width: 360 })
                .html()
                .contains("Use this value")
        );
        assert!(of(Request::Tiers).html().starts_with('<'));
        let too_fast = model::scenario::link::read("fast_speed=900").0;
        let remedies = answer(&Request::Remedies, &too_fast, &LastDraws::default());
        assert!(remedies.html().contains("data-step="));
        assert!(of(Request::Qr(name("https://example.org/?v=2&gpu=h100"))).html().contains("<svg"));
        assert!(of(Request::PrintSettings).html().starts_with('<'));
        assert!(!of(Request::Live(name("growth.agents"))).text().is_empty());
        let shocks = of(Request::Shocks(vec![name("electricity"), name("agents")]));
        assert!(shocks.texts().last().is_some_and(|together| together.starts_with("All 2 together")));
    }

    #[test]
    fn there_is_no_answer_to_a_name_that_is_not_there() {
        let name = || "sing".to_owned();
        for request in [
            Request::Why(name()),
            Request::Stage(name()),
            Request::Reason(name()),
            Request::LeverContext(name()),
            Request::Drawing(name(), 360),
            Request::ChartFiles {
                name: name(),
                address: String::new(),
                day: String::new(),
                published: String::new(),
            },
            Request::Meaning(name()),
            Request::Group(name()),
            Request::Live(name()),
        ] {
            assert_eq!(
                answer(&request, &Scenario::baseline(), &LastDraws::default()),
                Answer::Nothing,
                "{request:?}"
            );
        }
    }
}

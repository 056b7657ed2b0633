//! What the page asks the program beside it, and the answer as text: everything that explains a number, so that the
//! page itself need not hold the explanations.

use super::lever_context::{beside, response};
use super::table::drawing_table;
use super::{chances, derivation, groups, ledger_stage, print, tiers, tornado};
use crate::ui::lever::meaning;
use charts::chart::registry::described;
use charts::finding::live;
use model::scenario::levers::LEVERS;
use model::scenario::shocks::{self, ShockedScenario};
use model::scenario::{Scenario, link};
use model::sheet;
use model::study::evaluate::evaluate;
use model::study::sensitivity::break_even::break_even;
use model::study::sensitivity::shock_effect::Effects;
use model::study::sensitivity::slope::Relaxed;
use std::fmt;

/// What is asked of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Why a number is what it is: its derivation, in HTML.
    Why(String),
    /// The numbers of a stage, in HTML.
    Stage(String),
    /// Why a number is missing; empty where it is not.
    Reason(String),
    /// What a tenth more of a lever does; how that was found, on a second line.
    Response(String),
    /// The values of a lever at which profit is zero, in base units, with a comma between them.
    Turns(String),
    /// What the section of swings holds, in HTML, at a width in CSS pixels.
    Swings(u32),
    /// A drawing by its name, as SVG, at a width in CSS pixels, with its table where it has one.
    Drawing(String, u32),
    /// What a lever means, its source and what others publish, in HTML.
    Meaning(String),
    /// The levers of a folded group, in HTML.
    Group(String),
    /// The inputs that are drawn, in HTML.
    Drawn,
    /// The speed tiers as rows of their table, in HTML.
    Tiers,
    /// A text that follows the scenario, by its name.
    Live(String),
    /// What paper shows of the levers, in HTML.
    Paper,
    /// The shocks with their effects, in HTML; those in force by name, with a comma between them. The scenario is that
    /// without them.
    Shocks(String),
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Why(name) => write!(f, "why {name}"),
            Self::Stage(name) => write!(f, "stage {name}"),
            Self::Reason(name) => write!(f, "reason {name}"),
            Self::Response(lever) => write!(f, "response {lever}"),
            Self::Turns(lever) => write!(f, "turns {lever}"),
            Self::Swings(width) => write!(f, "swings {width}"),
            Self::Drawing(name, width) => write!(f, "drawing {name} {width}"),
            Self::Meaning(lever) => write!(f, "meaning {lever}"),
            Self::Group(name) => write!(f, "group {name}"),
            Self::Drawn => f.write_str("drawn"),
            Self::Tiers => f.write_str("tiers"),
            Self::Paper => f.write_str("paper"),
            Self::Live(name) => write!(f, "live {name}"),
            Self::Shocks(active) => write!(f, "shocks {active}"),
        }
    }
}

impl Request {
    /// A question as it was written; none where it is not one of this edition.
    pub fn read(text: &str) -> Option<Self> {
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.to_owned();
        Some(match verb {
            "why" => Self::Why(rest),
            "stage" => Self::Stage(rest),
            "reason" => Self::Reason(rest),
            "response" => Self::Response(rest),
            "turns" => Self::Turns(rest),
            "swings" => Self::Swings(rest.parse().ok()?),
            "drawing" => {
                let (name, width) = rest.rsplit_once(' ')?;
                Self::Drawing(name.to_owned(), width.parse().ok()?)
            }
            "meaning" => Self::Meaning(rest),
            "group" => Self::Group(rest),
            "drawn" => Self::Drawn,
            "tiers" => Self::Tiers,
            "paper" => Self::Paper,
            "live" => Self::Live(rest),
            "shocks" => Self::Shocks(rest),
            _ => return None,
        })
    }
    /// The answer for a scenario; none where there is nothing of that name.
    pub fn answer(&self, scenario: &Scenario) -> Option<String> {
        match self {
            Self::Drawing(name, width) => {
                let drawing = described(name, &evaluate(scenario), f64::from(*width))?;
                Some(drawing.svg + &drawing_table(drawing.table.as_ref()).into_string())
            }
            Self::Paper => Some(print::settings(scenario).into_string()),
            Self::Live(name) => live(scenario, name),
            Self::Shocks(active) => {
                let active = active.split(',').filter_map(shocks::find);
                let shocked =
                    active.fold(ShockedScenario::new(*scenario), |shocked, shock| shocked.toggle(shock));
                Some(super::shocks(&shocked, &Effects::of(&shocked)).into_string())
            }
            Self::Why(name) => {
                let query = link::write(scenario);
                let address = |name: &str| match query.as_str() {
                    "" => format!("#why={name}"),
                    query => format!("?{query}#why={name}"),
                };
                derivation(&evaluate(scenario), name, &address).map(Into::into)
            }
            Self::Stage(name) => ledger_stage(&evaluate(scenario), name).map(Into::into),
            Self::Reason(name) => Some(sheet::row(&evaluate(scenario), name)?.reason.unwrap_or_default()),
            Self::Response(lever) => {
                Some(response(scenario, &Relaxed::of(scenario), LEVERS.get(lever)?).join("\n"))
            }
            Self::Turns(lever) => {
                let turns = break_even(scenario, LEVERS.get(lever)?);
                Some(turns.iter().map(|base| format!("{base:e}")).collect::<Vec<_>>().join(","))
            }
            Self::Swings(width) => {
                let now = evaluate(scenario);
                let tornado = tornado::ranked(&now);
                let width = f64::from(*width).min(tornado::WIDEST);
                Some(tornado::body(&tornado, &tornado.svg(width, "#")).into_string())
            }
            Self::Group(name) => {
                let relaxed = Relaxed::of(scenario);
                groups::group(name, scenario, &|lever| beside(scenario, &relaxed, lever))
            }
            Self::Meaning(lever) => Some(meaning(LEVERS.get(lever)?, scenario).into_string()),
            Self::Tiers => Some(tiers::rows(&evaluate(scenario)).into_string()),
            Self::Drawn => Some(chances::drawn(&evaluate(scenario)).into_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_as_it_was_written() {
        let all = [
            Request::Why("profit.profit".to_owned()),
            Request::Stage("market.2026".to_owned()),
            Request::Reason("profit.profit".to_owned()),
            Request::Response("context".to_owned()),
            Request::Turns("context".to_owned()),
            Request::Swings(760),
            Request::Drawing("profit?over=context".to_owned(), 360),
            Request::Meaning("context".to_owned()),
            Request::Group("group-site".to_owned()),
            Request::Drawn,
            Request::Tiers,
            Request::Paper,
            Request::Live("growth.agents".to_owned()),
            Request::Shocks("electricity,agents".to_owned()),
        ];
        for question in all {
            assert_eq!(Request::read(&question.to_string()), Some(question));
        }
        assert_eq!(Request::read("sing"), None);
        assert_eq!(Request::read("swings wide"), None);
    }

    #[test]
    fn break_even_comes_back_to_the_bit() {
        let scenario = Scenario::baseline();
        let told = Request::Turns("agents".to_owned()).answer(&scenario).unwrap();
        let read: Vec<f64> = told.split(',').filter_map(|base| base.parse().ok()).collect();
        assert_eq!(read, break_even(&scenario, &LEVERS.agents));
        assert!(!read.is_empty());
    }
}

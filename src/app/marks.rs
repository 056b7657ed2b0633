//! The numbers of the page: every element that is marked with the name of a number follows the scenario.

use crate::messages::Request;
use crate::ui::app_state::AppState;
use crate::ui::dom::{all, attribute, set_attribute, set_class, set_text, within};
use crate::ui::state::follow;
use crate::ui::worker_client::WorkerClient;
use crate::views::number::{between, unit};
use model::format::digits::parts;
use model::quantity::stage_and_id;
use model::sheet::seen::{Seen, each};
use web_sys::Element;

/// Elements that show one number.
struct Marked {
    stage: String,
    id: String,
    numbers: Vec<[Element; 3]>,
    ranges: Vec<Element>,
    /// Whether its value is written in full for scripts.
    is_exact: bool,
    /// What the page says of it where it can be computed.
    title: String,
    /// What stands there now; not a number before anything was shown by the program.
    shown: Option<Seen>,
}

/// Every number that is marked. There are about a hundred: they are gone through in turn.
fn marks() -> Vec<Marked> {
    let mut marks: Vec<Marked> = Vec::new();
    let mut at = |element: &Element, attribute_name: &str, keep: &mut dyn FnMut(&mut Marked)| {
        let name = attribute(element, attribute_name);
        let Some((stage, id)) = stage_and_id(&name) else { return };
        let place = marks.iter().position(|marked| marked.is(stage, id)).unwrap_or_else(|| {
            let (stage, id) = (stage.to_owned(), id.to_owned());
            let (numbers, ranges, title) = (Vec::new(), Vec::new(), String::new());
            marks.push(Marked { stage, id, numbers, ranges, is_exact: false, title, shown: None });
            marks.len() - 1
        });
        keep(&mut marks[place]);
    };
    for element in all("#factory [data-number]") {
        if let (Some(digits), Some(symbol)) = (within(&element, ".digits"), within(&element, ".unit")) {
            at(&element, "data-number", &mut |marked| {
                marked.numbers.push([element.clone(), digits.clone(), symbol.clone()]);
                marked.title = attribute(&element, "title");
                marked.is_exact |= element.has_attribute("data-value");
            });
        }
    }
    for element in all("#factory [data-range]") {
        at(&element, "data-range", &mut |marked| marked.ranges.push(element.clone()));
    }
    marks
}

/// Attaches to every number of the page.
pub(crate) fn hold(app: AppState, worker: WorkerClient) {
    let mut marks = marks();
    // What the page is prerendered with is that of the baseline scenario.
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let now = app.evaluation.get();
        if is_prerendered() {
            return;
        }
        each(&now, |seen| {
            if let Some(marked) = marks.iter_mut().find(|marked| marked.is(seen.stage, seen.about.id)) {
                marked.show(seen, worker);
            }
        });
    });
}

impl Marked {
    fn is(&self, stage: &str, id: &str) -> bool {
        self.id == id && self.stage == stage
    }
    fn show(&mut self, seen: Seen, worker: WorkerClient) {
        let same = |before: &Seen| before.value.total_cmp(&seen.value).is_eq() && before.range == seen.range;
        if self.shown.as_ref().is_some_and(same) {
            return;
        }
        let was_known = self.shown.is_none_or(|before| before.value.is_finite());
        self.shown = Some(seen);
        let (digits, symbol) = parts(seen.value, &seen.about.unit);
        let symbol = unit(symbol);
        for [element, digits_of, symbol_of] in &self.numbers {
            set_text(digits_of, &digits);
            set_text(symbol_of, &symbol);
            set_class(element, "is-loss", seen.value < 0.0);
            if self.is_exact {
                set_attribute(element, "data-value", Some(&seen.value.to_string()));
            }
        }
        let range = seen.range.map(|range| between(seen.value, range, &seen.about.unit)).unwrap_or_default();
        for element in &self.ranges {
            set_text(element, &range);
        }
        if seen.value.is_finite() && was_known {
            return;
        }
        let elements: Vec<Element> = self.numbers.iter().map(|[element, ..]| element.clone()).collect();
        let name = move |text: Option<&str>| {
            for element in &elements {
                set_attribute(element, "title", text);
            }
        };
        if seen.value.is_finite() {
            name((!self.title.is_empty()).then_some(self.title.as_str()));
        } else {
            name(Some("Cannot be computed."));
            let question = Request::Reason(format!("{}.{}", seen.stage, seen.about.id));
            worker.ask(question, move |answer| {
                let reason = answer.text();
                if !reason.is_empty() {
                    name(Some(reason));
                }
            });
        }
    }
}

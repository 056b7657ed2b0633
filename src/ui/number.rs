//! A number of the sheet and its range.

use super::{app_state, attribute, flag, prerendered, text, worker_client};
use crate::messages::Request;
use crate::ui::state::{Derived, State, follow};
use leptos::prelude::*;
use model::format::difference::{against, briefly_against};
use model::format::digits::{DASH, parts, span};
use model::quantity::{Quantity, Unit};
use model::sheet;
use model::sheet::seen::Seen;
use web_sys::Element;

/// The explanation of the range next to a number.
pub const RANGE: &str = "Throughput only: its range if throughput is off by as much as in published runs, and all else is as stated.";

/// A short form, for places with room for it.
const ALONE: &str = "throughput only";

/// Context of components in a page framed by another: their links open the full page in a new window.
#[derive(Debug, Clone, Copy)]
pub struct Framed;

/// A number of the scenario by its name in the sheet, such as `profit.profit`: a link to its derivation, or a dash if
/// it cannot be computed.
#[component]
pub fn Number(
    /// Its name in the sheet.
    name: String,
    /// Its name for tests.
    #[prop(default = None)]
    mark: Option<&'static str>,
    /// Its description, shown on hover.
    #[prop(default = None)]
    title: Option<String>,
    /// Whether its value is written in full, for scripts.
    #[prop(default = false)]
    is_exact: bool,
) -> impl IntoView {
    let seen = app_state().number(&name);
    let value = move || seen.with(|seen| seen.map_or(f64::NAN, |seen| seen.value));
    // A tier that is not in use has no numbers.
    let shown = move || {
        seen.with(|seen| seen.map_or((DASH.to_owned(), ""), |seen| parts(seen.value, &seen.about.unit)))
    };
    let exact = move || is_exact.then(|| value().to_string());
    view! {
        <a class="number" class=("is-loss", flag(move || value() < 0.0)) data-number=prerendered(|| name.clone())
            data-name=prerendered(|| mark) href=prerendered(|| address(&name))
            target=prerendered(|| is_framed().then_some("_blank")) rel=prerendered(|| is_framed().then_some("noopener"))
            title=title_of(&name, seen, title) data-value=attribute(exact)>
            <span class="digits">{text(move || shown().0)}</span>
            // As HTML: for an empty text Leptos would prerender a space.
            <span class="unit" inner_html=text(move || unit(shown().1))></span>
        </a>
    }
}

/// The description of a number; the reason if it cannot be computed.
fn title_of(name: &str, seen: Derived<Option<Seen>>, title: Option<String>) -> super::Attribute {
    let (app, requester) = (app_state(), worker_client().requester());
    let reason = State::new(None::<String>);
    let is_missing = Derived::new(move || seen.with(|seen| seen.is_some_and(|seen| !seen.value.is_finite())));
    let name = name.to_owned();
    follow(move || {
        if is_missing.get() {
            app.settled.track();
            reason.set_if_other(None);
            requester.ask(Request::Reason(name.clone()), move |answer| {
                reason.set_if_other(Some(answer.text().to_owned()).filter(|reason| !reason.is_empty()));
            });
        }
    });
    attribute(move || match seen.with(|seen| seen.map(|seen| seen.value.is_finite())) {
        Some(true) => title.clone(),
        Some(false) => reason.get().or_else(|| Some("Cannot be computed.".to_owned())),
        None => Some("This tier is not in use.".to_owned()),
    })
}

/// The range of a number of the scenario; empty if it has none.
#[component]
pub fn Range(
    /// The name of the number in the sheet.
    name: String,
) -> impl IntoView {
    let seen = app_state().throttled_number(&name);
    let range = move || {
        let of = |seen: &Seen| Some(between(seen.value, seen.range?, &seen.about.unit));
        seen.with(|seen| seen.as_ref().and_then(of).unwrap_or_default())
    };
    let of = move || seen.with(|seen| seen.and_then(|seen| seen.range)).map(|_| ALONE.to_owned());
    // If a scenario is pinned, the difference from its number is shown instead.
    let own = name.clone();
    let app = app_state();
    let pinned = Derived::always(move || {
        let value =
            app.pinned_evaluation.with(|it| it.as_ref().and_then(|it| sheet::seen::seen(it, &own)))?.value;
        seen.with(|seen| seen.map(|seen| (value, seen.value, seen.about)))
    });
    let written = move || match pinned.get() {
        Some((a, b, about)) => briefly_against(a, b, &about.unit),
        None => range(),
    };
    let title =
        move || Some(pinned.get().map_or(RANGE.to_owned(), |(a, b, about)| against(a, b, &about.unit)));
    view! {
        <span class="range" data-range=prerendered(|| name.clone())
            data-of=attribute(move || if pinned.with(Option::is_some) { None } else { of() })
            title=attribute(title)>{text(written)}</span>
    }
}

/// A number with its description and range.
#[component]
pub fn RangedNumber(
    /// Its name in the sheet.
    name: &'static str,
    /// Its name for tests.
    #[prop(default = None)]
    mark: Option<&'static str>,
    /// Whether its value is written in full, for scripts.
    #[prop(default = false)]
    is_exact: bool,
) -> impl IntoView {
    let about = app_state().number(name).now().map(|seen| seen.about);
    view! {
        <Number name=name.to_owned() mark title=about.map(title) is_exact/>
        <Range name=name.to_owned()/>
    }
}

/// Name, title and exactness of a prerendered number, read from its markup.
pub(super) fn read(element: &Element) -> (String, Option<String>, bool) {
    let name = super::dom::attribute(element, "data-number");
    (name, element.get_attribute("title"), element.has_attribute("data-value"))
}

/// The description of a number, shown on hover.
pub fn title(about: &Quantity) -> String {
    format!("{}. {}", about.label, about.meaning())
}

/// Whether the page is framed by another.
pub(super) fn is_framed() -> bool {
    use_context::<Framed>().is_some()
}

fn address(name: &str) -> String {
    if is_framed() { format!("../#why={name}") } else { format!("manual.html#{name}") }
}

/// A range next to its value, without the unit if it is that of the value.
pub fn between(value: f64, (low, high): (f64, f64), unit: &Unit) -> String {
    let text = span(low, high, unit);
    let symbol = parts(value, unit).1;
    match text.strip_suffix(symbol) {
        Some(bare) if parts(low, unit).1 == symbol => bare.trim_end().to_owned(),
        _ => text,
    }
}

/// A unit after its number: with a space unless it begins with a slash. The style sheet keeps the two together.
pub fn unit(symbol: &str) -> String {
    if symbol.is_empty() || symbol.starts_with('/') || symbol == "×" {
        symbol.to_owned()
    } else {
        format!(" {symbol}")
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use crate::ui::prerender;
    use model::scenario::{Scenario, link};

    fn html(query: &str) -> String {
        prerender(&link::read(query).0, || view! { <RangedNumber name="profit.profit" is_exact=true/> })
    }

    #[test]
    fn a_number_leads_to_its_place_and_says_when_it_is_a_loss() {
        let gain = html("");
        assert!(gain.contains("href=\"manual.html#profit.profit\"") && !gain.contains("is-loss"), "{gain}");
        assert!(gain.contains(" to ") && gain.contains("title=\"Profit. "), "{gain}");
        assert!(gain.contains("data-of=\"throughput only\"") && gain.contains("title=\"Throughput only: "));
        assert!(!html("gpu=tpu7x").contains("data-of"));
        assert!(html("agents=1M").contains("is-loss"));
        assert!(html("gpu=tpu7x").contains("—"));
    }

    #[test]
    fn within_another_page_a_number_leads_to_the_full_one() {
        let framed = prerender(&Scenario::baseline(), || {
            provide_context(Framed);
            view! { <RangedNumber name="profit.profit"/> }
        });
        assert!(
            framed.contains("href=\"../#why=profit.profit\" target=\"_blank\" rel=\"noopener\""),
            "{framed}"
        );
    }

    #[test]
    fn a_number_is_written_in_full_for_scripts() {
        let value = model::study::evaluate::evaluate(&Scenario::baseline()).factory.profit.profit;
        assert!(html("").contains(&format!("data-value=\"{value}\"")));
    }
}

//! A number in HTML.

use maud::{Markup, html};
use model::format::digits::{parts, span};
use model::quantity::{Quantity, Unit};
use model::sheet::seen::{Seen, seen};
use model::study::evaluate::Evaluation;

/// A number of the sheet: a link to its place in the manual, or a dash where it cannot be computed. The value is in
/// base units; the name is that of the sheet, `profit.profit`.
pub fn number(stage: &str, about: &Quantity, value: f64) -> Markup {
    marked(stage, about, value, None, None)
}

fn marked(stage: &str, about: &Quantity, value: f64, mark: Option<&str>, title: Option<&str>) -> Markup {
    let (digits, symbol) = parts(value, &about.unit);
    let name = format!("{stage}.{}", about.id);
    html! {
        a.number.is-loss[value < 0.0] data-number=(name) data-name=[mark] href={ "manual.html#" (name) }
            title=[title] {
            span.digits { (digits) }
            span.unit { (unit(symbol)) }
        }
    }
}

/// What a number is, for who points at it.
pub fn title(about: &Quantity) -> String {
    format!("{}. {}", about.label, about.meaning())
}

/// A number of a scenario by its name in the sheet, with the range in which it lies. `mark` is its name for tests.
/// Empty where there is no such number.
pub fn ranged(now: &Evaluation, name: &str, mark: Option<&str>) -> Markup {
    let Some(Seen { stage, about, value, range }) = seen(now, name) else { return html! {} };
    html! {
        (marked(stage, about, value, mark, Some(&title(about))))
        span.range data-range=(name) title=(RANGE) {
            @if let Some(range) = range { (between(value, range, &about.unit)) }
        }
    }
}

/// What a range beside a number means.
pub const RANGE: &str = "Between what it lies where throughput is as far off as in published runs.";

/// A range beside its value, without the unit where that is the one of the value.
pub fn between(value: f64, (low, high): (f64, f64), unit: &Unit) -> String {
    let text = span(low, high, unit);
    let symbol = parts(value, unit).1;
    match text.strip_suffix(symbol) {
        Some(bare) if parts(low, unit).1 == symbol => bare.trim_end().to_owned(),
        _ => text,
    }
}

/// A unit behind its number: with a space unless it begins with a stroke. The style sheet keeps the two together.
pub fn unit(symbol: &str) -> String {
    if symbol.is_empty() || symbol.starts_with('/') || symbol == "×" {
        symbol.to_owned()
    } else {
        format!(" {symbol}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::factory::Profit;

    #[test]
    fn a_number_leads_to_its_place_and_says_when_it_is_a_loss() {
        let about = &Profit::ABOUT.profit;
        let gain = number("profit", about, 1.0).into_string();
        assert!(gain.contains("href=\"manual.html#profit.profit\"") && !gain.contains("is-loss"), "{gain}");
        assert!(number("profit", about, -1.0).into_string().contains("is-loss"));
        assert!(number("profit", about, f64::NAN).into_string().contains("—"));
    }
}

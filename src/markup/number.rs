//! A number in HTML.

use crate::quantity::Quantity;
use crate::words::digits::parts;
use maud::{Markup, html};

/// A number of the sheet: a link to its place in the manual, or a dash where it cannot be computed. The value is in
/// base units; the name is that of the sheet, `profit.profit`.
pub fn number(stage: &str, about: &Quantity, value: f64) -> Markup {
    let (digits, symbol) = parts(value, &about.unit);
    let name = format!("{stage}.{}", about.id);
    html! {
        a.number.is-loss[value < 0.0] data-number=(name) href=(format!("manual.html#{name}"))
            title=(format!("{}. {}", about.label, about.meaning())) {
            span.digits { (digits) }
            span.unit { (unit(symbol)) }
        }
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
    use crate::factory::Profit;

    #[test]
    fn a_number_leads_to_its_place_and_says_when_it_is_a_loss() {
        let about = &Profit::ABOUT.profit;
        let gain = number("profit", about, 1.0).into_string();
        assert!(gain.contains("href=\"manual.html#profit.profit\"") && !gain.contains("is-loss"), "{gain}");
        assert!(number("profit", about, -1.0).into_string().contains("is-loss"));
        assert!(number("profit", about, f64::NAN).into_string().contains("—"));
    }
}

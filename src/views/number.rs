//! A fixed number of one scenario.

use crate::ui::number::unit;
use leptos::prelude::*;
use model::format::digits::parts;
use model::quantity::Quantity;

/// A number of the sheet: a link to its entry in the manual, or a dash if it cannot be computed. The value is in base
/// units; the name is that of the sheet, such as `profit.profit`.
pub fn number(stage: &str, about: &Quantity, value: f64) -> impl IntoView + use<> {
    let (digits, symbol) = parts(value, &about.unit);
    let name = format!("{stage}.{}", about.id);
    let href = format!("manual.html#{name}");
    let symbol = Some(unit(symbol)).filter(|symbol| !symbol.is_empty());
    view! {
        <a class="number" class:is-loss=value < 0.0 data-number=name href=href>
            <span class="digits">{digits}</span>
            <span class="unit">{symbol}</span>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::factory::Profit;

    #[test]
    fn a_number_leads_to_its_place_and_says_when_it_is_a_loss() {
        let about = &Profit::ABOUT.profit;
        let gain = html(number("profit", about, 1.0));
        assert!(gain.contains("href=\"manual.html#profit.profit\"") && !gain.contains("is-loss"), "{gain}");
        assert!(html(number("profit", about, -1.0)).contains("is-loss"));
        assert!(html(number("profit", about, f64::NAN)).contains("—"));
    }
}

//! Texts that are updated with the scenario, by name: requested by `data-live`.

use super::results::{of_market, sentence};
use model::scenario::Scenario;
use model::study::evaluate::evaluate;
use model::study::sensitivity::growth;

/// A text by its name: `finding`, `finding.market`, or one of [`growth::text`]. `None` if there is no text of that
/// name.
pub fn live(scenario: &Scenario, name: &str) -> Option<String> {
    match name {
        "finding" => Some(sentence(&evaluate(scenario))),
        "finding.market" => Some(of_market(&evaluate(scenario))),
        _ => growth::text(scenario, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_and_laws_have_names() {
        let now = Scenario::baseline();
        assert_eq!(live(&now, "finding"), Some(sentence(&evaluate(&now))));
        assert!(live(&now, "finding.market").is_some_and(|text| text.contains("trillion")));
        assert_eq!(live(&now, "growth.agents"), growth::text(&now, "growth.agents"));
        assert_eq!(live(&now, "finding.weather"), None);
    }
}

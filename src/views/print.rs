//! What stands on paper and not on the screen: each lever with its value and its default, the link, the date.

use crate::ui::groups::{GROUPS, levers_of};
use maud::{Markup, html};
use model::scenario::{Group, Scenario};

/// All levers of a scenario in a table: value and default, those that differ marked.
pub fn settings(now: &Scenario) -> Markup {
    let groups =
        [(Group::Headline, "First screen")].into_iter().chain(GROUPS.map(|(group, name, _)| (group, name)));
    html! {
        table {
            thead { tr { th scope="col" { "Lever" } th scope="col" { "Set to" } th scope="col" { "Default" } } }
            @for (group, name) in groups {
                tbody {
                    tr { th scope="rowgroup" colspan="3" { (name) } }
                    @for lever in levers_of(group) {
                        @let value = now.of(lever);
                        tr.is-set[!lever.is_default_in(now, value)] {
                            th scope="row" { (lever.about.label) }
                            td { (lever.shown(value)) }
                            td { (lever.shown(lever.default_base_in(now))) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::link;

    #[test]
    fn every_lever_is_on_paper_and_those_set_are_marked() {
        let now = link::read("v=2&context=1M").0;
        let html = settings(&now).into_string();
        for lever in link::levers() {
            let row = html! { th scope="row" { (lever.about.label) } td { (lever.shown(now.of(lever))) } };
            assert!(html.contains(&row.into_string()), "{}", lever.about.id);
        }
        assert_eq!(html.matches("is-set").count(), 1);
        assert!(!settings(&Scenario::baseline()).into_string().contains("is-set"));
    }
}

//! The parts that are printed but not shown on the screen: each lever with its value and its default, the link, the
//! date.

use crate::ui::groups::{GROUPS, levers_of};
use leptos::prelude::*;
use model::scenario::{Group, Lever, Scenario};

/// All levers of a scenario in a table: value and default, with differences marked.
#[component]
pub fn Settings(
    /// The scenario.
    now: Scenario,
) -> impl IntoView {
    let groups =
        [(Group::Headline, "First screen")].into_iter().chain(GROUPS.map(|(group, name, _)| (group, name)));
    let row = move |lever: &'static Lever| {
        let value = now.of(lever);
        view! {
            <tr class:is-set=!lever.is_default_in(&now, value)>
                <th scope="row">{lever.about.label}</th>
                <td>{lever.shown(value)}</td>
                <td>{lever.shown(lever.default_base_in(&now))}</td>
            </tr>
        }
    };
    let body = |(group, name)| {
        view! {
            <tbody>
                <tr><th scope="rowgroup" colspan="3">{name}</th></tr>
                {levers_of(group).into_iter().map(row).collect_view()}
            </tbody>
        }
    };
    view! {
        <table>
            <thead>
                <tr><th scope="col">"Lever"</th><th scope="col">"Set to"</th><th scope="col">"Default"</th></tr>
            </thead>
            {groups.map(body).collect_view()}
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::scenario::link;

    #[test]
    fn every_lever_is_on_paper_and_those_set_are_marked() {
        let now = link::read("v=2&context=1M").0;
        let printed = html(view! { <Settings now/> });
        for lever in link::levers() {
            let row =
                view! { <th scope="row">{lever.about.label}</th> <td>{lever.shown(now.of(lever))}</td> };
            assert!(printed.contains(&html(row)), "{}", lever.about.id);
        }
        assert_eq!(printed.matches("is-set").count(), 1);
        assert!(!html(view! { <Settings now=Scenario::baseline()/> }).contains("is-set"));
    }
}

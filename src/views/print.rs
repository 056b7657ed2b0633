//! The parts that are printed but not shown on the screen: each lever with its value and its default, the link, the
//! date.

use crate::ui::groups::{GROUPS, levers_of};
use leptos::either::Either;
use leptos::prelude::*;
use model::scenario::{Group, Lever, Scenario};

/// All levers of a scenario in a table: their defaults, and if any differs, all values, with differences marked.
#[component]
pub fn Settings(
    /// The scenario.
    now: Scenario,
) -> impl IntoView {
    let groups =
        [(Group::Headline, "First screen")].into_iter().chain(GROUPS.map(|(group, name, _)| (group, name)));
    let any_is_set = !now.changed().is_empty();
    let row = move |lever: &'static Lever| {
        let value = now.of(lever);
        let is_set = !lever.is_default_in(&now, value);
        let cells = view! {
            <th scope="row">{lever.about.label}</th>
            {any_is_set.then(|| view! { <td>{lever.shown(value)}</td> })}
            <td>{lever.shown(lever.default_base_in(&now))}</td>
        };
        // `class:is-set` would write an empty class where it is not set.
        if is_set {
            Either::Left(view! { <tr class="is-set">{cells}</tr> })
        } else {
            Either::Right(view! { <tr>{cells}</tr> })
        }
    };
    let body = |(group, name)| {
        let columns = if any_is_set { "3" } else { "2" };
        view! {
            <tbody>
                <tr><th scope="rowgroup" colspan=columns>{name}</th></tr>
                {levers_of(group).into_iter().map(row).collect_view()}
            </tbody>
        }
    };
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">"Lever"</th>
                    {any_is_set.then(|| view! { <th scope="col">"Set to"</th> })}
                    <th scope="col">"Default"</th>
                </tr>
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
        let baseline = html(view! { <Settings now=Scenario::baseline()/> });
        assert!(!baseline.contains("is-set") && !baseline.contains("Set to"));
    }
}

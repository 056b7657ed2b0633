//! The menu of a drawing that the worker makes: save it, copy it, open its numbers.
//!
//! The markup never changes and is not hydrated. The buttons come with a script that is loaded when a menu is first
//! opened (`src/script/chart-menu.js`); it asks for the files when one of them is clicked, so they are always those of
//! the scenario that is set.

use leptos::prelude::*;

/// The menu of a figure by its name, which may have a question in it: `sweep?number=profit.profit&by=paid`.
pub fn figure_menu(name: &str) -> impl IntoView + use<> {
    let id = name.split('?').next().unwrap_or_default().to_owned();
    // The flow has no Vega-Lite form: its bands mix units.
    let without = (id == "flow").then_some("vega");
    view! {
        <details class="chart-menu" data-name=format!("menu-{id}") data-menu=id data-of=name.to_owned() data-without=without
            aria-live="off">
            <summary aria-label="Save or copy this chart"></summary>
        </details>
    }
}

/// Whether the figure of that name in the story has a menu: the cost of tokens is saved from the first page, where it has
/// the published runs.
pub fn has_menu(name: &str) -> bool {
    name != "cost"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;

    #[test]
    fn a_menu_names_its_figure_and_what_it_lacks() {
        let menu = html(figure_menu("sweep?number=profit.profit&by=paid"));
        for part in
            ["data-menu=\"sweep\"", "data-of=\"sweep?number=profit.profit&amp;by=paid\"", "menu-sweep"]
        {
            assert!(menu.contains(part), "{part}: {menu}");
        }
        assert!(!menu.contains("data-without"));
        assert!(html(figure_menu("flow")).contains("data-without=\"vega\""));
        assert!(has_menu("backtest") && !has_menu("cost"));
    }
}

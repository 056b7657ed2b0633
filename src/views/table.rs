//! The table of a drawing.

use crate::ui::chart::table::FigureTable;
use charts::spec::table::Table;
use leptos::prelude::*;

/// The folded table below a drawing, if it has one.
pub fn drawing_table(table: Option<&Table>) -> Option<impl IntoView + use<>> {
    let table = table?.clone();
    Some(view! {
        <details class="more"><summary>"The same as a table"</summary><FigureTable table note=String::new()/></details>
    })
}

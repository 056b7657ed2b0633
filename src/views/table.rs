//! The numbers of a figure as a table.

use charts::spec::table::{Cell, Column, Remark, Table};
use leptos::prelude::*;

/// The folded table below a drawing, if it has one.
pub fn drawing_table(table: Option<&Table>) -> Option<impl IntoView + use<>> {
    let table = table?.clone();
    Some(view! {
        <details class="more"><summary>"The same as a table"</summary><FigureTable table note=String::new()/></details>
    })
}

/// A table with what else is drawn, and a note, below it.
#[component]
pub fn FigureTable(
    /// The numbers.
    table: Table,
    /// What is said of all of them; may be empty.
    note: String,
) -> impl IntoView {
    let head = |Column { label, unit }| {
        view! { <th scope="col">{label}{(!unit.is_empty()).then(|| view! { " "<span class="unit">{unit}</span> })}</th> }
    };
    let row = |cells: Vec<Cell>| {
        let mut cells = cells.into_iter();
        let first = cells.next().map(|cell| view! { <th scope="row">{cell.text().to_owned()}</th> });
        let number = |cell: Cell| {
            let text = Some(cell.text().to_owned()).filter(|text| !text.is_empty());
            let reason = if let Cell::Missing(reason) = cell { Some(reason) } else { None };
            view! { <td class="number" title=reason>{text}</td> }
        };
        view! { <tr>{first}{cells.map(number).collect_view()}</tr> }
    };
    let label = table.caption.clone();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table>
                <caption>{table.caption}</caption>
                <thead><tr>{table.columns.into_iter().map(head).collect_view()}</tr></thead>
                <tbody>{table.rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <ul class="readings">
            {table.remarks.iter().map(|remark| view! { <li>{said(remark)}</li> }).collect_view()}
        </ul>
        {(!note.is_empty()).then(|| view! { <p class="small">{note}</p> })}
    }
}

fn said(remark: &Remark) -> String {
    let Remark { label, place, source } = remark;
    match (label.as_str(), source.as_str()) {
        // One of many: who says so is what it is called.
        ("", source) => format!("{place}: {source}"),
        (label, "") => format!("{label}: {place}"),
        (label, source) => format!("{label}: {place} ({source})"),
    }
}

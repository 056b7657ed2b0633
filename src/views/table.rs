//! A table of a figure.

use charts::spec::table::{Cell, Column, Remark, Table};
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// A table with what else is drawn, and a note, below it.
pub fn table(table: &Table, note: &str) -> impl IntoView + use<> {
    let head = |column: &Column| {
        let unit = (!column.unit.is_empty()).then(|| column.unit.clone());
        view! {
            <th scope="col">
                {column.label.clone()} {unit.map(|unit| view! { " " <span class="unit">{unit}</span> })}
            </th>
        }
    };
    let cell = |(i, cell): (usize, &Cell)| {
        let text = Some(cell.text().to_owned()).filter(|text| !text.is_empty());
        match cell {
            _ if i == 0 => EitherOf3::A(view! { <th scope="row">{text}</th> }),
            Cell::Missing(reason) => {
                EitherOf3::B(view! { <td class="number" title=reason.clone()>{text}</td> })
            }
            _ => EitherOf3::C(view! { <td class="number">{text}</td> }),
        }
    };
    let row = |cells: &Vec<Cell>| view! { <tr>{cells.iter().enumerate().map(cell).collect_view()}</tr> };
    let note = (!note.is_empty()).then(|| note.to_owned());
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=table.caption.clone()>
            <table>
                <caption>{table.caption.clone()}</caption>
                <thead><tr>{table.columns.iter().map(head).collect_view()}</tr></thead>
                <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <ul class="readings">
            {table.remarks.iter().map(|remark| view! { <li>{said(remark)}</li> }).collect_view()}
        </ul>
        {note.map(|note| view! { <p class="small">{note}</p> })}
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

/// The folded table below a drawing that has one.
pub fn drawing_table(table: Option<&Table>) -> Option<impl IntoView + use<>> {
    let table = self::table(table?, "");
    Some(view! { <details class="more"><summary>"The same as a table"</summary> {table}</details> })
}

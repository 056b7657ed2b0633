//! The numbers of a chart.

use super::ChartState;
use crate::ui::{prerendered, toggled, when_prerendering};
use charts::spec::table::{Cell, Column, Remark, Table};
use leptos::prelude::*;

/// The numbers of a chart, folded. They are only in the document while unfolded.
#[component]
pub fn ChartTable(
    /// The chart.
    chart: ChartState,
) -> impl IntoView {
    let name = chart.name;
    let is_open = chart.is_table_open;
    let content = move || {
        is_open.get().then(|| {
            chart
                .throttled_figure
                .with(|figure| view! { <FigureTable table=figure.table() note=figure.note.clone()/> })
        })
    };
    view! {
        <details class="more chart-table" id=prerendered(|| format!("table-{name}")) data-name=prerendered(|| format!("table-{name}"))
            node_ref=chart.table on:toggle=toggled(chart.table, is_open)>
            <summary inner_html=when_prerendering(|| "Numbers of this chart")></summary>
            <div data-table=prerendered(|| "")>{content}</div>
        </details>
    }
}

/// A table with the remarks and a note below it.
#[component]
pub fn FigureTable(
    /// The numbers.
    table: Table,
    /// A note on the whole table; may be empty.
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
        // One of many: it is named by its source.
        ("", source) => format!("{place}: {source}"),
        (label, "") => format!("{label}: {place}"),
        (label, source) => format!("{label}: {place} ({source})"),
    }
}

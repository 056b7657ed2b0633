//! All numbers of a figure, folded under it.

use crate::figure::{Cell, Figure, Remark, Table};
use leptos::prelude::*;
use std::sync::Arc;

/// The table of a figure, made when it is opened and kept up to date while it is.
#[component]
pub(crate) fn TableView(figure: Memo<Arc<Figure>>, name: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details
            class="more chart-table"
            id=format!("table-{name}")
            data-name=format!("table-{name}")
            on:toggle=move |event| open.set(super::is_open(&event))
        >
            <summary>"Numbers of this chart"</summary>
            <Show when=move || open.get()>
                {move || figure.with(|figure| whole(&figure.table(), &figure.note))}
            </Show>
        </details>
    }
    .into_any()
}

/// A table with what else is drawn, and a note, below it.
pub(crate) fn whole(table: &Table, note: &str) -> AnyView {
    let head = table.columns.iter().map(|column| {
        let unit =
            (!column.unit.is_empty()).then(|| view! { <span class="unit">" " {column.unit.clone()}</span> });
        view! { <th scope="col">{column.label.clone()} {unit}</th> }
    });
    let rows = table.rows.iter().map(|cells| {
        let cells = cells.iter().enumerate().map(|(i, cell)| match (i, cell) {
            (0, cell) => view! { <th scope="row">{cell.text().to_owned()}</th> }.into_any(),
            (_, Cell::Missing(reason)) => {
                view! { <td class="number" title=reason.clone()>"—"</td> }.into_any()
            }
            (_, cell) => view! { <td class="number">{cell.text().to_owned()}</td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let remarks = table.remarks.iter().map(|remark| {
        let Remark { label, place, source } = remark;
        let text = match (label.as_str(), source.as_str()) {
            // One of many: who says so is what it is called.
            ("", source) => format!("{place}: {source}"),
            (label, "") => format!("{label}: {place}"),
            (label, source) => format!("{label}: {place} ({source})"),
        };
        view! { <li>{text}</li> }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=table.caption.clone()>
            <table>
                <caption>{table.caption.clone()}</caption>
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <ul class="readings">{remarks.collect_view()}</ul>
        <p class="small">{note.to_owned()}</p>
    }
    .into_any()
}

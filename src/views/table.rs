//! A table of a figure.

use charts::spec::table::{Cell, Remark, Table};
use maud::{Markup, html};

/// A table with what else is drawn, and a note, below it.
pub fn table(table: &Table, note: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(table.caption) {
            table {
                caption { (table.caption) }
                thead {
                    tr {
                        @for column in &table.columns {
                            th scope="col" {
                                (column.label)
                                @if !column.unit.is_empty() { " " span.unit { (column.unit) } }
                            }
                        }
                    }
                }
                tbody {
                    @for cells in &table.rows {
                        tr {
                            @for (i, cell) in cells.iter().enumerate() {
                                @match (i, cell) {
                                    (0, cell) => { th scope="row" { (cell.text()) } }
                                    (_, Cell::Missing(reason)) => { td.number title=(reason) { "—" } }
                                    (_, cell) => { td.number { (cell.text()) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        ul.readings { @for remark in &table.remarks { li { (said(remark)) } } }
        @if !note.is_empty() { p.small { (note) } }
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
pub fn drawing_table(table: Option<&Table>) -> Markup {
    html! {
        @if let Some(it) = table {
            details.more {
                summary { "The same as a table" }
                (self::table(it, ""))
            }
        }
    }
}

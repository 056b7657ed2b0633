//! Up to four scenarios as the columns of one table: machines, presets, links, or what is changed in the scenario of the
//! page.

use super::fields::{fault, label, ready};
use leptos::either::Either;
use leptos::prelude::*;
use model::format::digits::{DASH, shown};
use model::scenario::link::compared::{Compared, read_compared, write_compared};
use model::scenario::link::write_shocked;
use model::scenario::presets::PRESETS;
use model::scenario::shocks::ShockedScenario;
use model::study::compare::columns::{Columns, MOST, Setting, columns, with_settings};
use std::fmt::Display;

/// The name of the form.
pub const NAME: &str = "columns";

/// The scenario of the page, and the pinned one, as a reader types them.
const HERE: &str = "this";
const PINNED: &str = "A";

/// Tables made with one click: their text, and the columns.
const QUESTIONS: [(&str, [&str; MOST]); 4] = [
    ("Compare generations", ["H100", "GB200", "Rubin", "MI355X"]),
    ("Compare context lengths", ["context=8k", "context=64k", "context=256k", "context=1M"]),
    ("Compare businesses", ["A lab with free users", "API only", "Machines for rent", ""]),
    ("Compare with the baseline", [HERE, "baseline", "", ""]),
];

/// A column: its heading, its scenario, and what should be known about it.
struct Column {
    head: String,
    shocked: ShockedScenario,
    notice: Option<String>,
}

/// A field for each column.
pub fn fields() -> impl IntoView {
    let field = |place: usize| {
        let (.., machines) = QUESTIONS[0];
        view! {
            <label>{format!("Column {}", place + 1)} <input type="text" name="column" list="columns-known" autocomplete="off" spellcheck="false" value=machines[place]/></label>
        }
    };
    let known = [HERE, PINNED].into_iter().chain(PRESETS.iter().map(|preset| preset.label));
    view! {
        <h3>"Side by side"</h3>
        <p class="measure">
            "Up to four scenarios as columns of one table. Type what a column changes in your scenario, as in a link "
            "(gpu=h100&context=128k), the name of a GPU or a language model, a preset, “this”, “A”, or paste a whole link."
        </p>
        {ready(QUESTIONS.map(|(words, values)| (words, values.join(";"))))}
        <div class="question-fields">
            {(0..MOST).map(field).collect_view()}
            <datalist id="columns-known">{known.map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
            <button type="submit">"Compare"</button>
        </div>
    }
}

/// The table of these columns; empty texts are ignored. `link` is the link of the page, with the pinned scenario.
pub fn answer(texts: &[String], link: &str) -> impl IntoView + use<> {
    let (both, _) = read_compared(link);
    let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let read: Result<Vec<Column>, String> =
        texts.enumerate().map(|(place, text)| column(text, place, &both)).collect();
    match read {
        Err(said) => Either::Left(fault(said, "columns-fault")),
        Ok(of) if of.is_empty() => {
            Either::Left(fault("Fill in at least one column.".to_owned(), "columns-fault"))
        }
        Ok(of) => Either::Right(table(&of, &both)),
    }
}

/// Reads the text of a column.
fn column(text: &str, place: usize, both: &Compared) -> Result<Column, String> {
    let of = |head: &str, shocked: ShockedScenario| Column { head: head.to_owned(), shocked, notice: None };
    let here = || Ok(of("This scenario", both.shown.clone()));
    let fault = |said: &dyn Display| format!("Column {}: {said}", place + 1);
    if text.eq_ignore_ascii_case(HERE) {
        return here();
    }
    if text.eq_ignore_ascii_case(PINNED) {
        let none = || fault(&"No scenario is pinned as A. Pin one first, or type something else.");
        return both.pinned.clone().map(|pinned| of(PINNED, pinned)).ok_or_else(none);
    }
    let is = |name: &str| name.eq_ignore_ascii_case(text);
    if let Some(preset) = PRESETS.iter().find(|preset| is(preset.label) || is(preset.slug)) {
        return Ok(of(preset.label, read_compared(preset.link).0.shown));
    }
    let is_link = text.contains("://") || text.split(['?', '#', '&']).any(|part| part.starts_with("v="));
    if is_link {
        let (read, faults) = read_compared(text);
        if let Some(lost) = faults.iter().find(|fault| !fault.is_notice()) {
            return Err(fault(lost));
        }
        let notice = faults.first().map(ToString::to_string);
        return Ok(Column { notice, ..of(&format!("Link in column {}", place + 1), read.shown) });
    }
    let (shocked, set) = with_settings(&both.shown, text).map_err(|said| fault(&said))?;
    let words = |(lever, base): &Setting| {
        let value = lever.shown(*base);
        if lever.is_named() { value } else { format!("{} {value}", lever.about.label) }
    };
    let added =
        shocked.active().iter().filter(|shock| !both.shown.holds(shock)).map(|shock| shock.label.to_owned());
    let head: Vec<String> = set.iter().map(words).chain(added).collect();
    if head.is_empty() { here() } else { Ok(of(&head.join(", "), shocked)) }
}

/// The table: what differs, and the results. The heading of a column is a link to its scenario.
fn table(of: &[Column], both: &Compared) -> impl IntoView + use<> {
    let scenarios: Vec<ShockedScenario> = of.iter().map(|column| column.shocked.clone()).collect();
    let Columns { differences, results, faults } = columns(&scenarios);
    let head = |column: &Column| {
        let Column { head, shocked, .. } = column;
        let to = Compared { shown: shocked.clone(), pinned: both.pinned.clone() };
        let is_here = *shocked == both.shown;
        let content = if is_here {
            Either::Left(head.clone())
        } else {
            let href = format!("?{}#compare", write_compared(&to));
            let step = format!("link:{}", write_shocked(shocked));
            Either::Right(view! { <a href=href data-step=step>{head.clone()}</a> })
        };
        view! { <th scope="col" class="number" aria-current=is_here.then_some("true")>{content}</th> }
    };
    let heads = of.iter().map(head).collect_view();
    let differences = differences.into_iter().map(|row| {
        let label = row.label();
        let cells = row.shown.into_iter().map(|text| view! { <td class="number">{text}</td> });
        view! { <tr><th scope="row">{label}</th>{cells.collect_view()}</tr> }
    });
    let results = results.into_iter().map(|row| {
        let cells = row.values.iter().zip(&faults).map(|(value, why)| {
            let (text, why) = if value.is_finite() {
                (shown(*value, &row.number.about.unit), None)
            } else {
                (DASH.to_owned(), why.clone())
            };
            view! { <td class="number" title=why>{text}</td> }
        });
        view! { <tr><th scope="row">{label(&row.number)}</th>{cells.collect_view()}</tr> }
    });
    let rows = differences.map(Either::Left).chain(results.map(Either::Right)).collect_view();
    let remarks = faults.iter().zip(of).flat_map(|(why, column)| {
        let said = why.iter().chain(&column.notice);
        said.map(|said| view! { <li>{format!("{}: {said}", column.head)}</li> }).collect::<Vec<_>>()
    });
    let remarks = remarks.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Scenarios side by side">
            <table data-name="columns-table">
                <caption>"What differs, and the results. Select a column heading to switch to that scenario."</caption>
                <thead><tr><th scope="col">"Lever or result"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ul class="small">{remarks}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::factory::Profit;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    fn of(texts: &[&str], link: &str) -> String {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        html(answer(&texts, link))
    }

    fn profit(link: &str) -> String {
        let profit = evaluate(&link::read(link).0).factory.profit.profit;
        shown(profit, &Profit::ABOUT.profit.unit)
    }

    #[test]
    fn machines_stand_side_by_side_and_their_heads_are_steps() {
        let (.., machines) = QUESTIONS[0];
        let table = of(&machines, "v=2&context=128k&gpu=rubin&shocks=edge");
        for slug in ["h100", "gb200", "rubin", "mi355x"] {
            assert!(table.contains(&profit(&format!("v=2&context=128k&gpu={slug}&shocks=edge"))), "{slug}");
        }
        assert_eq!(table.matches("aria-current=\"true\"").count(), 1);
        assert!(
            table.contains("href=\"?v=2&amp;context=128k&amp;gpu=h100&amp;shocks=edge#compare\""),
            "{table}"
        );
    }

    #[test]
    fn a_column_is_this_or_the_pinned_scenario_a_preset_or_a_link() {
        let link = "v=2&context=1M&vs=gpu:h100";
        let table = of(&["this", "a", "Baseline", "https://example.org/?v=2&agents=10M#compare"], link);
        for part in ["This scenario", ">A<", "Baseline", "Link in column 4", "Agents", "Context length"] {
            assert!(table.contains(part), "{part}: {table}");
        }
        for link in ["v=2&context=1M", "gpu=h100", "", "agents=10M"] {
            assert!(table.contains(&profit(link)), "{link}: {table}");
        }
        // A stays pinned.
        assert!(table.contains("href=\"?v=2&amp;vs=gpu:h100#compare\""), "{table}");
        let seller = of(&["interface-seller", ""], "");
        assert!(seller.contains("API only") && seller.contains(&profit("v=2&paid=100&reseller=20")));
        let old = of(&["v=1&gpu=h100", "shocks=edge", "?"], "");
        assert!(old.contains("Link in column 1: The link was made by an earlier version"), "{old}");
        assert!(old.contains(">Edge</a>") && old.contains("This scenario"), "{old}");
        // One column, and nothing that differs.
        assert!(of(&["api only"], "").contains("data-name=\"columns-table\""));
    }

    #[test]
    fn what_cannot_be_computed_says_why_and_what_cannot_be_read_is_named() {
        let table = of(&["this", "gpu=tpu7x"], "");
        assert!(table.contains("title=") && table.contains("<li>"), "{table}");
        for (texts, said) in [
            (vec!["", " "], "Fill in at least one column."),
            (vec!["A"], "Column 1: No scenario is pinned as A."),
            (vec!["this", "shocks=flood"], "Column 2: There is no shock called “flood”."),
            (vec!["this", "moon=1"], "Column 2: There is no lever"),
            (vec!["v=2&context=much"], "Column 1: "),
            (vec!["<b>"], "&lt;b&gt;"),
        ] {
            let html = of(&texts, "");
            assert!(html.contains("columns-fault") && html.contains(said), "{texts:?}: {html}");
        }
    }

    #[test]
    fn every_ready_table_can_be_made() {
        for (words, texts) in QUESTIONS {
            let html = of(&texts, "v=2&vs=gpu:h100");
            assert!(html.contains("data-name=\"columns-table\""), "{words}: {html}");
        }
        let form = html(fields());
        assert_eq!(form.matches("name=\"column\"").count(), MOST);
    }
}

//! The manual: every quantity of the baseline scenario, with its meaning, its formula or its source, and the
//! quantities that depend on it.

use super::document::Document;
use super::hosting::{Hosting, Weight};
use super::policy::Kind;
use super::stylesheet;
use super::sweeps::Sweeps;
use crate::views::chances;
use crate::views::derivation::{Within, dependants, formula, inputs, origin, value_and_meaning};
use crate::views::{Badge, Citation};
use leptos::prelude::*;
use model::catalog::sources::ALL;
use model::catalog::{Grade, Source};
use model::scenario::Scenario;
use model::sheet::book::{Book, called};
use model::sheet::{Row, stage_label};
use model::study::evaluate::{Evaluation, evaluate};
use std::io;
use std::path::Path;

/// The rules of this page only.
const STYLE: &str = include_str!("../../style/manual.css");

/// Writes the style sheet of this page, and returns the addresses of all that it uses: those of the other pages, and its own.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn write_styles(folder: &Path, shared: &[String]) -> io::Result<Vec<String>> {
    let own = stylesheet::write(folder, "manual", STYLE)?;
    Ok([shared, &[own.name]].concat())
}

/// The whole page, readable without scripts. Each quantity has its name as anchor: `#profit.revenue`.
pub fn page(styles: &[String], weight: Weight) -> impl IntoView + use<> {
    let evaluation = evaluate(&Scenario::baseline());
    let book = Book::of(&evaluation);
    let stages = book.stages();
    let stage = |(stage, rows): &(&'static str, Vec<&Row>)| {
        view! {
            <section class="part" id=*stage data-stage=*stage>
                <h2>{stage_label(stage)}</h2>
                {rows.iter().map(|row| entry(&evaluation, &book, row)).collect_view()}
            </section>
        }
    };
    let parts = view! {
        {preface(&evaluation, &book)}
        {contents(&stages)}
        {stages.iter().map(stage).collect_view()}
        {sources(&book)}
    };
    view! {
        <Document kind=Kind::Document title="Manual" class="manual" styles=styles.to_vec()
            about="How to use Token Factory, and every quantity of it: what it means, its formula or its source, and what depends on it.">
            {parts}
            <Sweeps/>
            <Hosting weight/>
            <p class="to-top"><a href="#contents">"Contents"</a></p>
        </Document>
    }
}

/// How to use the page, and how to read the reference.
fn preface(evaluation: &Evaluation, book: &Book) -> impl IntoView + use<> {
    let computed = book.rows().iter().filter(|row| row.formula.is_some()).count();
    let grades = GRADES.map(|grade| view! { <li><Badge of=grade/> " " {grade.meaning()}</li> });
    view! {
        <section class="part">
            <h2 id="how-to">"How to use the page"</h2>
            <ul class="measure">
                <li>
                    "Read a number: click or tap it. It shows its formula, its inputs and their sources; the range under it is "
                    "how far throughput was off in published runs."
                </li>
                <li>
                    "Move a lever: drag its slider, use the arrow keys, or type a value such as 128k, 1.5M or 40 %. Everything "
                    "else follows at once. Tick marks show the lever's default and other published values."
                </li>
                <li>
                    "Go back: “Undo” takes back one step, “Reset all” returns to the baseline, the scenario that the page opens "
                    "with. Changes are measured against the baseline."
                </li>
                <li>
                    "Share a scenario: copy the address of the page, which contains your settings, or save the scenario as a file "
                    "under “Save and share”."
                </li>
                <li>
                    "Put it on your page: " <a href="builder.html">"choose levers and charts"</a>
                    ", check the preview, and copy the lines into your page."
                </li>
                <li>
                    "Check it: " <a href="right.html">"How accurate is this?"</a>
                    " compares predictions with published results."
                </li>
            </ul>
        </section>
        {take_away()}
        <section class="part">
            <h2 id="preface">"How to read the reference"</h2>
            <p class="measure">
                "The factory has " {book.rows().len()} " quantities. " {computed} " of them are computed, each by one "
                "formula; the others are given: read in a document, set by a lever, or chosen by a search. They are listed "
                "stage by stage, from memory to market, with their values in the baseline. Each has a name, such as "
                <code>"profit.revenue"</code> ", which is also its anchor on this page and its name in files."
            </p>
            <p class="measure">
                "Each formula is given in words and in mathematical notation. A quantity is called by its label; where two in "
                "one formula share a label, the stage is added in brackets. Below a formula are the quantities it uses, "
                "with their values, and the quantities whose formulas use it. The baseline has "
                {evaluation.tiers().count()} " speed tiers in use. Other tiers have the same formulas."
            </p>
            <p class="measure">
                "The formulas are printed from the code that computes them. "
                <code>"token-factory sheet --format md"</code> " prints the same list as plain text."
            </p>
            <h3>"How sure a profit is"</h3>
            <div class="measure drawn-rules">{chances::rules()}</div>
            <h3>"Units and time"</h3>
            <p class="measure">
                "Values are rounded to three significant figures and shown in a suitable unit. Inside, every number is in base "
                "units: the dollar, the token, the second, the joule, the byte and the floating-point operation. Machines, "
                "agents and calls are counted. So no unit conversion hides in a formula, and a test proves that the "
                "units of each formula agree. Dollars are US dollars. A day is 24 hours and a year 8,760 hours. K, M, B and T "
                "stand for a thousand, a million, a billion (10⁹) and a trillion (10¹²). GB are 10⁹ bytes, KiB 1,024 bytes."
            </p>
            <p class="measure">
                "In a formula with cases, the quantity after “if” is a switch: on at any value but 0. The transition "
                "between two limits is smoothed by a root of a sum of powers, whose sharpness is a constant of the fit."
            </p>
            <h3>"Grades of evidence"</h3>
            <ul class="grades">{grades.collect_view()}</ul>
            <p class="measure">
                "A given value has the range that its evidence allows, if any. The range of a computed value is that of "
                "predicted throughput. " {evaluation.sureness()}
            </p>
            <h3>"What is not covered"</h3>
            <ul class="measure">
                <li>
                    "Training. The site only serves calls; what else the world's fleet does is covered by one factor."
                </li>
                <li>"Time to first token, queues, and peaks within an hour."</li>
                <li>"Subsidies, and the time it takes to build."</li>
                <li>"Images, sound and video: only text is served."</li>
                <li>
                    "Machines without published runs and contexts beyond them are computed, but extrapolated. "
                    <a href="right.html">"How accurate is this?"</a> " says how far predictions have been off."
                </li>
            </ul>
        </section>
    }
}

/// The exports available on the page and on the command line.
fn take_away() -> impl IntoView + use<> {
    let line =
        |command: &'static str, what: &'static str| view! { <li><code>{command}</code> " " {what}</li> };
    view! {
        <section class="part">
            <h2 id="take-away">"How to download a scenario"</h2>
            <p class="measure">
                "The page writes a scenario to self-contained files: under “Save and share”, as CSV, workbook, JSON, "
                "Markdown or Python program, and as a citation. The command line writes the same files. It takes the address of "
                "the page, or the part after its question mark, as the scenario. Each file contains its title, the link, the version of "
                "the program, the dates of data and prices, the day it was made, and the licence. "
                <a href=super::address::SCHEMA>"A JSON Schema"</a>" describes the JSON."
            </p>
            <p class="measure">
                "The menu of a chart saves it as a picture (PNG), as a drawing (SVG), its numbers as CSV, and the chart as a "
                "Vega-Lite specification (.vl.json) with its data inline: paste it into the Vega editor or a notebook of "
                "Observable, or load it with Altair or in Jupyter, to get the same chart and change it. Its data sets have the "
                "unrounded numbers in the units of the axes; its usermeta has the link, the version, the date of the data, the "
                "day and the licence. Drawings have the same menu: what moves profit most, the change between two scenarios, a "
                "sweep, and the figures of the story except for the cost of tokens, which is saved from the first page. The flow has "
                "no specification. The head of a CSV column names its unit; where rows have different units, a column of its own "
                "does."
            </p>
            <ul class="measure">
                {line(
                    "token-factory sheet 'v=2&gpu=rubin' --format xlsx --out rubin.xlsx",
                    "writes a workbook: inputs, one cell formula for each computed quantity, sources, and a check that all \
                     numbers equal those of the page. Change an input, and the rest is computed again. The layout and batch \
                     found by the search stay as they are.",
                )}
                {line(
                    "token-factory sheet 'v=2&gpu=rubin' --format py --out rubin.py",
                    "writes a Python program that computes the same numbers and fails if one differs. Run it with names to print \
                     numbers, and with NAME=VALUE to change inputs.",
                )}
                {line(
                    "token-factory sheet 'v=2&gpu=rubin' --format csv",
                    "prints a table with one row for each quantity. The other formats are json and md.",
                )}
                {line(
                    "token-factory import scenario.json",
                    "prints the link of a scenario file: JSON or CSV from the command line or the page. The page opens \
                     both, too.",
                )}
                {line(
                    "token-factory import model_prices_and_context_window.json --model gpt-4.1 --scenario 'v=2&gpu=rubin'",
                    "prints the link of the scenario with the prices of one model of a price sheet. LiteLLM publishes such a sheet \
                     under this name, models.dev as api.json, where a name begins with the provider: openai/gpt-4.1. It sets the \
                     prices of input, cached input, cache writes and output, and the batch price if one is listed. If prices \
                     depend on the length, it sets those for the context of the scenario. All other levers stay as they are. \
                     Prices by the second, picture or request are not read, nor are those of flexible and priority processing. \
                     What had to be raised or left out is reported. The page does the same under “Open scenario”.",
                )}
                {line(
                    "token-factory cite 'v=2&gpu=rubin' --format bibtex --site https://example.org/",
                    "prints a citation with version, dates and link. The other formats are text and csl.",
                )}
            </ul>
        </section>
    }
}

/// All grades, best first.
const GRADES: [Grade; 7] = [
    Grade::Published,
    Grade::Reported,
    Grade::Derived,
    Grade::Notes,
    Grade::Recalled,
    Grade::Assumed,
    Grade::Missing,
];

fn contents(stages: &[(&str, Vec<&Row>)]) -> impl IntoView + use<> {
    let stages = stages.iter().map(|(stage, rows)| {
        view! {
            <li>
                <a href=format!("#{stage}")>{stage_label(stage)}</a> <span class="small">" " {rows.len()}</span>
            </li>
        }
    });
    view! {
        <nav class="part" aria-labelledby="contents">
            <h2 id="contents">"Contents"</h2>
            <ul class="contents">
                {stages.collect_view()}
                <li><a href="#sources">"Sources"</a></li>
                <li><a href="#sweeps">"Sweep millions of scenarios"</a></li>
                <li><a href="#hosting">"Host it yourself"</a></li>
            </ul>
        </nav>
    }
}

/// A quantity.
fn entry(evaluation: &Evaluation, book: &Book, row: &Row) -> impl IntoView + use<> {
    let within = Within::Manual;
    let computed = row.formula.is_some().then(|| {
        view! { <h4>"Computed from"</h4> {inputs(book, row, within)} }
    });
    view! {
        <article id=row.name()>
            <h3>{row.about.label} " " <code class="small">{row.name()}</code></h3>
            {value_and_meaning(row)}
            {formula(row)}
            {computed}
            {origin(evaluation, row, within)}
            <h4>"What is computed from it"</h4>
            {dependants(book, row, within)}
        </article>
    }
}

/// Every document with the quantities that cite it.
fn sources(book: &Book) -> impl IntoView + use<> {
    let of = |source: &'static Source| {
        let citing = citing(book, source);
        let link = |(row, name): (&Row, String)| {
            view! { <li>{Within::Manual.link(row, name)}</li> }
        };
        (!citing.is_empty()).then(|| {
            view! {
                <li>
                    <Citation of=source/>
                    {(!source.read.is_empty()).then(|| view! { ", read " {source.read} })}
                    <ul class="inputs is-readers">{called(&citing).into_iter().map(link).collect_view()}</ul>
                </li>
            }
        })
    };
    view! {
        <section class="part">
            <h2 id="sources">"Sources"</h2>
            <ul class="sources">{ALL.iter().copied().filter_map(of).collect_view()}</ul>
        </section>
    }
}

/// The quantities that cite a document, for their value or for another published value.
fn citing<'a>(book: &'a Book, source: &'static Source) -> Vec<&'a Row> {
    let cites = |row: &&Row| {
        row.source.is_some_and(|datum| {
            std::ptr::eq(datum.source, source)
                || datum.others.iter().any(|it| std::ptr::eq(it.source, source))
        })
    };
    book.rows().iter().filter(cites).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use export::{Export, Made, markdown};
    use model::scenario::shocks::ShockedScenario;
    use std::collections::HashSet;

    fn printed() -> String {
        html(page(&["./a.css".to_owned()], Weight { first: 1, embed: 1, kept: 1, stored: 1 }))
    }

    /// Every text between two marks.
    fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> Vec<&'a str> {
        text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0)).collect()
    }

    #[test]
    fn manual_and_markdown_hold_the_same_quantities_in_one_order() {
        let manual = printed();
        let names = between(&manual, "<article id=\"", "\"");
        let export = Export::of(ShockedScenario::new(Scenario::baseline()), Made::default());
        let text = markdown::text(&export);
        let listed: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("- **"))
            .flat_map(|line| between(line, "** (`", "`)"))
            .collect();
        assert_eq!(names, listed);
        let mut sheet = Vec::new();
        let evaluation = evaluate(&Scenario::baseline());
        evaluation.factory.inputs.each(|stage, about, _| sheet.push(format!("{stage}.{}", about.id)));
        evaluation.factory.each(|stage, about, _| sheet.push(format!("{stage}.{}", about.id)));
        assert_eq!(names, sheet);
    }

    #[test]
    fn every_link_within_has_its_anchor_and_no_anchor_is_there_twice() {
        let manual = printed();
        let anchors = between(&manual, " id=\"", "\"");
        let known: HashSet<&str> = anchors.iter().copied().collect();
        assert_eq!(known.len(), anchors.len());
        let links = between(&manual, "href=\"#", "\"");
        assert!(links.len() > 3_000, "{}", links.len());
        for link in links {
            assert!(known.contains(link), "{link}");
        }
    }

    #[test]
    fn every_quantity_has_its_parts() {
        let manual = printed();
        let evaluation = evaluate(&Scenario::baseline());
        let book = Book::of(&evaluation);
        let entries: Vec<&str> = between(&manual, "<article id=\"", "</article>");
        assert_eq!(entries.len(), book.rows().len());
        let escaped = |text: &str| html(text.to_owned());
        for (row, entry) in book.rows().iter().zip(entries) {
            let name = row.name();
            assert!(entry.starts_with(&name), "{name}");
            assert!(
                !row.about.meaning().is_empty() && entry.contains(&escaped(&row.about.meaning())),
                "{name}"
            );
            assert!(entry.contains(&escaped(&row.shown)), "{name}");
            assert_eq!(entry.contains("<math"), row.formula.is_some(), "{name}");
            for other in book.inputs(row).into_iter().chain(book.dependants(row)) {
                assert!(entry.contains(&format!("href=\"#{}\"", other.name())), "{name} {}", other.name());
            }
            if let Some(datum) = row.source {
                assert!(
                    entry.contains(datum.grade.word()) && entry.contains(&html(datum.source.title)),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn it_holds_no_number_that_is_none_and_stays_light() {
        let manual = printed();
        for none in
            ["NaN", ">inf", " inf ", ">-inf", "−inf", "<p class=\"measure\"></p>", "<script", "style=\""]
        {
            assert!(!manual.contains(none), "{none}");
        }
        // It includes the machines of each year in every later one, and a host sends a twentieth of it when
        // compressed.
        assert!(manual.len() < 2_250_000, "{} bytes", manual.len());
    }

    #[test]
    fn every_document_that_is_cited_is_listed() {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        let manual = printed();
        let (_, list) = manual.split_once("id=\"sources\"").expect("a list of sources");
        for datum in book.rows().iter().filter_map(|row| row.source) {
            for source in std::iter::once(datum.source).chain(datum.others.iter().map(|other| other.source)) {
                assert!(list.contains(&html(source.title)), "{}", source.title);
            }
        }
    }
}

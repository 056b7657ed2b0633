//! “How accurate is this?”: every published result compared with the computed one, and every group of published runs.

use super::document::Document as Page;
use super::policy::Kind;
use crate::views::raw;
use leptos::either::Either;
use leptos::prelude::*;
use model::catalog::accuracy::{DATE, Errors};
use model::catalog::calibration::RECOMMENDED;
use model::catalog::measured::{self, DOCUMENTS};
use model::format::digits::{parts, shown};
use model::quantity::unit::{PERCENT, TOKEN};
use model::study::validation::cases::{Case, Document, Outcome, files};
use model::study::validation::errors::{
    By, Group, Pairs, context_pairs, errors, groups, held_out, machine_pairs, neighbours,
};
use model::study::validation::predicted::{Compared, compare};
use model::study::validation::runs::{Side, rows};

/// Groups with fewer runs than this are not informative.
const FEW: usize = 10;

/// The level at which the headings of the part start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Under the title of a page.
    Second,
    /// Under a section of a page.
    Third,
}

impl Level {
    fn heading(self, text: &'static str) -> impl IntoView {
        match self {
            Self::Second => Either::Left(view! { <h2>{text}</h2> }),
            Self::Third => Either::Right(view! { <h3>{text}</h3> }),
        }
    }
}

/// The runs outside the fit, predicted by the formulas alone.
fn formulas() -> Vec<Compared> {
    compare(rows().iter().filter(|row| row.side == Side::Check), &RECOMMENDED)
}

/// The whole page, readable without scripts. `picture` is the chart of predicted against measured throughput, as
/// HTML.
pub fn page(styles: &[String], picture: &str) -> impl IntoView + use<> {
    let picture = picture.to_owned();
    view! {
        <Page kind=Kind::Document title="How accurate is this?" styles=styles.to_vec()
            about="Every published result that Token Factory is tested against, next to what it computes.">
            {part(Level::Second, Some(&picture))}
        </Page>
    }
}

/// The content of the page, for use within another page: without its picture, because the policy of a page that runs
/// the program refuses images in inserted content.
pub fn part(level: Level, picture: Option<&str>) -> impl IntoView + use<> {
    let compared = held_out();
    let groups = groups(&compared);
    view! {
        <div class="right" data-name="right-part">
            <p class="measure">
                "Throughput is predicted from the shape of the model and the specifications of the machine. "
                "Where runs of a model, a machine or a layout are published, the prediction is then corrected towards what they "
                "reached. " {compared.len()} " of " {rows().len()} " published runs were held out: neither constants nor "
                "corrections use any of them, nor any other run of the same model, machine, precision, layout and software. "
                "Below is how far predictions for these runs are from the measurements, and every other published result "
                "that the program is tested against. It is printed from the data of the tests. Last change of these figures: "
                {DATE} "."
            </p>
            {level.heading("In short")}
            {summary(&compared, &groups)}
            {picture.map(|picture| view! {
                {level.heading("Predicted against measured throughput")}
                <figure class="right-picture">
                    {raw(picture)}
                    <figcaption class="small">
                        "Each mark is a published run that was held out, per accelerator. On the line the prediction is what was "
                        "measured; in the band it is within a quarter of that."
                    </figcaption>
                </figure>
            })}
            {group_table(&groups)}
            {pair_table(&compared)}
            <p class="small">
                "Error: absolute value of predicted over measured, minus one. Bias: median of predicted over measured, above "
                "1 where predictions are too high. Range: 5th to 95th percentile of measured over predicted."
            </p>
            {level.heading("Published results, case by case")}
            <Cases/>
            {level.heading("Where the runs were published")}
            <Documents/>
        </div>
    }
}

/// Where the model is accurate, where it is not, and by how much.
fn summary(compared: &[Compared], groups: &[Group]) -> impl IntoView + use<> {
    let known = |group: &&Group| group.by != By::Whole && group.by != By::Length && group.errors.runs >= FEW;
    let few: Vec<String> = groups
        .iter()
        .filter(|group| group.by != By::Length && group.errors.runs < FEW)
        .map(|group| {
            format!(
                "{}, {} runs, median error {}",
                group.label,
                group.errors.runs,
                percent(group.errors.median)
            )
        })
        .collect();
    let (mut near, mut far): (Vec<&Group>, Vec<&Group>) =
        groups.iter().filter(known).partition(|group| group.errors.median <= NEAR);
    near.sort_by(|a, b| a.errors.median.total_cmp(&b.errors.median));
    far.sort_by(|a, b| b.errors.median.total_cmp(&a.errors.median));
    let item = |group: &&Group| {
        let Errors { runs, median, bias, .. } = group.errors;
        let side = match bias {
            bias if bias > 1.05 => format!(", mostly too high, {bias:.2} times in the median"),
            bias if bias < 0.95 => format!(", mostly too low, {bias:.2} times in the median"),
            _ => String::new(),
        };
        view! { <li><b>{group.label}</b> ": median error " {percent(median) + &side} ", " {runs} " runs"</li> }
    };
    let outcomes: Vec<(&Case, Outcome)> = all_cases().map(|(_, case)| (case, case.outcome())).collect();
    let inside =
        outcomes.iter().filter(|(case, outcome)| !case.is_known_to_be_off() && outcome.holds()).count();
    let off: Vec<_> = outcomes.iter().filter(|(case, it)| case.is_known_to_be_off() || !it.holds()).collect();
    let all = errors(compared).map(|Errors { runs, median, within_25, within_50, .. }| {
        view! {
            <p class="measure">
                "Over all " {runs} " runs the median error is " <b>{percent(median)}</b> "; " {percent(within_25)}
                " are within 25 % of the measured value and " {percent(within_50)} " within 50 %. Of "
                {outcomes.len()} " other published results " {inside}
                " are matched within their tolerance, or within a range whose reason is given; " {off.len()}
                " are not, and the reason is given for each below."
            </p>
        }
    });
    let alone = errors(&formulas()).zip(errors(&neighbours())).map(|(formulas, near)| {
        view! {
            <p class="measure">
                "The formulas alone, without corrections, have a median error of "
                {percent(formulas.median)} " on the same runs, " {percent(formulas.within_25)}
                " within 25 %. Where other lengths or loads of the same configuration are published, it is "
                {percent(near.median)} ", with " {percent(near.within_25)} " within 25 %."
            </p>
        }
    });
    let few = (!few.is_empty()).then(|| view! { <li>"Too few runs to tell: " {few.join("; ")} "."</li> });
    view! {
        {all}
        {alone}
        <div class="right-pair">
            <div>
                <p class="right-lead">"Where it is accurate: a median error of at most " {percent(NEAR)}</p>
                <ul class="right-list">{near.iter().map(item).collect_view()}</ul>
            </div>
            <div>
                <p class="right-lead">"Where it is not"</p>
                <ul class="right-list">
                    {far.iter().map(item).collect_view()}
                    {few}
                    <li>
                        "Machines without published runs, contexts beyond the longest run, and time to first token "
                        "are not covered by these figures."
                    </li>
                </ul>
            </div>
        </div>
    }
}

/// The median error up to which a group counts as accurate.
const NEAR: f64 = 0.1;

fn group_table(groups: &[Group]) -> impl IntoView + use<> {
    let heads = ["Number", "Median error", "Within 25 %", "Within 50 %", "Bias", "Range"];
    let body = |by: By| {
        let head = (by != By::Whole).then(|| {
            view! { <tr class="right-by"><th scope="rowgroup" colspan="7">{by.label()}</th></tr> }
        });
        let rows = groups.iter().filter(|group| group.by == by).map(group_row);
        view! { <tbody>{head} {rows.collect_view()}</tbody> }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Errors by group of runs">
            <table>
                <caption>"Output tokens per second, predicted against measured, runs outside the fit, " {DATE}</caption>
                <thead><tr><th scope="col">"Runs"</th> {heads.map(head_of_numbers).collect_view()}</tr></thead>
                {By::ALL.map(body).collect_view()}
            </table>
        </div>
    }
}

/// The header of a numeric column.
fn head_of_numbers(text: &'static str) -> impl IntoView {
    view! { <th scope="col" class="number">{text}</th> }
}

fn group_row(group: &Group) -> impl IntoView + use<> {
    let Errors { runs, median, within_25, within_50, bias, low, high } = group.errors;
    view! {
        <tr>
            <th scope="row">{group.label}</th>
            <td class="number">{runs}</td>
            <td class="number">{percent(median)}</td>
            <td class="number">{percent(within_25)}</td>
            <td class="number">{percent(within_50)}</td>
            <td class="number">{format!("{bias:.2}")}</td>
            <td class="number">{format!("{low:.2} to {high:.2}")}</td>
        </tr>
    }
}

fn pair_table(compared: &[Compared]) -> impl IntoView + use<> {
    let found = [
        ("Other lengths, same machine and load", context_pairs(compared)),
        ("Other machine, same model, work and layout", machine_pairs(compared)),
    ];
    let row = |(label, pairs): (&'static str, Option<Pairs>)| {
        let Pairs { pairs, median, within_25, apart, ordered } = pairs?;
        Some(view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="number">{pairs}</td>
                <td class="number">{percent(median)}</td>
                <td class="number">{percent(within_25)}</td>
                <td class="number">{percent(ordered)} " of the " {apart} " that differ by more than 10 %"</td>
            </tr>
        })
    };
    let heads = ["Number", "Median error", "Within 25 %", "Right order"];
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Ratios of pairs of runs">
            <table>
                <caption>"Ratios between two runs, which is what a lever shows"</caption>
                <thead><tr><th scope="col">"Pairs"</th> {heads.map(head_of_numbers).collect_view()}</tr></thead>
                <tbody>{found.map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// All cases with their documents.
fn all_cases() -> impl Iterator<Item = (&'static Document, &'static Case)> {
    files().iter().flat_map(|(_, file)| file.case.iter().map(|case| (&file.sources[&case.source], case)))
}

/// Every published result next to the computed one, by document.
#[component]
fn Cases() -> impl IntoView {
    let mut documents: Vec<(&Document, Vec<&Case>)> = Vec::new();
    for (document, case) in all_cases() {
        match documents.iter_mut().find(|(known, _)| known.title == document.title) {
            Some((_, of)) => of.push(case),
            None => documents.push((document, vec![case])),
        }
    }
    let body = |(document, cases): (&'static Document, Vec<&'static Case>)| {
        let date = (!document.date.is_empty()).then(|| format!(", {}", document.date));
        view! {
            <tbody>
                <tr class="right-by">
                    <th scope="rowgroup" colspan="6">
                        <Title of=&document.title url=&document.url/>
                        <span class="citation">", " {document.publisher.as_str()} {date}</span>
                    </th>
                </tr>
                {cases.into_iter().map(|case| view! { <CaseRow case/> }).collect_view()}
            </tbody>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Published results">
            <table class="cases" data-name="cases">
                <caption>"Each result as published and as computed, and computed divided by published"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Result"</th>
                        <th scope="col" class="number">"Published"</th>
                        <th scope="col" class="number">"Computed"</th>
                        <th scope="col" class="number">"Ratio"</th>
                        <th scope="col" class="number">"Allowed"</th>
                        <th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                {documents.into_iter().map(body).collect_view()}
            </table>
        </div>
    }
}

/// A published result next to the computed one.
#[component]
fn CaseRow(case: &'static Case) -> impl IntoView {
    let outcome = case.outcome();
    let (low, high) = outcome.bounds;
    let (class, verdict) = match (outcome.holds(), case.is_known_to_be_off()) {
        (true, false) => ("is-inside", "inside"),
        (true, true) => ("is-known", "off, as known"),
        (false, _) => ("is-outside", "outside"),
    };
    view! {
        <tr class=class>
            <th scope="row">
                {case.title.as_str()} " " <span class="unit">{case.unit.as_str()}</span>
                {case.why.as_deref().map(|why| view! { <p class="why">{why}</p> })}
            </th>
            <td class="number">{number(case.published)}</td>
            <td class="number">{number(outcome.computed)}</td>
            <td class="number">{format!("{:.2}", outcome.ratio)}</td>
            <td class="number">{format!("{low:.2} to {high:.2}")}</td>
            <td><span class="badge">{verdict}</span></td>
        </tr>
    }
}

/// Where the runs were published, with the number of runs.
#[component]
fn Documents() -> impl IntoView {
    let document = |document: &'static measured::Document| {
        let source = document.source;
        let date = (!source.published.is_empty()).then(|| format!(", {}", source.published));
        let runs = rows().iter().filter(|row| row.source == source).count();
        view! { <li><Title of=source.title url=source.url/> ", " {source.publisher} {date} ": " {runs} " runs"</li> }
    };
    view! { <ul class="right-list">{DOCUMENTS.iter().map(document).collect_view()}</ul> }
}

/// The title of a document, linked if it has an address.
#[component]
fn Title(of: &'static str, url: &'static str) -> impl IntoView {
    let title = if url.is_empty() {
        Either::Left(of)
    } else {
        Either::Right(view! { <a href=url rel="noopener external">{of}</a> })
    };
    view! { <cite>{title}</cite> }
}

fn percent(share: f64) -> String {
    shown(share, &PERCENT)
}

/// Three significant digits, with the letter of a power of a thousand.
fn number(value: f64) -> String {
    parts(value, &TOKEN).0
}

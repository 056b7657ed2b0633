//! “How right is this?”: every published result against what is computed, and every group of published runs.

use super::document;
use super::policy::Kind;
use maud::{Markup, html};
use model::catalog::accuracy::{DATE, Errors};
use model::catalog::calibration::RECOMMENDED;
use model::catalog::measured::DOCUMENTS;
use model::format::digits::parts;
use model::quantity::unit::TOKEN;
use model::study::validation::cases::{Case, Document, Outcome, files};
use model::study::validation::compare::{Compared, compare};
use model::study::validation::errors::{
    By, Group, Pairs, context_pairs, errors, groups, held_out, machine_pairs, neighbours,
};
use model::study::validation::runs::{Side, rows};

/// Fewer runs than these say little of a group.
const FEW: usize = 10;

/// Which level the headings of the part begin at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Under the title of a page.
    Second,
    /// Under a section of a page.
    Third,
}

impl Level {
    fn heading(self, text: &str) -> Markup {
        match self {
            Self::Second => html! { h2 { (text) } },
            Self::Third => html! { h3 { (text) } },
        }
    }
}

/// The runs outside the fit by the formulas alone.
fn formulas() -> Vec<Compared> {
    compare(rows().iter().filter(|row| row.side == Side::Check), &RECOMMENDED)
}

/// The whole page, which reads without a script.
pub fn page(styles: &[String]) -> Markup {
    let document = document::Document {
        kind: Kind::Document,
        title: "How right is this?",
        about: "Every published result that Token Factory is held to, beside what it computes.",
        class: "",
        styles,
    };
    document.with(&part(Level::Second))
}

/// What the page holds, to be shown within another.
pub fn part(level: Level) -> Markup {
    let compared = held_out();
    let groups = groups(&compared);
    html! {
        div class="right" data-name="right-part" {
            p class="measure" {
                "Throughput is predicted from the shape of the model and the figures of the machine. "
                "Where runs of a model, a machine or a layout were published, the prediction is then moved towards what they "
                "reached. " (compared.len()) " of " (rows().len()) " published runs were kept apart: neither constants nor "
                "moves rest on any of them, nor on any other run of the same model, machine, precision, layout and software. "
                "What follows is how far predictions of those lie from what was measured, and every other published result "
                "that the program is held to. It is printed from the data of the tests. Last change of these figures: "
                (DATE) "."
            }
            (level.heading("In short"))
            (summary(&compared, &groups))
            (level.heading("Predicted against measured throughput"))
            (group_table(&groups))
            (pair_table(&compared))
            p class="small" {
                "Error: predicted over measured less one, whatever its sign. Bias: median of predicted over measured, above "
                "1 where predictions are too high. Range: 5th to 95th percentile of measured over predicted."
            }
            (level.heading("Published results, case by case"))
            (cases())
            (level.heading("Where the runs were published"))
            (documents())
        }
    }
}

/// Where the model is right, where not, by how much.
fn summary(compared: &[Compared], groups: &[Group]) -> Markup {
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
        html! { li { b { (group.label) } ": median error " (percent(median)) (side) ", " (runs) " runs" } }
    };
    let outcomes: Vec<(&Case, Outcome)> = all_cases().map(|(_, case)| (case, case.outcome())).collect();
    let inside =
        outcomes.iter().filter(|(case, outcome)| !case.is_known_to_be_off() && outcome.holds()).count();
    let off: Vec<_> = outcomes.iter().filter(|(case, it)| case.is_known_to_be_off() || !it.holds()).collect();
    html! {
        @if let Some(Errors { runs, median, within_25, within_50, .. }) = errors(compared) {
            p class="measure" {
                "Over all " (runs) " runs the median error is " b { (percent(median)) } "; " (percent(within_25))
                " lie within a quarter of the measured value and " (percent(within_50)) " within a half. Of "
                (outcomes.len()) " other published results " (inside) " are computed within their tolerance, or within a range whose reason is given; "
                (off.len()) " are not, and each says why below."
            }
        }
        @if let (Some(formulas), Some(near)) = (errors(&formulas()), errors(&neighbours())) {
            p class="measure" {
                "The formulas alone, not moved towards any published run, have a median error of " (percent(formulas.median))
                " on the same runs, " (percent(formulas.within_25)) " within a quarter. Where other lengths or loads of the same "
                "configuration were published, it is " (percent(near.median)) ", and " (percent(near.within_25))
                " lie within a quarter."
            }
        }
        div class="right-pair" {
            div {
                p class="right-lead" { "Where it is right: a median error of at most " (percent(NEAR)) }
                ul class="right-list" { @for group in &near { (item(group)) } }
            }
            div {
                p class="right-lead" { "Where it is not" }
                ul class="right-list" {
                    @for group in &far { (item(group)) }
                    @if !few.is_empty() {
                        li { "Too few runs to tell: " (few.join("; ")) "." }
                    }
                    li {
                        "Machines that nobody has measured, contexts beyond the longest run, and the wait before the first "
                        "token are not covered by these figures."
                    }
                }
            }
        }
    }
}

/// A median error up to which a group counts as right.
const NEAR: f64 = 0.1;

fn group_table(groups: &[Group]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Errors by group of runs" {
            table {
                caption { "Output tokens per second, predicted against measured, runs outside the fit, " (DATE) }
                thead {
                    tr {
                        th scope="col" { "Runs" }
                        @for head in ["Number", "Median error", "Within 25 %", "Within 50 %", "Bias", "Range"] {
                            th scope="col" class="number" { (head) }
                        }
                    }
                }
                @for by in By::ALL {
                    tbody {
                        @if by != By::Whole {
                            tr class="right-by" { th scope="rowgroup" colspan="7" { (by.label()) } }
                        }
                        @for group in groups.iter().filter(|group| group.by == by) { (group_row(group)) }
                    }
                }
            }
        }
    }
}

fn group_row(group: &Group) -> Markup {
    let Errors { runs, median, within_25, within_50, bias, low, high } = group.errors;
    html! {
        tr {
            th scope="row" { (group.label) }
            td class="number" { (runs) }
            td class="number" { (percent(median)) }
            td class="number" { (percent(within_25)) }
            td class="number" { (percent(within_50)) }
            td class="number" { (format!("{bias:.2}")) }
            td class="number" { (format!("{low:.2} to {high:.2}")) }
        }
    }
}

fn pair_table(compared: &[Compared]) -> Markup {
    let found = [
        ("Other lengths, same machine and load", context_pairs(compared)),
        ("Other machine, same model, work and layout", machine_pairs(compared)),
    ];
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Ratios of pairs of runs" {
            table {
                caption { "Ratios between two runs, which is what a lever shows" }
                thead {
                    tr {
                        th scope="col" { "Pairs" }
                        @for head in ["Number", "Median error", "Within 25 %", "Right order"] {
                            th scope="col" class="number" { (head) }
                        }
                    }
                }
                tbody {
                    @for (label, pairs) in found {
                        @if let Some(Pairs { pairs, median, within_25, apart, ordered }) = pairs {
                            tr {
                                th scope="row" { (label) }
                                td class="number" { (pairs) }
                                td class="number" { (percent(median)) }
                                td class="number" { (percent(within_25)) }
                                td class="number" {
                                    (percent(ordered)) " of the " (apart) " that differ by more than a tenth"
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// All cases with their documents.
fn all_cases() -> impl Iterator<Item = (&'static Document, &'static Case)> {
    files().iter().flat_map(|(_, file)| file.case.iter().map(|case| (&file.sources[&case.source], case)))
}

fn cases() -> Markup {
    let mut documents: Vec<(&Document, Vec<&Case>)> = Vec::new();
    for (document, case) in all_cases() {
        match documents.iter_mut().find(|(known, _)| known.title == document.title) {
            Some((_, of)) => of.push(case),
            None => documents.push((document, vec![case])),
        }
    }
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Published results" {
            table data-name="cases" {
                caption { "Each result as published, as computed, and the quotient of computed and published" }
                thead {
                    tr {
                        th scope="col" { "Result" }
                        th scope="col" class="number" { "Published" }
                        th scope="col" class="number" { "Computed" }
                        th scope="col" class="number" { "Quotient" }
                        th scope="col" class="number" { "Allowed" }
                        th scope="col" { "Verdict" }
                    }
                }
                @for (document, cases) in documents {
                    tbody {
                        tr class="right-by" {
                            th scope="rowgroup" colspan="6" {
                                (link(&document.url, &document.title))
                                span class="citation" {
                                    ", " (document.publisher)
                                    @if !document.date.is_empty() { ", " (document.date) }
                                }
                            }
                        }
                        @for case in cases { (case_row(case)) }
                    }
                }
            }
        }
    }
}

fn case_row(case: &Case) -> Markup {
    let outcome = case.outcome();
    let (low, high) = outcome.bounds;
    let (class, verdict) = match (outcome.holds(), case.is_known_to_be_off()) {
        (true, false) => ("is-inside", "inside"),
        (true, true) => ("is-known", "off, as known"),
        (false, _) => ("is-outside", "outside"),
    };
    html! {
        tr class=(class) {
            th scope="row" {
                (case.title) " " span class="unit" { (case.unit) }
                @if let Some(why) = &case.why { p class="why" { (why) } }
            }
            td class="number" { (number(case.published)) }
            td class="number" { (number(outcome.computed)) }
            td class="number" { (format!("{:.2}", outcome.ratio)) }
            td class="number" { (format!("{low:.2} to {high:.2}")) }
            td { span class="badge" { (verdict) } }
        }
    }
}

fn documents() -> Markup {
    html! {
        ul class="right-list" {
            @for document in &DOCUMENTS {
                @let source = document.source;
                li {
                    (link(source.url, source.title)) ", " (source.publisher)
                    @if !source.published.is_empty() { ", " (source.published) }
                    ": " (rows().iter().filter(|row| row.source == source).count()) " runs"
                }
            }
        }
    }
}

fn link(url: &str, title: &str) -> Markup {
    html! { @if url.is_empty() { cite { (title) } } @else { cite { a href=(url) rel="noopener external" { (title) } } } }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Three figures that matter, with the letter of a power of a thousand.
fn number(value: f64) -> String {
    parts(value, &TOKEN).0
}

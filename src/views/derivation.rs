//! Why a number is what it is: what it means, its formula with names and with values, what it is computed from or
//! where it was read, what is computed from it, and how it answers to the levers.

use super::{badge, citation, mathml};
use maud::{Markup, html};
use model::catalog::{Datum, Other};
use model::format::digits::{shown, span};
use model::scenario::Lever;
use model::sheet::book::{Book, called};
use model::sheet::effect::effects;
use model::sheet::{Row, choice, stage_label};
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::draws::spread;

/// Where the parts of a derivation stand, which decides where their links lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In a dialog of the page: a link opens another derivation, and without a script leads to the manual.
    Page,
    /// In the manual, where every number has its anchor.
    Manual,
}

impl Within {
    /// A link to a number.
    pub fn link(self, row: &Row, text: &str) -> Markup {
        let name = row.name();
        match self {
            Self::Page => html! { a data-number=(name) href=(format!("manual.html#{name}")) { (text) } },
            Self::Manual => html! { a href=(format!("#{name}")) { (text) } },
        }
    }
}

/// The derivation of the number of that name, such as `profit.revenue`; none where the scenario has no such number.
///
/// `address` gives the address of the page that opens the derivation of a name. Nothing is looked up but in the
/// scenario: it can be made anywhere.
pub fn derivation(evaluation: &Evaluation, name: &str, address: &dyn Fn(&str) -> String) -> Option<Markup> {
    let book = Book::of(evaluation);
    let row = book.named(name)?;
    let within = Within::Page;
    Some(html! {
        article.derivation data-name="derivation" data-why=(name) {
            p.eyebrow { (stage_label(row.stage)) }
            h2 { (row.about.label) }
            p.answer { span.row-value { (row.shown) } @if let Some(range) = range(row) { " " span.small { (range) } } }
            p.measure { (row.about.meaning()) }
            @if let Some(reason) = &row.reason { p.fault { "It cannot be computed. " (reason) } }
            @if row.formula.is_some() {
                h3 { "Formula" }
                (formula(row))
                (with_values(&book, row))
                h3 { "Computed from" }
                (inputs(&book, row, within))
            }
            (origin(evaluation, row, within))
            h3 { "What is computed from it" }
            (dependants(&book, row, within))
            (moves(evaluation, row))
            p.permalink {
                code { (name) } " · " a href=(address(name)) data-name="permalink" { "Link to this number" }
            }
        }
    })
}

/// The range of a computed number in words; none where throughput does not move it.
pub fn range(row: &Row) -> Option<String> {
    let (low, high) = row.range?;
    Some(format!("Range {}: throughput as far off as in published runs.", span(low, high, &row.about.unit)))
}

/// The formula in words, then in MathML.
pub fn formula(row: &Row) -> Markup {
    let Some(formula) = row.formula else { return Markup::default() };
    let naming = row.naming();
    html! {
        p.formula { (naming.name(row.stage, row.about)) " = " (row.in_words().unwrap_or_default()) }
        (laid("Formula", &mathml::names((row.stage, row.about), &formula, &naming)))
    }
}

/// The formula with the present values.
fn with_values(book: &Book, row: &Row) -> Markup {
    let Some(formula) = row.formula else { return Markup::default() };
    laid("Formula with values", &mathml::values(&row.shown, &formula, &book.values()))
}

/// Elements that are drawn as one piece; what has none of them goes on in the next line where a line ends.
const PIECES: [&str; 4] = ["<mfrac", "<msup", "<mroot", "<mtable"];

/// A formula that breaks between its parts, or one of a piece, which may be wider than a screen.
fn laid(label: &str, math: &Markup) -> Markup {
    let is_whole = PIECES.iter().any(|piece| math.0.contains(piece));
    html! {
        @if is_whole {
            div.scroll tabindex="0" role="group" aria-label=(label) { (math) }
        } @else {
            div.flowing role="group" aria-label=(label) { (math) }
        }
    }
}

/// What a formula reads, each with its value.
pub fn inputs(book: &Book, row: &Row, within: Within) -> Markup {
    let inputs = called(&book.inputs(row));
    if inputs.is_empty() {
        return html! { p.small { "Nothing: it is the same in every scenario." } };
    }
    html! {
        ul.inputs {
            @for (input, name) in inputs {
                li { (within.link(input, &name)) " " span.number { (input.shown) } }
            }
        }
    }
}

/// Where a given number comes from: a lever, a document, a search. Nothing of a computed one.
pub fn origin(evaluation: &Evaluation, row: &Row, within: Within) -> Markup {
    let Some(datum) = row.source else { return Markup::default() };
    let lever = choice::lever(row);
    let scenario = &evaluation.scenario;
    let is_set = lever.is_some_and(|lever| !lever.is_default_in(scenario, row.value));
    // Of a lever that was set, the documents are those of its default.
    let others = lever.map_or(datum.others, |lever| lever.default_in(scenario).others);
    html! {
        (titled(within, "Where it comes from"))
        (source(row, &datum))
        @if let Some(why) = choice::search(evaluation, row) { p.origin { (why) } }
        @if let Some(lever) = lever {
            @if is_set {
                p.origin { "The default is " (lever.shown(lever.default_base_in(scenario))) "." }
                (source(row, &lever.default_in(scenario)))
            }
            p.origin { (choice::track(lever)) }
        }
        @if !others.is_empty() {
            p.origin { "Other published values:" }
            ul.origin { @for other in others { li { (other_value(row, lever, other)) } } }
        }
    }
}

/// A heading of a part: one level below that of the number.
fn titled(within: Within, text: &str) -> Markup {
    match within {
        Within::Page => html! { h3 { (text) } },
        Within::Manual => html! { h4 { (text) } },
    }
}

/// A document with the grade of what was read in it, and the range it allows.
fn source(row: &Row, datum: &Datum) -> Markup {
    html! {
        p.origin {
            (badge(datum.grade)) " " (datum.grade.meaning()) " "
            @if let Some((range, how)) = evidence_range(row, datum) { span title=(how) { (range) } " " }
            @if !datum.note.is_empty() { (datum.note) " " }
            (citation(datum.source)) "."
        }
    }
}

/// The range that the evidence allows, and in a sentence how draws use it; none where it is a single figure.
pub fn evidence_range(row: &Row, datum: &Datum) -> Option<(String, &'static str)> {
    if datum.low < datum.high {
        let unit = &row.about.unit;
        let spread = spread(row.stage, row.about, datum);
        let how = if spread.is_drawn() { spread.word() } else { "held in draws" };
        let range = format!("Range {} ({how}).", span(unit.base(datum.low), unit.base(datum.high), unit));
        Some((range, spread.sentence()))
    } else {
        None
    }
}

fn other_value(row: &Row, lever: Option<&Lever>, other: &Other) -> Markup {
    let base = row.about.unit.base(other.value);
    let value = lever.map_or_else(|| shown(base, &row.about.unit), |lever| lever.shown(base));
    html! {
        span.number { (value) } ": " (other.label) ". " (badge(other.grade)) " " (citation(other.source))
    }
}

/// The numbers whose formulas read this one, and how many more rest on those.
pub fn dependants(book: &Book, row: &Row, within: Within) -> Markup {
    let readers = called(&book.dependants(row));
    html! {
        @if let Some(role) = choice::role(row) { p.origin { (role) } }
        @if readers.is_empty() {
            p.small { "No formula reads it." }
        } @else {
            ul class="inputs is-readers" { @for (reader, name) in readers { li { (within.link(reader, &name)) } } }
            @if let Some(more) = more(book, row) { p.small { (more) } }
        }
    }
}

/// How many numbers rest on the dependants of a number, in a sentence; none where none do.
pub fn more(book: &Book, row: &Row) -> Option<String> {
    match book.followers(row) {
        0 => None,
        1 => Some("One more number follows from these.".to_owned()),
        more => Some(format!("{more} more numbers follow from these.")),
    }
}

/// How a computed number answers to the headline levers.
fn moves(evaluation: &Evaluation, row: &Row) -> Markup {
    let effects = effects(evaluation, row);
    html! {
        @if !effects.is_empty() {
            h3 { "What moves it" }
            ul.effects {
                @for effect in &effects {
                    li { (effect.cause) ": " span.number { (effect.in_words(row)) } }
                }
            }
            p.small {
                "At the present scenario. One percent moves along the slope of the formulas, layouts held; "
                "another accelerator has its layouts searched anew."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::{Scenario, link};
    use model::study::evaluate::evaluate;

    fn of(link: &str, name: &str) -> String {
        let address = |name: &str| format!("?{link}#why={name}");
        let text =
            derivation(&evaluate(&link::read(link).0), name, &address).expect("a number").into_string();
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn a_computed_number_has_its_formula_its_inputs_and_its_effects() {
        let text = of("context=128k", "profit.profit");
        for part in [
            "<h2>Profit</h2>",
            "Profit = Revenue − Cost",
            "<mi>Profit</mi><mo>=</mo><mrow><mi>Revenue</mi><mo>−</mo><mi>Cost</mi></mrow>",
            "<a data-number=\"profit.revenue\" href=\"manual.html#profit.revenue\">Revenue</a>",
            "<a data-number=\"profit.margin\" href=\"manual.html#profit.margin\">Margin</a>",
            "1 % more context length: ",
            " in place of GB300 NVL72: ",
            "<a href=\"?context=128k#why=profit.profit\" data-name=\"permalink\">",
            "<code>profit.profit</code>",
            "What is left of the revenue after all costs.",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("Where it comes from"));
    }

    #[test]
    fn a_given_number_has_its_document_and_what_others_publish() {
        let text = of("", "plan.standard_speed");
        for part in ["from notes", "The slowest tier", "DeepSeek&#39;s day", "35 tokens/s/user", "41 stops"] {
            assert!(
                text.contains(part) || part.contains('&') || part == "41 stops",
                "{part} is not in {text}"
            );
        }
        assert!(text.contains("The search for layouts and batches keeps it."));
        assert!(!text.contains("What moves it") && !text.contains("<math"));
    }

    #[test]
    fn a_lever_that_was_set_says_so_and_names_its_default() {
        let text = of("context=128k", "plan.context");
        assert!(
            text.contains("Set by the reader") && text.contains("The default is 67.8K tokens."),
            "{text}"
        );
        assert!(text.contains("GitHub Copilot trace study"));
        assert!(!of("", "plan.context").contains("The default is"));
    }

    #[test]
    fn a_number_that_cannot_be_computed_says_why() {
        let text = of("gpu=tpu7x", "profit.profit");
        assert!(text.contains("class=\"fault\"") && text.contains("All-in power is not known."), "{text}");
        let text = of("gpu=tpu7x", "machine.price");
        assert!(text.contains("not published") && text.contains("class=\"fault\""), "{text}");
    }

    #[test]
    fn a_name_that_is_none_has_no_derivation() {
        let evaluation = evaluate(&Scenario::baseline());
        for name in ["", "profit", "profit.nothing", "ultra.tier.gpus", "<script>"] {
            assert!(derivation(&evaluation, name, &|_| String::new()).is_none(), "{name}");
        }
    }
}

//! Why a number has its value: its meaning, its formula with names and with values, its inputs or its source, the
//! numbers computed from it, and its response to the levers.

use super::{Badge, Citation, html, mathml, raw};
use leptos::either::Either;
use leptos::prelude::*;
use model::catalog::{Datum, Other};
use model::format::digits::{shown, span};
use model::scenario::Lever;
use model::sheet::book::{Book, called};
use model::sheet::effect::{Effect, effects};
use model::sheet::{Row, choice, stage_label};
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::draws::spread;

/// Where the parts of a derivation are shown, which determines the targets of their links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In a dialog of the page: a link opens another derivation, or without a script the manual.
    Page,
    /// In the manual, where every number has its anchor.
    Manual,
}

impl Within {
    /// A link to a number.
    pub fn link(self, row: &Row, text: String) -> impl IntoView + use<> {
        let name = row.name();
        let (href, number) = match self {
            Self::Page => (format!("manual.html#{name}"), Some(name)),
            Self::Manual => (format!("#{name}"), None),
        };
        view! { <a data-number=number href=href>{text}</a> }
    }
}

/// The derivation of the number of that name, such as `profit.revenue`; `None` if the scenario has no such number.
///
/// `address` returns the address of the page that opens the derivation of a name. It depends on nothing but the
/// scenario, so it can be made anywhere.
pub fn derivation(
    evaluation: &Evaluation,
    name: &str,
    address: &dyn Fn(&str) -> String,
) -> Option<impl IntoView + use<>> {
    let book = Book::of(evaluation);
    let row = book.named(name)?;
    let within = Within::Page;
    let computed = row.formula.is_some().then(|| {
        view! {
            <h3>"Formula"</h3>
            {formula(row)}
            {with_values(&book, row)}
            <h3>"Computed from"</h3>
            {inputs(&book, row, within)}
        }
    });
    Some(view! {
        <article class="derivation" data-name="derivation" data-why=row.name()>
            <p class="eyebrow">{stage_label(row.stage)}</p>
            <h2>{row.about.label}</h2>
            {value_and_meaning(row)}
            {computed}
            {origin(evaluation, row, within)}
            <h3>"What is computed from it"</h3>
            {dependants(&book, row, within)}
            {moves(evaluation, row)}
            <p class="permalink">
                <code>{row.name()}</code> " · "
                <a href=address(name) data-name="permalink">"Link to this number"</a>
            </p>
        </article>
    })
}

/// The value of a number with its range, its meaning, and the reason if it cannot be computed.
pub fn value_and_meaning(row: &Row) -> impl IntoView + use<> {
    view! {
        <p class="answer">
            <span class="row-value">{row.shown.clone()}</span>
            {range(row).map(|range| view! { " " <span class="small">{range}</span> })}
        </p>
        <p class="measure">{row.about.meaning()}</p>
        {row.reason.clone().map(|reason| view! { <p class="fault">"It cannot be computed. " {reason}</p> })}
    }
}

/// The range of a computed number in words; `None` if throughput does not affect it.
pub fn range(row: &Row) -> Option<String> {
    let (low, high) = row.range?;
    Some(format!(
        "Range {}, if throughput is off by as much as in published runs.",
        span(low, high, &row.about.unit)
    ))
}

/// The formula in words, then in MathML.
pub fn formula(row: &Row) -> Option<impl IntoView + use<>> {
    let formula = row.formula?;
    let naming = row.naming();
    Some(view! {
        <p class="formula">{naming.name(row.stage, row.about)} " = " {row.in_words()}</p>
        {laid("Formula", mathml::names((row.stage, row.about), &formula, &naming))}
    })
}

/// The formula with the present values.
fn with_values(book: &Book, row: &Row) -> Option<impl IntoView + use<>> {
    let formula = row.formula?;
    Some(laid("Formula with values", mathml::values(&row.shown, &formula, &book.values())))
}

/// Elements that are drawn as one unbreakable piece; a formula without any of them wraps at the end of a line.
const PIECES: [&str; 4] = ["<mfrac", "<msup", "<mroot", "<mtable"];

/// A formula that wraps between its parts, or an unbreakable one, which may be wider than a screen.
fn laid<V: IntoView>(label: &'static str, math: V) -> impl IntoView + use<V> {
    let math = html(math);
    let is_whole = PIECES.iter().any(|piece| math.contains(piece));
    let class = if is_whole { "scroll" } else { "flowing" };
    view! {
        <div class=class tabindex=is_whole.then_some("0") role="group" aria-label=label>{raw(math)}</div>
    }
}

/// The inputs of a formula, each with its value.
pub fn inputs(book: &Book, row: &Row, within: Within) -> impl IntoView + use<> {
    let inputs = called(&book.inputs(row));
    if inputs.is_empty() {
        return Either::Left(view! { <p class="small">"Nothing: it is the same in every scenario."</p> });
    }
    let input = |(input, name)| {
        view! { <li>{within.link(input, name)} " " <span class="number">{input.shown.clone()}</span></li> }
    };
    Either::Right(view! { <ul class="inputs">{inputs.into_iter().map(input).collect_view()}</ul> })
}

/// The source of an input: a lever, a document, a search. `None` for a computed number.
pub fn origin(evaluation: &Evaluation, row: &Row, within: Within) -> Option<impl IntoView + use<>> {
    let datum = row.source?;
    let lever = row.lever();
    let scenario = &evaluation.scenario;
    let is_set = lever.is_some_and(|lever| !lever.is_default_in(scenario, row.value));
    // For a lever that was set, the documents are those of its default.
    let others = lever.map_or(datum.others, |lever| lever.default_in(scenario).others);
    let default = |lever: &Lever| {
        view! {
            <p class="origin">"The default is " {lever.shown(lever.default_base_in(scenario))} "."</p>
            {source(row, &lever.default_in(scenario))}
        }
    };
    let other = |other| view! { <li>{other_value(row, lever, other)}</li> };
    Some(view! {
        {titled(within, "Where it comes from")}
        {source(row, &datum)}
        {choice::search(evaluation, row).map(|why| view! { <p class="origin">{why}</p> })}
        {lever.filter(|_| is_set).map(default)}
        {lever.map(|lever| view! { <p class="origin">{choice::track(lever)}</p> })}
        {(!others.is_empty()).then(|| view! {
            <p class="origin">"Other published values:"</p>
            <ul class="origin">{others.iter().map(other).collect_view()}</ul>
        })}
    })
}

/// A heading of a part: one level below that of the number.
fn titled(within: Within, text: &'static str) -> impl IntoView {
    match within {
        Within::Page => Either::Left(view! { <h3>{text}</h3> }),
        Within::Manual => Either::Right(view! { <h4>{text}</h4> }),
    }
}

/// A document with the grade of the value found in it, and the range it allows.
fn source(row: &Row, datum: &Datum) -> impl IntoView + use<> {
    let range = evidence_range(row, datum).map(|(range, how)| view! { <span title=how>{range}</span> " " });
    let note = (!datum.note.is_empty()).then_some(view! { {datum.note} " " });
    view! {
        <p class="origin">
            <Badge of=datum.grade/> " " {datum.grade.meaning()} " " {range} {note}
            <Citation of=datum.source/> "."
        </p>
    }
}

/// The range supported by the evidence, and a sentence on how draws use it; `None` if it is a single figure.
pub fn evidence_range(row: &Row, datum: &Datum) -> Option<(String, &'static str)> {
    if datum.low < datum.high {
        let unit = &row.about.unit;
        let spread = spread(row.stage, row.about, datum);
        let how = if spread.is_drawn() { spread.word() } else { "not drawn" };
        let range = format!("Range {} ({how}).", span(unit.base(datum.low), unit.base(datum.high), unit));
        Some((range, spread.sentence()))
    } else {
        None
    }
}

fn other_value(row: &Row, lever: Option<&Lever>, other: &'static Other) -> impl IntoView + use<> {
    let base = row.about.unit.base(other.value);
    let value = lever.map_or_else(|| shown(base, &row.about.unit), |lever| lever.shown(base));
    view! {
        <span class="number">{value}</span> ": " {other.label} ". "
        <Badge of=other.grade/> " " <Citation of=other.source/>
    }
}

/// The numbers whose formulas use this one, and how many more depend on those.
pub fn dependants(book: &Book, row: &Row, within: Within) -> impl IntoView + use<> {
    let readers = called(&book.dependants(row));
    let readers = if readers.is_empty() {
        Either::Left(view! { <p class="small">"No formula uses it."</p> })
    } else {
        let reader = |(reader, name)| view! { <li>{within.link(reader, name)}</li> };
        Either::Right(view! {
            <ul class="inputs is-readers">{readers.into_iter().map(reader).collect_view()}</ul>
            {more(book, row).map(|more| view! { <p class="small">{more}</p> })}
        })
    };
    view! {
        {choice::role(row).map(|role| view! { <p class="origin">{role}</p> })}
        {readers}
    }
}

/// How many numbers depend on the dependants of a number, in a sentence; `None` if none do.
pub fn more(book: &Book, row: &Row) -> Option<String> {
    match book.followers(row) {
        0 => None,
        1 => Some("One more number follows from these.".to_owned()),
        more => Some(format!("{more} more numbers follow from these.")),
    }
}

/// How a computed number responds to the headline levers.
fn moves(evaluation: &Evaluation, row: &Row) -> impl IntoView + use<> {
    let effects = effects(evaluation, row);
    (!effects.is_empty()).then(|| {
        let effect = |effect: Effect| {
            let words = effect.in_words(row);
            view! { <li>{effect.cause} ": " <span class="number">{words}</span></li> }
        };
        view! {
            <h3>"What moves it"</h3>
            <ul class="effects">{effects.into_iter().map(effect).collect_view()}</ul>
            <p class="small">
                "In the current scenario. Effects of one percent follow the slope of the formulas with layouts fixed; "
                "for another accelerator, layouts are searched again."
            </p>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::{Scenario, link};
    use model::study::evaluate::evaluate;

    fn of(link: &str, name: &str) -> String {
        let address = |name: &str| format!("?{link}#why={name}");
        let view = derivation(&evaluate(&link::read(link).0), name, &address).expect("a number");
        html(view).replace('\u{a0}', " ")
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
            "Revenue less all costs.",
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
        assert!(text.contains("The search for layouts and batches meets it."));
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

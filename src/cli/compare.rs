//! Prints two scenarios side by side, or up to four as columns.

use super::scenario::shocked;
use super::table::{json_number, table};
use clap::{Args, ValueEnum};
use model::factory::Profit;
use model::format::difference::signed;
use model::format::digits::shown;
use model::quantity::Unit;
use model::scenario::link;
use model::scenario::shocks::ShockedScenario;
use model::study::compare::columns::{Columns, Differing, MOST, columns};
use model::study::compare::shapley::Method;
use model::study::compare::{Comparison, Difference, LeverDifference, Part, Split, compare};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// Which scenarios are compared, and how they are printed.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Link of the first scenario; "" is the baseline.
    a: String,
    /// Link of the second.
    b: String,
    /// Links of up to two more. With them the scenarios are printed as columns of one table, without splitting the change
    /// of profit.
    #[arg(num_args = 0..=MOST - 2)]
    more: Vec<String>,
    /// How the comparison is printed.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Text, for people.
    Text,
    /// JSON, for programs.
    Json,
}

/// The unit of profit and its parts.
const MONEY: &Unit = &Profit::ABOUT.profit.unit;

/// Prints the requested comparison.
///
/// # Errors
/// If the output cannot be written.
pub(super) fn print(asked: &Compare, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    if !asked.more.is_empty() {
        return print_columns(asked, out);
    }
    let both = [&asked.a, &asked.b].map(|link| shocked(link));
    let found = compare(&both[0], &both[1]);
    match asked.format {
        Form::Text => write!(out, "{}", text(&both, &found))?,
        Form::Json => writeln!(out, "{}", serde_json::to_string_pretty(&object(&both, &found))?)?,
    }
    Ok(())
}

/// Prints three scenarios or more as columns: what differs, and the results.
fn print_columns(asked: &Compare, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let links = [&asked.a, &asked.b].into_iter().chain(&asked.more);
    let scenarios: Vec<ShockedScenario> = links.map(|link| shocked(link)).collect();
    let found = columns(&scenarios);
    let said = match asked.format {
        Form::Text => columns_text(&scenarios, &found),
        Form::Json => serde_json::to_string_pretty(&columns_object(&scenarios, &found))? + "\n",
    };
    Ok(write!(out, "{said}")?)
}

/// The link of a scenario as it is printed above a table.
fn heading(shocked: &ShockedScenario) -> String {
    let link = link::write_shocked(shocked);
    if link.is_empty() { "baseline".to_owned() } else { link }
}

fn columns_text(scenarios: &[ShockedScenario], found: &Columns) -> String {
    let letters: Vec<String> = ('A'..).take(scenarios.len()).map(String::from).collect();
    let head = |first: &str| [vec![first.to_owned()], letters.clone()].concat();
    let mut rows = vec![head("What differs")];
    rows.extend(found.differences.iter().map(|row| [vec![row.label()], row.shown.clone()].concat()));
    let differences =
        if found.differences.is_empty() { "They do not differ.\n".to_owned() } else { table(&rows) };
    let mut rows = vec![head("Results")];
    rows.extend(found.results.iter().map(|row| {
        let about = row.number.about;
        let values = row.values.iter().map(|value| shown(*value, &about.unit));
        std::iter::once(format!("{} ({})", about.label, row.number.name())).chain(values).collect()
    }));
    let mut text: String = letters
        .iter()
        .zip(scenarios)
        .map(|(letter, shocked)| format!("{letter}  {}\n", heading(shocked)))
        .collect();
    text += &format!("\n{differences}\n{}", table(&rows));
    for (letter, why) in letters.iter().zip(&found.faults) {
        text += &why.as_ref().map_or_else(String::new, |why| format!("{letter}: {why}\n"));
    }
    text
}

fn columns_object(scenarios: &[ShockedScenario], found: &Columns) -> Value {
    let differences = found.differences.iter().map(|row| {
        let kind = match row.of {
            Differing::Lever(_) => "lever",
            Differing::Shock(_) => "shock",
        };
        json!({ "kind": kind, "name": row.id(), "label": row.label(), "values": row.written })
    });
    let results = found.results.iter().map(|row| {
        let unit = &row.number.about.unit;
        let values: Vec<Value> = row.values.iter().map(|value| json_number(*value, unit)).collect();
        json!({ "name": row.number.name(), "label": row.number.about.label, "unit": unit.symbol, "values": values })
    });
    json!({
        "columns": scenarios.iter().map(link::write_shocked).collect::<Vec<_>>(),
        "differences": differences.collect::<Vec<_>>(),
        "results": results.collect::<Vec<_>>(),
        "reasons": found.faults,
    })
}

fn text(both: &[ShockedScenario; 2], found: &Comparison) -> String {
    let [a, b] = both.each_ref().map(heading);
    let results = table(&results(found));
    format!("A  {a}\nB  {b}\n\n{}\n{results}", differences(found))
}

/// The differences, each with its share of the change in profit.
fn differences(found: &Comparison) -> String {
    let own = &found.differences.own;
    if own.is_empty() {
        return "They do not differ.\n".to_owned();
    }
    let words = |text: &[&str]| text.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let mut rows = Vec::new();
    let said = match &found.split {
        Ok(split) => {
            rows.push(words(&["What differs", "A", "B", "Part of the change of profit"]));
            rows.extend(split.parts.iter().map(part));
            rows.push(words(&["Together", "", "", &signed(split.whole, MONEY)]));
            method(split)
        }
        Err(reason) => {
            rows.push(words(&["What differs", "A", "B"]));
            rows.extend(own.iter().map(named));
            reason.to_string()
        }
    };
    let follow = |it: &LeverDifference| {
        [
            vec![it.lever.about.label.to_owned()],
            it.shown().to_vec(),
            vec![format!("follows the {}", it.lever.followed())],
        ]
        .concat()
    };
    rows.extend(found.differences.following.iter().map(follow));
    format!("{}{said}\n", table(&rows))
}

fn named(difference: &Difference) -> Vec<String> {
    let kind = match difference {
        Difference::Lever(_) => "",
        Difference::Shock(..) => "Shock: ",
    };
    let [a, b] = difference.shown();
    vec![format!("{kind}{}", difference.label()), a, b]
}

fn part(part: &Part) -> Vec<String> {
    let error = if part.error > 0.0 { format!(" ± {}", shown(part.error, MONEY)) } else { String::new() };
    [named(&part.of), vec![signed(part.amount, MONEY) + &error]].concat()
}

/// How the parts were computed, in a sentence.
fn method(split: &Split) -> String {
    match split.method {
        Method::Exact => {
            "Parts are Shapley values: what each adds to those before it, on average over all orders."
                .to_owned()
        }
        Method::Sampled { orders } => format!(
            "Parts are sampled Shapley values: what each adds to those before it, on average over {orders} random orders, \
             with the standard error of that. They sum to the whole."
        ),
    }
}

fn results(found: &Comparison) -> Vec<Vec<String>> {
    let head = ["Results", "A", "B", "Difference"].map(str::to_owned).to_vec();
    let row = |it: &model::study::compare::Headline| {
        let about = it.number.about;
        let [a, b] = it.values.map(|value| shown(value, &about.unit));
        let name = format!("{} ({})", about.label, it.number.name());
        vec![name, a, b, signed(it.difference(), &about.unit)]
    };
    std::iter::once(head).chain(found.headlines.iter().map(row)).collect()
}

fn object(both: &[ShockedScenario; 2], found: &Comparison) -> Value {
    let [a, b] = both.each_ref().map(link::write_shocked);
    let parts = found.split.as_ref().map(|split| split.parts.as_slice()).unwrap_or_default();
    let difference = |of: &Difference| {
        let (kind, [a, b]) = match of {
            Difference::Lever(of) => ("lever", of.values.map(|value| of.lever.written(value))),
            Difference::Shock(..) => ("shock", of.shown()),
        };
        let part = parts.iter().find(|part| part.of == *of);
        json!({
            "kind": kind, "name": of.id(), "label": of.label(), "a": a, "b": b,
            "part": part.map(|part| json_number(part.amount, MONEY)),
            "error": part.map(|part| json_number(part.error, MONEY)),
        })
    };
    let follows = |of: &LeverDifference| {
        let [a, b] = of.values.map(|value| of.lever.written(value));
        json!({ "name": of.lever.about.id, "label": of.lever.about.label, "a": a, "b": b })
    };
    let results = |it: &model::study::compare::Headline| {
        let unit = &it.number.about.unit;
        let [a, b] = it.values.map(|value| json_number(value, unit));
        json!({
            "name": it.number.name(), "label": it.number.about.label, "unit": unit.symbol,
            "a": a, "b": b, "difference": json_number(it.difference(), unit),
        })
    };
    let split = match &found.split {
        Ok(split) => {
            let (method, orders) = match split.method {
                Method::Exact => ("exact", None),
                Method::Sampled { orders } => ("sampled", Some(orders)),
            };
            json!({ "whole": json_number(split.whole, MONEY), "unit": MONEY.symbol, "method": method, "orders": orders })
        }
        Err(reason) => json!({ "reason": reason.to_string() }),
    };
    json!({
        "a": a,
        "b": b,
        "differences": found.differences.own.iter().map(difference).collect::<Vec<_>>(),
        "follows": found.differences.following.iter().map(follows).collect::<Vec<_>>(),
        "results": found.headlines.iter().map(results).collect::<Vec<_>>(),
        "split": split,
    })
}

//! Prints the values of a lever at which a number meets a target, or the smallest changes of several levers that
//! reach it.

use super::compare::Form;
use super::scenario::scenario;
use super::table::json_number;
use clap::Args;
use model::format::digits::shown;
use model::scenario::{Scenario, link};
use model::study::evaluate::number::Number;
use model::study::evaluate::numbers;
use model::study::reach::{Reach, reach};
use model::study::solve::{Found, Kind, Point, Solution, solve};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

/// Arguments of `solve`.
#[derive(Debug, Args)]
pub(super) struct Solve {
    /// Link of the scenario; the baseline scenario without one.
    link: Option<String>,
    /// Set a lever first, by the name that links use.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// The number of the sheet and the value it is to have, e.g. --target profit.margin=40%.
    #[arg(long, value_name = "NUMBER=VALUE")]
    target: String,
    /// The lever that is moved for it, by the name that links use. Of several, such as --by agents,supply,chips, the smallest
    /// changes in proportion are sought.
    #[arg(long, value_name = "LEVERS", value_delimiter = ',', required = true)]
    by: Vec<String>,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Prints the requested solutions. A target that is not reached is a valid answer.
///
/// # Errors
/// If there is no such number or lever, or the output cannot be written.
pub(super) fn print(asked: &Solve, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let scenario = scenario(asked.link.as_deref(), &asked.set)?;
    let (number, target) = Number::with_target(&numbers(&scenario), &asked.target)?;
    let levers = asked.by.iter().map(|name| link::lever(name.trim())).collect::<Result<Vec<_>, _>>()?;
    let &[lever] = levers.as_slice() else {
        let found = reach(&scenario, &levers, number, target);
        return print_reach(asked.format, &scenario, found.as_ref(), out);
    };
    let solution = solve(&scenario, lever, number, target);
    match asked.format {
        Form::Text => write!(out, "{}", text(&scenario, &solution))?,
        Form::Json => writeln!(out, "{}", serde_json::to_string_pretty(&object(&scenario, &solution))?)?,
    }
    Ok(())
}

fn print_reach(
    form: Form,
    scenario: &Scenario,
    found: Option<&Reach>,
    mut out: impl Write,
) -> Result<(), Box<dyn Error>> {
    let found = found.ok_or("The number cannot be computed in this scenario.")?;
    let (about, unit) = (found.number.about, &found.number.about.unit);
    let link = link::write(&found.after(scenario));
    if form == Form::Json {
        let moves = found.moves.iter().map(|it| {
            let lever = it.lever;
            json!({
                "lever": lever.about.id, "from": lever.written(it.from), "to": lever.written(it.to),
                "factor": it.factor(), "at_limit": it.is_at_limit,
            })
        });
        let object = json!({
            "scenario": link::write(scenario),
            "number": found.number.name(),
            "unit": unit.symbol,
            "target": json_number(found.target, unit),
            "present": json_number(found.present, unit),
            "reached": json_number(found.reached, unit),
            "met": found.is_met,
            "moves": moves.collect::<Vec<_>>(),
            "not_moved": found.left_out.iter().map(|lever| lever.about.id).collect::<Vec<_>>(),
            "link": link,
        });
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&object)?)?);
    }
    let value = |number: f64| shown(number, unit);
    let name = format!("{} ({})", about.label, found.number.name());
    writeln!(out, "{name} is {}. Asked for is {}.", value(found.present), value(found.target))?;
    if !found.is_met {
        writeln!(
            out,
            "These levers alone do not reach it. The nearest that was found is {}.",
            value(found.reached)
        )?;
    }
    for it in &found.moves {
        let end = if it.is_at_limit { ", as far as it goes" } else { "" };
        writeln!(out, "{}={}: {:.3} times{end}.", it.lever.about.id, it.lever.written(it.to), it.factor())?;
    }
    if !found.left_out.is_empty() {
        let names: Vec<&str> = found.left_out.iter().map(|lever| lever.about.id).collect();
        writeln!(
            out,
            "Not changed, because a list, a switch or a value of zero cannot be scaled: {}.",
            names.join(", ")
        )?;
    }
    Ok(writeln!(out, "{link}")?)
}

fn text(scenario: &Scenario, solution: &Solution) -> String {
    let Solution { lever, number, target, present, .. } = solution;
    let about = number.about;
    let value = |number: f64| shown(number, &about.unit);
    let mut said = format!(
        "{} ({}) is {} where {} is {}. Asked for is {}.\n",
        about.label,
        number.name(),
        value(present.number),
        lever.about.label,
        lever.shown(present.at),
        value(*target)
    );
    said += &solution.found.iter().map(|found| reached(scenario, solution, found)).collect::<String>();
    if solution.found.is_empty() {
        said += &not_reached(solution);
        let others = solution.others(scenario);
        if !others.is_empty() {
            said += "Other levers that reach it alone, or jump past it:\n";
        }
        for other in &others {
            said += &other.found.first().map(|found| reached(scenario, other, found)).unwrap_or_default();
        }
    }
    if solution.unknown > 0 {
        said += &format!("It cannot be computed at {} of the stops of the lever.\n", solution.unknown);
    }
    said
}

/// A value of the lever at which the target is reached, in a line with its link.
fn reached(scenario: &Scenario, solution: &Solution, found: &Found) -> String {
    let Solution { lever, number, .. } = solution;
    let value = |value: f64| shown(value, &number.about.unit);
    let at = found.point.at;
    let said = match found.kind {
        Kind::Met => format!("{}={}: {}.", lever.about.id, lever.written(at), value(found.point.number)),
        Kind::Jump(below, above) => format!(
            "{}={}: it jumps over the target here, from {} to {}.",
            lever.about.id,
            lever.written(at),
            value(below.number),
            value(above.number)
        ),
        Kind::Stretch(from, to) => format!(
            "{} from {} to {}: {} all along.",
            lever.about.id,
            lever.written(from),
            lever.written(to),
            value(found.point.number)
        ),
    };
    format!("{said} {}\n", link::write(&scenario.with(lever, at)))
}

/// The range the number can reach, in a sentence.
fn not_reached(solution: &Solution) -> String {
    let point = |point: Point| {
        let value = shown(point.number, &solution.number.about.unit);
        format!("{value} at {}", solution.lever.shown(point.at))
    };
    match solution.reach {
        Some((_, most)) if solution.is_without_effect() => format!(
            "It is not reached: {} does not move it; it is {} at every stop.\n",
            solution.lever.about.label,
            shown(most.number, &solution.number.about.unit)
        ),
        Some((least, most)) => format!(
            "It is not reached: over the stops of {} the least is {}, the most {}.\n",
            solution.lever.about.label,
            point(least),
            point(most)
        ),
        None => "It is not reached: the number cannot be computed anywhere.\n".to_owned(),
    }
}

/// Another lever by which the target is reached: its name, its value and the link.
fn in_short(scenario: &Scenario, solution: &Solution, found: &Found) -> Value {
    let (lever, at) = (solution.lever, found.point.at);
    let number = json_number(found.point.number, &solution.number.about.unit);
    json!({
        "lever": lever.about.id, "at": lever.written(at), "number": number,
        "link": link::write(&scenario.with(lever, at)),
    })
}

fn object(scenario: &Scenario, solution: &Solution) -> Value {
    let Solution { lever, number, .. } = solution;
    let unit = &number.about.unit;
    let point =
        |point: Point| json!({ "at": lever.written(point.at), "number": json_number(point.number, unit) });
    let found = |found: &Found| {
        let (kind, ends) = match found.kind {
            Kind::Met => ("met", None),
            Kind::Jump(below, above) => ("jump", Some(json!([point(below), point(above)]))),
            Kind::Stretch(from, to) => ("stretch", Some(json!([lever.written(from), lever.written(to)]))),
        };
        json!({
            "kind": kind, "at": lever.written(found.point.at), "number": json_number(found.point.number, unit),
            "ends": ends, "link": link::write(&scenario.with(lever, found.point.at)),
        })
    };
    let others = solution.others(scenario);
    json!({
        "scenario": link::write(scenario),
        "lever": lever.about.id,
        "number": number.name(),
        "unit": unit.symbol,
        "target": json_number(solution.target, unit),
        "present": point(solution.present),
        "found": solution.found.iter().map(found).collect::<Vec<_>>(),
        "least": solution.reach.map(|(least, _)| point(least)),
        "most": solution.reach.map(|(_, most)| point(most)),
        "not_computable": solution.unknown,
        "others": others.iter().filter_map(|other| other.found.first().map(|found| in_short(scenario, other, found)))
            .collect::<Vec<_>>(),
    })
}

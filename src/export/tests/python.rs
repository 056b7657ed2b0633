//! The program in Python is run by Python, and computes the numbers that the page shows.
#![cfg(not(target_arch = "wasm32"))]

mod corpus;

use corpus::corpus;
use model::scenario::shocks::ShockedScenario;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use token_factory_export::{Export, Made, python};

/// The output of Python for a program; `None` if there is no Python.
fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    let started = Command::new("python3")
        .arg("-")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut python) = started else {
        eprintln!("SKIPPED: there is no python3 here, so no program was run.");
        return None;
    };
    let mut input = python.stdin.take().expect("its input is a pipe");
    input.write_all(program.as_bytes()).expect("it reads the program");
    drop(input);
    Some(python.wait_with_output().expect("it ends"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_program_computes_the_numbers_of_the_page() {
    let scenarios = corpus(24);
    assert!(scenarios.len() >= 40, "only {} scenarios", scenarios.len());
    // Python runs on one core: two programs at a time take half as long.
    std::thread::scope(|scope| {
        for half in scenarios.chunks(scenarios.len().div_ceil(2)) {
            scope.spawn(|| half.iter().cloned().for_each(its_program_computes_the_same));
        }
    });
}

fn its_program_computes_the_same(shocked: ShockedScenario) {
    let export = Export::of(shocked, Made { date: Some("2026-11-29".to_owned()), site: None });
    let Some(output) = run(&python::text(&export), &[]) else { return };
    assert!(output.status.success(), "{}: {}", export.link(), text(&output.stderr));
    let count = export.book.rows().len();
    let said = format!("All {count} numbers equal those of the page to 1e-12.\n");
    assert_eq!(text(&output.stdout), said, "{}", export.link());
}

#[test]
fn a_program_whose_numbers_are_others_fails_and_says_which() {
    let export = Export::of(corpus::corpus(0).remove(0), Made::default());
    let program = python::text(&export);
    let row = export.book.named("profit.revenue").expect("a number");
    let (before, after) = (format!("\"profit.revenue\": ({:?},", row.value), "\"profit.revenue\": (1.0,");
    assert!(program.contains(&before));
    let Some(output) = run(&program.replace(&before, after), &[]) else { return };
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("1 of ") && text(&output.stderr).contains("profit.revenue is "));
}

#[test]
fn inputs_can_be_changed_and_numbers_asked_for() {
    let export = Export::of(corpus::corpus(0).remove(0), Made::default());
    let program = python::text(&export);
    let ask = |arguments: &[&str]| {
        run(&program, arguments)
            .map(|output| (output.status.success(), text(&output.stdout) + &text(&output.stderr)))
    };
    let Some((is_well, said)) = ask(&["plan.electricity=0.2", "profit.profit", "plan.electricity"]) else {
        return;
    };
    assert!(is_well, "{said}");
    let number = |line: &str| line.split(' ').nth(1).and_then(|it| it.parse::<f64>().ok()).expect("a number");
    let lines: Vec<&str> = said.lines().collect();
    let profit = export.book.named("profit.profit").expect("a number");
    assert!(
        number(lines[0]) < profit.about.unit.shown(profit.value) && lines[0].ends_with("$/year"),
        "{said}"
    );
    assert!((number(lines[1]) - 0.2).abs() < 1e-12, "{said}");
    for (argument, words) in [
        ("plan.elec=1", "no input called"),
        ("profit.x", "no number called"),
        ("plan.electricity=x", "is no number"),
    ] {
        let (is_well, said) = ask(&[argument]).expect("Python was there");
        assert!(!is_well && said.contains(words), "{said}");
    }
}

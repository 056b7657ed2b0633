//! The program in Python is run by Python, and computes what the page shows.
#![cfg(not(target_arch = "wasm32"))]

mod corpus;

use corpus::corpus;
use token_factory_export::{Export, Made, python};
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What Python says of a program; none where there is no Python.
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
    let mut scenarios = 0;
    for shocked in corpus(24) {
        let export = Export::of(shocked, Made { date: Some("2026-11-29".to_owned()), site: None });
        let Some(output) = run(&python::text(&export), &[]) else { return };
        assert!(output.status.success(), "{}: {}", export.link(), text(&output.stderr));
        let count = export.book.rows().len();
        let said = format!("All {count} numbers equal those of the page to 1e-12.\n");
        assert_eq!(text(&output.stdout), said, "{}", export.link());
        scenarios += 1;
    }
    assert!(scenarios >= 40, "only {scenarios} scenarios");
    println!("{scenarios} programs were run.");
}

//! Compares published results with what the factory computes; `cargo test --test published_results -- --nocapture`
//! prints the table.
#![cfg(not(target_arch = "wasm32"))]

use model::catalog::{prices, sites};
use model::study::validation::cases::{File, Outcome, files};
use std::collections::BTreeSet;
use std::path::Path;

/// The file of that name.
fn file(name: &str) -> &'static File {
    files().iter().find(|file| file.0 == name).map(|file| &file.1).expect("a file of that name")
}

#[test]
fn every_file_of_cases_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the cases are beside this test")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let run: BTreeSet<String> = files().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(run, there);
}

#[test]
fn published_results_are_reproduced() {
    let mut misses = Vec::new();
    let mut count = 0;
    println!("{:92} {:>14} {:>14} {:>7}  allowed", "case", "published", "computed", "ratio");
    for (name, file) in files() {
        println!("{name}");
        for case in &file.case {
            count += 1;
            let outcome = case.outcome();
            let Outcome { computed, ratio, bounds: (low, high) } = outcome;
            let holds = outcome.holds();
            let line = format!(
                "{:92} {:>14} {:>14} {ratio:>7.4}  {low:.4} to {high:.4} {}",
                format!("  {}, {}", case.title, case.unit),
                digits(case.published),
                digits(computed),
                if holds { "" } else { "FAILS" }
            );
            println!("{line}");
            if !holds {
                misses.push(format!("{line} {}", case.why.as_deref().unwrap_or_default()));
            }
        }
    }
    assert!(count >= 51, "only {count} cases were found");
    assert!(misses.is_empty(), "{} of {count} cases fail:\n{}", misses.len(), misses.join("\n"));
}

/// Six significant digits.
fn digits(value: f64) -> String {
    if value.abs() >= 1e5 {
        format!("{value:.0}")
    } else {
        format!("{value:.*}", if value.abs() < 100.0 { 4 } else { 1 })
    }
}

#[test]
fn every_case_names_its_document() {
    for (name, file) in files() {
        let used: BTreeSet<&str> = file.case.iter().map(|case| case.source.as_str()).collect();
        let declared: BTreeSet<&str> = file.sources.keys().map(String::as_str).collect();
        assert_eq!(used, declared, "{name}");
        for (key, source) in &file.sources {
            assert!(!source.title.is_empty() && !source.publisher.is_empty(), "{name}: {key}");
            assert!(source.url.is_empty() || source.url.starts_with("https://"), "{name}: {key}");
            assert!(source.date.is_empty() || source.date.starts_with("202"), "{name}: {key}");
        }
        let titles: BTreeSet<&str> = file.case.iter().map(|case| case.title.as_str()).collect();
        assert_eq!(titles.len(), file.case.len(), "{name} has two cases of one title");
    }
}

#[test]
#[allow(clippy::float_cmp, reason = "both are the published number as it is written")]
fn cases_of_the_slide_hold_the_numbers_of_the_catalog() {
    let file = file("nvidia");
    let mut systems = BTreeSet::new();
    for case in &file.case {
        for part in case.part.iter().flatten() {
            let Some(slide) = &part.slide else { continue };
            let place = prices::NVIDIA_TIERS.iter().position(|tier| tier.slug == slide.tier).unwrap();
            let tier = &prices::NVIDIA_TIERS[place];
            let row = prices::SLIDE_THROUGHPUT.iter().find(|row| row.slug == slide.system).unwrap();
            let input = |name: &str| part.inputs[name];
            // Here a “machine” is a megawatt, and a call is a million tokens.
            assert!(
                (1e6 / input("serving.call_time") / row.tiers[place].value - 1.0).abs() < 1e-12,
                "{slide:?}"
            );
            assert_eq!(input("prices.earned"), tier.price.value, "{slide:?}");
            assert_eq!(input("offer.share"), tier.share.value, "{slide:?}");
            if row.claimed.is_known() {
                assert_eq!(case.published, row.claimed.value * 1e9, "{slide:?}");
            }
            systems.insert((slide.system.as_str(), slide.tier.as_str()));
        }
    }
    let drawn: BTreeSet<(&str, &str)> = prices::SLIDE_THROUGHPUT
        .iter()
        .flat_map(|row| {
            prices::NVIDIA_TIERS.iter().zip(row.tiers).map(move |(tier, value)| (row.slug, tier.slug, value))
        })
        .filter(|(_, _, value)| value.is_known())
        .map(|(system, tier, _)| (system, tier))
        .collect();
    assert_eq!(systems, drawn);
}

#[test]
fn cases_of_owners_are_the_published_rows_of_the_catalog() {
    let mut given = BTreeSet::new();
    for case in &file("owners").case {
        let settings = &case.scenario.as_ref().unwrap().set;
        let column = if settings.contains_key("interest") { "neocloud" } else { "hyperscaler" };
        given.insert((settings["gpu"].clone(), column, case.published.to_bits()));
    }
    let known: BTreeSet<(String, &str, u64)> = sites::OWNER_COSTS
        .iter()
        .filter(|row| !row.placeholder)
        .flat_map(|row| [(row, "hyperscaler", row.hyperscaler), (row, "neocloud", row.neocloud)])
        .filter(|(.., datum)| datum.is_known())
        .map(|(row, column, datum)| (row.machine.to_owned(), column, datum.value.to_bits()))
        .collect();
    assert_eq!(given, known);
}

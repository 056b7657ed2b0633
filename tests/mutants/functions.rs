//! The results of cargo-mutants for the functions of `factory` and `quantity`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The output file of cargo-mutants.
#[derive(Deserialize)]
struct Outcomes {
    outcomes: Vec<Outcome>,
    cargo_mutants_version: String,
}

#[derive(Deserialize)]
struct Outcome {
    scenario: serde_json::Value,
    summary: String,
}

/// Counts, and the names of the survivors.
pub(crate) struct Functions {
    pub(crate) version: String,
    pub(crate) killed: usize,
    pub(crate) unviable: usize,
    pub(crate) survivors: Vec<String>,
}

impl Functions {
    /// Reads the output of the runs, with later ones overriding earlier ones; `None` if there is none.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("outcomes-"))
            })
            .collect();
        files.sort();
        let mut version = None;
        let mut summaries = BTreeMap::new();
        for file in files {
            let text = std::fs::read_to_string(file).ok()?;
            let run: Outcomes = serde_json::from_str(&text).expect("cargo-mutants writes this form");
            version = Some(run.cargo_mutants_version);
            for outcome in run.outcomes {
                // The first entry is the run without any mutant.
                if let Some(name) = outcome.scenario["Mutant"]["name"].as_str() {
                    summaries.insert(name.to_owned(), outcome.summary);
                }
            }
        }
        let mut functions = Self { version: version?, killed: 0, unviable: 0, survivors: Vec::new() };
        for (name, summary) in summaries {
            match summary.as_str() {
                "CaughtMutant" | "Timeout" => functions.killed += 1,
                "Unviable" => functions.unviable += 1,
                _ => functions.survivors.push(plain(&name)),
            }
        }
        Some(functions)
    }
}

/// A name without its position in the file, which changes with every edit.
fn plain(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(what)) => format!("{file}:{what}"),
        _ => name.to_owned(),
    }
}

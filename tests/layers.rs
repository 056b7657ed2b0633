//! The order of the layers that `src/lib.rs` states: no module reads from one that comes after it.
//!
//! Cargo holds it between crates. Within one, whatever stands in a folder or file belongs to the layer of that name.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the first on. Those of one line may not read from each other.
const LAYERS: [&[&str]; 15] = [
    &["quantity"],
    &["factory"],
    &["catalog"],
    &["format"],
    &["scenario"],
    &["study"],
    &["sheet"],
    &["finding"],
    &["figure"],
    &["messages"],
    &["markup"],
    &["worker", "story"],
    &["app", "site"],
    &["serve"],
    &["cli"],
];

/// Crates of the workspace whose modules are layers, by their folders.
const CRATES: [&str; 3] = ["", "model", "charts"];

/// What puts layers together: the programs, and the crates that have no layers within.
const PROGRAMS: [&str; 6] = ["lib", "main", "bin", "api", "model", "charts"];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the sources can be read");
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry can be read").path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Modules of the crate that a source names, without its tests and comments.
fn named(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| {
            ["crate::", "model::", "charts::"].map(|path| line.split(path).skip(1)).into_iter().flatten()
        })
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .filter(|name| layer(name).is_some())
        .collect()
}

#[test]
fn no_layer_reads_from_a_later_one() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut against = Vec::new();
    let mut seen = 0;
    for root in CRATES.map(|name| source.join(name)) {
        for path in files(&root) {
            let inside = path.strip_prefix(&root).expect("it lies below");
            let first = inside.components().next().expect("it has a name").as_os_str().to_string_lossy();
            let module = first.trim_end_matches(".rs");
            // Tests of a module may look at what is made of it.
            if PROGRAMS.contains(&module) || inside.ends_with("tests.rs") {
                continue;
            }
            let own = layer(module).unwrap_or_else(|| panic!("{module} has no layer"));
            for name in named(&fs::read_to_string(&path).expect("a source can be read")) {
                seen += 1;
                let other = layer(name).unwrap_or_default();
                if name != module && other >= own {
                    against.push(format!("{} reads from {name}", inside.display()));
                }
            }
        }
    }
    assert!(seen > 500, "only {seen} imports were seen");
    assert_eq!(against, Vec::<String>::new());
}

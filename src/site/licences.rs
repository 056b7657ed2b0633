//! The full licences of everything compiled into the page: most of them require that their text is included with
//! every copy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Its name within the site.
pub(super) const NAME: &str = "licences.txt";

/// A crate whose code is in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crate {
    /// Name and version.
    pub(super) name: String,
    /// Its licence expression.
    pub(super) expression: String,
    /// The folder of its package.
    pub(super) folder: PathBuf,
}

/// The licence of this site itself.
const OWN: &str = include_str!("../../LICENSE");

/// Writes all texts into the folder of a site, each text once, below the names of all crates that have it.
///
/// # Errors
/// If a package cannot be read, or the folder cannot be written.
pub(super) fn write(folder: &Path, crates: &[Crate]) -> io::Result<()> {
    let mut texts: BTreeMap<String, Vec<&Crate>> = BTreeMap::new();
    let mut without = Vec::new();
    for one in crates {
        let found = found(&one.folder)?;
        if found.is_empty() {
            without.push(one);
        }
        for text in found {
            texts.entry(text).or_default().push(one);
        }
    }
    fs::write(folder.join(NAME), listed(&texts, &without))
}

/// The texts in one file, in the order of their first crates.
fn listed(texts: &BTreeMap<String, Vec<&Crate>>, without: &[&Crate]) -> String {
    let mut out = format!(
        "Token Factory\n\n{OWN}\n\nThe programs of this site contain the crates named below, each under the licence that \
         stands below its name, and the standard library of Rust (MIT or Apache-2.0, https://www.rust-lang.org/policies/licenses).\n"
    );
    let mut ordered: Vec<(&Vec<&Crate>, &String)> = texts.iter().map(|(text, of)| (of, text)).collect();
    ordered.sort_by(|a, b| a.0[0].name.cmp(&b.0[0].name).then_with(|| a.1.cmp(b.1)));
    for (of, text) in ordered {
        let _ = write!(out, "\n{}\n", "=".repeat(80));
        for one in of {
            let _ = writeln!(out, "{} ({})", one.name, one.expression);
        }
        let _ = writeln!(out, "\n{text}");
    }
    if !without.is_empty() {
        let _ = write!(
            out,
            "\n{}\nPackages that name their licence and come without its text\n\n",
            "=".repeat(80)
        );
        for one in without {
            let _ = writeln!(out, "{} ({})", one.name, one.expression);
        }
    }
    out
}

/// The texts of licences and notices in the folder of a package, in the order of their file names.
fn found(folder: &Path) -> io::Result<Vec<String>> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.is_file() && path.file_name().is_some_and(|name| is_licence(&name.to_string_lossy()))
        })
        .collect();
    names.sort_unstable();
    // Ignores differences in line endings.
    let plain =
        |text: String| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned();
    names.iter().map(|path| Ok(plain(String::from_utf8_lossy(&fs::read(path)?).into_owned()))).collect()
}

/// Whether a file has a name typical of licences.
fn is_licence(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["license", "licence", "copying", "notice", "copyright", "unlicense"]
        .iter()
        .any(|start| name.starts_with(start))
        && !name.ends_with(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_stands_once_under_all_crates_that_have_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/licences");
        let package = |name: &str, files: &[(&str, &str)]| {
            let folder = root.join(name);
            fs::create_dir_all(&folder).unwrap();
            for (file, text) in files {
                fs::write(folder.join(file), text).unwrap();
            }
            Crate { name: format!("{name} 1.0.0"), expression: "MIT".to_owned(), folder }
        };
        let crates = [
            package("a", &[("LICENSE-MIT", "Permission of one kind\r\n"), ("Cargo.toml", "[package]")]),
            package("b", &[("license-mit", "Permission of one kind"), ("NOTICE", "Made by B")]),
            package("c", &[("README.md", "nothing"), ("license.rs", "fn licence() {}")]),
        ];
        write(&root, &crates).unwrap();
        let text = fs::read_to_string(root.join(NAME)).unwrap();
        assert!(text.contains("a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nPermission of one kind\n"), "{text}");
        assert_eq!(text.matches("Permission of one kind").count(), 1);
        assert!(text.contains("Made by B") && text.contains("without its text\n\nc 1.0.0 (MIT)"));
        assert!(text.starts_with("Token Factory\n\nMIT License") && !text.contains("fn licence"));
        // Nothing that depends on this machine.
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")));
        fs::remove_dir_all(root).unwrap();
    }
}

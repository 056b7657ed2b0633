//! The list of everything compiled into the page (SBOM, CycloneDX 1.5): each crate with its version, licence and
//! checksum.
//!
//! Derived from `cargo metadata` and Cargo.lock, which are the same on every machine: it does not depend on time or
//! randomness.

use super::licences;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// Its name within the site.
pub(super) const NAME: &str = "sbom.cdx.json";

/// The target the page is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// Cargo's metadata on the crates of a build.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
    workspace_root: String,
}

#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    description: Option<String>,
    targets: Vec<Target>,
    manifest_path: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    root: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

/// The kind is null for a normal dependency; others are `build` and `dev`.
#[derive(Debug, Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// Cargo.lock.
#[derive(Debug, Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Debug, Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bom {
    bom_format: &'static str,
    spec_version: &'static str,
    serial_number: String,
    version: u32,
    metadata: About,
    components: Vec<Component>,
    dependencies: Vec<Needs>,
}

#[derive(Debug, Serialize)]
struct About {
    component: Component,
}

#[derive(Debug, Serialize)]
struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Checksum>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Licence>,
    purl: String,
}

#[derive(Debug, Serialize)]
struct Checksum {
    alg: &'static str,
    content: String,
}

#[derive(Debug, Serialize)]
struct Licence {
    expression: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Needs {
    #[serde(rename = "ref")]
    reference: String,
    depends_on: Vec<String>,
}

/// Writes the list into the folder of a site. Runs the cargo that runs this program, or the one on the path.
///
/// # Errors
/// If there is no cargo, or no project in the current folder; if the folder cannot be written.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", TARGET])
        .output()?;
    if !asked.status.success() {
        let why = String::from_utf8_lossy(&asked.stderr);
        return Err(io::Error::other(format!(
            "cargo metadata does not tell what the page is made of: {why}"
        )));
    }
    let metadata: Metadata = serde_json::from_slice(&asked.stdout)?;
    let lock = fs::read_to_string(Path::new(&metadata.workspace_root).join("Cargo.lock"))?;
    fs::write(folder.join(NAME), list(&metadata, &lock)?)?;
    licences::write(folder, &crates(&metadata))
}

/// The third-party crates whose code is in the page.
fn crates(metadata: &Metadata) -> Vec<licences::Crate> {
    let packages: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let mut found: Vec<licences::Crate> = reached(metadata, &packages)
        .keys()
        .filter(|id| !id.starts_with("path+"))
        .filter_map(|id| packages.get(id))
        .filter_map(|package| {
            Some(licences::Crate {
                name: format!("{} {}", package.name, package.version),
                expression: package
                    .license
                    .as_ref()
                    .map_or_else(|| "see its text".to_owned(), |text| text.replace('/', " OR ")),
                folder: package.manifest_path.parent()?.to_path_buf(),
            })
        })
        .collect();
    found.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The list as text.
fn list(metadata: &Metadata, lock: &str) -> io::Result<String> {
    let lock: Lock = toml::from_str(lock).map_err(io::Error::other)?;
    let checksums: BTreeMap<(&str, &str), &str> = lock
        .package
        .iter()
        .filter_map(|one| Some(((one.name.as_str(), one.version.as_str()), one.checksum.as_deref()?)))
        .collect();
    let packages: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let needs = reached(metadata, &packages);
    let component = |package: &Package| Component {
        kind: if package.id == metadata.resolve.root { "application" } else { "library" },
        reference: address(package),
        name: package.name.clone(),
        version: package.version.clone(),
        description: package.description.as_ref().map(|text| text.trim().to_owned()),
        hashes: checksums
            .get(&(package.name.as_str(), package.version.as_str()))
            .map(|sum| Checksum { alg: "SHA-256", content: (*sum).to_owned() })
            .into_iter()
            .collect(),
        // Older crates use a slash for a choice of licences.
        licenses: package
            .license
            .as_ref()
            .map(|text| Licence { expression: text.replace('/', " OR ") })
            .into_iter()
            .collect(),
        purl: address(package),
    };
    let missing = || io::Error::other("cargo metadata names no package of its root");
    let root = packages.get(metadata.resolve.root.as_str()).ok_or_else(missing)?;
    let mut made: Vec<&Package> = needs.keys().filter_map(|id| packages.get(id).copied()).collect();
    made.sort_unstable_by_key(|package| address(package));
    let addresses = |ids: &BTreeSet<&str>| {
        let mut all: Vec<String> = ids.iter().filter_map(|id| Some(address(packages.get(id)?))).collect();
        all.sort_unstable();
        all
    };
    let mut bom = Bom {
        bom_format: "CycloneDX",
        spec_version: "1.5",
        serial_number: String::new(),
        version: 1,
        metadata: About { component: component(root) },
        components: made
            .iter()
            // Crates of this workspace are part of the application.
            .filter(|package| package.id != root.id && !package.id.starts_with("path+"))
            .map(|package| component(package))
            .collect(),
        dependencies: made
            .iter()
            .filter_map(|package| {
                Some(Needs {
                    reference: address(package),
                    depends_on: addresses(needs.get(package.id.as_str())?),
                })
            })
            .collect(),
    };
    bom.serial_number = serial(&serde_json::to_string(&bom)?);
    Ok(serde_json::to_string_pretty(&bom)? + "\n")
}

/// The crates whose code is in the page, each with its dependencies. Build scripts and procedural macros run at
/// compile time and leave no code there.
fn reached<'a>(
    metadata: &'a Metadata,
    packages: &BTreeMap<&str, &'a Package>,
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let is_macro = |id: &str| {
        packages.get(id).is_some_and(|package| {
            package.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "proc-macro"))
        })
    };
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // Other programs of the site are workspace crates with a binary target.
    let is_program = |package: &&Package| {
        package.id.starts_with("path+")
            && package.targets.iter().any(|it| it.kind.iter().any(|kind| kind == "bin"))
    };
    let mut open: Vec<&str> = metadata.packages.iter().filter(is_program).map(|it| it.id.as_str()).collect();
    open.push(&metadata.resolve.root);
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(id) else { continue };
        if found.contains_key(id) {
            continue;
        }
        let calls: BTreeSet<&str> = node
            .deps
            .iter()
            .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none()))
            .map(|dependency| dependency.pkg.as_str())
            .filter(|id| !is_macro(id))
            .collect();
        open.extend(&calls);
        found.insert(id, calls);
    }
    found
}

/// The package URL, unique across registries.
fn address(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version.replace('+', "%2B"))
}

/// A serial number derived from the list: a UUID of version 8.
fn serial(listed: &str) -> String {
    let hash: String = Sha256::digest(listed).iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{
        "workspace_root": "/x",
        "packages": [
            {"id": "page", "name": "page", "version": "0.1.0", "license": null, "description": null, "targets": [{"kind": ["bin"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "sum", "name": "sum", "version": "1.2.3+4", "license": "MIT/Apache-2.0", "description": " Adds.\n", "targets": [{"kind": ["lib"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "derive", "name": "derive", "version": "1.0.0", "license": "MIT", "description": null, "targets": [{"kind": ["proc-macro"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "syntax", "name": "syntax", "version": "1.0.0", "license": "MIT", "description": null, "targets": [{"kind": ["lib"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "tests", "name": "tests", "version": "1.0.0", "license": "MIT", "description": null, "targets": [{"kind": ["lib"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "path+files", "name": "files", "version": "0.1.0", "license": null, "description": null, "targets": [{"kind": ["lib"]}, {"kind": ["bin"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "zip", "name": "zip", "version": "7.0.0", "license": "MIT", "description": null, "targets": [{"kind": ["lib"]}], "manifest_path": "/x/Cargo.toml"},
            {"id": "tool", "name": "tool", "version": "7.0.0", "license": "MIT", "description": null, "targets": [{"kind": ["bin"]}], "manifest_path": "/x/Cargo.toml"}
        ],
        "resolve": {"root": "page", "nodes": [
            {"id": "page", "deps": [
                {"pkg": "sum", "dep_kinds": [{"kind": null}, {"kind": "dev"}]},
                {"pkg": "derive", "dep_kinds": [{"kind": null}]},
                {"pkg": "tests", "dep_kinds": [{"kind": "dev"}]}
            ]},
            {"id": "sum", "deps": []},
            {"id": "derive", "deps": [{"pkg": "syntax", "dep_kinds": [{"kind": null}]}]},
            {"id": "syntax", "deps": []},
            {"id": "tests", "deps": []},
            {"id": "path+files", "deps": [{"pkg": "zip", "dep_kinds": [{"kind": null}]}]},
            {"id": "zip", "deps": []},
            {"id": "tool", "deps": []}
        ]}
    }"#;

    const LOCK: &str =
        "version = 4\n[[package]]\nname = \"sum\"\nversion = \"1.2.3+4\"\nchecksum = \"abc\"\n";

    #[test]
    fn what_is_compiled_in_is_listed_and_nothing_else() {
        let metadata: Metadata = serde_json::from_str(METADATA).unwrap();
        let text = list(&metadata, LOCK).unwrap();
        let bom: serde_json::Value = serde_json::from_str(&text).unwrap();
        let components = bom["components"].as_array().unwrap();
        let names: Vec<&str> = components.iter().filter_map(|it| it["name"].as_str()).collect();
        assert_eq!(names, ["sum", "zip"], "{text}");
        assert_eq!(components[0]["purl"], "pkg:cargo/sum@1.2.3%2B4");
        assert_eq!(components[0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(components[0]["hashes"][0]["content"], "abc");
        assert_eq!(bom["metadata"]["component"]["name"], "page");
        assert_eq!(bom["dependencies"].as_array().unwrap().len(), 4);
        assert_eq!(text, list(&metadata, LOCK).unwrap());
    }

    #[test]
    fn the_serial_number_is_that_of_what_is_listed() {
        let one = serial("a");
        assert_eq!(one, serial("a"));
        assert_ne!(one, serial("b"));
        let parts: Vec<usize> = one.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
    }
}

//! The model for use by other programs: a JavaScript module in its own folder, self-contained like a package.

use super::asset::Asset;
use super::glue;
use serde_json::json;
use std::path::Path;
use std::{fs, io};

/// Folder of the module in the site.
const FOLDER: &str = "model";

const INDEX: &str = include_str!("../script/model/index.js");
const TYPES: &str = include_str!("../script/model/index.d.ts");
const README: &str = include_str!("../script/model/README.md");

/// Assembles the module from the files that Trunk has built into a folder.
///
/// # Errors
/// If a file cannot be read or written.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    let to = folder.join(FOLDER);
    fs::create_dir_all(&to)?;
    let taken = |name: &str| {
        let held = fs::read(folder.join(name))?;
        fs::remove_file(folder.join(name))?;
        io::Result::Ok(held)
    };
    let program = Asset::write(&to, "api", "wasm", taken("api_bg.wasm")?)?;
    let script = String::from_utf8(taken("api.js")?).map_err(io::Error::other)?;
    // The script would look for the program under Trunk's name; the module passes it the program.
    let script = glue::minified(&script).replace("api_bg.wasm", &program.name);
    let script = Asset::write(&to, "api", "js", &script)?;
    fs::write(to.join("index.js"), index(&script.name, &program)?)?;
    fs::write(to.join("index.d.ts"), TYPES)?;
    fs::write(to.join("README.md"), README)?;
    fs::write(to.join("package.json"), serde_json::to_string_pretty(&package())? + "\n")
}

/// The module with the names of its files, the checksum and the version filled in.
fn index(script: &str, program: &Asset) -> io::Result<String> {
    let version = format!("/* version */ \"{}\"", env!("CARGO_PKG_VERSION"));
    let integrity = format!("/* integrity */ \"{}\"", program.integrity);
    let named = [
        ("./api.js", format!("./{script}")),
        ("./api_bg.wasm", format!("./{}", program.name)),
        ("/* version */ \"\"", version),
        ("/* integrity */ \"\"", integrity),
    ];
    named.iter().try_fold(INDEX.to_owned(), |text, (place, name)| {
        if text.matches(place).count() == 1 {
            Ok(text.replace(place, name))
        } else {
            Err(io::Error::other(format!("The module has “{place}” not once.")))
        }
    })
}

/// The metadata of the package.
fn package() -> serde_json::Value {
    json!({
        "name": "token-factory-model",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "The token economy as a factory: every number of a scenario, computed where you are.",
        "type": "module",
        "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" }, "./package.json": "./package.json" },
        "types": "./index.d.ts",
        "sideEffects": false,
        "engines": { "node": ">=20" },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_whole_and_names_its_files() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/prerender-api");
        let _absent = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("api_bg.wasm"), b"\0asm").unwrap();
        fs::write(folder.join("api.js"), "// A note.\nnew URL('api_bg.wasm', import.meta.url);\n").unwrap();
        write(&folder).unwrap();
        let mut names: Vec<String> = fs::read_dir(folder.join("model"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        assert_eq!(names.len(), 6, "{names:?}");
        let index = fs::read_to_string(folder.join("model/index.js")).unwrap();
        for name in names.iter().filter(|name| name.starts_with("api-")) {
            assert!(index.contains(&format!("\"./{name}\"")), "{name}");
        }
        assert!(index.contains(&format!("/* version */ \"{}\"", env!("CARGO_PKG_VERSION"))));
        assert!(index.contains("/* integrity */ \"sha384-"));
        assert!(!folder.join("api.js").exists() && !folder.join("api_bg.wasm").exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_the_module_exports_is_declared() {
        let exported = INDEX.lines().filter_map(|line| line.strip_prefix("export "));
        let mut count = 0;
        for line in exported {
            let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            let name = *words
                .iter()
                .find(|word| !["async", "function", "const", "class", "default", ""].contains(word))
                .unwrap();
            assert!(TYPES.contains(&format!(" {name}")), "{name}");
            count += 1;
        }
        assert_eq!(count, 6);
    }
}

//! Short names for the imports of a program from its glue: wasm-bindgen's names contain a hash each, which does not
//! compress and appears in both files.

use std::collections::BTreeMap;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The prefix of wasm-bindgen's names.
const LEAD: &str = "__wb";

/// A program and its glue, with short names between them. `None` if the program is not a module.
pub(super) fn shortened(program: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let imported = names(program)?;
    // A name that appears elsewhere in the glue as well is kept: its meaning there is unknown.
    let once = imported.into_iter().filter(|name| words(glue).filter(|word| word == name).count() == 1);
    let short: BTreeMap<String, String> =
        once.enumerate().map(|(place, name)| (name, self::short(place))).collect();
    let mut text = String::with_capacity(glue.len());
    let mut rest = glue;
    for word in words(glue) {
        let (before, after) = rest.split_once(word)?;
        text.push_str(before);
        text.push_str(short.get(word).map_or(word, String::as_str));
        rest = after;
    }
    text.push_str(rest);
    Some((renamed(program, &short)?, text))
}

/// Names and words of a script.
fn words(script: &str) -> impl Iterator<Item = &str> {
    script.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$').filter(|word| !word.is_empty())
}

/// The short name for an index: two letters.
fn short(place: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = |place: usize| char::from(LETTERS[place % LETTERS.len()]);
    [letter(place / LETTERS.len()), letter(place)].iter().collect()
}

/// The imports of a program with names from wasm-bindgen.
fn names(program: &[u8]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        if let Payload::ImportSection(section) = payload.ok()? {
            for import in section.into_imports() {
                let name = import.ok()?.name;
                if name.starts_with(LEAD) {
                    names.push(name.to_owned());
                }
            }
        }
    }
    Some(names)
}

/// The program with its imports renamed and everything else unchanged.
fn renamed(program: &[u8], names: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload.ok()?;
        if let Payload::ImportSection(section) = payload {
            let mut imports = ImportSection::new();
            for import in section.into_imports() {
                let import = import.ok()?;
                let name = names.get(import.name).map_or(import.name, String::as_str);
                imports.import(import.module, name, RoundtripReencoder.entity_type(import.ty).ok()?);
            }
            module.section(&imports);
        } else if let Some((id, range)) = payload.as_section() {
            module.section(&RawSection { id, data: program.get(range)? });
        }
    }
    Some(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in ["__wbg_fillText_1bcec8b81ad73bd0", "__wbindgen_throw", "memory"] {
            imports.import("./page_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn both_sides_know_the_short_names() {
        let glue = "const a = { __wbg_fillText_1bcec8b81ad73bd0: function(x) { x.__wbindgen_throw(); }, __wbindgen_throw: 1, memory: 2 };";
        let (program, glue) = shortened(&program(), glue).expect("a module");
        assert_eq!(
            glue,
            "const a = { aa: function(x) { x.__wbindgen_throw(); }, __wbindgen_throw: 1, memory: 2 };"
        );
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(&program) {
            if let Payload::ImportSection(section) = payload.expect("a module") {
                found.extend(section.into_imports().map(|import| import.expect("an import").name.to_owned()));
            }
        }
        assert_eq!(found, ["aa", "__wbindgen_throw", "memory"]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert_eq!(shortened(b"no module", "let a;"), None);
    }

    #[test]
    fn no_two_names_are_the_same() {
        let names: std::collections::BTreeSet<String> = (0..1_000).map(short).collect();
        assert_eq!(names.len(), 1_000);
    }
}

//! The glue between the page and its program, without the parts that are only for human readers.
//!
//! Minifiers do not know which of its parts nobody uses: terser and esbuild alone leave it half as large again after
//! compression (6.1 kB, this 4.2 kB).

/// The start of a part of a script, and a test for its last line.
type Part = (&'static str, fn(&str) -> bool);

/// Stream classes that Leptos includes for servers. Nothing here creates one, and the program does not export the
/// functions they would call (`.cargo/wasm-ld`).
const UNUSED: [Part; 3] = [
    ("export class IntoUnderlying", |line| line == "}"),
    ("if (Symbol.dispose) IntoUnderlying", |line| line.ends_with(';')),
    ("const IntoUnderlying", |line| line.ends_with(");")),
];

/// The lines without those classes, without comments on their own lines, and without indentation. It relies on the
/// format that wasm-bindgen writes, which has no multi-line string literals.
pub(super) fn minified(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut is_comment = false;
    let mut unused = None;
    for raw in script.lines() {
        unused = unused.or_else(|| UNUSED.into_iter().find(|(begin, _)| raw.starts_with(begin)));
        if let Some((_, is_last)) = unused {
            unused = unused.filter(|_| !is_last(raw));
            continue;
        }
        let line = raw.trim();
        if is_comment || line.starts_with("/*") {
            is_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The start of the functions that load a program, and their replacement: the page's own script loads and checks the
/// program and passes it to the glue.
const LOADING: &str = "async function __wbg_load(";
const STARTED: &str = "export default async function (module) {\n\
                       if (wasm === undefined) __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);\n\
                       return wasm;\n}\n";

/// The glue for a program that is passed to it complete. `None` if the glue does not have the format that
/// wasm-bindgen writes.
pub(super) fn given(script: &str) -> Option<String> {
    let (before, after) = script.split_once(LOADING)?;
    after.contains("as default };").then(|| format!("{before}{STARTED}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_nobody_makes_go_whole() {
        let script = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\nif (Symbol.dispose) IntoUnderlyingSink.x = y;\n\
                      const IntoUnderlyingSinkFinalization = (a)\n    ? b\n    : new C(ptr => d(ptr, 1));\nlet e;\n";
        assert_eq!(minified(script), "let e;\n");
    }

    #[test]
    fn a_program_that_is_given_needs_no_ways_of_loading() {
        let script = "let wasm;\nasync function __wbg_load(module, imports) {\n}\nexport { initSync, __wbg_init as default };\n";
        let given = given(script).unwrap();
        assert!(given.starts_with("let wasm;\nexport default async function (module)"), "{given}");
        assert!(!given.contains("initSync"));
        assert_eq!(super::given("let wasm;\n"), None);
    }

    #[test]
    fn comments_and_indentation_go_and_statements_stay() {
        let script = "/**\n * @returns {number}\n */\nget a() {\n    // Why.\n    const b = '/* no comment */';\n\n    return b;\n}\n/* one line */\nlet c;";
        assert_eq!(minified(script), "get a() {\nconst b = '/* no comment */';\nreturn b;\n}\nlet c;\n");
    }
}

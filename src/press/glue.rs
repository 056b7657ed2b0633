//! The glue between the page and its program, without what only its readers need.

/// What a part of a script begins with, and whether a line is its last.
type Part = (&'static str, fn(&str) -> bool);

/// Classes of streams that Leptos brings for servers. Nothing here makes one, and the program does not export what they
/// would call (`index.html` has the flag).
const UNUSED: [Part; 3] = [
    ("export class IntoUnderlying", |line| line == "}"),
    ("if (Symbol.dispose) IntoUnderlying", |line| line.ends_with(';')),
    ("const IntoUnderlying", |line| line.ends_with(");")),
];

/// The lines without those classes, without comments that stand alone, and without what indents them. All three are as
/// wasm-bindgen writes them; a text that spans lines is none of its own.
pub(super) fn lean(script: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_nobody_makes_go_whole() {
        let script = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\nif (Symbol.dispose) IntoUnderlyingSink.x = y;\n\
                      const IntoUnderlyingSinkFinalization = (a)\n    ? b\n    : new C(ptr => d(ptr, 1));\nlet e;\n";
        assert_eq!(lean(script), "let e;\n");
    }

    #[test]
    fn comments_and_indentation_go_and_statements_stay() {
        let script = "/**\n * @returns {number}\n */\nget a() {\n    // Why.\n    const b = '/* no comment */';\n\n    return b;\n}\n/* one line */\nlet c;";
        assert_eq!(lean(script), "get a() {\nconst b = '/* no comment */';\nreturn b;\n}\nlet c;\n");
    }
}

//! The glue between the page and its program, without what only its readers need.

/// The lines without comments that stand alone and without what indents them. Both are what wasm-bindgen writes; a text
/// that spans lines is none of its own.
pub(super) fn lean(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
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
    fn comments_and_indentation_go_and_statements_stay() {
        let script = "/**\n * @returns {number}\n */\nget a() {\n    // Why.\n    const b = '/* no comment */';\n\n    return b;\n}\n/* one line */\nlet c;";
        assert_eq!(lean(script), "get a() {\nconst b = '/* no comment */';\nreturn b;\n}\nlet c;\n");
    }
}

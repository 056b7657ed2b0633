//! Human-readable JSON: what fits on one line is written on one line.

use serde_json::{Value, json};

/// Maximum columns of a line.
const COLUMNS: usize = 100;

/// Writes a value as JSON, on one line if it fits: `before` columns of that line are already taken.
pub(super) fn print(value: &Value, indent: usize, before: usize, out: &mut String) {
    let line = value.to_string();
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (String::new(), item)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (format!("{}: ", json!(name)), value)).collect()
        }
        _ => Vec::new(),
    };
    // Each record of a data set is on one line.
    let is_flat = children.iter().all(|(_, child)| !child.is_array() && !child.is_object());
    if children.is_empty() || value.is_object() && is_flat && indent > 2 || before + line.len() <= COLUMNS {
        out.push_str(&line);
        return;
    }
    let [open, close] = if value.is_array() { ["[", "]"] } else { ["{", "}"] };
    out.push_str(open);
    for (i, (name, child)) in children.iter().enumerate() {
        out.push_str(if i > 0 { ",\n" } else { "\n" });
        let indent = indent + 1;
        out.extend(std::iter::repeat_n("  ", indent));
        out.push_str(name);
        print(child, indent, 2 * indent + name.len(), out);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", indent));
    out.push_str(close);
}

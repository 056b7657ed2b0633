//! How to cite a scenario: as text, for BibTeX, and as CSL-JSON.

use crate::about::{Export, LICENCE, VERSION};
use model::catalog::sources::READ;
use model::scenario::link::compared::write_compared;
use serde_json::{Value, json};

/// The name of the cited work.
const NAME: &str = "Token Factory";
/// Its author.
const AUTHOR: &str = "Token Factory authors";

/// A sentence to cite a scenario by.
pub fn text(export: &Export) -> String {
    let prices = export.evaluation.sheet.dated;
    let made = export.made.date.as_ref().map_or(String::new(), |date| format!(" Accessed {date}."));
    format!(
        "{AUTHOR}. {NAME}, version {VERSION}, data as of {READ}, prices of {prices}. {}. Licence: {LICENCE}.{made}\n",
        scenario(export)
    )
}

/// An entry for BibTeX and biblatex.
pub fn bibtex(export: &Export) -> String {
    let mut fields = vec![
        ("author", format!("{{{AUTHOR}}}")),
        ("title", format!("{{{NAME}: {}}}", title(export))),
        ("version", VERSION.to_owned()),
        ("year", READ[..4].to_owned()),
        ("date", READ.to_owned()),
    ];
    if export.made.site.is_some() {
        // This field is verbatim: no character is escaped.
        fields.push(("url", export.link()));
    }
    fields.extend(export.made.date.clone().map(|date| ("urldate", date)));
    fields.push(("note", escaped(&note(export))));
    let fields: String = fields.into_iter().map(|(name, said)| format!("  {name} = {{{said}}},\n")).collect();
    format!("@misc{{token-factory-{},\n{fields}}}\n", key(export))
}

/// A list of one item in CSL-JSON, as citation managers read it.
///
/// # Errors
/// Never in practice: every field can be written.
pub fn csl(export: &Export) -> Result<String, serde_json::Error> {
    let day = |date: &str| {
        let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
        json!({ "date-parts": [parts] })
    };
    let mut item = json!({
        "id": format!("token-factory-{}", key(export)),
        "type": "software",
        "title": format!("{NAME}: {}", title(export)),
        "author": [{ "literal": AUTHOR }],
        "version": VERSION,
        "issued": day(READ),
        "note": note(export),
    });
    if export.made.site.is_some() {
        item["URL"] = Value::from(export.link());
    }
    if let Some(date) = &export.made.date {
        item["accessed"] = day(date);
    }
    Ok(serde_json::to_string_pretty(&[item])? + "\n")
}

/// The scenario with its link.
fn scenario(export: &Export) -> String {
    let name = if export.made.site.is_none() && query(export).is_empty() { "the baseline, " } else { "" };
    format!("Scenario: {name}{}", export.link())
}

fn title(export: &Export) -> &'static str {
    if query(export).is_empty() { "the baseline scenario" } else { "a scenario" }
}

/// The link without the address of the page; empty for the baseline.
fn query(export: &Export) -> String {
    write_compared(&export.both())
}

fn note(export: &Export) -> String {
    format!(
        "Data as of {READ}, prices of {}. {}. Licence: {LICENCE}",
        export.evaluation.sheet.dated,
        scenario(export)
    )
}

/// The key of a scenario: the year, and a number that is the same for the same link (64-bit FNV-1a).
fn key(export: &Export) -> String {
    let hash = query(export).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{}-{:08x}", &READ[..4], hash >> 32)
}

/// A text escaped for LaTeX.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::about::Made;
    use model::scenario::link;

    fn export(query: &str, site: Option<&str>) -> Export {
        let made = Made { date: Some("2026-11-29".to_owned()), site: site.map(str::to_owned) };
        Export::of(link::read_shocked(query).0, made)
    }

    #[test]
    fn all_forms_have_version_dates_and_link() {
        let query = "v=2&context=128k&premium_share=10&shocks=gpu-cost";
        let export = export(query, Some("https://example.org/t/"));
        let address = format!("https://example.org/t/?{query}");
        let text = text(&export);
        for words in [&address, VERSION, READ, "Accessed 2026-11-29", "2026-08-17", LICENCE] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let bibtex = bibtex(&export);
        for words in [
            &format!("url = {{{address}}}"),
            "urldate = {2026-11-29}",
            &format!("version = {{{VERSION}}}"),
            "premium\\_share=10\\&shocks",
        ] {
            assert!(bibtex.contains(words), "{words}: {bibtex}");
        }
        let opened = bibtex.matches('{').count() - bibtex.matches("\\{").count();
        assert_eq!(opened, bibtex.matches('}').count() - bibtex.matches("\\}").count());
        let csl: Value = serde_json::from_str(&csl(&export).unwrap()).unwrap();
        assert_eq!(csl[0]["URL"], address);
        assert_eq!(csl[0]["accessed"]["date-parts"], json!([[2026, 11, 29]]));
        assert_eq!(csl[0]["version"], VERSION);
    }

    #[test]
    fn without_a_site_the_link_stands_in_the_note_and_keys_differ() {
        let (one, other) = (export("", None), export("context=128k", None));
        assert!(text(&one).contains("the baseline") && !bibtex(&one).contains("url ="));
        assert!(bibtex(&other).contains("v=2\\&context=128k"));
        assert_ne!(key(&one), key(&other));
    }
}

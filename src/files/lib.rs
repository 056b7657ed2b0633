//! A scenario as a file, for the page: a link and a format in, bytes and a name out.
//!
//! The files are those of `token-factory sheet` and `token-factory cite`, byte for byte.

#[cfg(target_arch = "wasm32")]
pub mod script;

use export::{Export, Made, cite, csv, json, markdown, python, xlsx};
use model::scenario::link::{self, LinkFault};
use std::error::Error;

/// What a file is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// A workbook whose cells compute.
    Xlsx,
    /// JSON, which can be opened again.
    Json,
    /// Markdown.
    Markdown,
    /// A program in Python that computes the numbers and checks them.
    Python,
    /// A citation as a sentence.
    Text,
    /// A citation for BibTeX.
    Bibtex,
    /// A citation as CSL-JSON.
    Csl,
}

/// The formats with the name that the page asks by, the name of the file, and its media type.
pub const FORMATS: [(Format, &str, &str, &str); 8] = [
    (Format::Csv, "csv", "token-factory-numbers.csv", "text/csv"),
    (
        Format::Xlsx,
        "xlsx",
        "token-factory-numbers.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (Format::Json, "json", "token-factory-numbers.json", "application/json"),
    (Format::Markdown, "md", "token-factory-numbers.md", "text/markdown"),
    (Format::Python, "py", "token-factory-numbers.py", "text/x-python"),
    (Format::Text, "text", "token-factory-citation.txt", "text/plain"),
    (Format::Bibtex, "bibtex", "token-factory-citation.bib", "application/x-bibtex"),
    (Format::Csl, "csl", "token-factory-citation.json", "application/vnd.citationstyles.csl+json"),
];

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Writes the scenario of a link as a file of the format called `format`.
///
/// # Errors
/// In sentences: where there is no such format, where something of the link cannot be read, and where the file cannot be
/// written.
pub fn write(link: &str, format: &str, made: Made) -> Result<File, String> {
    let (format, _, name, media) =
        FORMATS.into_iter().find(|(_, called, _, _)| *called == format).ok_or_else(|| {
            format!(
                "There is no format “{}”. Allowed are {}.",
                link::cut(format),
                FORMATS.map(|it| it.1).join(", ")
            )
        })?;
    let (shocked, faults) = link::read_shocked(link);
    let faults: Vec<String> =
        faults.iter().filter(|fault| !fault.is_notice()).map(LinkFault::to_string).collect();
    if !faults.is_empty() {
        return Err(faults.join(" "));
    }
    let bytes = bytes(&Export::of(shocked, made), format)
        .map_err(|error| format!("The program could not write the file: {error}."))?;
    Ok(File { name, media, bytes })
}

fn bytes(export: &Export, format: Format) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(match format {
        Format::Csv => csv::text(export)?.into_bytes(),
        Format::Xlsx => xlsx::bytes(export)?,
        Format::Json => json::text(export)?.into_bytes(),
        Format::Markdown => markdown::text(export).into_bytes(),
        Format::Python => python::text(export).into_bytes(),
        Format::Text => cite::text(export).into_bytes(),
        Format::Bibtex => cite::bibtex(export).into_bytes(),
        Format::Csl => cite::csl(export)?.into_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "v=2&context=128k&shocks=edge";

    fn made() -> Made {
        Made { date: Some("2026-11-29".to_owned()), site: Some("https://example.org/".to_owned()) }
    }

    #[test]
    fn every_format_is_a_file_of_its_own_that_names_its_scenario() {
        let mut names: Vec<&str> = Vec::new();
        for (format, called, name, media) in FORMATS {
            let file = write(LINK, called, made()).unwrap();
            assert_eq!((file.name, file.media), (name, media));
            assert!(!names.contains(&name), "{name} twice");
            names.push(name);
            if format == Format::Xlsx {
                assert!(file.bytes.starts_with(b"PK"));
            } else {
                let text = String::from_utf8(file.bytes).unwrap();
                assert!(
                    text.contains("context=128k") && text.contains("https://example.org/"),
                    "{called}: {text}"
                );
                // In CSL-JSON a day is three numbers.
                assert!(
                    text.contains("2026-11-29") || format == Format::Csl && text.contains("2026,"),
                    "{called}"
                );
            }
        }
    }

    #[test]
    fn a_scenario_opens_again_as_it_was() {
        let file = write(LINK, "json", made()).unwrap();
        let opened = export::import::read(&file.bytes).unwrap();
        assert_eq!(link::write_shocked(&opened.shocked), LINK);
    }

    #[test]
    fn what_cannot_be_read_is_told_in_a_sentence() {
        let fault = write(LINK, "pdf", made()).unwrap_err();
        assert!(fault.starts_with("There is no format “pdf”. Allowed are csv, xlsx,"), "{fault}");
        let fault = write("v=2&contxt=5&power=2W", "csv", made()).unwrap_err();
        assert!(fault.contains("“contxt”") && fault.contains("cannot be below"), "{fault}");
        // A link of an earlier version is one that can be read.
        assert!(write("v=1&context=128k", "text", made()).is_ok());
    }
}

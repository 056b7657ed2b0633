//! A scenario as a file, for the page: a link and a format in, bytes and a name out. The scenario of a file: bytes in, a
//! link out. And a scenario with the prices of a price sheet: a link, a file and the name of a model in, a link out.
//!
//! The files are those of `token-factory sheet` and `token-factory cite`, byte for byte; the link is that of
//! `token-factory import`.

#[cfg(target_arch = "wasm32")]
pub mod script;

use export::{Export, Made, cite, csv, import, json, markdown, python, xlsx};
use model::scenario::link::compared::{Compared, read_compared, write_compared};
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

/// The formats with the name by which the page requests them, the name of the file, and its media type.
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
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Writes the scenario of a link as a file of the format called `format`.
///
/// # Errors
/// In sentences: if there is no such format, if something in the link cannot be read, or if the file cannot be written.
pub fn write(link: &str, format: &str, made: Made) -> Result<File, String> {
    let (format, _, name, media) =
        FORMATS.into_iter().find(|(_, called, _, _)| *called == format).ok_or_else(|| {
            format!(
                "There is no format “{}”. Allowed: {}.",
                link::cut(format),
                FORMATS.map(|it| it.1).join(", ")
            )
        })?;
    let (both, faults) = read_compared(link);
    without(&faults)?;
    let bytes = bytes(&Export::of_compared(both, made), format)
        .map_err(|error| format!("The program could not write the file: {error}."))?;
    Ok(File { name, media, bytes })
}

/// Rejects a link of which something was not read, in sentences.
fn without(faults: &[LinkFault]) -> Result<(), String> {
    let faults: Vec<String> =
        faults.iter().filter(|fault| !fault.is_notice()).map(LinkFault::to_string).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join(" ")) }
}

/// A scenario that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its link. It includes the scenario to compare with if the file names one.
    pub link: String,
    /// The title that the file states, or an empty text.
    pub title: String,
    /// What should be known about it, in sentences; may be empty.
    pub said: String,
}

/// Reads a scenario from a file: JSON, or CSV as this program writes it or a spreadsheet has saved it.
///
/// # Errors
/// In a sentence, if it is not read. Files are read completely or not at all.
pub fn open(file: &[u8]) -> Result<Opened, String> {
    let found = import::read(file).map_err(|fault| fault.to_string())?;
    let both = Compared { shown: found.shocked, pinned: found.pinned };
    let said: Vec<String> = found.notices.iter().map(LinkFault::to_string).collect();
    Ok(Opened { link: write_compared(&both), title: found.title.unwrap_or_default(), said: said.join(" ") })
}

/// The result for a price sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Priced {
    /// It has several models with prices, and the reader must choose one: their names, in the order of the sheet.
    Choose(Vec<String>),
    /// The prices of a model are set.
    Set {
        /// The link of the scenario with these prices. It includes the scenario to compare with if the first link has
        /// one.
        link: String,
        /// Which prices were set, and what in the sheet was left out, in sentences.
        said: String,
    },
}

/// Sets the prices of a model of a price sheet in the scenario of a link; its other levers stay as they are. Without a
/// name it is the model whose prices can be set, if there is exactly one.
///
/// # Errors
/// In sentences: if the file is not a price sheet, has no such model or no prices for it that can be set, or if
/// something in the link cannot be read.
pub fn price(file: &[u8], link: &str, model: Option<&str>) -> Result<Priced, String> {
    let sheet = import::read_prices(file).map_err(|fault| fault.to_string())?;
    let model = match model {
        Some(name) => sheet.find(name).map_err(|fault| fault.to_string())?,
        None => match sheet.only() {
            Some(model) => model,
            None => return Ok(Priced::Choose(sheet.names().map(str::to_owned).collect())),
        },
    };
    let (mut both, faults) = read_compared(link);
    without(&faults)?;
    let applied = model.apply(&both.shown).map_err(|fault| fault.to_string())?;
    both.shown = applied.shocked;
    Ok(Priced::Set { link: write_compared(&both), said: applied.said.join(" ") })
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
    fn a_scenario_opens_again_as_it_was_with_the_one_it_is_compared_with() {
        for link in [LINK, "v=2&gpu=rubin&vs=gpu:h100", "v=2&vs=gpu:h100", "v=2&gpu=rubin&rent=3"] {
            for format in ["json", "csv"] {
                let file = write(link, format, made()).unwrap();
                let opened = open(&file.bytes).unwrap_or_else(|fault| panic!("{fault}: {link} as {format}"));
                assert_eq!(opened.link, link, "{format}");
                assert_eq!((opened.title.as_str(), opened.said.as_str()), (export::about::TITLE, ""));
            }
        }
        let older = open(b"name,label,value,unit\nfile.link,v=1&context=128k,,\n").unwrap();
        assert!(older.link.starts_with("v=2&context=128k") && older.said.ends_with('.'), "{older:?}");
        assert!(open(b"a,b").unwrap_err().contains("is not a scenario of the Token Factory"));
    }

    #[test]
    fn a_price_sheet_changes_the_prices_of_a_link_and_nothing_else_of_it() {
        let one = r#""a": {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05}"#;
        let other = r#""b": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}"#;
        let link = "v=2&context=128k&shocks=edge&vs=gpu:h100";
        let Ok(Priced::Set { link: found, said }) = price(format!("{{{one}}}").as_bytes(), link, None) else {
            panic!("the only model is taken")
        };
        let prices: String =
            ["price_input=3", "price_cached=3", "price_output=15"].map(|it| format!("&{it}")).concat();
        assert_eq!(found, format!("v=2&context=128k{prices}&peak_price=1&shocks=edge&vs=gpu:h100"));
        assert!(said.starts_with("The prices of “a” were set: input $3,"), "{said}");
        let both = format!("{{{one},{other}}}");
        assert_eq!(
            price(both.as_bytes(), link, None),
            Ok(Priced::Choose(vec!["a".to_owned(), "b".to_owned()]))
        );
        assert!(
            matches!(price(both.as_bytes(), "", Some("B")), Ok(Priced::Set { link, .. }) if link.contains("price_input=1&"))
        );
        for (file, link, model, words) in [
            (&both[..], "", Some("c"), "has no model called “c”"),
            (&both, "v=2&contxt=5", Some("a"), "“contxt”"),
            ("{", "", None, "cannot be read"),
            ("", "", None, "is empty"),
        ] {
            let fault = price(file.as_bytes(), link, model).unwrap_err();
            assert!(fault.contains(words), "{fault}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_in_a_sentence() {
        let fault = write(LINK, "pdf", made()).unwrap_err();
        assert!(fault.starts_with("There is no format “pdf”. Allowed: csv, xlsx,"), "{fault}");
        let fault = write("v=2&contxt=5&power=2W", "csv", made()).unwrap_err();
        assert!(fault.contains("“contxt”") && fault.contains("cannot be below"), "{fault}");
        // A link of an earlier version can be read.
        assert!(write("v=1&context=128k", "text", made()).is_ok());
    }
}

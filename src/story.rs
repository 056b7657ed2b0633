//! The story in ten chapters, with the claims it checks and the sources it cites.
//!
//! A chapter is a Markdown file. In addition to paragraphs and lists it has these forms:
//!
//! | in the file | on the page |
//! |---|---|
//! | `# Title`, first line | the heading, with the number of the chapter |
//! | `{{profit.profit}}` | the number of the scenario shown; it follows the levers |
//! | `{{profit.profit @ context=1M}}` | the number with these levers set, all others at the baseline; it is fixed |
//! | `{{live:growth.agents}}` | a text from the caller; it follows the levers |
//! | `[a longer context](set:context=1M)` | a button that sets levers |
//! | `[^gtc-2026]` | a citation: the name of a document of the catalog |
//! | `*prefill*` | a term where it is defined |
//! | `![caption](figure:market)` alone on a line | a figure, drawn by the caller |
//! | `!claim slug` alone on a line | the card of a claim, from `claims.toml` |
//! | `!shocks` alone on a line | the shocks, rendered by the caller |
//!
//! A sentence with a live number must remain true for every value of the number.

mod claims;
mod error;
mod frame;
mod numbers;
mod render;
#[cfg(test)]
mod tests;
mod when;

use crate::ui::{Computed, with_state_of};
use crate::views::raw;
pub use claims::{Claim, Trial, Verdict, claims};
pub use error::StoryError;
pub use frame::Frame;
use leptos::either::Either;
use leptos::prelude::*;
use model::catalog::{Source, sources as documents};
use render::Writer;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The files of the chapters, each with its name in addresses.
const FILES: [(&str, &str); 10] = [
    ("training-to-inference", include_str!("story/01-training-to-inference.md")),
    ("the-factory", include_str!("story/02-the-factory.md")),
    ("production-function", include_str!("story/03-production-function.md")),
    ("three-drivers", include_str!("story/04-three-drivers.md")),
    ("tiers-and-prices", include_str!("story/05-tiers-and-prices.md")),
    ("the-trillion", include_str!("story/06-the-trillion.md")),
    ("agent-economy", include_str!("story/07-agent-economy.md")),
    ("what-could-break-it", include_str!("story/08-what-could-break-it.md")),
    ("industrial-system", include_str!("story/09-industrial-system.md")),
    ("what-to-remember", include_str!("story/10-what-to-remember.md")),
];

/// The source of one chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chapter {
    /// Its name in addresses: `index.html#the-factory`.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its text in Markdown, without the title.
    pub text: &'static str,
}

/// The chapters in order, for lists and links.
///
/// # Errors
/// If a file does not begin with a title; a test checks that each does.
pub fn list() -> Result<Vec<Chapter>, StoryError> {
    FILES
        .iter()
        .map(|&(slug, file)| {
            let (title, text) = file
                .split_once('\n')
                .and_then(|(first, text)| Some((first.strip_prefix("# ")?, text)))
                .ok_or_else(|| StoryError::NoTitle(slug.to_owned()))?;
            Ok(Chapter { slug, title: title.trim(), text })
        })
        .collect()
}

/// The HTML of the whole story with its claims, and of its list of sources.
///
/// # Errors
/// If a text names something that does not exist; a test checks that none does.
pub fn chapters(of: &Frame<'_>) -> Result<String, StoryError> {
    with_state_of(&of.evaluation.scenario, Computed::default(), || {
        let mut writer = Writer::new(of);
        let mut written = Vec::new();
        for (place, chapter) in list()?.into_iter().enumerate() {
            let name = format!("{}-name", chapter.slug);
            let title = raw(writer.phrase(chapter.title)?);
            let title = view! { <span class="chapter-number">{place + 1}</span> " " {title} };
            let text = raw(writer.text(chapter.text)?);
            written.push(view! {
                <section class="chapter" id=chapter.slug aria-labelledby=name.clone()>
                    {writer.heading(0, &name, title)}
                    {text}
                </section>
            });
        }
        let sources: Vec<_> = writer.cited().iter().copied().map(cited_document).collect();
        let whole = view! {
            {written}
            <section class="sources" id="sources" aria-labelledby="sources-name">
                {writer.heading(0, "sources-name", "Sources")}
                <ol class="measure small">{sources}</ol>
            </section>
        };
        // Not `html`: the components inside keep the marks needed for hydration.
        Ok(whole.to_html())
    })
}

/// What the story requires from other parts of the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    /// The documents that it and its claims cite, in the order of their citation numbers.
    pub sources: Vec<&'static Source>,
    /// Names of its live texts, which [`Frame::live`] must know.
    pub live: BTreeSet<String>,
    /// Names of its figures in chapter order, which [`Frame::figure`] should know.
    pub figures: Vec<String>,
}

/// What the story requires from other parts of the program.
///
/// # Errors
/// If a text names something that does not exist; a test checks that none does.
pub fn needs() -> Result<Needs, StoryError> {
    let evaluation = numbers::at("")?;
    let (live, figures) = (RefCell::new(BTreeSet::new()), RefCell::new(Vec::new()));
    let frame = Frame {
        evaluation: &evaluation,
        live: &|name| {
            live.borrow_mut().insert(name.to_owned());
            Some(String::new())
        },
        figure: &|name| {
            figures.borrow_mut().push(name.to_owned());
            None
        },
        shocks: &|| None,
        heading: 3,
    };
    let sources = with_state_of(&evaluation.scenario, Computed::default(), || {
        let mut writer = Writer::new(&frame);
        for chapter in list()? {
            writer.text(chapter.text)?;
        }
        Ok(writer.cited().to_vec())
    })?;
    Ok(Needs { sources, live: live.take(), figures: figures.take() })
}

/// The documents that the story and its claims cite, in the order of their citation numbers.
///
/// # Errors
/// If a text names something that does not exist; a test checks that none does.
pub fn sources() -> Result<Vec<&'static Source>, StoryError> {
    needs().map(|needs| needs.sources)
}

/// Number of words in the chapters, without claims. A number counts as one word, a live text and a citation as none.
///
/// # Errors
/// If a file does not begin with a title; a test checks that each does.
pub fn words() -> Result<usize, StoryError> {
    Ok(list()?.iter().map(|chapter| plain(chapter.text).split_whitespace().count()).sum())
}

/// The text of a chapter as read aloud: without special forms, and with a digit for each number.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for line in markdown.lines().filter(|line| !line.starts_with('!') || line.starts_with("![")) {
        // A caption is read, but not the name of its figure.
        let mut rest = line.trim_start_matches('!');
        while let Some((before, after)) = rest.split_once(['{', '[', ']', '*']) {
            text += before;
            let form = &rest[before.len()..];
            let (skipped, heard) = if form.starts_with("{{live:") {
                (form.find("}}").map(|end| end + 2), "")
            } else if form.starts_with("{{") {
                (form.find("}}").map(|end| end + 2), "9")
            } else if form.starts_with("[^") {
                (form.find(']').map(|end| end + 1), "")
            } else if form.starts_with("](") {
                (form.find(')').map(|end| end + 1), "")
            } else {
                (None, "")
            };
            text += heard;
            rest = skipped.map_or(after, |end| &form[end..]);
        }
        text += rest;
        text += "\n";
    }
    text
}

/// A document in the list of sources.
fn cited_document(source: &'static Source) -> impl IntoView {
    let slug = documents::slug(source).unwrap_or_default();
    let title = if source.url.is_empty() {
        Either::Left(source.title)
    } else {
        Either::Right(view! { <a href=source.url rel="noopener external">{source.title}</a> })
    };
    let published = (!source.published.is_empty()).then(|| {
        view! { ", " <time datetime=source.published>{source.published}</time> }
    });
    view! {
        <li id=format!("source-{slug}")>
            <cite>{title}</cite> ". " {source.publisher} {published}
            ". Read " <time datetime=source.read>{source.read}</time> "."
        </li>
        "\n"
    }
}

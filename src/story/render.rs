//! Markdown of the story into HTML.

use super::numbers::{fixed, number, scenario};
use super::{Frame, StoryError, claims};
use crate::ui::drawing::DrawingSlot;
use crate::ui::number::Number;
use crate::ui::story::{LiveText, Phrase};
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::catalog::{Source, sources};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

/// What grows while the story is written: the documents cited so far.
pub(super) struct Writer<'a> {
    frame: &'a Frame<'a>,
    cited: Vec<&'static Source>,
}

impl<'a> Writer<'a> {
    /// Nothing is cited yet.
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        Self { frame, cited: Vec::new() }
    }
    /// The documents cited so far, in order of their numbers.
    pub(super) fn cited(&self) -> &[&'static Source] {
        &self.cited
    }
    /// A heading so many levels below that of the chapters.
    pub(super) fn heading(&self, below: u8, id: &str, inner: &Markup) -> Markup {
        match self.frame.heading + below {
            ..=2 => html! { h2 id=(id) { (inner) } },
            3 => html! { h3 id=(id) { (inner) } },
            4 => html! { h4 id=(id) { (inner) } },
            5 => html! { h5 id=(id) { (inner) } },
            6.. => html! { h6 id=(id) { (inner) } },
        }
    }
    /// A text of paragraphs, lists and figures.
    pub(super) fn text(&mut self, markdown: &str) -> Result<Markup, StoryError> {
        self.write(markdown, false)
    }
    /// A text without paragraphs, to stand within another element.
    pub(super) fn phrase(&mut self, markdown: &str) -> Result<Markup, StoryError> {
        self.write(markdown, true)
    }
    /// Elements that are open hold what was written inside them; an element is written when it ends.
    fn write(&mut self, markdown: &str, bare: bool) -> Result<Markup, StoryError> {
        let mut open: Vec<Open<'_>> = vec![Open::default()];
        for event in TextMergeStream::new(Parser::new_ext(markdown, Options::ENABLE_OLD_FOOTNOTES)) {
            let written = match event {
                Event::Start(tag) => {
                    open.push(Open { tag: Some(tag), ..Open::default() });
                    continue;
                }
                Event::End(end) => {
                    let ended = open.pop().unwrap_or_default();
                    self.element(ended, end, bare)?
                }
                Event::Text(text) => {
                    if let Some(last) = open.last_mut() {
                        last.text += &text;
                    }
                    self.live(&text)?
                }
                Event::SoftBreak => {
                    if let Some(last) = open.last_mut() {
                        last.text += " ";
                    }
                    html! { "\n" }
                }
                Event::FootnoteReference(name) => self.citation(&name)?,
                other => return Err(StoryError::NoForm(format!("{other:?}"))),
            };
            if let Some(last) = open.last_mut() {
                last.inner += &written.0;
            }
        }
        Ok(PreEscaped(open.pop().unwrap_or_default().inner))
    }
    fn element(&mut self, ended: Open<'_>, end: TagEnd, bare: bool) -> Result<Markup, StoryError> {
        let inner = PreEscaped(ended.inner);
        Ok(match (end, ended.tag) {
            (TagEnd::Paragraph, _) if bare => inner,
            (TagEnd::Paragraph, _) => match ended.text.strip_prefix('!') {
                Some("shocks") => html! {
                    @if let Some(shocks) = (self.frame.shocks)() { (shocks) }
                },
                Some(rest) => match rest.strip_prefix("claim ") {
                    Some(slug) => claims::card(claims::claim(slug.trim())?, self)?,
                    None => return Err(StoryError::NoForm(ended.text)),
                },
                None if inner.0.starts_with("<figure") => inner,
                None => html! { p class="measure" { (inner) } "\n" },
            },
            (TagEnd::Emphasis, _) => html! { dfn { (inner) } },
            (TagEnd::Strong, _) => html! { strong { (inner) } },
            (TagEnd::List(true), _) => html! { ol class="measure" { (inner) } "\n" },
            (TagEnd::List(false), _) => html! { ul class="measure" { (inner) } "\n" },
            (TagEnd::Item, _) => html! { li { (inner) } },
            (TagEnd::Link, Some(Tag::Link { dest_url, .. })) => match dest_url.strip_prefix("set:") {
                Some(settings) => button(settings, &inner)?,
                None => return Err(StoryError::NoForm(format!("the link {dest_url}"))),
            },
            (TagEnd::Image, Some(Tag::Image { dest_url, .. })) => match dest_url.strip_prefix("figure:") {
                Some(name) => html! {
                    figure data-figure=(name) {
                        (slot(name, (self.frame.figure)(name)))
                        figcaption { (inner) }
                    }
                    "\n"
                },
                None => return Err(StoryError::NoForm(format!("the picture {dest_url}"))),
            },
            (other, _) => return Err(StoryError::NoForm(format!("{other:?}"))),
        })
    }
    /// Text with the numbers and live texts that it names in double braces.
    fn live(&self, text: &str) -> Result<Markup, StoryError> {
        let mut pieces = text.split("{{");
        let mut written = html! { (pieces.next().unwrap_or_default()) };
        for piece in pieces {
            let (name, rest) =
                piece.split_once("}}").ok_or_else(|| StoryError::NoForm(format!("“{piece}”")))?;
            let made = match (name.strip_prefix("live:"), name.split_once('@')) {
                (Some(live), _) => self.law(live)?,
                (None, Some((name, settings))) => fixed(name.trim(), settings.trim())?,
                (None, None) => {
                    number(self.frame.evaluation, name.trim())?;
                    let name = name.trim().to_owned();
                    PreEscaped(view! { <Number name/> }.to_html())
                }
            };
            written = html! { (written) (made) (rest) };
        }
        Ok(written)
    }
    /// A text that another part of the program writes, and writes anew when the scenario changes.
    pub(super) fn law(&self, name: &str) -> Result<Markup, StoryError> {
        let text = (self.frame.live)(name).ok_or_else(|| StoryError::NoLive(name.to_owned()))?;
        let name = name.to_owned();
        Ok(PreEscaped(view! { <LiveText name told=text/> }.to_html()))
    }
    /// The number of a document, which leads to the list of them.
    fn citation(&mut self, name: &str) -> Result<Markup, StoryError> {
        let source = sources::named(name).ok_or_else(|| StoryError::NoSource(name.to_owned()))?;
        let place = self.cited.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.cited.push(source);
            self.cited.len() - 1
        });
        Ok(html! {
            sup class="cite" {
                a href=(format!("#source-{name}")) aria-label=(format!("Source {}", place + 1)) title=(format!("{}, {}", source.title, source.publisher)) { (place + 1) }
            }
        })
    }
}

/// A phrase that sets levers.
pub(super) fn button(settings: &str, inner: &Markup) -> Result<Markup, StoryError> {
    scenario(settings)?;
    let (settings, words) = (settings.to_owned(), Some(inner.0.clone()));
    Ok(PreEscaped(view! { <Phrase settings class="phrase" words/> }.to_html()))
}

/// The slot of a drawing.
fn slot(name: &str, drawing: Option<Markup>) -> Markup {
    let (name, drawing) = (name.to_owned(), drawing.map(PreEscaped::into_string));
    PreEscaped(view! { <DrawingSlot name drawing/> }.to_html())
}

/// An element that has not ended.
#[derive(Default)]
struct Open<'t> {
    /// Its beginning; none for the whole text.
    tag: Option<Tag<'t>>,
    /// The HTML inside.
    inner: String,
    /// The text as it was written, outside of elements within.
    text: String,
}

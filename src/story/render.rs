//! Renders the story's Markdown as HTML.

use super::claims::{Claim, Trial, claim};
use super::error::StoryError;
use super::frame::Frame;
use super::numbers::{fixed, number, scenario};
use crate::ui::drawing::DrawingSlot;
use crate::ui::number::Number;
use crate::ui::story::{LiveText, Phrase};
use crate::views::menu::{figure_menu, has_menu};
use crate::views::{html, raw};
use leptos::prelude::*;
use model::catalog::{Source, sources};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

/// State while the story is rendered: the documents cited so far.
pub(super) struct Writer<'a> {
    frame: &'a Frame<'a>,
    cited: Vec<&'static Source>,
}

impl<'a> Writer<'a> {
    /// A writer without citations.
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        Self { frame, cited: Vec::new() }
    }
    /// The documents cited so far, in order of their numbers.
    pub(super) fn cited(&self) -> &[&'static Source] {
        &self.cited
    }
    /// A heading `below` levels below those of the chapters.
    pub(super) fn heading<V: IntoView + 'static>(&self, below: u8, id: &str, inner: V) -> AnyView {
        let id = id.to_owned();
        match self.frame.heading + below {
            ..=2 => view! { <h2 id=id>{inner}</h2> }.into_any(),
            3 => view! { <h3 id=id>{inner}</h3> }.into_any(),
            4 => view! { <h4 id=id>{inner}</h4> }.into_any(),
            5 => view! { <h5 id=id>{inner}</h5> }.into_any(),
            6.. => view! { <h6 id=id>{inner}</h6> }.into_any(),
        }
    }
    /// The HTML of a text of paragraphs, lists and figures.
    pub(super) fn text(&mut self, markdown: &str) -> Result<String, StoryError> {
        self.write(markdown, false)
    }
    /// The HTML of a text without paragraphs, for use within another element.
    pub(super) fn phrase(&mut self, markdown: &str) -> Result<String, StoryError> {
        self.write(markdown, true)
    }
    /// Open elements collect the HTML written inside them; an element is written when it ends. Paragraphs of a bare
    /// text produce no elements.
    fn write(&mut self, markdown: &str, bare: bool) -> Result<String, StoryError> {
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
                    "\n".to_owned()
                }
                Event::FootnoteReference(name) => self.citation(&name)?,
                other => return Err(StoryError::NoForm(format!("{other:?}"))),
            };
            if let Some(last) = open.last_mut() {
                last.inner += &written;
            }
        }
        Ok(open.pop().unwrap_or_default().inner)
    }
    fn element(&mut self, ended: Open<'_>, end: TagEnd, bare: bool) -> Result<String, StoryError> {
        let inner = ended.inner;
        Ok(match (end, ended.tag) {
            (TagEnd::Paragraph, _) if bare => inner,
            (TagEnd::Paragraph, _) => match ended.text.strip_prefix('!') {
                // Not `html`: they keep the marks needed for hydration.
                Some("shocks") => (self.frame.shocks)().map(RenderHtml::to_html).unwrap_or_default(),
                Some(rest) => match rest.strip_prefix("claim ") {
                    Some(slug) => html(claim_card(claim(slug.trim())?, self)?),
                    None => return Err(StoryError::NoForm(ended.text)),
                },
                None if inner.starts_with("<figure") => inner,
                None => html(view! { <p class="measure">{raw(inner)}</p> "\n" }),
            },
            (TagEnd::Emphasis, _) => html(view! { <dfn>{raw(inner)}</dfn> }),
            (TagEnd::Strong, _) => html(view! { <strong>{raw(inner)}</strong> }),
            (TagEnd::List(true), _) => html(view! { <ol class="measure">{raw(inner)}</ol> "\n" }),
            (TagEnd::List(false), _) => html(view! { <ul class="measure">{raw(inner)}</ul> "\n" }),
            (TagEnd::Item, _) => html(view! { <li>{raw(inner)}</li> }),
            (TagEnd::Link, Some(Tag::Link { dest_url, .. })) => match dest_url.strip_prefix("set:") {
                Some(settings) => html(button(settings, raw(inner))?),
                None => return Err(StoryError::NoForm(format!("the link {dest_url}"))),
            },
            (TagEnd::Image, Some(Tag::Image { dest_url, .. })) => match dest_url.strip_prefix("figure:") {
                Some(name) => {
                    let drawing = (self.frame.figure)(name).map(html);
                    let menu = (drawing.is_some() && has_menu(name)).then(|| figure_menu(name));
                    html(view! {
                        <figure data-figure=name.to_owned()>
                            <DrawingSlot name=name.to_owned() drawing/>
                            <figcaption class="has-menu">{raw(inner)}{menu}</figcaption>
                        </figure>
                        "\n"
                    })
                }
                None => return Err(StoryError::NoForm(format!("the picture {dest_url}"))),
            },
            (other, _) => return Err(StoryError::NoForm(format!("{other:?}"))),
        })
    }
    /// Text with the numbers and live texts named in double braces.
    fn live(&self, text: &str) -> Result<String, StoryError> {
        let mut pieces = text.split("{{");
        let mut written = escaped(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (name, rest) =
                piece.split_once("}}").ok_or_else(|| StoryError::NoForm(format!("“{piece}”")))?;
            written += &match (name.strip_prefix("live:"), name.split_once('@')) {
                (Some(live), _) => html(self.live_text(live)?),
                (None, Some((name, settings))) => html(fixed(name.trim(), settings.trim())?),
                (None, None) => {
                    let name = name.trim().to_owned();
                    number(self.frame.evaluation, &name)?;
                    html(view! { <Number name/> })
                }
            };
            written += &escaped(rest);
        }
        Ok(written)
    }
    /// A text that another part of the program writes, and rewrites when the scenario changes.
    pub(super) fn live_text(&self, name: &str) -> Result<impl IntoView + use<>, StoryError> {
        let text = (self.frame.live)(name).ok_or_else(|| StoryError::NoLive(name.to_owned()))?;
        Ok(view! { <LiveText name=name.to_owned() content=text/> })
    }
    /// The citation number of a document, which links to the list of sources.
    fn citation(&mut self, name: &str) -> Result<String, StoryError> {
        let source = sources::named(name).ok_or_else(|| StoryError::NoSource(name.to_owned()))?;
        let place = self.cited.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.cited.push(source);
            self.cited.len() - 1
        });
        Ok(html(view! {
            <sup class="cite">
                <a href=format!("#source-{name}") aria-label=format!("Source {}", place + 1)
                    title=format!("{}, {}", source.title, source.publisher)>{place + 1}</a>
            </sup>
        }))
    }
}

/// The escaped HTML of a text. Leptos writes a space for an empty one.
fn escaped(text: &str) -> String {
    if text.is_empty() { String::new() } else { html(text.to_owned()) }
}

/// A phrase that sets levers.
pub(super) fn button<V: IntoView>(settings: &str, inner: V) -> Result<impl IntoView + use<V>, StoryError> {
    scenario(settings)?;
    Ok(view! { <Phrase settings=settings.to_owned() class="phrase" words=Some(html(inner))/> })
}

/// The claim as a card.
fn claim_card(claim: &Claim, writer: &mut Writer<'_>) -> Result<impl IntoView + use<>, StoryError> {
    let id = format!("claim-{}", claim.slug);
    let name = format!("{id}-name");
    let title = writer.heading(1, &name, ("Claim: ", claim.title.clone()));
    let said = raw(writer.phrase(&claim.claim)?);
    let model = raw(writer.phrase(&claim.model)?);
    let record = raw(writer.phrase(&claim.record)?);
    let sentence = raw(writer.phrase(&claim.sentence)?);
    let law = claim.law.as_deref().map(|law| writer.live_text(law)).transpose()?;
    let verdict = claim.verdict;
    Ok(view! {
        <article class="claim" id=id aria-labelledby=name>
            {title}
            <p class="verdict">
                <span class=format!("badge {}", verdict.class())>{verdict.word()}</span> " " {sentence}
            </p>
            <dl>
                <div><dt>"The article"</dt> <dd>{said}</dd></div>
                <div><dt>"The model"</dt> <dd>{model} {law.map(|law| view! { " " {law} })}</dd></div>
                <div><dt>"The record"</dt> <dd>{record}</dd></div>
                <div><dt>"Holds with"</dt> <dd>{trials(&claim.holds)?}</dd></div>
                <div><dt>"Breaks with"</dt> <dd>{trials(&claim.breaks)?}</dd></div>
            </dl>
        </article>
    })
}

/// A list of settings to try.
fn trials(trials: &[Trial]) -> Result<impl IntoView + use<>, StoryError> {
    let item = |trial: &Trial| {
        let after = button(&trial.set, trial.label.clone())?;
        let before = (!trial.from.is_empty()).then(|| button(&trial.from, "the scenario before"));
        let before = before.transpose()?.map(|before| view! { " (" {before} ")" });
        Ok(view! { <li>{after} {before}</li> })
    };
    let items: Vec<_> = trials.iter().map(item).collect::<Result<_, _>>()?;
    Ok(view! { <ul class="trials">{items}</ul> })
}

/// An open element.
#[derive(Default)]
struct Open<'t> {
    /// Its start tag; `None` for the whole text.
    tag: Option<Tag<'t>>,
    /// The HTML inside.
    inner: String,
    /// The source text outside nested elements.
    text: String,
}

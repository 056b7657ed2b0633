//! A page that runs the program, without its content.

use super::address;
use super::asset::Asset;
use super::policy::Policy;
use super::start::Start;
use crate::views::html;
use leptos::prelude::*;

/// The place for the page's content in the file that Trunk has made.
const ROOM: &str = "<!-- page -->";

/// The place in a page for the tags that start it.
const START: &str = "<!-- start -->";

/// A page that runs the program, without the content of its `main` element.
pub(super) struct Shell<'a> {
    html: String,
    policy: Policy<'a>,
}

impl<'a> Shell<'a> {
    /// The file that Trunk has made, with one style sheet instead of several and with the tags that start the
    /// program.
    pub(super) fn new(index: &str, style: &Asset, start: &Start, policy: Policy<'a>) -> Self {
        let mut text = String::with_capacity(index.len() + 10_000);
        let mut has_style = false;
        // Removes what is only for its authors: indentation, and lines that are comments.
        let is_remark =
            |line: &str| line.starts_with("<!--") && line.ends_with("-->") && line != START && line != ROOM;
        for line in index.lines().map(str::trim).filter(|line| !line.is_empty() && !is_remark(line)) {
            // Tags on one line each, as Trunk writes them.
            for tag in line.split_inclusive('>') {
                if tag.contains("<link ") && tag.contains("\"stylesheet\"") {
                    if !has_style {
                        text.push_str(&html(stylesheet(style)));
                    }
                    has_style = true;
                } else if tag.contains("</body>") {
                    text.push_str(&html(start.foot("./")));
                    text.push_str(tag);
                } else {
                    text.push_str(tag);
                }
            }
            text.push('\n');
        }
        let begin = html((policy_within(&policy), start.head("./")));
        let text = text.replace(START, &begin);
        let html = if policy.site.is_empty() { text } else { address::head(&text, policy.site) };
        Self { html, policy }
    }
    /// The page with the content of its `main` element.
    pub(super) fn filled(&self, content: &str) -> String {
        self.html.replace(ROOM, content)
    }
    /// The shell of another page of the site: with its own address, title and description, and additional style
    /// rules.
    pub(super) fn of_page(&self, file: &str, title: &str, about: &str, style: &Asset) -> Self {
        let own = if self.policy.site.is_empty() { "./" } else { self.policy.site };
        let head = [
            ("<title>", "<", format!("{title}. Token Factory")),
            ("name=\"description\" content=\"", "\"", about.to_owned()),
            ("property=\"og:title\" content=\"", "\"", title.to_owned()),
            ("property=\"og:description\" content=\"", "\"", about.to_owned()),
            ("rel=\"canonical\" href=\"", "\"", format!("{own}{file}")),
            ("property=\"og:url\" content=\"", "\"", format!("{own}{file}")),
        ];
        let styled = self.html.replacen("</head>", &(html(stylesheet(style)) + "</head>"), 1);
        let html = head.into_iter().fold(styled, |html, (before, after, text)| {
            // A shell without a known site address has no `og:url`.
            match html.split_once(before).and_then(|(head, rest)| Some((head, rest.split_once(after)?.1))) {
                Some((head, rest)) => [head, before, &text, after, rest].concat(),
                None => html,
            }
        });
        Self { html, policy: self.policy }
    }
}

/// The link to a style sheet, which is next to the page. It has no checksum: a browser that opens the page from a
/// local folder cannot verify one, and would show the page without styles.
fn stylesheet(style: &Asset) -> impl IntoView + use<> {
    view! { <link rel="stylesheet" href=format!("./{}", style.name)/> }
}

/// The policy of a page, for hosts that send none.
pub(super) fn policy_within(policy: &Policy<'_>) -> impl IntoView + use<> {
    view! { <meta http-equiv="Content-Security-Policy" content=policy.within()/> }
}

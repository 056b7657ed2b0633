//! A page of the site beside the first: its head, its title and the way back.

use super::page::policy_within;
use super::policy::{Kind, Policy};
use maud::{DOCTYPE, Markup, html};

/// What such a page is.
pub(super) struct Document<'a> {
    /// Its heading.
    pub(super) title: &'a str,
    /// What it holds, in a sentence for search engines.
    pub(super) about: &'a str,
    /// Class of its main part; may be empty.
    pub(super) class: &'a str,
    /// What its policy allows.
    pub(super) kind: Kind,
    /// Addresses of its style sheets.
    pub(super) styles: &'a [String],
}

impl Document<'_> {
    /// The whole page, which reads without a script.
    pub(super) fn with(&self, body: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    (policy_within(&Policy { kind: self.kind, map: "", site: "" }))
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) ". Token Factory" }
                    meta name="description" content=(self.about);
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href="icon.svg" type="image/svg+xml";
                    link rel="manifest" href="manifest.webmanifest";
                    @for style in self.styles { link rel="stylesheet" href=(style); }
                }
                body {
                    main class=[(!self.class.is_empty()).then_some(self.class)] id="factory" {
                        header.masthead {
                            h1 { (self.title) }
                            p.strap { a href="./" { "Token Factory" } ", an AI data center that you can run" }
                        }
                        (body)
                    }
                }
            }
        }
    }
}

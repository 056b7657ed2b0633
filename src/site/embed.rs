//! The reduced page for frames, one folder below the site, and the script that other people use to embed it.

use super::asset::Asset;
use super::glue;
use super::page::{Draws, computed, stills};
use super::policy::Policy;
use super::shell::policy_within;
use super::start::Start;
use super::stylesheet;
use crate::views::embed::{Parts, embed};
use crate::views::{html, raw};
use leptos::prelude::*;
use std::path::Path;
use std::{fs, io};

/// Its path within the site.
pub(super) const PLACE: &str = "embed/index.html";

/// The relative path from it to the folder of the files.
pub(super) const UP: &str = "../";

/// Its own style rules, in addition to those it shares with the first page.
const STYLE: &str = include_str!("../../style/embed.css");

/// The script that reads its options and communicates with the host page.
const FRAME: &str = include_str!("../script/frame.js");

/// For other people's pages: the custom element and its types.
const ELEMENT: &str = include_str!("../script/embed.js");
const TYPES: &str = include_str!("../script/embed.d.ts");

/// Writes the page, its style sheet, its script and the element.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn write(
    folder: &Path,
    style: &Asset,
    start: &Start,
    policy: &Policy<'_>,
    draws: &Draws,
) -> io::Result<()> {
    let own = stylesheet::write(folder, "embed", STYLE)?;
    let frame = Asset::write(folder, "frame", "js", glue::minified(FRAME))?;
    fs::create_dir_all(folder.join("embed"))?;
    fs::write(folder.join(PLACE), page([style, &own], &frame, start, policy, draws))?;
    fs::write(folder.join("embed.js"), glue::minified(ELEMENT))?;
    fs::write(folder.join("embed.d.ts"), TYPES)
}

/// The link to a style sheet of the site, with its checksum: the frame is on other people's pages.
fn stylesheet_link(style: &Asset) -> impl IntoView + use<> {
    let Asset { name, integrity } = style.clone();
    view! { <link rel="stylesheet" href=format!("{UP}{name}") crossorigin="anonymous" integrity=integrity/> }
}

fn page(styles: [&Asset; 2], frame: &Asset, start: &Start, policy: &Policy<'_>, draws: &Draws) -> String {
    let parts = Parts { computed: computed(draws), still: &|_, figure| html(stills(figure)) };
    let page = view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                {policy_within(policy)}
                // First: the program must not mistake the options for levers.
                <script src=format!("{UP}{}", frame.name) crossorigin="anonymous" integrity=frame.integrity.clone()></script>
                {start.light_head(UP)}
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>"Token Factory"</title>
                <meta name="description"
                    content="The economics of AI tokens as an equation, levers and charts, for other pages."/>
                <meta name="robots" content="noindex"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href=format!("{UP}icon.svg") type="image/svg+xml"/>
                {styles.map(stylesheet_link)}
            </head>
            <body>
                {raw(embed(parts))}
                {start.foot(UP)}
            </body>
        </html>
    };
    // Not `html`: the components in the body keep the marks needed for hydration.
    page.to_html()
}

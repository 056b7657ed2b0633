//! The light page for frames, one folder deeper than the site, and the script with which other people put it on theirs.

use super::asset::Asset;
use super::glue;
use super::page::{Draws, policy_within, stills, stylesheet};
use super::policy::Policy;
use super::start::Start;
use super::stylesheet::minified;
use crate::views::embed::{Parts, embed};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::path::Path;
use std::{fs, io};

/// Where the page lies within the site.
pub(super) const PLACE: &str = "embed/index.html";

/// What leads from it to the folder of the files.
pub(super) const UP: &str = "../";

/// Its own rules, beside those it shares with the first page.
const STYLE: &str = include_str!("../../style/embed.css");

/// What reads its options and speaks with the page around it.
const FRAME: &str = include_str!("../script/frame.js");

/// For other people's pages: the element, and its types.
const ELEMENT: &str = include_str!("../script/embed.js");
const TYPES: &str = include_str!("../script/embed.d.ts");

/// Writes the page, its style sheet, its script and the element.
///
/// # Errors
/// Where the folder cannot be written.
pub(super) fn write(
    folder: &Path,
    style: &Asset,
    start: &Start,
    policy: &Policy<'_>,
    draws: &Draws,
) -> io::Result<()> {
    let own = Asset::write(folder, "embed", "css", minified(STYLE))?;
    let frame = Asset::write(folder, "frame", "js", glue::minified(FRAME))?;
    fs::create_dir_all(folder.join("embed"))?;
    fs::write(folder.join(PLACE), page(&[style, &own], &frame, start, policy, draws).into_string())?;
    fs::write(folder.join("embed.js"), glue::minified(ELEMENT))?;
    fs::write(folder.join("embed.d.ts"), TYPES)
}

fn page(styles: &[&Asset], frame: &Asset, start: &Start, policy: &Policy<'_>, draws: &Draws) -> Markup {
    let (outlook, band) = draws;
    let parts = Parts {
        outlook: outlook.as_ref(),
        band: band.as_ref(),
        still: &|_, figure| stills(figure).into_string(),
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                (policy_within(policy))
                // First: the program must not take the options for levers.
                script src={ (UP) (frame.name) } crossorigin="anonymous" integrity=(frame.integrity) {}
                (start.light_head(UP))
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Token Factory" }
                meta name="description" content="The economics of AI tokens as an equation, levers and charts, for other pages.";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                link rel="icon" href={ (UP) "icon.svg" } type="image/svg+xml";
                @for style in styles { (stylesheet(style, UP)) }
            }
            body {
                (PreEscaped(embed(&parts)))
                (start.foot(UP))
            }
        }
    }
}

//! Generates files when the site is built, from the same data as the tests use: `token-factory prerender DIR`.

pub(crate) mod address;
mod api;
mod app;
mod asset;
mod builder;
pub mod card;
pub mod document;
mod embed;
mod glue;
pub mod hosting;
mod imports;
mod licences;
pub mod manual;
mod page;
mod pictures;
pub mod policy;
mod right;
mod sbom;
mod shell;
mod start;
mod still;
mod story;
mod stylesheet;
pub mod sweeps;

use crate::views::html;
use model::scenario::Scenario;
use model::study::evaluate::evaluate;
use policy::{File, Kind, Policy};
pub use right::{page, part};
use start::Start;
use std::fs;
use std::io;
use std::path::Path;

/// Writes the files into the folder of a site that contains its `index.html`.
///
/// # Errors
/// If the folder has no `index.html` or cannot be written.
pub fn prerender(folder: &Path) -> io::Result<()> {
    let place = folder.join("index.html");
    let index = fs::read_to_string(&place)?;
    let site = site_address()?;
    let (start, index) = Start::write(folder, &index)?;
    let style = page::style(folder, &index)?;
    let pictures = pictures::Pictures::new();
    let map = start.allowed("./");
    let policy = Policy { kind: Kind::Page, map: &map, site: &site };
    let draws = page::draws(Scenario::baseline());
    let shell = shell::Shell::new(&index, &style, &start, policy);
    fs::write(place, page::fill(&shell, &draws, &pictures))?;
    story::write(folder, &shell, &pictures)?;
    if !site.is_empty() {
        address::map(folder, &site)?;
    }
    let picture = html(pictures.lazy("accuracy", &evaluate(&Scenario::baseline())));
    pictures.write(folder)?;
    let framed = start.allowed(embed::UP);
    embed::write(folder, &style, &start, &Policy { kind: Kind::Embed, map: &framed, site: &site }, &draws)?;
    let styles = [style.name];
    builder::write(folder, &styles, &site)?;
    fs::write(folder.join("right.html"), html(page(&styles, &picture)))?;
    fs::write(folder.join("right.part.html"), html(part(right::Level::Third, None)))?;
    card::write(folder)?;
    fs::write(folder.join(address::SCHEMA), export::json::SCHEMA)?;
    fs::write(folder.join("measured.tsv"), pictures.published.write())?;
    api::write(folder)?;
    sbom::write(folder)?;
    app::manifest(folder, &site)?;
    // The following files list the ones written so far.
    let unweighed = hosting::Weight { first: 0, embed: 0, kept: 0, stored: 0 };
    let manual_styles = manual::write_styles(folder, &styles)?;
    let manual = |weight| html(manual::page(&manual_styles, weight));
    let weight = hosting::Weight::of(folder, &files(folder)?, &manual(unweighed))?;
    fs::write(folder.join("manual.html"), manual(weight))?;
    let names = files(folder)?;
    app::worker(folder, &names)?;
    let map_of = |name: &str| match name {
        "index.html" | address::STORY => map.clone(),
        embed::PLACE => framed.clone(),
        _ => String::new(),
    };
    let files: Vec<File> = files(folder)?.into_iter().map(|name| File { map: map_of(&name), name }).collect();
    policy::write(folder, &files, &site)
}

/// The address at which the site will be hosted; empty if it was not given.
fn site_address() -> io::Result<String> {
    let text = std::env::var(address::VARIABLE).unwrap_or_default();
    let wrong = || {
        io::Error::other(format!(
            "{} is “{text}”. Allowed: the whole address of a site, such as https://example.org/tokens/.",
            address::VARIABLE
        ))
    };
    if text.is_empty() { Ok(text) } else { address::read(&text).ok_or_else(wrong) }
}

/// The name of each file of a site, sorted; a slash separates folders.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut open = vec![String::new()];
    while let Some(within) = open.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let entry = entry?;
            let name = format!("{within}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push(format!("{name}/"));
            } else {
                names.push(name);
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::format::digits::shown;
    use model::quantity::unit::PERCENT;

    #[test]
    fn a_folder_without_a_page_is_refused() {
        assert!(prerender(Path::new("/nowhere/at/all")).is_err());
    }

    #[test]
    fn the_page_has_every_case_and_every_group() {
        let page = html(page(&["./a.css".to_owned()], ""));
        let escaped = |text: &str| html(text.to_owned());
        for (_, file) in model::study::validation::cases::files() {
            for case in &file.case {
                assert!(page.contains(&escaped(&case.title)), "{}", case.title);
                assert!(case.why.as_deref().is_none_or(|why| page.contains(&escaped(why))), "{}", case.title);
            }
            for document in file.sources.values() {
                assert!(page.contains(&escaped(&document.title)) && page.contains(&escaped(&document.url)));
            }
        }
        for document in &model::catalog::measured::DOCUMENTS {
            assert!(page.contains(&escaped(document.source.title)), "{}", document.source.title);
        }
        for group in model::study::validation::errors::groups(&model::study::validation::errors::held_out()) {
            assert!(page.contains(&shown(group.errors.median, &PERCENT)), "{}", group.label);
        }
        assert!(page.contains(model::catalog::accuracy::DATE) && !page.contains("NaN"));
        assert!(!page.contains("<script"));
    }
}

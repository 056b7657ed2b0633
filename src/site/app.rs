//! The parts that make the site an installable app: its service worker, which keeps files on the reader's machine,
//! and its manifest.

use super::asset::{hash, integrity};
use super::card::ICONS;
use super::glue;
use model::scenario::presets::PRESETS;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::{fs, io};

/// The service worker, and the one that removes it.
const WORKER: &str = include_str!("../script/sw.js");
const OFF: &str = include_str!("../script/sw-off.js");

/// Whether a file is kept for use without a network: not those for other people's pages, for servers, or for search
/// engines.
pub(super) fn is_kept(name: &str) -> bool {
    let not = [
        "_headers",
        "builder.html",
        "card.png",
        "embed.js",
        "embed.d.ts",
        "robots.txt",
        "sbom.cdx.json",
        super::address::SCHEMA,
        "licences.txt",
        "sitemap.xml",
        "sw.js",
    ];
    !not.contains(&name)
        && !["embed/", "embed-", "frame-", "builder-", "hosting/", "screenshot", "screenshots/"]
            .iter()
            .any(|part| name.starts_with(part))
}

/// Writes the service worker for a finished site, and the switch that turns it off.
///
/// # Errors
/// If a file cannot be read or written.
pub(super) fn worker(folder: &Path, names: &[String]) -> io::Result<()> {
    let mut files = Map::new();
    for name in names.iter().filter(|name| is_kept(name)) {
        let held = fs::read(folder.join(name))?;
        let name = if name == "index.html" { "" } else { name };
        files.insert(name.to_owned(), Value::from(integrity(held)));
    }
    let list = Value::from(files).to_string();
    let edition = hash(&list);
    let worker = glue::minified(WORKER)
        .replace("/* edition */ \"\"", &Value::from(edition).to_string())
        .replace("/* files */ {}", &list);
    fs::write(folder.join("sw.js"), worker)?;
    fs::create_dir_all(folder.join("hosting"))?;
    fs::write(folder.join("hosting/sw-off.js"), glue::minified(OFF))
}

/// Screenshots of the app for stores and installers: their names, sizes and contents.
const PICTURES: [(&str, &str, &str, &str); 2] = [
    ("screenshot.png", "1440x900", "wide", "The equation with live numbers, four levers, profit and market"),
    ("screenshot-narrow.png", "390x844", "narrow", "The equation and the first levers on a phone"),
];

/// Number of scenarios offered with the icon of the app.
const SHORTCUTS: usize = 4;

/// Writes the manifest that browsers read when the site is installed.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn manifest(folder: &Path, site: &str) -> io::Result<()> {
    let icons: Vec<Value> = ICONS
        .iter()
        .map(|icon| {
            let purpose = if icon.name.contains("maskable") { "maskable" } else { "any" };
            json!({ "src": icon.name, "sizes": format!("{0}x{0}", icon.side), "type": "image/png", "purpose": purpose })
        })
        .chain([json!({ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" })])
        .collect();
    let pictures = PICTURES.map(|(src, sizes, form, label)| {
        json!({ "src": src, "sizes": sizes, "type": "image/png", "form_factor": form, "label": label })
    });
    let shortcuts: Vec<Value> = PRESETS
        .iter()
        .filter(|preset| !preset.link.is_empty())
        .take(SHORTCUTS)
        .map(|preset| {
            json!({
                "name": preset.label,
                "url": format!("./?{}", preset.link),
                "icons": [{ "src": "icon-192.png", "sizes": "192x192", "type": "image/png" }],
            })
        })
        .collect();
    // The id by which browsers identify the app, even if its start page moves; it is resolved against the root of the
    // host.
    let id = site.splitn(4, '/').nth(3).map_or_else(|| "token-factory".to_owned(), |path| format!("/{path}"));
    let manifest = json!({
        "id": id,
        "name": "Token Factory: run the economics of AI tokens",
        "short_name": "Token Factory",
        "description": "Change context length, agents, chips or electricity, and see how tokens, dollars and gigawatts respond.",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "lang": "en",
        "dir": "ltr",
        "categories": ["business", "education", "finance"],
        "background_color": "#fdfcf9",
        "theme_color": "#fdfcf9",
        "icons": icons,
        "screenshots": pictures,
        "shortcuts": shortcuts,
    });
    fs::write(folder.join("manifest.webmanifest"), serde_json::to_string_pretty(&manifest)?)
}

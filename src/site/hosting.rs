//! “Host it yourself”: which files to copy where, how a host should respond, and how many bytes a visit takes.

use super::app::is_kept;
use super::asset::is_hashed;
use leptos::prelude::*;
use std::path::Path;
use std::{fs, io};

/// Bytes of a finished site, as transferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// Bytes that a first visit loads until the levers move, at the best compression (brotli 11).
    pub first: usize,
    /// The files of the embed that a first visit does not load, with the same compression.
    pub embed: usize,
    /// Everything kept for use without a network, with the compression of hosts that compress on the fly (brotli 5).
    pub kept: usize,
    /// The same as stored on disk.
    pub stored: usize,
}

impl Weight {
    /// Measures the files of a folder. `manual` is the page that shows the result.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(super) fn of(folder: &Path, names: &[String], manual: &str) -> io::Result<Self> {
        let mut weight =
            Self { first: 0, embed: 0, kept: compressed(manual.as_bytes(), 5), stored: manual.len() };
        for name in names {
            let held = fs::read(folder.join(name))?;
            if is_first(name) {
                weight.first += compressed(&held, 11);
            }
            if name == "embed/index.html" || ["embed-", "frame-"].iter().any(|kind| name.starts_with(kind)) {
                weight.embed += compressed(&held, 11);
            }
            if is_kept(name) && name != "manual.html" {
                weight.kept += compressed(&held, 5);
                weight.stored += held.len();
            }
        }
        Ok(weight)
    }
}

/// Whether a file is loaded before the levers of the first page can be moved.
fn is_first(name: &str) -> bool {
    let is_start = ["boot-", "style-", "page-"].iter().any(|kind| name.starts_with(kind)) && is_hashed(name);
    is_start || matches!(name, "index.html" | "icon.svg")
}

/// Compressed size of a file's content. Pictures are compressed already and do not shrink.
fn compressed(held: &[u8], quality: i32) -> usize {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: held.len(), ..Default::default() };
    let mut out = Vec::new();
    match brotli::BrotliCompress(&mut &held[..], &mut out, &parameters) {
        Ok(_) => out.len().min(held.len()),
        Err(_) => held.len(),
    }
}

/// Kilobytes, rounded up to ten.
fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(10_000) * 10)
}

/// Gigabytes for a million visits.
fn gigabytes_of_a_million(bytes: usize) -> String {
    format!("{} GB", bytes.div_ceil(10_000) * 10)
}

/// The section of the manual.
#[component]
pub fn Hosting(
    /// The bytes of a visit.
    weight: Weight,
) -> impl IntoView {
    view! {
        <section class="part">
            <h2 id="hosting">"Host it yourself"</h2>
            <p class="measure">
                "The site is a folder of files. Nothing runs on the server, nothing is stored there, and the page asks no "
                "other host for anything. " <code>"make build"</code> " writes it to " <code>"dist/"</code>
                "; copy all of that to any host of static files, at its root or under a path. With "
                <code>"make build SITE=https://example.org/tokens/"</code>
                " search engines and shared links get whole addresses, and the embed names its own origin, which Safari's "
                "engine asks for in sandboxed frames. To look at it on your own machine: "
                <code>"token-factory serve"</code> "."
            </p>
            <h3>"What to send with the files"</h3>
            <ul class="measure">
                <li>
                    "Netlify, Cloudflare Pages and hosts like them read " <code>"_headers"</code>
                    ", which is in the folder and has a block for each file. It applies where the site is at the root."
                </li>
                <li>"For nginx there is " <code>"hosting/nginx.conf"</code> ", made from the same rules."</li>
                <li>
                    "GitHub Pages does not send your headers. Each page then states its policy itself, as far as a page can: it "
                    "cannot say who may frame it, and cross-origin isolated pages cannot show the embed. The workflow "
                    <code>".github/workflows/pages.yml"</code> " builds and publishes there."
                </li>
                <li>
                    "Whatever the host: " <code>".wasm"</code> " as " <code>"application/wasm"</code>
                    ", compression on, HTTPS. Without HTTPS, browsers store nothing for offline use."
                </li>
            </ul>
            <h3>"What a cache may keep"</h3>
            <ul class="measure">
                <li>"A file with sixteen hexadecimal digits before its ending never changes: keep it for a year."</li>
                <li>
                    "All others are requested again each time; the host answers “not modified” with a few hundred bytes."
                </li>
                <li>
                    "Switch off whatever rewrites files in transit (minifiers, script loaders, address obfuscation): browsers "
                    "compare each file with its checksum and refuse a changed one."
                </li>
                <li>
                    "When you publish a new version, keep the old files with digits in their names for a month: open pages may "
                    "still request them."
                </li>
                <li>
                    "To remove a broken version from readers' devices, put " <code>"hosting/sw-off.js"</code>
                    " in place of " <code>"sw.js"</code> ": at the next visit it removes all stored files, and itself."
                </li>
            </ul>
            <h3>"What a visit costs"</h3>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"Bytes transferred"</th>
                        <th scope="col">"A million visits"</th>
                    </tr>
                </thead>
                <tbody>
                    <Cost of="First visit, until the levers move (brotli 11)" bytes=weight.first/>
                    <Cost of="Stored in the background for offline use (brotli 5)" bytes=weight.kept/>
                    <Cost of="Embed, in addition to what it shares with the page (brotli 11)" bytes=weight.embed/>
                </tbody>
            </table>
            <p class="measure">
                "There is nothing else to pay for. On the reader's disk it takes up " {kilobytes(weight.stored)}
                ". Later visits load only what has changed: one request for the worker " <code>"sw.js"</code> "."
            </p>
        </section>
    }
}

/// The cost of one kind of visit, as a row.
#[component]
fn Cost(
    /// What is loaded.
    of: &'static str,
    /// Its bytes.
    bytes: usize,
) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{of}</th>
            <td>{kilobytes(bytes)}</td>
            <td>{gigabytes_of_a_million(bytes)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;

    #[test]
    fn a_thousand_bytes_a_million_times_are_a_gigabyte() {
        let weight = Weight { first: 249_600, embed: 17_000, kept: 1_100_000, stored: 4_400_000 };
        let page = html(view! { <Hosting weight/> });
        assert!(page.contains("<td>250 kB</td><td>250 GB</td>"), "{page}");
        assert!(
            page.contains("<td>1100 kB</td><td>1100 GB</td>") && page.contains("takes up 4400 kB"),
            "{page}"
        );
    }

    #[test]
    fn what_a_first_visit_loads_is_told_from_the_rest() {
        for name in [
            "index.html",
            "boot-0123456789abcdef.js",
            "page-0123456789abcdef.js",
            "page-0123456789abcdef.wasm",
            "icon.svg",
        ] {
            assert!(is_first(name), "{name}");
        }
        for name in ["worker-0123456789abcdef.wasm", "offline-0123456789abcdef.js", "sw.js", "manual.html"] {
            assert!(!is_first(name), "{name}");
        }
        assert!(compressed(&[b'a'; 10_000], 5) < 100);
    }
}

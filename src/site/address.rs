//! The address at which the site will be hosted, for everything that requires an absolute URL.
//!
//! A site works at any address without knowing it. Search engines and services that preview links need an absolute
//! URL: it is taken from `TOKEN_FACTORY_SITE` when the site is built (`make build SITE=https://example.org/tokens/`).

use crate::views::html;
use std::path::Path;
use std::{fs, io};

/// Name of the variable.
pub(super) const VARIABLE: &str = "TOKEN_FACTORY_SITE";

/// The file of the story.
pub(super) const STORY: &str = "story.html";

/// The form of scenario files, as JSON Schema.
pub(super) const SCHEMA: &str = "scenario.schema.json";

/// Pages listed for search engines.
const PAGES: [&str; 4] = ["", STORY, "manual.html", "right.html"];

/// The address with a slash at its end; `None` if it is not an address of a site.
pub(crate) fn read(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    let (scheme, rest) = text.split_once("://")?;
    let is_plain = !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "\"<>?#".contains(c));
    (matches!(scheme, "http" | "https") && is_plain).then(|| format!("{text}/"))
}

/// The page with absolute addresses in its head.
pub(super) fn head(page: &str, site: &str) -> String {
    page.replacen(
        "<link rel=\"canonical\" href=\"./\">",
        &format!("<link rel=\"canonical\" href=\"{site}\">"),
        1,
    )
    .replacen("property=\"og:image\" content=\"", &format!("property=\"og:image\" content=\"{site}"), 1)
    .replacen(
        "<meta property=\"og:type\"",
        &format!("<meta property=\"og:url\" content=\"{site}\"><meta property=\"og:type\""),
        1,
    )
}

/// Writes the sitemap for search engines, and the file that points to it.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn map(folder: &Path, site: &str) -> io::Result<()> {
    let pages: String =
        PAGES.map(|page| format!("<url><loc>{}</loc></url>", html(format!("{site}{page}")))).concat();
    let map = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{pages}</urlset>"
    );
    fs::write(folder.join("sitemap.xml"), map)?;
    fs::write(folder.join("robots.txt"), format!("User-agent: *\nAllow: /\nSitemap: {site}sitemap.xml\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_a_site() {
        assert_eq!(read("https://example.org/tokens").as_deref(), Some("https://example.org/tokens/"));
        assert_eq!(read(" https://example.org/ ").as_deref(), Some("https://example.org/"));
        for wrong in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a b",
            "https://a/?x",
            "https://a/\"x",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_head_of_the_page_takes_the_address_in_three_places() {
        let page = include_str!("../../index.html");
        let head = head(page, "https://example.org/t/");
        assert!(head.contains("<link rel=\"canonical\" href=\"https://example.org/t/\">"));
        assert!(head.contains("property=\"og:image\" content=\"https://example.org/t/card.png\""));
        assert!(head.contains("property=\"og:url\" content=\"https://example.org/t/\""));
    }

    #[test]
    fn the_map_lists_every_page() {
        let folder = std::env::temp_dir().join(format!("token-factory-map-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        map(&folder, "https://example.org/t/").unwrap();
        let text = fs::read_to_string(folder.join("sitemap.xml")).unwrap();
        assert!(
            text.starts_with("<?xml") && text.contains("<loc>https://example.org/t/manual.html</loc>"),
            "{text}"
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}

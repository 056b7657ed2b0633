//! The response headers of the site's files, which restrict what browsers may do with them: for hosts that read
//! `_headers` (Netlify, Cloudflare Pages and others; `token-factory serve` reads it too), for nginx, and as far as
//! possible in the pages themselves, for hosts that do not send our headers.
//!
//! Each file has its own block, so that two rules never apply to one response: browsers would enforce both of two
//! policies, and hosts differ in which of two headers they send.

use super::asset::is_hashed;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// How a file is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page that runs the program, and that must not be framed.
    Page,
    /// A page that may be framed by anyone.
    Embed,
    /// The page that generates snippets: it runs one of our scripts and frames the embed.
    Builder,
    /// A page without a script.
    Document,
    /// Its name contains a hash: it is cached forever.
    Hashed,
    /// Revalidated on each request.
    Fresh,
    /// For other people's pages, with a name that does not change.
    Shared,
    /// A drawing, in case it is opened on its own.
    Drawing,
}

impl Kind {
    /// The kind of a file by its name within the site.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "index.html" | super::address::STORY => Self::Page,
            "embed/index.html" => Self::Embed,
            "builder.html" => Self::Builder,
            "embed.js" => Self::Shared,
            _ if is_hashed(name) => Self::Hashed,
            _ if name.ends_with(".svg") => Self::Drawing,
            _ if name.starts_with("model/") => Self::Shared,
            // A part is inserted into the page, where the page's own policy applies.
            _ if name.ends_with(".part.html") => Self::Fresh,
            _ if name.ends_with(".html") => Self::Document,
            _ => Self::Fresh,
        }
    }
}

/// The policy of a page, and its inputs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Policy<'a> {
    /// The kind of page.
    pub(super) kind: Kind,
    /// The checksum of the only inline script of the page, as [`allowed`](super::asset::allowed) writes it; empty if
    /// there is none.
    pub(super) map: &'a str,
    /// The site's own address if known, otherwise empty. In a sandboxed frame, one engine (WebKit) matches `'self'`
    /// against nothing.
    pub(super) site: &'a str,
}

impl Policy<'_> {
    /// The part of the policy that a page can state itself.
    pub(super) fn within(&self) -> String {
        // Only the origin: a path would be compared, too.
        let origin = self.site.split('/').take(3).collect::<Vec<_>>().join("/");
        let own = if origin.is_empty() { "'self'".to_owned() } else { format!("'self' {origin}") };
        let map = self.map;
        match self.kind {
            Kind::Page => format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {map}; style-src 'self'; img-src 'self' data:; \
                 connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
                 require-trusted-types-for 'script'; trusted-types default"
            ),
            Kind::Embed => format!(
                "default-src 'none'; script-src {own} 'wasm-unsafe-eval' {map}; style-src {own}; img-src {own} data:; \
                 connect-src {own}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                 trusted-types default"
            ),
            Kind::Builder => "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                              frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                              trusted-types 'none'"
                .to_owned(),
            Kind::Drawing => "default-src 'none'; style-src 'unsafe-inline'".to_owned(),
            _ => "default-src 'none'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; \
                  form-action 'none'"
                .to_owned(),
        }
    }
    /// The response headers.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let kind = self.kind;
        let is_page =
            matches!(kind, Kind::Page | Kind::Embed | Kind::Builder | Kind::Document | Kind::Drawing);
        let framed = if kind == Kind::Embed { "*" } else { "'none'" };
        // Our own files may be requested by a sandboxed frame, which has an opaque origin, and by other people's
        // pages.
        let is_open = !is_page || kind == Kind::Embed || kind == Kind::Drawing;
        let mut headers = vec![("Cache-Control", cache(kind).to_owned())];
        if is_page {
            headers.push(("Content-Security-Policy", format!("{}; frame-ancestors {framed}", self.within())));
        }
        // A worker of such a page has to set this header itself.
        if is_page || kind == Kind::Hashed {
            headers.push(("Cross-Origin-Embedder-Policy", "require-corp".to_owned()));
        }
        if matches!(kind, Kind::Page | Kind::Builder | Kind::Document) {
            headers.push(("Cross-Origin-Opener-Policy", "same-origin".to_owned()));
        }
        let resource = if is_open { "cross-origin" } else { "same-origin" };
        headers.push(("Cross-Origin-Resource-Policy", resource.to_owned()));
        if is_open {
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        if is_page {
            headers.push((
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), usb=(), payment=()".to_owned(),
            ));
        }
        headers.push(("Referrer-Policy", "no-referrer".to_owned()));
        headers.push(("Strict-Transport-Security", "max-age=31536000".to_owned()));
        headers.push(("X-Content-Type-Options", "nosniff".to_owned()));
        headers
    }
}

/// How long a file is cached.
fn cache(kind: Kind) -> &'static str {
    match kind {
        Kind::Hashed => "public, max-age=31536000, immutable",
        Kind::Shared => "public, max-age=3600",
        _ => "no-cache",
    }
}

/// A file of the site with its policy inputs.
pub(super) struct File {
    /// Its name within the site.
    pub(super) name: String,
    /// The inline script that the policy of a page allows.
    pub(super) map: String,
}

/// Writes both header files for a finished site. `site` is its address, empty if it is unknown.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn write(folder: &Path, files: &[File], site: &str) -> io::Result<()> {
    fs::write(folder.join("_headers"), static_host(files, site))?;
    fs::create_dir_all(folder.join("hosting"))?;
    fs::write(folder.join("hosting/nginx.conf"), nginx(files, site))
}

/// The addresses of a page: an index is also requested as its folder.
fn addresses(name: &str) -> Vec<String> {
    let mut addresses = vec![format!("/{name}")];
    if let Some(folder) = name.strip_suffix("index.html") {
        addresses.insert(0, format!("/{folder}"));
    }
    addresses
}

fn policies<'a>(files: &'a [File], site: &'a str) -> impl Iterator<Item = (&'a File, Policy<'a>)> {
    files.iter().map(move |file| (file, Policy { kind: Kind::of(&file.name), map: &file.map, site }))
}

fn static_host(files: &[File], site: &str) -> String {
    let mut text = String::from("# One block for each file. The site stands at the root of its host.\n");
    for (file, policy) in policies(files, site) {
        for address in addresses(&file.name) {
            let _ = writeln!(text, "\n{address}");
            for (name, value) in policy.headers() {
                let _ = writeln!(text, "  {name}: {value}");
            }
            if file.name.ends_with(".d.ts") {
                // Lists of file types classify them as video.
                text.push_str("  Content-Type: text/plain; charset=utf-8\n");
            }
        }
    }
    text
}

/// A server block for nginx: pages by name, all other files by type.
fn nginx(files: &[File], site: &str) -> String {
    let mut text = String::from(
        "# The site as a server of nginx: put the folder at /var/www/token-factory, set the name and the certificate, and\n\
         # include this file within `http`. Every answer is a file: nothing runs on the server.\n\
         types { application/wasm wasm; application/manifest+json webmanifest; text/plain ts; }\n\
         server {\n  listen 80;\n  server_name example.org;\n  root /var/www/token-factory;\n  index index.html;\n  \
         charset utf-8;\n  gzip on;\n  gzip_types application/javascript application/json application/manifest+json \
         application/wasm image/svg+xml text/css text/plain text/tab-separated-values;\n",
    );
    let mut block = |place: &str, policy: &Policy<'_>| {
        let _ = writeln!(text, "\n  location {place} {{");
        for (name, value) in policy.headers() {
            let _ = writeln!(text, "    add_header {name} \"{value}\" always;");
        }
        text.push_str("  }\n");
    };
    for (file, policy) in policies(files, site) {
        if matches!(policy.kind, Kind::Page | Kind::Embed | Kind::Builder | Kind::Document) {
            block(&format!("= /{}", file.name), &policy);
        }
    }
    let of = |kind| Policy { kind, map: "", site };
    block("~ \"-[0-9a-f]{16}\\.[a-z]+$\"", &of(Kind::Hashed));
    block("~ \"^/(embed\\.js|model/.*)$\"", &of(Kind::Shared));
    block("~ \"\\.svg$\"", &of(Kind::Drawing));
    block("/", &of(Kind::Fresh));
    text.push_str("}\n");
    text
}

/// The headers of each address, parsed from a file in the format of [`write`]. Other lines are skipped.
pub fn read(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut blocks: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        if line.starts_with('/') {
            blocks.push((line.trim_end().to_owned(), Vec::new()));
        } else if let (Some((name, value)), Some((_, headers))) = (line.split_once(':'), blocks.last_mut()) {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<File> {
        let names =
            ["index.html", "embed/index.html", "builder.html", "manual.html", "boot-0123456789abcdef.js"];
        let more =
            ["sw.js", "embed.js", "figures/cost-wide.svg", "right.part.html", "model/token-factory.d.ts"];
        names
            .into_iter()
            .chain(more)
            .map(|name| File { name: name.to_owned(), map: "'sha256-x'".to_owned() })
            .collect()
    }

    fn header<'a>(
        blocks: &'a [(String, Vec<(String, String)>)],
        address: &str,
        name: &str,
    ) -> Option<&'a str> {
        let (_, headers) = blocks.iter().find(|(of, _)| of == address)?;
        headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn what_is_written_is_read_back_once_for_each_address() {
        let blocks = read(&static_host(&files(), ""));
        let mut addresses: Vec<&str> = blocks.iter().map(|(address, _)| address.as_str()).collect();
        let count = addresses.len();
        addresses.sort_unstable();
        addresses.dedup();
        assert_eq!(count, addresses.len());
        assert_eq!(count, files().len() + 2, "a page of a folder has two addresses");
        assert_eq!(header(&blocks, "/", "Cache-Control"), Some("no-cache"));
        assert_eq!(header(&blocks, "/sw.js", "Cache-Control"), Some("no-cache"));
        let kept = header(&blocks, "/boot-0123456789abcdef.js", "Cache-Control").unwrap();
        assert!(kept.contains("immutable"), "{kept}");
        let kind = header(&blocks, "/model/token-factory.d.ts", "Content-Type").unwrap();
        assert!(kind.starts_with("text/plain"), "{kind}");
    }

    #[test]
    fn the_page_may_not_be_framed_and_the_embed_may_by_everybody() {
        let blocks = read(&static_host(&files(), ""));
        let policy = |address| header(&blocks, address, "Content-Security-Policy").unwrap();
        assert!(
            policy("/").ends_with("frame-ancestors 'none'") && policy("/manual.html").ends_with("'none'")
        );
        assert!(policy("/embed/").ends_with("frame-ancestors *"));
        for address in ["/embed/", "/embed.js", "/boot-0123456789abcdef.js"] {
            assert_eq!(
                header(&blocks, address, "Cross-Origin-Resource-Policy"),
                Some("cross-origin"),
                "{address}"
            );
        }
        assert_eq!(header(&blocks, "/embed/", "Cross-Origin-Embedder-Policy"), Some("require-corp"));
        assert_eq!(header(&blocks, "/embed/", "Cross-Origin-Opener-Policy"), None);
    }

    #[test]
    fn no_page_allows_a_script_within_it_but_the_map() {
        for (file, policy) in policies(&files(), "https://example.org/tokens/") {
            let text = policy.within();
            let scripts = text.split("; ").find(|part| part.starts_with("script-src"));
            assert!(
                !scripts.is_some_and(|part| part.contains("unsafe-inline") || part.contains("'unsafe-eval'")),
                "{text}"
            );
            if policy.kind == Kind::Embed {
                assert!(
                    text.contains("script-src 'self' https://example.org 'wasm"),
                    "{}: {text}",
                    file.name
                );
            }
        }
    }
}

//! What a request gets: a function of a folder's files and of the request alone.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A folder of files to be served. The path is canonical.
pub(super) struct Site {
    root: PathBuf,
}

/// What one request gets.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// Where a request's address leads.
#[derive(Debug, PartialEq)]
enum Target {
    File(PathBuf),
    /// A folder asked for without its closing slash: relative links in its page would miss it.
    Redirect(String),
    Nothing,
}

impl Site {
    /// The site in `dir`, if there is one.
    pub(super) fn open(dir: &Path) -> Option<Self> {
        let root = dir.canonicalize().ok()?;
        root.join("index.html").is_file().then_some(Self { root })
    }

    /// The answer to one request: its method, its address as sent, its `If-None-Match`.
    pub(super) fn answer(&self, method: &str, url: &str, known: Option<&str>) -> Answer {
        if !matches!(method, "GET" | "HEAD") {
            return Answer::text(405, "Only GET and HEAD are answered here.").with("Allow", "GET, HEAD");
        }
        match self.find(url) {
            Target::File(file) => Self::file(&file, known),
            Target::Redirect(to) => {
                Answer::text(301, "The address of this folder ends in a slash.").with("Location", &to)
            }
            Target::Nothing => Answer::text(404, "There is no such page here. The site starts at /."),
        }
    }

    fn find(&self, url: &str) -> Target {
        let address = url.split(['?', '#']).next().unwrap_or_default();
        let Some(relative) = relative_path(address) else { return Target::Nothing };
        // Canonical, so that a symbolic link cannot lead out of the folder.
        let Ok(path) = self.root.join(relative).canonicalize() else { return Target::Nothing };
        if !path.starts_with(&self.root) {
            return Target::Nothing;
        }
        if path.is_file() && !address.ends_with('/') {
            return Target::File(path);
        }
        let index = path.join("index.html");
        match (index.is_file(), address.rsplit('/').next()) {
            (false, _) => Target::Nothing,
            (true, Some("") | None) => Target::File(index),
            (true, Some(name)) => Target::Redirect(format!("./{name}/")),
        }
    }

    fn file(path: &Path, known: Option<&str>) -> Answer {
        let Ok(body) = fs::read(path) else {
            return Answer::text(404, "This file cannot be read.");
        };
        let tag = version(path, body.len());
        let unchanged = tag.is_some() && known == tag.as_deref();
        let mut answer = if unchanged {
            Answer { status: 304, headers: Vec::new(), body: Vec::new() }
        } else {
            Answer { status: 200, headers: vec![("Content-Type", media_type(path).to_owned())], body }
        };
        answer.headers.extend(tag.map(|tag| ("ETag", tag)));
        answer.guarded()
    }
}

impl Answer {
    pub(super) fn text(status: u16, sentence: &str) -> Self {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, body: format!("{sentence}\n").into_bytes() }.guarded()
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// With what every answer carries: ask again each time, and believe the type that is named.
    fn guarded(self) -> Self {
        self.with("Cache-Control", "no-cache").with("X-Content-Type-Options", "nosniff")
    }

    /// With word that the connection ends after it.
    pub(super) fn closing(self) -> Self {
        self.with("Connection", "close")
    }

    /// The answer as it is sent; with `body` false as for HEAD, which tells the length and sends nothing.
    pub(super) fn written(&self, body: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, phrase(self.status));
        let length = (self.status != 304).then(|| ("Content-Length", self.body.len().to_string()));
        for (name, value) in self.headers.iter().chain(&length) {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        let body: &[u8] = if body { &self.body } else { &[] };
        [head.as_bytes(), body].concat()
    }
}

/// The words that stand beside a status.
const fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        400 => "Bad Request",
        405 => "Method Not Allowed",
        _ => "Not Found",
    }
}

/// The file path that an address names below the root, or nothing where it would leave the root or
/// names something hidden. The address is percent-encoded and starts with a slash.
fn relative_path(address: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for segment in
        percent_decoded(address.strip_prefix('/')?)?.split('/').filter(|segment| !segment.is_empty())
    {
        let mut parts = Path::new(segment).components();
        let plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        if !plain || segment.starts_with('.') || segment.contains(['\\', '\0']) {
            return None;
        }
        path.push(segment);
    }
    Some(path)
}

/// The text with `%41` read as `A`; nothing where an escape is broken or the bytes are not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex_digit(rest.next()?)? * 16 + hex_digit(rest.next()?)?,
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok()
}

const fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// A tag that changes when the file does: its length and the time it was last written.
fn version(path: &Path, length: usize) -> Option<String> {
    let written = fs::metadata(path).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("W/\"{length:x}-{:x}\"", written.as_nanos()))
}

/// The media type that a file's ending stands for; wasm must have its own to be compiled while it streams.
fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" | "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A folder of its own for one test, gone when the test ends.
    pub(in crate::serve) struct Folder(pub(in crate::serve) PathBuf);

    impl Folder {
        pub(in crate::serve) fn with_site(name: &str) -> Self {
            let base = std::env::temp_dir().join(format!("token-factory-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&base);
            fs::create_dir_all(base.join("site/guide")).unwrap();
            fs::create_dir_all(base.join("site/empty")).unwrap();
            fs::write(base.join("secret.txt"), "outside").unwrap();
            fs::write(base.join("site/.hidden"), "hidden").unwrap();
            fs::write(base.join("site/index.html"), "<h1>Front</h1>").unwrap();
            fs::write(base.join("site/two words.txt"), "spaced").unwrap();
            fs::write(base.join("site/guide/index.html"), "<h1>Guide</h1>").unwrap();
            Self(base)
        }

        fn site(&self) -> Site {
            Site::open(&self.0.join("site")).unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer.headers.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn an_address_names_a_path_below_the_root() {
        assert_eq!(relative_path("/"), Some(PathBuf::new()));
        assert_eq!(relative_path("/a/b.css"), Some(PathBuf::from("a/b.css")));
        assert_eq!(relative_path("//a///b"), Some(PathBuf::from("a/b")));
        assert_eq!(relative_path("/two%20words.txt"), Some(PathBuf::from("two words.txt")));
    }

    #[test]
    fn an_address_cannot_climb_out_or_see_what_is_hidden() {
        for address in [
            "/..",
            "/../secret.txt",
            "/a/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/a%2f..%2f..%2fsecret.txt",
            "/..%5csecret.txt",
            "/.hidden",
            "/./index.html",
            "/a%00b",
            "/%zz",
            "/%4",
            "/%ff",
            "",
            "http://elsewhere/",
            "secret.txt",
        ] {
            assert_eq!(relative_path(address), None, "{address}");
        }
    }

    #[test]
    fn a_folder_gives_its_index_and_wants_its_slash() {
        let folder = Folder::with_site("folders");
        let (site, root) = (folder.site(), folder.0.join("site").canonicalize().unwrap());
        assert_eq!(site.find("/"), Target::File(root.join("index.html")));
        assert_eq!(site.find("/?v=1#top"), Target::File(root.join("index.html")));
        assert_eq!(site.find("/guide/"), Target::File(root.join("guide/index.html")));
        assert_eq!(site.find("/guide"), Target::Redirect("./guide/".to_owned()));
        assert_eq!(site.find("/empty/"), Target::Nothing);
        assert_eq!(site.find("/index.html/"), Target::Nothing);
        assert_eq!(site.find("/absent.js"), Target::Nothing);
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_does_not_lead_out() {
        let folder = Folder::with_site("links");
        std::os::unix::fs::symlink(folder.0.join("secret.txt"), folder.0.join("site/open.txt")).unwrap();
        assert_eq!(folder.site().find("/open.txt"), Target::Nothing);
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let folder = Folder::with_site("versions");
        let site = folder.site();
        let first = site.answer("GET", "/two%20words.txt", None);
        assert_eq!((first.status, first.body.as_slice()), (200, b"spaced".as_slice()));
        let tag = header(&first, "ETag").unwrap().to_owned();
        let second = site.answer("GET", "/two%20words.txt", Some(&tag));
        assert_eq!((second.status, second.body.len()), (304, 0));
        fs::write(folder.0.join("site/two words.txt"), "longer than before").unwrap();
        assert_eq!(site.answer("GET", "/two%20words.txt", Some(&tag)).status, 200);
    }

    #[test]
    fn other_methods_are_refused() {
        let folder = Folder::with_site("methods");
        let answer = folder.site().answer("POST", "/", None);
        assert_eq!((answer.status, header(&answer, "Allow")), (405, Some("GET, HEAD")));
    }

    #[test]
    fn endings_have_their_media_types() {
        let known = [
            ("a.wasm", "application/wasm"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.mjs", "text/javascript; charset=utf-8"),
            ("a.webmanifest", "application/manifest+json"),
            ("a.min.css", "text/css; charset=utf-8"),
            ("a", "application/octet-stream"),
        ];
        for (file, expected) in known {
            assert_eq!(media_type(Path::new(file)), expected, "{file}");
        }
    }
}

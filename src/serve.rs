//! Serves the finished site locally: a static file server for one folder, on the loopback address only.

use crate::site::policy;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower_http::services::ServeDir;

/// Characters that are percent-encoded in a path: all except letters, digits and these.
const IN_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Serves the files of `dir` at `http://127.0.0.1:port/` until the process ends.
///
/// Port 0 takes any free port. The address is printed once the socket listens.
///
/// # Errors
/// [`ServeError`] if the folder contains no site, the port is taken or forbidden, or the socket fails later.
pub fn serve(dir: &Path, port: u16) -> Result<(), ServeError> {
    let listener = bind(dir, port)?;
    let address = listener.local_addr().map_err(|reason| ServeError::Socket(port, reason))?;
    // A closed standard output does not stop the server.
    let _ = writeln!(io::stdout(), "Serving {} at http://{address}/", dir.display());
    let site = site(dir).map_err(|_| ServeError::NoSite(dir.to_path_buf()))?;
    run(listener, site).map_err(|reason| ServeError::Socket(address.port(), reason))
}

/// Why the site cannot be served.
#[derive(Debug)]
pub enum ServeError {
    /// The folder has no `index.html`.
    NoSite(PathBuf),
    /// Another program is listening on the port.
    PortTaken(u16),
    /// The system refused the port or the socket, for another reason.
    Socket(u16, io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSite(dir) => {
                write!(f, "{} holds no index.html: build the site first with `make build`", dir.display())
            }
            Self::PortTaken(port) => write!(
                f,
                "port {port} is already in use: choose another with `make run PORT={other}` \
                 or `token-factory serve --port {other}`",
                other = if *port < u16::MAX { port + 1 } else { 8080 }
            ),
            Self::Socket(port, reason) => write!(f, "cannot listen on port {port}: {reason}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Socket(_, reason) => Some(reason),
            Self::NoSite(_) | Self::PortTaken(_) => None,
        }
    }
}

fn bind(dir: &Path, port: u16) -> Result<TcpListener, ServeError> {
    if !dir.join("index.html").is_file() {
        return Err(ServeError::NoSite(dir.to_path_buf()));
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|reason| match reason.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortTaken(port),
        _ => ServeError::Socket(port, reason),
    })
}

/// The files of a folder with the headers that the site states for them; files without stated headers are revalidated
/// on each request.
fn site(dir: &Path) -> io::Result<Router> {
    let site = Arc::new(Site { folder: dir.canonicalize()?, stated: stated(dir) });
    let answer = move |request: Request, next: Next| {
        let site = Arc::clone(&site);
        async move {
            match site.found(request.uri().path()).await {
                Ok(name) => site.answer(&name, request, next).await,
                Err(refusal) => refusal.into_response(),
            }
        }
    };
    Ok(Router::new().fallback_service(ServeDir::new(dir)).layer(from_fn(answer)))
}

/// A folder being served.
struct Site {
    /// Its path, with symbolic links resolved.
    folder: PathBuf,
    /// The headers in its `_headers` for each address, as of the start of the server.
    stated: HashMap<String, HeaderMap>,
}

/// Maximum length of a path that is looked up: no file of a site has a longer one.
const LONGEST_PATH: usize = 1024;

/// Headers of every response without a file: there is nothing in it to run, to frame or to cache.
const BARE: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-cache"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// The reason why there is no file at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// The path is longer than any path of a site.
    TooLong,
    /// The site has no such file.
    Missing,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::TooLong => (StatusCode::URI_TOO_LONG, BARE, "The address is too long.\n").into_response(),
            Self::Missing => {
                (StatusCode::NOT_FOUND, BARE, "There is no such file on this site.\n").into_response()
            }
        }
    }
}

impl Site {
    /// The canonical path of a file for a requested path, with a slash at the end of a folder.
    ///
    /// A file has one path. Other spellings of the same path (`//`, `.`, a slash after a file) are reported as
    /// missing, and so are files that a symbolic link exposes from other folders.
    async fn found(&self, asked: &str) -> Result<String, Refusal> {
        if asked.len() > LONGEST_PATH {
            return Err(Refusal::TooLong);
        }
        let name = percent_decode_str(asked).decode_utf8().map_err(|_| Refusal::Missing)?;
        let inner = name.strip_prefix('/').ok_or(Refusal::Missing)?;
        let is_folder = inner.is_empty() || inner.ends_with('/');
        let parts = inner.strip_suffix('/').unwrap_or(inner);
        let is_plain = |part: &str| {
            !["", ".", ".."].contains(&part)
                && !part.contains(['\\', ':'])
                && !part.contains(char::is_control)
        };
        if !inner.is_empty() && !parts.split('/').all(is_plain) {
            return Err(Refusal::Missing);
        }
        let at = tokio::fs::canonicalize(self.folder.join(parts)).await.map_err(|_| Refusal::Missing)?;
        let is_inside = at.starts_with(&self.folder);
        let kind = tokio::fs::metadata(&at).await.map_err(|_| Refusal::Missing)?;
        let page = at.join("index.html");
        let has_page = kind.is_dir()
            && tokio::fs::canonicalize(&page).await.is_ok_and(|page| page.starts_with(&self.folder));
        if is_inside && (has_page || (kind.is_file() && !is_folder)) {
            Ok(name.into_owned())
        } else {
            Err(Refusal::Missing)
        }
    }

    /// The file of that name, requested by its canonical name and with its stated headers.
    async fn answer(&self, name: &str, mut request: Request, next: Next) -> Response {
        // The path as the site writes it: without a host, and with as few percent-encoded characters as possible.
        let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
        let Ok(plain) = Uri::try_from(format!("{}{query}", utf8_percent_encode(name, IN_PATHS))) else {
            return Refusal::Missing.into_response();
        };
        *request.uri_mut() = plain;
        let mut answer = next.run(request).await;
        let is_file = answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED;
        if !is_file {
            answer.headers_mut().extend(BARE.map(|(name, value)| (name, HeaderValue::from_static(value))));
            return answer;
        }
        if name.ends_with(".ts") {
            // Lists of file types only know this suffix as video.
            answer
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        }
        answer.headers_mut().extend(self.stated.get(name).cloned().unwrap_or_else(unstated));
        answer
    }
}

/// The headers in the site's `_headers` for each address.
fn stated(dir: &Path) -> HashMap<String, HeaderMap> {
    let text = std::fs::read_to_string(dir.join("_headers")).unwrap_or_default();
    let header = |(name, value): (String, String)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    };
    policy::read(&text)
        .into_iter()
        .map(|(address, headers)| (address, headers.into_iter().filter_map(header).collect()))
        .collect()
}

/// Headers of a file without stated ones.
fn unstated() -> HeaderMap {
    let always = |name, value| (name, HeaderValue::from_static(value));
    [always(header::CACHE_CONTROL, "no-cache"), always(header::X_CONTENT_TYPE_OPTIONS, "nosniff")]
        .into_iter()
        .collect()
}

/// Maximum number of simultaneous connections. Others wait until one of these ends.
const CONNECTIONS: usize = 256;

/// How long a client may take to send the request line and headers, and how long it may stay idle between requests.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a connection may last. It then ends with the current request, or at the latest after the same time again.
const LONGEST_CONNECTION: Duration = Duration::from_secs(60);

/// Maximum size of the request line and headers, in bytes: four times the longest link in circulation.
const LARGEST_HEAD: usize = 32 * 1024;

/// Maximum number of request headers.
const MOST_HEADERS: usize = 64;

/// How long to wait before retrying if the system has no file descriptor left for a connection.
const PAUSE: Duration = Duration::from_millis(100);

fn run(listener: TcpListener, site: Router) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
            match listener.accept().await {
                Ok((stream, _)) => {
                    let connection = answer(stream, site.clone());
                    tokio::spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
                // The client has disconnected, or no descriptor is free: neither is a reason to stop.
                Err(_) => sleep(PAUSE).await,
            }
        }
    })
}

/// Answers the requests of one connection.
async fn answer(stream: TcpStream, site: Router) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_header_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(site)));
    // Client errors are ignored.
    if timeout(LONGEST_CONNECTION, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(LONGEST_CONNECTION, connection).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::net::{SocketAddr, TcpStream};

    /// A site in its own folder, within the build folder.
    fn folder(name: &str) -> PathBuf {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/serve").join(name);
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("index.html"), "<p>factory</p>").unwrap();
        std::fs::write(dir.join("app.wasm"), [0, 97, 115, 109]).unwrap();
        dir
    }

    /// The same site, served on a free port.
    fn running(name: &str) -> SocketAddr {
        running_in(&folder(name))
    }

    fn running_in(dir: &Path) -> SocketAddr {
        let listener = bind(dir, 0).unwrap();
        let address = listener.local_addr().unwrap();
        let site = site(dir).unwrap();
        std::thread::spawn(move || run(listener, site));
        address
    }

    fn reply(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(format!("{request}\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).to_ascii_lowercase()
    }

    #[test]
    fn files_come_with_their_types_and_are_asked_for_again() {
        let address = running("types");
        let page = reply(address, "GET / HTTP/1.1");
        assert!(
            page.starts_with("http/1.1 200")
                && page.contains("text/html")
                && page.ends_with("<p>factory</p>")
        );
        assert!(page.contains("cache-control: no-cache"));
        let wasm = reply(address, "HEAD /app.wasm HTTP/1.1");
        assert!(wasm.contains("application/wasm") && wasm.contains("content-length: 4"));
    }

    #[test]
    fn each_address_has_the_headers_that_the_site_states_for_it() {
        let dir = folder("stated");
        std::fs::write(
            dir.join("_headers"),
            "# A note.\n\n/app.wasm\n  Cache-Control: immutable\n  X-Own: a: b\n",
        )
        .unwrap();
        let address = running_in(&dir);
        let wasm = reply(address, "GET /app.wasm HTTP/1.1");
        assert!(wasm.contains("cache-control: immutable") && wasm.contains("x-own: a: b"), "{wasm}");
        assert!(!wasm.contains("no-cache"), "{wasm}");
        assert!(reply(address, "GET / HTTP/1.1").contains("cache-control: no-cache"));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let address = running("outside");
        for path in ["/../Cargo.toml", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/nothing"] {
            let answer = reply(address, &format!("GET {path} HTTP/1.1"));
            assert!(answer.starts_with("http/1.1 404"), "{path}: {answer}");
        }
    }

    #[test]
    fn a_file_has_one_path_and_no_other_shows_it_without_its_headers() {
        let dir = folder("paths");
        std::fs::create_dir_all(dir.join("embed")).unwrap();
        std::fs::write(dir.join("embed/index.html"), "<p>embed</p>").unwrap();
        std::fs::write(dir.join("two words.txt"), "two").unwrap();
        std::fs::write(dir.join("_headers"), "/index.html\n  X-Own: page\n/embed/\n  X-Own: embed\n")
            .unwrap();
        let address = running_in(&dir);
        let get = |path: &str| reply(address, &format!("GET {path} HTTP/1.1"));
        for (path, own) in [
            ("/%69ndex.html", "page"),
            ("/index.html?a=b", "page"),
            ("/embed/", "embed"),
            ("/%65mbed/", "embed"),
        ] {
            let answer = get(path);
            assert!(
                answer.starts_with("http/1.1 200") && answer.contains(&format!("x-own: {own}")),
                "{path}: {answer}"
            );
        }
        assert!(get("/two%20words.txt").ends_with("two"));
        for path in [
            "//",
            "//index.html",
            "/index.html/",
            "/./index.html",
            "/embed//",
            "//embed",
            "//embed/",
            "/embed/.",
            "/embed/../index.html",
            "/%2findex.html",
            "/embed%2f%2findex.html",
            "/%00",
            "/%ff",
            "/index.html%5c",
            "/*",
        ] {
            let answer = get(path);
            assert!(answer.starts_with("http/1.1 404"), "{path}: {answer}");
            assert!(answer.contains("nosniff") && answer.contains("default-src 'none'"), "{path}: {answer}");
            assert!(!answer.contains("location:"), "{path}: {answer}");
        }
        for path in ["/embed?v=2&context=5k", "http://example.org/embed?v=2&context=5k"] {
            let folder = get(path);
            assert!(
                folder.contains("location: /embed/?v=2&context=5k\r\n") && folder.contains("nosniff"),
                "{folder}"
            );
        }
        assert!(reply(address, "POST / HTTP/1.1").starts_with("http/1.1 405"));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_path_line_or_header_of_any_length_is_refused() {
        let address = running("long");
        for length in [200, 300, 900, 1_100, 5_000, 30_000, 100_000] {
            for path in ["a".repeat(length), "a/".repeat(length / 2), "%61".repeat(length / 3)] {
                let answer = reply(address, &format!("GET /{path} HTTP/1.1"));
                let status = &answer[..answer.len().min(12)];
                assert!(
                    ["http/1.1 404", "http/1.1 414", "http/1.1 431"].contains(&status),
                    "{length}: {answer}"
                );
            }
        }
        let link = format!("GET /?v=2&x={} HTTP/1.1", "a".repeat(8_000));
        assert!(reply(address, &link).starts_with("http/1.1 200"));
        for headers in ["\r\nX-A: b".repeat(100), format!("\r\nX-A: {}", "b".repeat(40_000))] {
            assert!(reply(address, &format!("GET / HTTP/1.1{headers}")).starts_with("http/1.1 431"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_on_the_disk_are_not_followed_out_of_the_folder() {
        use std::os::unix::fs::symlink;
        let dir = folder("links");
        let out = folder("links-out");
        for (name, to) in [
            ("file.html", out.join("index.html")),
            ("folder", out.clone()),
            ("circle", dir.join("circle")),
            ("inside.html", dir.join("index.html")),
        ] {
            let _ = std::fs::remove_file(dir.join(name));
            symlink(to, dir.join(name)).unwrap();
        }
        std::fs::create_dir_all(dir.join("page")).unwrap();
        let _ = std::fs::remove_file(dir.join("page/index.html"));
        symlink(out.join("index.html"), dir.join("page/index.html")).unwrap();
        let address = running_in(&dir);
        for path in [
            "/file.html",
            "/folder/",
            "/folder",
            "/folder/index.html",
            "/circle",
            "/page/",
            "/page",
            "/page/index.html",
        ] {
            let answer = reply(address, &format!("GET {path} HTTP/1.1"));
            assert!(answer.starts_with("http/1.1 404"), "{path}: {answer}");
        }
        assert!(reply(address, "GET /inside.html HTTP/1.1").starts_with("http/1.1 200"));
        std::fs::remove_dir_all(dir).unwrap();
        std::fs::remove_dir_all(out).unwrap();
    }

    #[test]
    fn types_of_the_module_are_text() {
        let dir = folder("typed");
        std::fs::write(dir.join("embed.d.ts"), "export {};").unwrap();
        assert!(reply(running_in(&dir), "GET /embed.d.ts HTTP/1.1").contains("content-type: text/plain"));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn silent_connections_keep_nobody_waiting() {
        let address = running("silent");
        let _silent: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(address).unwrap()).collect();
        assert!(reply(address, "GET / HTTP/1.1").starts_with("http/1.1 200"));
    }

    #[test]
    fn a_folder_without_a_page_and_a_taken_port_are_named() {
        let empty = std::env::temp_dir().join("token-factory-no-such-folder");
        assert!(bind(&empty, 0).unwrap_err().to_string().contains("make build"));
        let address = running("taken");
        let dir = folder("taken");
        let taken = bind(&dir, address.port()).unwrap_err().to_string();
        assert!(taken.contains(&address.port().to_string()) && taken.contains("choose another"), "{taken}");
    }
}

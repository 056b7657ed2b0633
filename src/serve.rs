//! The finished site on this machine: a static file server for one folder, on the loopback address only.

use crate::site::policy;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_http::services::ServeDir;

/// Serves the files of `dir` at `http://127.0.0.1:port/` until the process ends.
///
/// Port 0 takes any free port. The address is printed once the socket listens.
///
/// # Errors
/// [`ServeError`] when the folder holds no site, the port is taken or barred, or the socket fails later.
pub fn serve(dir: &Path, port: u16) -> Result<(), ServeError> {
    let listener = bind(dir, port)?;
    let address = listener.local_addr().map_err(|reason| ServeError::Socket(port, reason))?;
    // A reader that has gone away does not stop the server.
    let _ = writeln!(io::stdout(), "Serving {} at http://{address}/", dir.display());
    run(listener, site(dir)).map_err(|reason| ServeError::Socket(address.port(), reason))
}

/// Why the site cannot be served.
#[derive(Debug)]
pub enum ServeError {
    /// The folder has no `index.html`.
    NoSite(PathBuf),
    /// Another program listens on the port.
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

/// The files of a folder with the headers that the site states for them; without any, they are asked for again each time.
fn site(dir: &Path) -> Router {
    let missing = || async { (StatusCode::NOT_FOUND, "There is no such file on this site.\n") };
    let stated = Arc::new(stated(dir));
    let state = move |request: Request, next: Next| {
        let stated = Arc::clone(&stated);
        async move {
            let headers = stated.get(request.uri().path()).cloned().unwrap_or_else(unstated);
            let mut answer = next.run(request).await;
            answer.headers_mut().extend(headers);
            answer
        }
    };
    Router::new()
        .fallback_service(ServeDir::new(dir).fallback(axum::routing::any(missing)))
        .layer(from_fn(state))
}

/// What the site's `_headers` states for each address, as it was when the server started.
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

/// Headers of an answer for which none are stated.
fn unstated() -> HeaderMap {
    let always = |name, value| (name, HeaderValue::from_static(value));
    [always(header::CACHE_CONTROL, "no-cache"), always(header::X_CONTENT_TYPE_OPTIONS, "nosniff")]
        .into_iter()
        .collect()
}

fn run(listener: TcpListener, site: Router) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    tokio::runtime::Builder::new_multi_thread().enable_io().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, site).await
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::net::{SocketAddr, TcpStream};

    /// A site in a folder of its own, within the folder of what is built.
    fn folder(name: &str) -> PathBuf {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/serve").join(name);
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("index.html"), "<p>factory</p>").unwrap();
        std::fs::write(dir.join("app.wasm"), [0, 97, 115, 109]).unwrap();
        dir
    }

    /// Such a site, served on a free port.
    fn running(name: &str) -> SocketAddr {
        running_in(&folder(name))
    }

    fn running_in(dir: &Path) -> SocketAddr {
        let listener = bind(dir, 0).unwrap();
        let address = listener.local_addr().unwrap();
        let site = site(dir);
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

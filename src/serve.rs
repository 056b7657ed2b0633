//! The finished site on this machine: a static file server for one folder, on the loopback address only.
//!
//! One request a connection, one thread a connection: a browser opens several at once, some of which it keeps
//! for later, and none of them may wait for another.

mod site;

use std::fmt;
use std::io::{self, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use site::{Answer, Site};

/// A connection that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request's head is not longer than this, in bytes.
const HEAD: u64 = 32 * 1024;

/// Serves the files of `dir` at `http://127.0.0.1:port/` until the process ends.
///
/// Port 0 takes any free port. The address is printed once the socket listens.
///
/// # Errors
/// [`ServeError`] when the folder holds no site, the port is taken or barred, or the socket fails later.
pub fn serve(dir: &Path, port: u16) -> Result<(), ServeError> {
    let host = Host::bind(dir, port)?;
    // A reader that has gone away does not stop the server.
    let _ = writeln!(io::stdout(), "Serving {} at http://{}/", dir.display(), host.address);
    host.run()
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

/// A site with an open socket.
struct Host {
    site: Arc<Site>,
    listener: TcpListener,
    address: SocketAddr,
}

impl Host {
    fn bind(dir: &Path, port: u16) -> Result<Self, ServeError> {
        let site = Site::open(dir).ok_or_else(|| ServeError::NoSite(dir.to_path_buf()))?;
        let refused = |reason: io::Error| match reason.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortTaken(port),
            _ => ServeError::Socket(port, reason),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        Ok(Self { site: Arc::new(site), listener, address })
    }

    fn run(&self) -> Result<(), ServeError> {
        loop {
            let stream = match self.listener.accept() {
                Ok((stream, _)) => stream,
                // The visitor left before being let in.
                Err(reason) if reason.kind() == io::ErrorKind::ConnectionAborted => continue,
                Err(reason) => return Err(ServeError::Socket(self.address.port(), reason)),
            };
            let site = Arc::clone(&self.site);
            // The browser may close the connection at any time: that is its right, and the next one stands.
            thread::spawn(move || drop(converse(&site, &stream)));
        }
    }
}

/// Reads one request, answers it, and closes the connection.
fn converse(site: &Site, mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.take(HEAD));
    let Some(request) = Head::read(&mut reader)? else { return Ok(()) };
    let answer = match &request {
        Head::Broken => Answer::text(400, "This is not a request for a page."),
        Head::Asks { method, url, known } => site.answer(method, url, known.as_deref()),
    };
    stream.write_all(&answer.closing().written(!request.is_for_the_head()))?;
    // What the other side still sends is read to its end: to close on it would cut the answer short.
    stream.shutdown(Shutdown::Write)?;
    io::copy(&mut stream.take(HEAD), &mut io::sink())?;
    Ok(())
}

/// The part of a request that its answer depends on.
#[derive(Debug, PartialEq)]
enum Head {
    Asks { method: String, url: String, known: Option<String> },
    Broken,
}

impl Head {
    /// Reads up to the empty line. Nothing where the connection ends before it says anything.
    fn read(reader: &mut impl io::BufRead) -> io::Result<Option<Self>> {
        let mut line = Vec::new();
        let mut lines = Vec::new();
        loop {
            line.clear();
            let ended = reader.read_until(b'\n', &mut line)? == 0 || !line.ends_with(b"\n");
            let Ok(text) = std::str::from_utf8(&line) else { return Ok(Some(Self::Broken)) };
            match (text.trim_end(), ended) {
                ("", true) if lines.is_empty() => return Ok(None),
                (_, true) => return Ok(Some(Self::Broken)),
                ("", false) => break,
                (text, false) => lines.push(text.to_owned()),
            }
        }
        Ok(Some(Self::parse(&lines)))
    }

    fn parse(lines: &[String]) -> Self {
        let Some((first, fields)) = lines.split_first() else { return Self::Broken };
        let words: Vec<&str> = first.split(' ').collect();
        let [method, url, "HTTP/1.1" | "HTTP/1.0"] = words[..] else { return Self::Broken };
        let known = fields.iter().filter_map(|field| field.split_once(':'));
        let known = known.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("If-None-Match"));
        Self::Asks {
            method: method.to_owned(),
            url: url.to_owned(),
            known: known.map(|(_, value)| value.trim().to_owned()),
        }
    }

    fn is_for_the_head(&self) -> bool {
        matches!(self, Self::Asks { method, .. } if method == "HEAD")
    }
}

#[cfg(test)]
mod tests {
    use super::site::tests::Folder;
    use super::*;

    /// The whole reply of a running server to these bytes.
    fn reply(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }

    /// The address of a server that runs until the tests end.
    fn running(folder: &Folder) -> SocketAddr {
        let host = Host::bind(&folder.0.join("site"), 0).unwrap();
        let address = host.address;
        thread::spawn(move || host.run());
        address
    }

    fn read(text: &str) -> Option<Head> {
        Head::read(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn a_head_is_read_to_its_empty_line() {
        let (method, url) = ("GET".to_owned(), "/a?b".to_owned());
        let asked = read("GET /a?b HTTP/1.1\r\nHost: x\r\nif-none-match: \"7\"\r\n\r\nrest");
        assert_eq!(asked, Some(Head::Asks { method, url, known: Some("\"7\"".to_owned()) }));
        assert_eq!(read(""), None);
        for broken in [
            "GET / HTTP/1.1\r\n",
            "GET /\r\n\r\n",
            "\r\n\r\n",
            "GET /a b HTTP/1.1\r\n\r\n",
            "GET / HTTP/2\r\n\r\n",
        ] {
            assert_eq!(read(broken), Some(Head::Broken), "{broken}");
        }
    }

    #[test]
    fn a_folder_without_a_page_and_a_taken_port_are_named() {
        let folder = Folder::with_site("refusals");
        let missing = Host::bind(&folder.0, 0).err().unwrap();
        assert!(matches!(missing, ServeError::NoSite(_)), "{missing}");
        let first = Host::bind(&folder.0.join("site"), 0).unwrap();
        let second = Host::bind(&folder.0.join("site"), first.address.port()).err().unwrap();
        assert!(matches!(second, ServeError::PortTaken(_)), "{second}");
    }

    #[test]
    fn a_socket_carries_the_answer() {
        let folder = Folder::with_site("socket");
        let address = running(&folder);
        assert!(address.ip().is_loopback());
        let page = reply(address, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
        assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"), "{page}");
        assert!(page.ends_with("\r\n\r\n<h1>Front</h1>"), "{page}");
        let head = reply(address, "HEAD /guide/ HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 14\r\n") && head.ends_with("\r\n\r\n"), "{head}");
        assert!(reply(address, "GET /../secret.txt HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert!(reply(address, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
        assert!(
            reply(address, "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi").starts_with("HTTP/1.1 405 ")
        );
    }

    #[test]
    fn silent_connections_keep_nobody_waiting() {
        let folder = Folder::with_site("silence");
        let address = running(&folder);
        let silent: Vec<_> = (0..40).map(|_| TcpStream::connect(address).unwrap()).collect();
        let asked = thread::spawn(move || reply(address, "GET / HTTP/1.1\r\n\r\n"));
        assert!(asked.join().unwrap().starts_with("HTTP/1.1 200 "));
        drop(silent);
    }
}

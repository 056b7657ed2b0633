//! `token-factory serve` under pressure: incomplete requests, more connections than there are descriptors.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A separate server with a limit on its files and connections.
struct Server {
    process: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl Server {
    fn start(name: &str, descriptors: u32) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("server-{name}"));
        std::fs::create_dir_all(&folder).expect("a folder for the site");
        std::fs::write(folder.join("index.html"), "<p>factory</p>").expect("a page of the site");
        // Large enough to fill the system's buffer for a connection.
        std::fs::write(folder.join("large.bin"), vec![0; 16 << 20]).expect("a file of the site");
        let mut process = Command::new("sh")
            .arg("-c")
            .arg(format!("ulimit -n {descriptors} && exec \"$0\" serve --port 0 --dir \"$1\""))
            .args([env!("CARGO_BIN_EXE_token-factory").as_ref(), folder.as_os_str()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server can be started");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output is read");
        BufReader::new(output).read_line(&mut line).expect("it prints its address");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.and_then(|text| text.parse().ok()).expect("an address is printed");
        Self { process, address, folder }
    }
    /// A connection on which this text was sent.
    fn send(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time is set");
        let _ = stream.write_all(text.as_bytes());
        stream
    }
    /// Whether it serves its page within this time.
    fn answers_within(&self, time: Duration) -> bool {
        let start = Instant::now();
        while start.elapsed() < time {
            let mut answer = String::new();
            let _ = self
                .send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .read_to_string(&mut answer);
            if answer.starts_with("HTTP/1.1 200") {
                return true;
            }
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn a_server_without_descriptors_waits_for_some_and_goes_on() {
    let mut server = Server::start("descriptors", 40);
    let many: Vec<TcpStream> =
        (0..80).map(|_| server.send("GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")).collect();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(server.process.try_wait().expect("its state is known"), None, "the server has ended");
    drop(many);
    assert!(server.answers_within(Duration::from_secs(5)));
}

#[test]
fn half_a_request_is_not_waited_for() {
    let server = Server::start("halves", 256);
    let start = Instant::now();
    let halves = ["", "G", "GET / HTTP/1.1\r\nHost: x\r\nX-Half", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"];
    for mut half in halves.map(|text| server.send(text)) {
        // Until the end of the connection, not of a response.
        half.read_to_end(&mut Vec::new()).expect("the server ends the connection");
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn more_half_requests_than_places_hold_up_nobody_for_long() {
    let server = Server::start("places", 1024);
    let _halves: Vec<TcpStream> = (0..400).map(|_| server.send("GET / HTTP/1.1\r\n")).collect();
    assert!(server.answers_within(Duration::from_secs(25)));
}

//! Serve: a guest for each connection.

use super::folder::Folder;
use super::guest;
use super::process::{Process, end, portcullis};
use rustix::process::Signal;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;

/// `portcullis serve`, to be given more options and a guest.
fn serve() -> Command {
    let mut command = portcullis();
    command.args(["serve", "--listen", "tcp://127.0.0.1:0"]);
    command
}

/// A server of the guest in this manner, and where it is.
fn server(command: &mut Command, manner: &[&str]) -> (Process, SocketAddr) {
    let mut server = Process::start(command.arg(guest::SERVES_EACH_CONNECTION).args(manner));
    let address = address(&mut server);
    (server, address)
}

fn address(server: &mut Process) -> SocketAddr {
    let line = server.line();
    let address = line.strip_prefix("listening on ").map(str::parse);
    address.unwrap_or_else(|| panic!("{line}")).expect("an address")
}

/// Send a text, and take what comes until the guest ends it.
fn ask(address: SocketAddr, text: &str) -> String {
    let mut peer = TcpStream::connect(address).unwrap();
    peer.write_all(text.as_bytes()).unwrap();
    answer(peer)
}

fn answer(mut peer: TcpStream) -> String {
    peer.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    match peer.read_to_string(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
        _ => answer,
    }
}

#[test]
pub(crate) fn serves_each_connection() {
    let (server, address) = server(&mut serve(), &["echo"]);
    for text in ["", "hello", &"x".repeat(100_000)] {
        assert_eq!(ask(address, text), text);
    }
    server.signal(Signal::TERM);
    let ended = server.end();
    assert_eq!((ended.status, ended.stderr.as_str()), (143, ""));
}

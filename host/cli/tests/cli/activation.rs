//! Activation: sockets that the command is given by whoever starts it, as by systemd (sd_listen_fds(3)).

use super::folder::Folder;
use super::guest;
use super::process::{Process, end, within};
use std::io::read_to_string;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

/// The shell makes of its standard input the descriptors 3 and 4, and becomes the command, whose process has its number.
const SYSTEMD: &str = r#"export LISTEN_PID=$$ LISTEN_FDS=2; exec "$@" 3<&0 4<&0 0</dev/null"#;

/// Somebody started this process before, and its descriptors were for that one.
const STRANGER: &str = r#"export LISTEN_PID=1 LISTEN_FDS=2; exec "$@" 3<&0 4<&0 0</dev/null"#;

#[test]
pub(crate) fn serves_on_inherited_sockets() {
    let folder = Folder::of("serves_on_inherited_sockets");
    for (inherit, names, fd) in [
        ("3", "", "7"),
        ("4", "", "7"),
        ("3", "web:dns", "site"),
        ("\"web\"", "web:dns", "7"),
        ("\"dns\"", "web:dns", "site"),
    ] {
        let policy = folder.file("policy.toml", policy(inherit));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut guest = Process::start(&mut started(SYSTEMD, listener, names, &policy, ["tcp", fd]));
        assert_eq!(guest.port(), port);
        let peer = TcpStream::connect(("127.0.0.1", port)).unwrap();
        assert_eq!(read_to_string(peer).unwrap(), "at your service");
        assert_eq!(guest.end().success(), "", "{inherit} {names} {fd}");
    }
}

#[test]
fn an_inherited_socket_may_be_of_ipv6() {
    let policy = Folder::of("an_inherited_socket_may_be_of_ipv6").file("policy.toml", policy("3"));
    let listener = TcpListener::bind("[::1]:0").unwrap();
    let mut guest = Process::start(&mut started(SYSTEMD, listener, "", &policy, ["tcp", "7"]));
    let peer = TcpStream::connect(("::1", guest.port())).unwrap();
    assert_eq!(read_to_string(peer).unwrap(), "at your service");
    guest.end().success();
}

#[test]
fn an_inherited_socket_may_be_for_datagrams() {
    let policy = Folder::of("an_inherited_socket_may_be_for_datagrams").file("policy.toml", policy("\"web\""));
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut guest = Process::start(&mut started(SYSTEMD, socket, "web", &policy, ["udp", "site"]));
    let port = guest.port();
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.send_to(b"hello", ("127.0.0.1", port)).unwrap();
    assert_eq!(guest.line(), "hello");
    guest.end().success();
}

/// A socket of another kind is none that a guest could be given.
#[test]
fn an_inherited_socket_of_another_kind_is_not_handed_on() {
    let folder = Folder::of("an_inherited_socket_of_another_kind_is_not_handed_on");
    let policy = folder.file("policy.toml", policy("3"));
    let local = UnixListener::bind(folder.path().join("socket")).unwrap();
    let said = end(&mut started(SYSTEMD, local, "", &policy, ["tcp", "7"])).failure(1);
    assert!(said.contains("no such socket was inherited (LISTEN_FDS)"), "{said}");

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let connected = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let said = end(&mut started(SYSTEMD, connected, "", &policy, ["tcp", "7"])).failure(1);
    assert!(
        said.contains("neither a TCP socket that listens nor a UDP socket"),
        "{said}"
    );
}

#[test]
fn an_inherited_socket_that_the_policy_does_not_name_is_out_of_reach() {
    let folder = Folder::of("an_inherited_socket_that_the_policy_does_not_name_is_out_of_reach");
    let policy = folder.file("policy.toml", policy("3"));
    for fd in ["3", "4", "web"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        end(&mut started(SYSTEMD, listener, "web", &policy, ["tcp", fd])).failure(1);
    }
}

#[test]
fn a_socket_that_was_not_inherited_is_named() {
    let folder = Folder::of("a_socket_that_was_not_inherited_is_named");
    for (script, inherit) in [(SYSTEMD, "5"), (SYSTEMD, "\"http\""), (STRANGER, "3")] {
        let policy = folder.file("policy.toml", policy(inherit));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let said = end(&mut started(script, listener, "web", &policy, ["tcp", "7"])).failure(1);
        let entry = format!(r#"cannot open [[preopen]] fd = 7, name = "site", inherit = {inherit}"#);
        assert!(said.contains(&entry), "{said}");
        assert!(said.contains("no such socket was inherited (LISTEN_FDS)"), "{said}");
    }
}

fn policy(inherit: &str) -> String {
    format!(
        "version = 1\n[[preopen]]\nfd = 7\nname = \"site\"\ninherit = {inherit}\n[[allow]]\naccept-from = [\"tcp://127.0.0.1:*\", \"tcp://[::1]:*\"]\n"
    )
}

fn started(script: &str, socket: impl Into<OwnedFd>, names: &str, policy: &Path, args: [&str; 2]) -> Command {
    let mut command = within("sh");
    command
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_portcullis"), "run", "--policy"])
        .arg(policy)
        .arg(guest::SERVES_ON_INHERITED_SOCKETS)
        .args(args)
        .env("LISTEN_FDNAMES", names)
        .stdin(socket.into());
    command
}

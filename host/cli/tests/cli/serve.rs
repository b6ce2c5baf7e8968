//! Serve: a guest for each connection.

use super::folder::Folder;
use super::guest;
use super::process::{Process, end, portcullis};
use rustix::process::Signal;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::thread::yield_now;
use std::time::Duration;

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
    assert_eq!(stop(server), "");
}

#[test]
fn each_connection_sees_fresh_memory() {
    for threads in ["1", "2"] {
        let (server, address) = server(serve().args(["--threads", threads, "--warm", "2"]), &["count"]);
        for _ in 0..50 {
            assert_eq!(ask(address, ""), "1");
        }
        assert_eq!(stop(server), "");
    }
}

#[test]
fn a_guest_has_its_connection_and_nothing_else() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let (alone, address) = server(&mut serve(), &["alone", &port]);
    let nothing = "Err(Ebadf) Err(Ebadf) Err(Eacces) Err(Eacces)";
    assert_eq!(ask(address, ""), nothing);
    assert_eq!(ask(address, ""), nothing);
    let said = stop(alone);
    assert!(
        said.contains("would grant it (portcullis serve --policy policy.toml)"),
        "{said}"
    );
    assert_eq!(said.matches("would grant it").count(), 1, "{said}");

    let policy = format!("version = 1\n[[allow]]\nconnect = [\"tcp://127.0.0.1:{port}\"]\n");
    let policy = Folder::of("a_guest_has_its_connection_and_nothing_else").file("policy.toml", policy);
    let (server, address) = server(serve().arg("--policy").arg(policy), &["alone", &port]);
    assert_eq!(ask(address, ""), "Err(Ebadf) Err(Ebadf) Ok(()) Err(Eacces)");
    stop(server);
}

#[test]
fn a_peer_that_the_policy_denies_is_reset() {
    let policy = "version = 1\n[[deny]]\naccept-from = [\"tcp://127.0.0.0/8:*\"]\n";
    let policy = Folder::of("a_peer_that_the_policy_denies_is_reset").file("policy.toml", policy);
    let (server, address) = server(serve().arg("--policy").arg(policy), &["echo"]);
    let mut peer = TcpStream::connect(address).unwrap();
    let error = peer.read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    let said = stop(server);
    assert!(said.contains("accept-from"), "{said}");
}

#[test]
fn a_guest_that_traps_harms_nobody() {
    let (server, address) = server(serve().args(["--threads", "1"]), &["asked"]);
    let bystander = TcpStream::connect(address).unwrap();
    for _ in 0..20 {
        assert_eq!(ask(address, "trap"), "");
        assert_eq!(ask(address, "hello"), "1 hello");
    }
    assert_eq!(ask(address, "exit"), "");
    (&bystander).write_all(b"still here").unwrap();
    assert_eq!(answer(bystander), "1 still here");
    let said = stop(server);
    let told = said.matches("portcullis: the guest trapped").count();
    assert!((1..10).contains(&told), "{said}");
}

#[test]
fn a_guest_that_hangs_harms_nobody_and_has_its_time() {
    let (server, address) = server(serve().args(["--threads", "1", "--timeout", "3"]), &["asked"]);
    let hanging: Vec<_> = (0..3)
        .map(|_| {
            let mut peer = TcpStream::connect(address).unwrap();
            peer.write_all(b"hang").unwrap();
            peer.shutdown(Shutdown::Write).unwrap();
            peer
        })
        .collect();
    for _ in 0..5 {
        assert_eq!(ask(address, "hello"), "1 hello");
    }
    for mut peer in hanging {
        assert_eq!(peer.read(&mut [0]).unwrap_or(0), 0);
    }
    let said = stop(server);
    assert!(said.contains("had its time (--timeout)"), "{said}");
}

#[test]
fn at_the_bound_connections_wait() {
    let (server, address) = server(serve().args(["--threads", "1", "--max-instances", "2"]), &["echo"]);
    let mut served: Vec<_> = (0..2).map(|_| TcpStream::connect(address).unwrap()).collect();
    served.iter_mut().for_each(echo);
    let mut waiting = TcpStream::connect(address).unwrap();
    waiting.write_all(b"x").unwrap();
    waiting.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let error = waiting.read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock, "it is not served yet");
    served.iter_mut().for_each(echo);

    served.pop();
    waiting.set_read_timeout(None).unwrap();
    waiting.read_exact(&mut [0]).unwrap();
    assert_eq!(answer(waiting), "");
    drop(served);
    stop(server);
}

#[test]
fn many_connections_are_served_at_once() {
    let (server, address) = server(&mut serve(), &["echo"]);
    let mut peers: Vec<_> = (0..500).map(|_| TcpStream::connect(address).unwrap()).collect();
    for _ in 0..2 {
        peers.iter_mut().for_each(echo);
    }
    drop(peers);
    assert_eq!(stop(server), "");
}

#[test]
fn nothing_is_left_of_connections_that_have_ended() {
    let (server, address) = server(serve().args(["--max-instances", "64"]), &["asked"]);
    let some = |connections| {
        for number in 0..connections {
            let asked = if number % 10 == 0 { "trap" } else { "hello" };
            ask(address, asked);
        }
        (descriptors_of(&server), memory_of(&server))
    };
    let (descriptors, memory) = some(500);
    let (descriptors_after, memory_after) = some(2_000);
    // The host may be about to close the last one when its peer hears of the end.
    assert!(
        descriptors_after <= descriptors + 1,
        "{descriptors}, then {descriptors_after}"
    );
    assert!(memory_after < memory + 2_048, "{memory} kB, then {memory_after} kB");
    stop(server);
}

#[test]
fn at_a_signal_guests_may_end_and_nobody_else_comes_in() {
    for (signal, status) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let (server, address) = server(&mut serve(), &["echo"]);
        let mut peer = TcpStream::connect(address).unwrap();
        echo(&mut peer);
        server.signal(signal);
        while TcpStream::connect(address).is_ok() {
            yield_now();
        }
        echo(&mut peer);
        drop(peer);
        let ended = server.end();
        assert_eq!((ended.status, ended.stderr.as_str()), (status, ""));
    }
}

#[test]
fn a_second_signal_ends_guests_at_once() {
    let (server, address) = server(&mut serve(), &["echo"]);
    let mut peer = TcpStream::connect(address).unwrap();
    echo(&mut peer);
    server.signal(Signal::TERM);
    while TcpStream::connect(address).is_ok() {
        yield_now();
    }
    server.signal(Signal::INT);
    assert_eq!(server.end().status, 130);
    assert_eq!(peer.read(&mut [0]).unwrap_or(0), 0);
}

#[test]
fn what_a_guest_says_is_passed_on_and_it_hears_nothing() {
    let (mut server, address) = server(&mut serve(), &["say"]);
    assert_eq!(ask(address, "ignored"), "0");
    assert_eq!(server.line(), "to standard output");
    assert_eq!(stop(server), "to standard error\n");
}

#[test]
fn each_connection_is_shown_if_asked_for() {
    let (server, address) = server(serve().arg("-v"), &["asked"]);
    let mut peer = TcpStream::connect(address).unwrap();
    let from = peer.local_addr().unwrap();
    peer.write_all(b"exit").unwrap();
    assert_eq!(answer(peer), "");
    let said = stop(server);
    assert!(said.contains(&format!("{from}: a guest begins")), "{said}");
    assert!(
        said.contains(&format!("{from}: the guest has ended, status 7")),
        "{said}"
    );
}

#[test]
fn a_server_listens_at_each_address() {
    let mut server = serve();
    server.args(["--listen", "tcp://[::1]:0", "--threads", "3"]);
    let mut server = Process::start(server.arg(guest::SERVES_EACH_CONNECTION).arg("count"));
    let addresses = [address(&mut server), address(&mut server)];
    assert!(addresses[0].is_ipv4() && addresses[1].is_ipv6());
    for address in addresses {
        for _ in 0..10 {
            assert_eq!(ask(address, ""), "1");
        }
    }
    stop(server);
}

#[test]
fn an_address_that_cannot_be_had_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("tcp://{}", listener.local_addr().unwrap());
    for threads in ["1", "2"] {
        let mut command = portcullis();
        command.args(["serve", "--threads", threads, "--listen", &at]);
        let said = end(command.args([guest::SERVES_EACH_CONNECTION, "echo"])).failure(1);
        assert!(said.contains(&format!("cannot listen at {at}")), "{said}");
    }
    let mut command = portcullis();
    command.args(["serve", "--listen", "localhost:80", guest::SERVES_EACH_CONNECTION]);
    let said = end(&mut command).failure(2);
    assert!(said.contains("tcp://127.0.0.1:8080"), "{said}");
}

#[test]
fn a_guest_that_cannot_start_is_known_before_there_is_a_connection() {
    let mut command = serve();
    command.args(["--max-memory", "64K", guest::SERVES_EACH_CONNECTION, "echo"]);
    let said = end(&mut command).failure(1);
    assert!(said.contains("it cannot be started"), "{said}");
}

#[test]
pub(crate) fn serves_by_its_input_and_output() {
    let mut server = Process::start(serve().arg("--stdio").arg(guest::SERVES_BY_ITS_INPUT_AND_OUTPUT));
    let address = address(&mut server);
    for text in ["hello\n", &"x".repeat(100_000)] {
        assert_eq!(ask(address, text), format!("HELLO\n{}", text.to_uppercase()));
    }
    assert_eq!(stop(server), "");
}

/// The server ends well at a signal; what it wrote to standard error.
#[track_caller]
fn stop(server: Process) -> String {
    server.signal(Signal::TERM);
    let ended = server.end();
    assert_eq!(ended.status, 143, "{ended:?}");
    ended.stderr
}

/// A byte there and back: the connection is served.
fn echo(peer: &mut TcpStream) {
    peer.write_all(b"x").unwrap();
    peer.read_exact(&mut [0]).unwrap();
}

fn descriptors_of(server: &Process) -> usize {
    fs::read_dir(format!("/proc/{}/fd", server.id())).unwrap().count()
}

/// Kilobytes of memory that is nobody else's.
fn memory_of(server: &Process) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

//! Signals: they end a guest at once, whatever it is at.

use super::folder::Folder;
use super::guest;
use super::process::{Process, run};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

const POLICY: &str =
    "version = 1\n[[allow]]\nlisten = [\"tcp://127.0.0.1:0\"]\naccept-from = [\"tcp://127.0.0.1:*\"]\n";

const SIGNALS: [(Signal, i32); 2] = [(Signal::INT, 130), (Signal::TERM, 143)];

#[test]
pub(crate) fn stops_at_a_signal() {
    let policy = Folder::of("stops_at_a_signal").file("policy.toml", POLICY);
    for (signal, status) in SIGNALS {
        for manner in ["loop", "accept", "wait", "read"] {
            // With a pipe for standard input, which gives nothing and does not end.
            let mut guest = Process::start(command(&policy, manner).stdin(Stdio::piped()));
            guest.port();
            guest.signal(signal);
            let ended = guest.end();
            assert_eq!((ended.status, ended.stderr.as_str()), (status, ""), "{manner}");
        }
    }
}

#[test]
fn a_connection_ends_with_its_guest() {
    let policy = Folder::of("a_connection_ends_with_its_guest").file("policy.toml", POLICY);
    for (signal, status) in SIGNALS {
        let mut guest = Process::start(&mut command(&policy, "recv"));
        let mut peer = TcpStream::connect(("127.0.0.1", guest.port())).unwrap();
        assert_eq!(guest.line(), "accepted");
        guest.signal(signal);
        assert_eq!(guest.end().status, status);
        assert_eq!(std::io::copy(&mut peer, &mut std::io::sink()).unwrap(), 0);
    }
}

/// The pipe is full by then or soon will be: the guest's thread stands in a write, or stands still soon.
#[test]
fn a_guest_whose_output_nobody_reads_stops_too() {
    let policy = Folder::of("a_guest_whose_output_nobody_reads_stops_too").file("policy.toml", POLICY);
    for (signal, status) in SIGNALS {
        let mut child = command(&policy, "write").spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.ends_with("and again\n") {
            assert!(stdout.read_line(&mut line).unwrap() > 0, "{line}");
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status));
    }
}

fn command(policy: &Path, manner: &str) -> Command {
    let mut command = run();
    command
        .arg("--policy")
        .arg(policy)
        .args([guest::STOPS_AT_A_SIGNAL, manner]);
    command
}

//! Limits: options that bound what a guest may have.

use super::folder::Folder;
use super::guest;
use super::process::{end, run};
use std::io::Write;
use std::net::TcpListener;
use std::thread;

#[test]
pub(crate) fn keeps_to_its_limits() {
    for limit in ["0", "1", "7"] {
        let sockets = end(run().args(["--max-sockets", limit, guest::KEEPS_TO_ITS_LIMITS, "sockets"])).success();
        assert_eq!(sockets, format!("{limit} emfile\n"));
    }
}

#[test]
fn a_guest_gets_no_more_memory_than_it_may() {
    let memory = |limit: &str| end(run().args(["--max-memory", limit, guest::KEEPS_TO_ITS_LIMITS, "memory"]));
    assert_eq!(memory("8M").success(), "refused\n");
    assert_eq!(memory("64M").success(), "granted\n");
    assert_eq!(memory("1G").success(), "granted\n");
}

#[test]
fn a_guest_that_dies_of_a_limit_of_memory_is_said_to() {
    let ended = end(run().args(["--max-memory", "8M", guest::KEEPS_TO_ITS_LIMITS, "memory-or-die"]));
    let said = ended.failure(134);
    assert!(said.contains("it had been refused memory (--max-memory)"), "{said}");
}

#[test]
fn a_guest_that_wants_too_much_memory_to_begin_with_is_not_started() {
    let said = end(run().args(["--max-memory", "64K", guest::KEEPS_TO_ITS_LIMITS, "memory"])).failure(1);
    assert!(said.contains("it cannot be started"), "{said}");
    assert!(said.contains("memory"), "{said}");
}

#[test]
fn no_more_bytes_wait_in_the_host_than_may() {
    let folder = Folder::of("no_more_bytes_wait_in_the_host_than_may");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let policy = format!("version = 1\n[[allow]]\nconnect = [\"tcp://127.0.0.1:{port}\"]\n");
    let policy = folder.file("policy.toml", policy);
    let peer = thread::spawn(move || {
        for _ in 0..2 {
            // It may close before it has read all.
            let _ = listener.accept().unwrap().0.write_all(&[7; 100_000]);
        }
    });
    for (limit, outcome) in [("64K", "enobufs\n"), ("1M", "received\n")] {
        let mut command = run();
        command.arg("--policy").arg(&policy).args(["--max-buffer", limit]);
        command.args([guest::KEEPS_TO_ITS_LIMITS, "buffer", &port]);
        assert_eq!(end(&mut command).success(), outcome, "{limit}");
    }
    peer.join().unwrap();
}

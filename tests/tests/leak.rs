//! What is left of a guest, and of whatever it did: nothing. Alone in its process, so that each descriptor is one of theirs.

use portcullis_tests::{Finished, Names, Sandbox, open_descriptors};
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

portcullis_test_artifacts::guests!(leak);

const SEEDS: u64 = 8;
const STEPS: u32 = 2_000;

/// Every function of the contract, with every kind of argument.
#[tokio::test]
async fn nothing_is_left_of_a_guest() {
    // What the process opens once, it has opened: the cache of compiled guests, the runtime's own.
    walks_senselessly(0).await;
    traps_midway().await;
    let before = open_descriptors();
    for seed in 1..=SEEDS {
        let finished = walks_senselessly(seed).await;
        assert_eq!((finished.sockets_held, finished.bytes_held), (0, 0), "seed {seed}");
        finished.success();
    }
    let finished = traps_midway().await;
    assert!(
        finished.result.is_err() && finished.stderr.contains("midway"),
        "{finished:?}"
    );
    assert_eq!(open_descriptors(), before);
}

async fn walks_senselessly(seed: u64) -> Finished {
    let names = Names::default().entry("localhost", ["127.0.0.1", "::1"]);
    let limits = portcullis::Limits {
        sockets: 40,
        buffer_bytes: 1 << 18,
        ..Default::default()
    };
    let rules = r#"
        [[allow]]
        listen = ["tcp://127.0.0.0/8:*", "tcp://[::1]:*", "tcp://*:0"]
        connect = ["tcp://127.0.0.0/8:*", "tcp://[::1]:*", "tcp://localhost:*", "udp://127.0.0.0/8:*", "udp://[::1]:*"]
        bind = ["udp://127.0.0.0/8:*", "udp://[::1]:*"]
        send-to = ["udp://127.0.0.0/8:*", "udp://[::1]:*", "udp://localhost:*"]
        [[preopen]]
        fd = 7
        listen = "tcp://127.0.0.1:0"
        [[preopen]]
        fd = 100
        bind = "udp://127.0.0.1:0"
    "#;
    let sandbox = Sandbox::new(rules).names(names).limits(limits).arg(seed).arg(STEPS);
    sandbox.run(guest::WALKS_SENSELESSLY).await
}

async fn traps_midway() -> Finished {
    let peer = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = peer.local_addr().unwrap().port();
    Sandbox::loopback().arg(port).run(guest::TRAPS_MIDWAY).await
}

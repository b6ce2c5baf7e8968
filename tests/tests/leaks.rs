//! What a guest leaves behind when its host stops it: no descriptor.
//!
//! Descriptors belong to the whole process, so this file has one test.

use portcullis_tests::{Names, Sandbox, open_descriptors};
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::yield_now;

portcullis_test_artifacts::guests!(leaks);

/// Manual `socket`: accept/1, connect/2, recv/2, recvfrom/1, send/2, each without end.
#[tokio::test]
async fn nothing_when_stopped() {
    // What engine and runtime open once and keep is no leak.
    Sandbox::new("").run(guest::NOTHING_WHEN_STOPPED).await.success();
    for call in ["accept", "recv", "recvfrom", "send", "connect", "getaddr"] {
        let before = open_descriptors();
        stop_in(call).await;
        let closed = async {
            while open_descriptors() != before {
                yield_now().await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(60), closed).await;
        assert!(in_time.is_ok(), "{call}: {} now, {before} before", open_descriptors());
    }
}

async fn stop_in(call: &str) {
    let peer = TcpSocket::new_v4().unwrap();
    peer.bind(([127, 0, 0, 1], 0).into()).unwrap();
    // One connection fills a backlog of 0, so that the next finds no answer.
    let listener = peer.listen(if call == "connect" { 0 } else { 8 }).unwrap();
    let address = listener.local_addr().unwrap();
    let _waiting = TcpStream::connect(address).await.unwrap();
    let without_guest = open_descriptors();
    let rules = "
        [[allow]]
        listen = 'tcp://127.0.0.1:*'
        connect = ['tcp://127.0.0.1:*', 'tcp://hangs.test:*']
        bind = 'udp://127.0.0.1:*'";
    let mut guest = Sandbox::new(rules)
        .names(Names::default().hang("hangs.test"))
        .arg(address.port())
        .arg(call)
        .start(guest::NOTHING_WHEN_STOPPED);
    assert_eq!(guest.line().await, "waiting");
    // Nobody can see a guest wait; in so many turns of this one thread it has come to it.
    for _ in 0..100 {
        yield_now().await;
    }
    assert!(call == "getaddr" || open_descriptors() > without_guest, "{call}");
}

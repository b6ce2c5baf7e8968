//! The interface `inet`: names.

use portcullis::Limits;
use portcullis_tests::{Finished, Names, Sandbox, accept};
use std::net::Ipv4Addr;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, UdpSocket};

portcullis_test_artifacts::guests!(inet);

const NAMES_OF_TEST: &str = "[[allow]]\nconnect = 'tcp://*.test:80'\n";

/// OTP `inet`: getaddr/2,3; getaddrs/2,3.
#[tokio::test]
async fn looks_up_names() {
    let names = Names::default()
        .entry("both.test", ["192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.1"])
        .entry("four.test", ["192.0.2.4"]);
    let sandbox = Sandbox::new(NAMES_OF_TEST).names(names.clone());
    is_clean(sandbox.run(guest::LOOKS_UP_NAMES).await);
    let known = ["both.test", "four.test", "none.test"];
    assert!(
        names.asked().iter().all(|name| known.contains(&name.as_str())),
        "{names:?}"
    );
}

/// OTP `inet`: getaddr/2; getaddrs/2.
#[tokio::test]
async fn looks_up_no_other_names() {
    let names = Names::default();
    let rules = format!("{NAMES_OF_TEST}[[deny]]\nconnect = 'tcp://denied.test:*'");
    let sandbox = Sandbox::new(&rules).names(names.clone());
    let finished = sandbox.run(guest::LOOKS_UP_NO_OTHER_NAMES).await;
    assert_eq!(
        names.asked(),
        [""; 0],
        "a name that is not permitted leaves the host by no lookup"
    );
    assert_eq!(finished.refusals.len(), 24, "{:?}", finished.refusals);
    finished.success();
}

/// OTP `inet`: getaddr/2,3; getaddrs/3.
#[tokio::test]
async fn gives_up_in_time() {
    let names = Names::default().hang("hangs.test").entry("answers.test", ["192.0.2.1"]);
    let limits = Limits {
        lookups: 2,
        ..Limits::default()
    };
    let sandbox = Sandbox::new(NAMES_OF_TEST).names(names.clone()).limits(limits);
    is_clean(sandbox.run(guest::GIVES_UP_IN_TIME).await);
    assert_eq!(names.asked(), ["hangs.test", "answers.test", "hangs.test"]);
}

/// OTP `inet`: getaddr/2; getaddrs/2.
#[tokio::test]
async fn leaves_out_denied_addresses() {
    let names = Names::default()
        .entry("some.test", ["192.0.2.1", "192.0.2.2", "192.0.2.3"])
        .entry("all.test", ["192.0.2.1"])
        .entry("rebound.test", ["127.0.0.1", "169.254.169.254"]);
    let rules = format!("{NAMES_OF_TEST}[[deny]]\nconnect = 'tcp://192.0.2.1:*'");
    let finished = Sandbox::new(&rules)
        .names(names)
        .run(guest::LEAVES_OUT_DENIED_ADDRESSES)
        .await;
    assert_eq!(finished.refusals.len(), 2, "{:?}", finished.refusals);
    assert_eq!(finished.success(), "192.0.2.2\n192.0.2.3\n192.0.2.2\n");
}

/// OTP `inet`: getaddrs/2.
#[tokio::test]
async fn cuts_long_answers() {
    let addresses: [_; 70] = std::array::from_fn(|low| format!("192.0.2.{low}"));
    let names = Names::default().entry("many.test", addresses.each_ref().map(String::as_str));
    let sandbox = Sandbox::new(NAMES_OF_TEST).names(names);
    let told = is_clean(sandbox.run(guest::CUTS_LONG_ANSWERS).await);
    assert_eq!(told.lines().collect::<Vec<_>>(), addresses[..64]);
}

/// OTP `inet`: getaddr/2. Manual `socket`: connect/2; sendto/3; recvfrom/1.
#[tokio::test]
async fn reaches_what_it_looked_up() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let echo = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let rules = format!("[[allow]]\nconnect = 'tcp://app.localhost:{port}'\nsend-to = 'udp://app.localhost:*'");
    let guest = Sandbox::new(&rules)
        .names(Names::default().entry("app.localhost", ["127.0.0.1"]))
        .arg(port)
        .arg(echo.local_addr().unwrap().port())
        .start(guest::REACHES_WHAT_IT_LOOKED_UP);
    accept(&listener).await.write_all(b"hello").await.unwrap();
    let mut datagram = [0; 16];
    let (length, from) = echo.recv_from(&mut datagram).await.unwrap();
    echo.send_to(&datagram[..length], from).await.unwrap();
    let finished = guest.finish().await;
    assert_eq!(finished.refusals.len(), 3, "{:?}", finished.refusals);
    finished.success();
}

/// OTP `inet`: getaddr/2. Manual `socket`: connect/2.
#[tokio::test]
async fn forgets_the_oldest_answers() {
    let listener = TcpListener::bind("127.1.0.0:0").await.unwrap();
    let names = (0..=256_u16).fold(Names::default(), |names, number| {
        let [high, low] = number.to_be_bytes();
        names.entry(&format!("n{number}.localhost"), [&format!("127.1.{high}.{low}")])
    });
    let finished = Sandbox::new("[[allow]]\nconnect = 'tcp://*.localhost:*'")
        .names(names)
        .arg(listener.local_addr().unwrap().port())
        .run(guest::FORGETS_THE_OLDEST_ANSWERS)
        .await;
    assert_eq!(finished.refusals.len(), 1, "{:?}", finished.refusals);
    finished.success();
}

#[track_caller]
fn is_clean(finished: Finished) -> String {
    assert_eq!(finished.refusals, []);
    finished.success()
}

//! The guests' library in the manner of `std::net`.

use portcullis_tests::{Finished, Names, Running, Sandbox, accept};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};

portcullis_test_artifacts::guests!(net);

const LOOPBACK_BY_NAME: &str = "
    [[allow]]
    connect = ['tcp://127.0.0.1:*', 'tcp://[::1]:*', 'tcp://service.localhost:*', 'udp://127.0.0.1:*', 'udp://[::1]:*']
    send-to = ['udp://127.0.0.1:*', 'udp://[::1]:*', 'udp://service.localhost:*']";

/// OTP `gen_tcp`: listen/2; accept/1; recv/2; send/2; close/1.
#[tokio::test]
async fn echoes() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
        let mut guest = Sandbox::loopback().arg(address).start(guest::ECHOES);
        let at = guest.line().await;
        assert_echoes(&mut guest, &at, b"hello").await;
        // 10 MiB that tell where they stand.
        let data: Vec<u8> = (0..10_u32 << 18).flat_map(u32::to_be_bytes).collect();
        assert_echoes(&mut guest, &at, &data).await;
        is_clean(guest.finish().await);
    }
}

async fn assert_echoes(guest: &mut Running, at: &str, data: &[u8]) {
    let mut client = TcpStream::connect(at).await.unwrap();
    let (mut incoming, mut outgoing) = client.split();
    let send = async {
        outgoing.write_all(data).await.unwrap();
        outgoing.shutdown().await.unwrap();
    };
    let mut echo = Vec::new();
    let (received, ()) = tokio::join!(incoming.read_to_end(&mut echo), send);
    received.unwrap();
    assert!(echo == data, "{} bytes came back of {}", echo.len(), data.len());
    assert_eq!(guest.line().await, data.len().to_string());
}

/// OTP `gen_tcp`: connect/3,4; recv/2; send/2; shutdown/2.
#[tokio::test]
async fn connects() {
    for address in ["127.0.0.1", "::1"] {
        let listener = TcpListener::bind((address, 0)).await.unwrap();
        let guest = Sandbox::new(LOOPBACK_BY_NAME)
            .names(Names::default().entry("service.localhost", [address]))
            .arg(listener.local_addr().unwrap())
            .start(guest::CONNECTS);
        for _ in 0..4 {
            let mut peer = accept(&listener).await;
            let mut word = String::new();
            peer.write_all(b"hello").await.unwrap();
            peer.read_to_string(&mut word).await.unwrap();
            assert_eq!(word, "hello");
        }
        is_clean(guest.finish().await);
    }
}

/// OTP `gen_tcp`: recv/3. OTP `gen_udp`: recv/3.
#[tokio::test]
async fn reads_no_longer_than_it_may() {
    let mut guest = Sandbox::loopback().start(guest::READS_NO_LONGER_THAN_IT_MAY);
    let port = guest.number().await;
    let mut client = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    guest.say("connected").await;
    assert_eq!(guest.line().await, "quiet");
    client.write_all(b"late").await.unwrap();
    client.shutdown().await.unwrap();
    guest.say("ended").await;
    is_clean(guest.finish().await);
}

/// OTP `gen_tcp`: send/2, with `send_timeout` and `send_timeout_close`.
#[tokio::test]
async fn writes_no_longer_than_it_may() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let sandbox = Sandbox::loopback().arg(port);
    is_clean(sandbox.run(guest::WRITES_NO_LONGER_THAN_IT_MAY).await);
}

/// OTP `gen_tcp`: connect/3; listen/2; send/2. OTP `gen_udp`: open/2; send/2,4.
#[tokio::test]
async fn tells_why() {
    // Bound, so that it stays nobody else's, and without a listener.
    let closed = TcpSocket::new_v4().unwrap();
    closed.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let rules = "
        [[allow]]
        listen = 'tcp://127.0.0.1:*'
        connect = ['tcp://127.0.0.1:*', 'tcp://*.localhost:*']
        bind = 'udp://127.0.0.1:*'
        send-to = 'udp://127.0.0.1:*'";
    let finished = Sandbox::new(rules)
        .names(Names::default())
        .arg(closed.local_addr().unwrap().port())
        .arg("127.0.0.1:7")
        .run(guest::TELLS_WHY)
        .await;
    let targets: Vec<_> = finished.refusals.iter().map(|refusal| refusal.target()).collect();
    assert_eq!(
        targets,
        [
            "tcp://127.0.0.9:7",
            "tcp://other.example:7",
            "tcp://0.0.0.0:0",
            "udp://127.0.0.9:0"
        ]
    );
    finished.success();
}

/// OTP `gen_udp`: open/2; connect/3; send/2,4; recv/2.
#[tokio::test]
async fn sends_datagrams() {
    for (address, any) in [("127.0.0.1", "0.0.0.0:0"), ("::1", "[::]:0")] {
        let peer = UdpSocket::bind((address, 0)).await.unwrap();
        let guest = Sandbox::new(LOOPBACK_BY_NAME)
            .names(Names::default().entry("service.localhost", [address]))
            .arg(peer.local_addr().unwrap())
            .arg(any)
            .start(guest::SENDS_DATAGRAMS);
        let mut datagram = [0; 64];
        for expected in ["hello", "by name", "connected", "", "lost", "next"] {
            let (length, from) = peer.recv_from(&mut datagram).await.unwrap();
            assert_eq!(&datagram[..length], expected.as_bytes());
            peer.send_to(&datagram[..length], from).await.unwrap();
        }
        is_clean(guest.finish().await);
    }
}

#[track_caller]
fn is_clean(finished: Finished) {
    assert_eq!(finished.refusals, []);
    assert_eq!((finished.sockets_held, finished.bytes_held), (0, 0));
    finished.success();
}

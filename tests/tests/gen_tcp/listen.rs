//! Listen: ports, addresses, backlogs and pre-opened listeners.

use crate::guest;
use crate::peer::{FOUR, connect, listener, read, read_all, write};
use portcullis::InheritedSocket;
use portcullis_tests::Sandbox;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Manual `gen_tcp`: listen/2 (options ip, port 0, inet, inet6).
#[tokio::test]
pub(crate) async fn listens() {
    let rules = r#"
        [[allow]]
        listen = ["tcp://127.0.0.0/8:*", "tcp://[::1]:*", "tcp://192.0.2.1:*"]
    "#;
    let mut guest = Sandbox::new(rules).start(guest::LISTENS);
    let port = guest.number().await;
    connect(port).await;
    guest.finish().await.success();
}

/// Manual `gen_tcp`: listen/2 (option reuseaddr).
#[tokio::test]
pub(crate) async fn listens_anew_where_connections_linger() {
    let mut guest = Sandbox::loopback().start(guest::LISTENS_ANEW_WHERE_CONNECTIONS_LINGER);
    let mut client = connect(guest.number().await).await;
    assert_eq!(read_all(&mut client).await, b"");
    drop(client);
    guest.finish().await.success();
}

/// Manual `gen_tcp`: listen/2 (option backlog).
#[tokio::test]
pub(crate) async fn keeps_a_backlog() {
    // The system lets one more wait than it is told.
    assert_eq!(waiting(Sandbox::loopback()).await, 6, "five is the default");
    assert_eq!(waiting(Sandbox::loopback().arg(0)).await, 1);
    assert_eq!(waiting(Sandbox::loopback().arg(12)).await, 13);
}

/// How many connections a listener lets wait.
async fn waiting(sandbox: Sandbox) -> usize {
    let mut guest = sandbox.start(guest::KEEPS_A_BACKLOG);
    let port = guest.number().await;
    let mut waiting: Vec<TcpStream> = Vec::new();
    while let Ok(Ok(stream)) = timeout(Duration::from_millis(50), TcpStream::connect((FOUR, port))).await {
        waiting.push(stream);
    }
    guest.say("accept").await;
    assert_eq!(usize::from(guest.number().await), waiting.len());
    guest.finish().await.success();
    waiting.len()
}

/// Manual `gen_tcp`: listen/2 (option fd).
#[tokio::test]
pub(crate) async fn listens_on_preopens() {
    let rules = r#"
        [[preopen]]
        fd = 3
        name = "http"
        listen = "tcp://127.0.0.1:0"
        [[preopen]]
        fd = 4
        name = "inherited"
        inherit = "web"
        [[preopen]]
        fd = 5
        name = "dns"
        bind = "udp://127.0.0.1:0"
        [[allow]]
        accept-from = "tcp://127.0.0.1:*"
    "#;
    let (inherited, inherited_port) = listener(FOUR).await;
    let inherited = InheritedSocket {
        number: 3,
        name: Some("web".to_owned()),
        socket: inherited.into_std().unwrap().into(),
    };
    let mut guest = Sandbox::new(rules)
        .inherited([inherited])
        .start(guest::LISTENS_ON_PREOPENS);
    let mut ports = Vec::new();
    for _ in 0..9 {
        let port = guest.number().await;
        let mut client = connect(port).await;
        write(&mut client, b"ping").await;
        assert_eq!(&read(&mut client).await, b"pong");
        ports.push(port);
    }
    guest.finish().await.success();
    assert!(
        ports[..4].iter().chain(&ports[8..]).all(|port| *port == ports[0]),
        "{ports:?}"
    );
    assert_eq!(ports[4..8], [inherited_port; 4]);
}

//! The two programs of the manual, against native peers and against each other.

use crate::guest;
use crate::peer::{FOUR, accept, connect, listener, read_all, write};
use portcullis_tests::{Names, Running, Sandbox};

/// Manual `gen_tcp`: the program client().
#[tokio::test]
pub(crate) async fn client_of_the_manual() {
    let (server, port) = listener(FOUR).await;
    let guest = client(port);
    assert_eq!(read_all(&mut accept(&server).await).await, b"Some Data");
    guest.finish().await.success();
}

/// Manual `gen_tcp`: the programs server() and do_recv().
#[tokio::test]
pub(crate) async fn server_of_the_manual() {
    let mut guest = Sandbox::loopback().start(guest::SERVER_OF_THE_MANUAL);
    let mut client = connect(guest.number().await).await;
    for piece in ["Some ", "Data", ", and more"] {
        write(&mut client, piece.as_bytes()).await;
    }
    drop(client);
    assert_eq!(guest.line().await, "Some Data, and more");
    guest.finish().await.success();
}

/// Manual `gen_tcp`: the programs client(), server() and do_recv(), each in a sandbox of its own.
#[tokio::test]
async fn client_and_server_of_the_manual_meet() {
    let mut server = Sandbox::loopback().start(guest::SERVER_OF_THE_MANUAL);
    let client = client(server.number().await);
    assert_eq!(server.line().await, "Some Data");
    client.finish().await.success();
    server.finish().await.success();
}

fn client(port: u16) -> Running {
    let rules = r#"
        [[allow]]
        connect = ["tcp://localhost:*", "tcp://127.0.0.1:*"]
    "#;
    let names = Names::default().entry("localhost", ["127.0.0.1"]);
    Sandbox::new(rules)
        .names(names)
        .arg(port)
        .start(guest::CLIENT_OF_THE_MANUAL)
}

//! `examples/echo`: a server, and a client; `examples/serve`: a guest for one connection.

use super::{address, guest, sandbox};
use portcullis_tests::{Sandbox, accept};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Crate `portcullis-guest`: `net::TcpListener`, `net::TcpStream`.
#[tokio::test]
pub(crate) async fn echo_server() {
    for host in ["127.0.0.1:0", "[::1]:0"] {
        let mut server = sandbox("echo").arg(host).start(guest::ECHO_SERVER);
        let address = address(&mut server).await;
        for round in 0..3 {
            let mut client = TcpStream::connect(address).await.unwrap();
            let question = vec![round; 100_000];
            let (mut reader, mut writer) = client.split();
            let write = async {
                writer.write_all(&question).await.unwrap();
                writer.shutdown().await.unwrap();
            };
            let mut answer = Vec::new();
            let (_, read) = tokio::join!(write, reader.read_to_end(&mut answer));
            read.unwrap();
            assert_eq!(answer, question);
            let peer = client.local_addr().unwrap();
            assert_eq!(server.line().await, format!("{peer}: 100000 bytes"));
        }
        assert_eq!(server.refusals(), []);
    }
}

/// Manual `gen_tcp`: connect/3, send/2, recv/2, close/1.
#[tokio::test]
pub(crate) async fn echo_client() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for host in ["127.0.0.1", "localhost"] {
        let client = sandbox("echo")
            .arg(format!("{host}:{port}"))
            .arg("hello")
            .arg("")
            .arg("joe");
        let client = client.start(guest::ECHO_CLIENT);
        let mut peer = accept(&listener).await;
        let (mut reader, mut writer) = peer.split();
        let echoed = tokio::io::copy(&mut reader, &mut writer).await.unwrap();
        assert_eq!(echoed, 8);
        let said = client.finish().await.success();
        assert_eq!(said, format!("connected to 127.0.0.1:{port}\nhello\n\njoe\n"));
    }
}

/// Crate `portcullis-guest`: `net::TcpStream::preopened`.
#[tokio::test]
pub(crate) async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for _ in 0..2 {
        let mut peer = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let connection = accept(&listener).await.into_std().unwrap();
        let guest = Sandbox::new("").given(3, "connection", connection).start(guest::SERVE);
        peer.write_all(b"hello\njoe\n").await.unwrap();
        peer.shutdown().await.unwrap();
        let mut answer = String::new();
        peer.read_to_string(&mut answer).await.unwrap();
        assert_eq!(answer, "1: hello\n2: joe\n");
        guest.finish().await.success();
    }
}

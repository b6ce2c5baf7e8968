//! `examples/denied` and `examples/manual`: programs that go through a list.

use super::{guest, sandbox};
use portcullis_tests::accept;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A refusal: `eacces` for the guest, the rule or the missing line for the operator.
#[tokio::test]
pub(crate) async fn denied() {
    let finished = sandbox("denied").run(guest::DENIED).await;
    let told: Vec<_> = finished.refusals.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "connect to tcp://127.0.0.1:5432 refused: no rule allows it",
            "resolve example.com refused: no rule allows it",
            "listen at tcp://127.0.0.1:22 refused: `deny listen tcp://*:1-1023` \
             (../examples/denied/policy.toml:8) forbids it",
        ]
    );
    let lines: Vec<_> = finished
        .refusals
        .iter()
        .map(|refusal| refusal.suggested_line())
        .collect();
    assert_eq!(
        lines,
        [
            Some(r#"connect = ["tcp://127.0.0.1:5432"]"#.to_owned()),
            Some(r#"connect = ["tcp://example.com:*"]"#.to_owned()),
            None,
        ]
    );
    assert_eq!(
        finished.success(),
        "connect to 127.0.0.1:5432: eacces: the policy does not permit it\n\
         look up example.com: eacces: the policy does not permit it\n\
         listen on 127.0.0.1:22: eacces: the policy does not permit it\n\
         listen on 127.0.0.1:0: ok\n"
    );
}

/// Manual `gen_tcp`: the examples `client()` and `server()`. Manual `socket`: each example line.
#[tokio::test]
pub(crate) async fn manual() {
    let finished = sandbox("manual").run(guest::MANUAL).await;
    assert_eq!(finished.refusals, []);
    let said = finished.success();
    assert!(!said.contains("{error,"), "{said}");
    let line = |line: &str| said.lines().skip_while(|said| *said != line).nth(1).map(str::trim);
    assert_eq!(line("{ok, Bin} = do_recv(Sock, [])"), Some(r#"{ok, <<"Some Data">>}"#));
    assert_eq!(
        line("{ok, stream} = socket:getopt(ListeningSocket, {socket, type})"),
        Some("{ok, stream}")
    );
    assert_eq!(line("ok = socket:close(ListeningSocket)"), Some("ok"));
    the_server_takes_what_a_native_client_sends().await;
    the_client_sends_some_data_to_a_native_server().await;
}

async fn the_server_takes_what_a_native_client_sends() {
    let mut server = sandbox("manual").arg("server").start(guest::MANUAL);
    // The line of Erlang, and what it returned, come first.
    server.line().await;
    server.line().await;
    let mut client = TcpStream::connect(("127.0.0.1", server.number().await)).await.unwrap();
    client.write_all(b"Some Native Data").await.unwrap();
    client.shutdown().await.unwrap();
    let said = server.finish().await.success();
    assert!(said.contains(r#"{ok, <<"Some Native Data">>}"#), "{said}");
}

async fn the_client_sends_some_data_to_a_native_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let client = sandbox("manual")
        .arg("client")
        .arg(format!("localhost:{port}"))
        .start(guest::MANUAL);
    let mut peer = accept(&listener).await;
    let mut data = String::new();
    peer.read_to_string(&mut data).await.unwrap();
    assert_eq!(data, "Some Data");
    client.finish().await.success();
}

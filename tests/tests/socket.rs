//! The interface `socket`, by the rows of its manual.

#[path = "socket/accept.rs"]
mod accept;
#[path = "socket/bind.rs"]
mod bind;
#[path = "socket/bulk.rs"]
mod bulk;
#[path = "socket/close.rs"]
mod close;
#[path = "socket/connect.rs"]
mod connect;
#[path = "socket/datagram.rs"]
mod datagram;
#[path = "socket/given.rs"]
mod given;
#[path = "socket/inet6.rs"]
mod inet6;
#[path = "socket/listen.rs"]
mod listen;
#[path = "socket/open.rs"]
mod open;
#[path = "socket/options.rs"]
mod options;
#[path = "socket/receive.rs"]
mod receive;
#[path = "socket/send.rs"]
mod send;

use portcullis_tests::{Finished, Sandbox};
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use accept::{accepts, accepts_no_more_than_it_may, accepts_permitted_peers};
use bind::{binds, is_refused_without_a_rule};
use bulk::receives_much;
use close::{does_nothing_once_closed, drops_with_data_waiting, knows_its_addresses, shuts_down};
use connect::{connects, connects_datagrams, connects_from_where_it_is_bound, meets_denials_of_its_own_address};
use datagram::{hears_no_strangers, receives_datagrams, sends_datagrams};
use given::takes_what_is_given;
use inet6::{maps_ipv4, speaks_ipv6, takes_ipv4_on_ipv6_if_permitted};
use listen::{keeps_a_backlog, listens};
use open::{opens, opens_no_more_than_it_may};
use options::{receives_by_its_recvbuf, resets_by_lingering_for_nothing, sets_and_gets_options};
use receive::{
    hears_of_a_reset, receives_bytes, receives_from_its_peer, receives_nothing_when_it_cannot, receives_the_last_bytes,
};
use send::{sends_its_memory, sends_nothing_when_it_cannot, sends_what_the_peer_takes};

portcullis_test_artifacts::guests!(socket);

/// Manual `socket`: open/3, bind/2, listen/1, accept/1, recv/2, send/2, sockname/1, close/1.
#[tokio::test]
async fn echoes() {
    let mut guest = Sandbox::loopback().start(guest::ECHOES);
    let mut client = connect_to(guest.number().await).await;
    client.write_all(b"hello").await.unwrap();
    client.shutdown().await.unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert_eq!(answer, "hello");
    is_clean(guest.finish().await);
}

/// A client of a guest that listens on the loopback.
async fn connect_to(port: u16) -> TcpStream {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap()
}

/// A listener for a guest to connect to, and its port.
async fn listen() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// The guest has done all that it should, was refused nothing and left nothing behind.
#[track_caller]
fn is_clean(finished: Finished) {
    let left = (finished.sockets_held, finished.bytes_held);
    assert_eq!(refusals(finished), [""; 0]);
    assert_eq!(left, (0, 0));
}

/// The guest has done all that it should, and was refused this.
#[track_caller]
fn refusals(finished: Finished) -> Vec<String> {
    let told = finished.refusals.iter().map(ToString::to_string).collect();
    finished.success();
    told
}

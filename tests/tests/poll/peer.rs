//! Peers: the native ends of the guests' connections.

pub(crate) use portcullis_tests::accept;
use rustix::net::sockopt::set_socket_linger;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

pub(crate) async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// Close it with a reset.
pub(crate) fn reset(stream: TcpStream) {
    set_socket_linger(&stream, Some(Duration::ZERO)).unwrap();
}

/// Packets with a header of four bytes, one after the other.
pub(crate) fn packets<'a>(bodies: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    bodies
        .into_iter()
        .flat_map(|body| [&u32::try_from(body.len()).unwrap().to_be_bytes(), body].concat())
        .collect()
}

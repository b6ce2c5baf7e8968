//! The native peer: listeners, connections, and what is done to them.

pub(crate) use portcullis_tests::accept;
use rustix::net::sockopt::{set_socket_linger, set_socket_send_buffer_size};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const FOUR: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
pub(crate) const SIX: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// A listener, and its port.
pub(crate) async fn listener(ip: IpAddr) -> (TcpListener, u16) {
    let listener = TcpListener::bind((ip, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

pub(crate) async fn connect(port: u16) -> TcpStream {
    TcpStream::connect((FOUR, port)).await.unwrap()
}

/// A connection that takes little into the kernel before it makes its writer wait.
pub(crate) async fn connect_narrowly(port: u16) -> TcpStream {
    let stream = connect(port).await;
    set_socket_send_buffer_size(&stream, 16_384).unwrap();
    stream
}

/// Close with a reset.
pub(crate) fn reset(stream: TcpStream) {
    set_socket_linger(&stream, Some(Duration::ZERO)).unwrap();
}

pub(crate) async fn write(stream: &mut TcpStream, bytes: &[u8]) {
    stream.write_all(bytes).await.unwrap();
}

/// Exactly as many bytes.
pub(crate) async fn read<const N: usize>(stream: &mut TcpStream) -> [u8; N] {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await.unwrap();
    bytes
}

/// All that comes until the guest ends it.
pub(crate) async fn read_all(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    bytes
}

/// Until the guest ends it, packets with a header of four bytes; it ends between two of them.
pub(crate) async fn read_packets(stream: &mut TcpStream) -> Vec<Vec<u8>> {
    let all = read_all(stream).await;
    let mut rest = all.as_slice();
    let mut packets = Vec::new();
    while let Some((header, body)) = rest.split_first_chunk() {
        let (packet, after) = body.split_at(u32::from_be_bytes(*header) as usize);
        packets.push(packet.to_vec());
        rest = after;
    }
    assert!(rest.is_empty(), "a broken header: {rest:?}");
    packets
}

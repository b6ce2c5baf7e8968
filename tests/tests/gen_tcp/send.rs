//! Send: what the peer sees of packets, and a peer that does not read.

use crate::guest;
use crate::peer::{FOUR, accept, listener, read_all, read_packets, write};
use portcullis::Limits;
use portcullis_tests::Sandbox;
use tokio::io::AsyncReadExt;

/// Manual `gen_tcp`: send/2 (option packet; emsgsize).
#[tokio::test]
pub(crate) async fn sends_packets() {
    let (server, port) = listener(FOUR).await;
    let guest = Sandbox::loopback().arg(port).start(guest::SENDS_PACKETS);
    let mut expected = Vec::new();
    for (header, counted) in [(0, false), (1, true), (2, true), (4, false), (0, false)] {
        let mut expect = |packet: &[u8]| {
            let length = (packet.len() as u32).to_be_bytes();
            expected.extend_from_slice(&length[4 - header..]);
            expected.extend_from_slice(packet);
        };
        for length in [0, 1, 255] {
            expect(&vec![b'x'; length]);
        }
        if counted {
            expect(b"still whole");
        }
    }
    assert_eq!(read_all(&mut accept(&server).await).await, expected);
    guest.finish().await.success();
}

/// Manual `gen_tcp`: send/2 (option send_timeout).
#[tokio::test]
pub(crate) async fn times_out_sending() {
    let (server, port) = listener(FOUR).await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::TIMES_OUT_SENDING);
    let mut peer = accept(&server).await;
    let sent = guest.line().await;
    let sent = sent.split(' ').map(|number| number.parse::<u32>().unwrap());
    guest.say("the peer reads").await;
    let packets = read_packets(&mut peer).await;
    let (last, packets) = packets.split_last().unwrap();
    assert_eq!(last, b"last");
    assert!(packets.iter().all(|packet| packet.len() == 10_000));
    let numbers: Vec<_> = packets
        .iter()
        .map(|packet| u32::from_be_bytes(*packet.first_chunk().unwrap()))
        .collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    // One whose send timed out may have been begun: the rest of it came before the next.
    assert!(sent.into_iter().all(|number| numbers.contains(&number)), "{numbers:?}");
    let finished = guest.finish().await;
    assert_eq!(finished.bytes_held, 0);
    finished.success();
}

/// Manual `gen_tcp`: send/2 (option send_timeout_close).
#[tokio::test]
pub(crate) async fn closes_when_a_send_times_out() {
    let (server, port) = listener(FOUR).await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::CLOSES_WHEN_A_SEND_TIMES_OUT);
    let mut peer = accept(&server).await;
    assert_eq!(guest.line().await, "closed");
    assert!(!read_all(&mut peer).await.is_empty());
    guest.finish().await.success();
}

/// Manual `gen_tcp`: send/2 (option send_timeout; enobufs).
#[tokio::test]
pub(crate) async fn keeps_no_more_of_a_packet_than_it_may() {
    let (server, port) = listener(FOUR).await;
    let limits = Limits {
        buffer_bytes: 65_536,
        ..Limits::default()
    };
    let sandbox = Sandbox::loopback().limits(limits).arg(port);
    let mut guest = sandbox.start(guest::KEEPS_NO_MORE_OF_A_PACKET_THAN_IT_MAY);
    let mut peer = accept(&server).await;
    assert_eq!(guest.line().await, "shut down");
    let mut header = [0; 4];
    peer.read_exact(&mut header).await.unwrap();
    assert_eq!(u32::from_be_bytes(header), 32 << 20);
    let unfinished = read_all(&mut peer).await;
    assert!(unfinished.len() < 32 << 20);
    write(&mut peer, b"\0\0\0\x03bye").await;
    let finished = guest.finish().await;
    assert_eq!(finished.bytes_held, 0);
    finished.success();
}

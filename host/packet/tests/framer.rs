//! What a framer does with each packet type: whole, in pieces, one after the other, and past its limits.

use PacketType::{Asn1, Cdr, Fcgi, Four, HttpBin, HttphBin, Line, One, Raw, Sunrm, Tpkt, Two};
use portcullis_packet::{FrameError, Framer, Limits, Packet, PacketType};

/// Three packets of a type: as they are received, and as they are delivered.
type Stream = (PacketType, &'static [u8], [&'static [u8]; 3]);

const STREAMS: [Stream; 9] = [
    (One, b"\x03abc\x00\x01z", [b"abc", b"", b"z"]),
    (Two, b"\x00\x03abc\x00\x00\x00\x01z", [b"abc", b"", b"z"]),
    (Four, b"\x00\x00\x00\x03abc\x00\x00\x00\x00\x00\x00\x00\x01z", [b"abc", b"", b"z"]),
    (Line, b"abc\r\n\nz\n", [b"abc\r\n", b"\n", b"z\n"]),
    (Asn1, b"\x30\x03abc\x05\x00\x1f\x81\x01\x81\x01z", [b"\x30\x03abc", b"\x05\x00", b"\x1f\x81\x01\x81\x01z"]),
    (
        Sunrm,
        b"\x00\x00\x00\x03abc\x80\x00\x00\x00\x80\x00\x00\x01z",
        [b"\x00\x00\x00\x03abc", b"\x80\x00\x00\x00", b"\x80\x00\x00\x01z"],
    ),
    (
        Cdr,
        b"GIOP\x01\x02\x00\x00\x00\x00\x00\x03abcGIOP\x01\x02\x01\x05\x00\x00\x00\x00GIOP\x01\x02\x01\x00\x01\x00\x00\x00z",
        [
            b"GIOP\x01\x02\x00\x00\x00\x00\x00\x03abc",
            b"GIOP\x01\x02\x01\x05\x00\x00\x00\x00",
            b"GIOP\x01\x02\x01\x00\x01\x00\x00\x00z",
        ],
    ),
    (
        Fcgi,
        b"\x01\x05\x00\x01\x00\x03\x02\x00abc..\x01\x05\x00\x01\x00\x00\x00\x00\x01\x05\x00\x01\x00\x01\x07\x00z.......",
        [
            b"\x01\x05\x00\x01\x00\x03\x02\x00abc",
            b"\x01\x05\x00\x01\x00\x00\x00\x00",
            b"\x01\x05\x00\x01\x00\x01\x07\x00z",
        ],
    ),
    (
        Tpkt,
        b"\x03\x00\x00\x07abc\x03\x00\x00\x04\x03\x00\x00\x05z",
        [b"\x03\x00\x00\x07abc", b"\x03\x00\x00\x04", b"\x03\x00\x00\x05z"],
    ),
];

#[test]
fn several_packets_may_arrive_at_once() {
    for (packet_type, stream, expected) in STREAMS {
        let mut framer = framer(packet_type);
        framer.push(stream);
        assert_eq!(taken(&mut framer), expected, "{packet_type:?}");
        assert_eq!(framer.buffered(), 0);
    }
}

#[test]
fn a_packet_may_arrive_byte_by_byte() {
    for (packet_type, stream, expected) in STREAMS {
        let mut framer = framer(packet_type);
        let mut packets = Vec::new();
        for byte in stream {
            framer.push(&[*byte]);
            packets.extend(taken(&mut framer));
        }
        assert_eq!(packets, expected, "{packet_type:?}");
    }
}

#[test]
fn a_stream_may_be_split_anywhere() {
    for (packet_type, stream, expected) in STREAMS {
        for at in 0..=stream.len() {
            let mut framer = framer(packet_type);
            framer.push(&stream[..at]);
            let mut packets = taken(&mut framer);
            framer.push(&stream[at..]);
            packets.extend(taken(&mut framer));
            assert_eq!(packets, expected, "{packet_type:?} at {at}");
        }
    }
}

#[test]
fn want_is_what_is_missing_at_least() {
    for (packet_type, stream, expected) in STREAMS {
        let mut framer = framer(packet_type);
        let mut rest = stream;
        let mut packets = Vec::new();
        // Reading just what is wanted never reads past the packet, and always comes to its end.
        while !rest.is_empty() {
            let (wanted, later) = rest.split_at(framer.want());
            rest = later;
            framer.push(wanted);
            packets.extend(taken(&mut framer));
        }
        assert_eq!(packets, expected, "{packet_type:?}");
    }
}

#[test]
fn an_unfinished_packet_is_dropped_at_the_end_of_the_stream() {
    for (packet_type, stream, expected) in STREAMS {
        let mut framer = framer(packet_type);
        framer.push(&stream[..stream.len() - 1]);
        assert_eq!(taken(&mut framer), expected[..2], "{packet_type:?}");
        assert!(framer.finish() > 0);
        assert_eq!(framer.next_packet(), Ok(None));
    }
}

#[test]
fn a_header_that_announces_too_much_fails_before_the_body_is_there() {
    let headers: [(PacketType, &[u8]); 7] = [
        (One, b"\x05"),
        (Two, b"\x00\x05"),
        (Four, b"\x00\x00\x00\x05"),
        (Asn1, b"\x30\x05"),
        (Sunrm, b"\x80\x00\x00\x05"),
        (Cdr, b"GIOP\x01\x02\x00\x00\x00\x00\x00\x05"),
        (Tpkt, b"\x03\x00\x00\x09"),
    ];
    for (packet_type, header) in headers {
        for limits in [
            Limits {
                packet_size: 4,
                ..Limits::new(1000)
            },
            Limits::new(4),
        ] {
            let mut framer = Framer::new(limits);
            framer.set_packet_type(packet_type);
            framer.push(&header[..header.len() - 1]);
            assert_eq!(framer.next_packet(), Ok(None), "{packet_type:?}");
            framer.push(&header[header.len() - 1..]);
            assert!(framer.has_packet());
            assert_eq!(framer.next_packet(), Err(FrameError::TooLarge), "{packet_type:?}");
            assert_eq!(framer.next_packet(), Err(FrameError::TooLarge), "an error stays");
        }
        let mut framer = Framer::new(Limits {
            packet_size: 5,
            ..Limits::new(1000)
        });
        framer.set_packet_type(packet_type);
        framer.push(header);
        framer.push(b"abcde");
        assert_eq!(taken(&mut framer).len(), 1, "{packet_type:?}");
    }
}

#[test]
fn fcgi_padding_counts_as_part_of_the_packet() {
    let mut framer = Framer::new(Limits {
        packet_size: 6,
        ..Limits::new(1000)
    });
    framer.set_packet_type(Fcgi);
    framer.push(b"\x01\x05\x00\x01\x00\x05\x02\x00");
    assert_eq!(framer.next_packet(), Err(FrameError::TooLarge));
}

#[test]
fn bytes_that_are_no_packet_are_malformed() {
    let inputs: [(PacketType, &[u8]); 6] = [
        (Asn1, b"\x30\x85\x00\x00\x00\x00\x01"),
        (
            Asn1,
            &[0x1f, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81],
        ),
        (Cdr, b"GIOX\x01\x02\x00\x00\x00\x00\x00\x00"),
        (Fcgi, b"\x02\x05\x00\x01\x00\x00\x00\x00"),
        (Tpkt, b"\x02\x00\x00\x04"),
        (Tpkt, b"\x03\x00\x00\x03"),
    ];
    for (packet_type, input) in inputs {
        let mut framer = framer(packet_type);
        framer.push(input);
        assert_eq!(framer.next_packet(), Err(FrameError::Malformed), "{input:?}");
    }
}

#[test]
fn a_header_alone_asks_for_no_large_read() {
    let mut framer = Framer::new(Limits::new(1 << 30));
    framer.set_packet_type(Four);
    framer.push(&(1u32 << 29).to_be_bytes());
    assert_eq!(framer.want(), 64 * 1024);
    framer.push(&vec![0; 1 << 20]);
    assert_eq!(framer.want(), (1 << 20) + 4, "no more than has come already");
}

#[test]
fn a_line_longer_than_the_buffer_comes_in_pieces() {
    let mut framer = framer(Line);
    framer.set_line_limit(8);
    framer.push(b"abcdefghijklmnopq\nabcdefg\nabcdefgh\n");
    let pieces: [&[u8]; 6] = [b"abcdefgh", b"ijklmnop", b"q\n", b"abcdefg\n", b"abcdefgh", b"\n"];
    assert_eq!(taken(&mut framer), pieces);
}

#[test]
fn a_line_longer_than_packet_size_is_too_large() {
    let mut framer = framer(Line);
    framer.set_packet_size(4);
    framer.push(b"abc\nabcd");
    assert_eq!(taken_data(&mut framer), b"abc\n");
    assert_eq!(framer.next_packet(), Ok(None));
    framer.push(b"\n");
    assert_eq!(framer.next_packet(), Err(FrameError::TooLarge));
}

#[test]
fn a_line_is_cut_at_the_buffer_before_it_is_compared_with_packet_size() {
    for packet_size in [4, 6] {
        let mut framer = framer(Line);
        framer.set_line_limit(4);
        framer.set_packet_size(packet_size);
        framer.push(b"abcdefghi\n");
        let pieces: [&[u8]; 3] = [b"abcd", b"efgh", b"i\n"];
        assert_eq!(taken(&mut framer), pieces);
    }
}

#[test]
fn a_long_line_that_arrives_byte_by_byte_is_searched_once() {
    // Searching from the start each time would take minutes.
    for packet_type in [Line, HttpBin, HttphBin] {
        let mut framer = Framer::new(Limits {
            line: 1 << 21,
            ..Limits::new(1 << 22)
        });
        framer.set_packet_type(packet_type);
        for _ in 0..1 << 20 {
            framer.push(b"a");
            assert_eq!(framer.want(), 1);
        }
        framer.push(b"\n\n");
        assert!(framer.has_packet());
    }
}

#[test]
fn many_small_packets_are_taken_from_a_large_buffer_in_linear_time() {
    let mut framer = framer(One);
    framer.push(&vec![0; 1 << 20]);
    assert_eq!(taken(&mut framer).len(), 1 << 20);
    assert!(framer.capacity() < 1 << 16, "the peak is released");
}

#[test]
fn raw_bytes_come_as_they_are_at_most_a_buffer_at_a_time() {
    let mut framer = framer(Raw);
    assert_eq!(framer.next_packet(), Ok(None));
    framer.set_line_limit(4);
    framer.push(b"abcdef");
    let pieces: [&[u8]; 2] = [b"abcd", b"ef"];
    assert_eq!(taken(&mut framer), pieces);
}

#[test]
fn raw_bytes_are_taken_by_number() {
    let mut framer = framer(Raw);
    framer.push(b"abcdef");
    assert_eq!(framer.take_exact(7), None);
    assert_eq!(framer.take_exact(2), Some(b"ab".to_vec()));
    assert_eq!(framer.take_some(3), Some(b"cde".to_vec()));
    assert_eq!(framer.take_some(3), Some(b"f".to_vec()));
    assert_eq!(framer.take_some(3), None);
}

#[test]
fn a_change_of_type_frames_what_is_buffered_anew() {
    let mut framer = framer(Four);
    framer.push(b"\x00\x00\x00\x05ab");
    assert_eq!(framer.next_packet(), Ok(None));
    framer.set_packet_type(Line);
    framer.push(b"cde\n\x01f\x02");
    assert_eq!(taken_data(&mut framer), b"\x00\x00\x00\x05abcde\n");
    framer.set_packet_type(One);
    assert_eq!(taken_data(&mut framer), b"f");
    framer.set_packet_type(Raw);
    assert_eq!(taken_data(&mut framer), b"\x02");
}

#[test]
fn bytes_are_read_straight_into_the_buffer() {
    let mut framer = framer(One);
    framer.push(b"\x03a");
    let read = framer.fill(100, |bytes| {
        assert!(bytes.capacity() - bytes.len() >= 100);
        bytes.extend_from_slice(b"bc");
        2
    });
    assert_eq!(read, 2);
    assert_eq!(taken_data(&mut framer), b"abc");
}

fn framer(packet_type: PacketType) -> Framer {
    let mut framer = Framer::new(Limits::new(1 << 24));
    framer.set_packet_type(packet_type);
    framer
}

/// All packets that are whole.
fn taken(framer: &mut Framer) -> Vec<Vec<u8>> {
    let mut packets = Vec::new();
    while framer.has_packet() {
        packets.push(taken_data(framer));
    }
    packets
}

fn taken_data(framer: &mut Framer) -> Vec<u8> {
    match framer.next_packet() {
        Ok(Some(Packet::Data(data))) => data,
        other => panic!("{other:?}"),
    }
}

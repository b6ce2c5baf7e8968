//! What holds for every stream, however it is split.

use PacketType::{Asn1, Cdr, Fcgi, Four, Http, HttpBin, Httph, HttphBin, Line, One, Raw, Sunrm, Tpkt, Two};
use portcullis_packet::{Framer, Header, Limits, Packet, PacketType};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

proptest! {
    #[test]
    fn packets_come_out_as_they_went_in(
        packet_type in select(vec![One, Two, Four, Line, Asn1, Sunrm, Cdr, Fcgi, Tpkt]),
        payloads in vec(payload(), 0..20),
        splits in vec(any::<Index>(), 0..20),
    ) {
        let (sent, expected): (Vec<_>, Vec<_>) = payloads.iter().map(|payload| encoded(packet_type, payload)).unzip();
        let mut framer = framer(packet_type, Limits::new(1 << 20));
        let mut packets = Vec::new();
        for piece in split(&sent.concat(), &splits) {
            framer.push(piece);
            while let Some(packet) = framer.next_packet().unwrap() {
                packets.push(packet);
            }
        }
        let expected: Vec<_> = expected.into_iter().map(Packet::Data).collect();
        prop_assert_eq!(packets, expected);
        prop_assert_eq!(framer.buffered(), 0);
    }

    #[test]
    fn http_headers_come_out_as_they_went_in(
        headers in vec(("[A-Za-z][A-Za-z-]{0,60}", "([!-~]([ -~]{0,30}[!-~])?)?"), 0..10),
        splits in vec(any::<Index>(), 0..20),
    ) {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let stream = format!("POST /x HTTP/1.1\r\n{lines}\r\n");
        let mut framer = framer(HttpBin, Limits::new(1 << 20));
        let mut received = Vec::new();
        for piece in split(stream.as_bytes(), &splits) {
            framer.push(piece);
            while let Some(packet) = framer.next_packet().unwrap() {
                received.push(packet);
            }
        }
        prop_assert!(matches!(received.first(), Some(Packet::HttpRequest(_))));
        prop_assert_eq!(received.last(), Some(&Packet::HttpEoh));
        let received: Vec<_> = received.iter().filter_map(|packet| match packet {
            Packet::HttpHeader(header) => Some((text(&header.unmodified), text(&header.value))),
            _ => None,
        }).collect();
        prop_assert_eq!(received, headers);
    }

    #[test]
    fn arbitrary_bytes_neither_panic_nor_pile_up(
        packet_type in any_type(),
        limits in limits(),
        bytes in bytes(),
        splits in vec(any::<Index>(), 0..40),
    ) {
        let mut framer = framer(packet_type, limits);
        for piece in split(&bytes, &splits) {
            framer.push(piece);
            loop {
                let announced = framer.has_packet();
                match framer.next_packet() {
                    Ok(None) => {
                        prop_assert!(!announced);
                        prop_assert!(framer.want() > 0);
                        break;
                    }
                    Ok(Some(packet)) => {
                        prop_assert!(announced);
                        prop_assert!(size(&packet) <= limits.hard + LONGEST_HEADER);
                    }
                    Err(_) => {
                        prop_assert!(announced);
                        return Ok(());
                    }
                }
            }
            prop_assert!(framer.buffered() <= limits.hard + LONGEST_HEADER);
        }
    }

    #[test]
    fn a_change_of_type_loses_no_byte(
        // The types whose packets tell all that was received; of the others, padding and white space are gone.
        steps in vec((select(vec![Raw, One, Two, Four, Line, Asn1, Sunrm, Cdr, Tpkt]), bytes(), 0..4usize), 0..12),
        limits in limits(),
    ) {
        let mut framer = Framer::new(limits);
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for (packet_type, bytes, packets) in steps {
            framer.set_packet_type(packet_type);
            framer.push(&bytes);
            sent.extend(bytes);
            for _ in 0..packets {
                let Ok(Some(Packet::Data(data))) = framer.next_packet() else { break };
                received.extend(Header::new(packet_type, data.len()).unwrap().as_bytes());
                received.extend(data);
            }
        }
        received.extend(framer.take_some(usize::MAX).unwrap_or_default());
        prop_assert_eq!(received, sent);
    }
}

/// Tag and length of ASN.1 are the longest: 11 and 128 bytes. What is delivered includes them.
const LONGEST_HEADER: usize = 139;

/// A payload as it is sent in a packet, and as it is delivered.
fn encoded(packet_type: PacketType, payload: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let len = payload.len();
    let [.., high, low] = len.to_be_bytes();
    let whole = |header: &[u8]| {
        let packet = [header, payload].concat();
        (packet.clone(), packet)
    };
    match packet_type {
        One => {
            let payload = &payload[..len.min(255)];
            ([&[payload.len() as u8], payload].concat(), payload.to_vec())
        }
        Two => ([&[high, low], payload].concat(), payload.to_vec()),
        Four => ([&[0, 0, high, low], payload].concat(), payload.to_vec()),
        Line => {
            let text: Vec<_> = payload
                .iter()
                .copied()
                .filter(|&byte| byte != b'\n')
                .chain([b'\n'])
                .collect();
            (text.clone(), text)
        }
        Asn1 if len < 0x80 => whole(&[0x30, low]),
        Asn1 => whole(&[0x3f, 0x85, 0x01, 0x82, high, low]),
        Sunrm => whole(&[0x80, 0, high, low]),
        Cdr if len.is_multiple_of(2) => whole(&[b'G', b'I', b'O', b'P', 1, 2, 0, 0, 0, 0, high, low]),
        Cdr => whole(&[b'G', b'I', b'O', b'P', 1, 2, 1, 0, low, high, 0, 0]),
        Fcgi => {
            let padding = 8 - len % 8;
            let packet = [&[1, 5, 0, 1, high, low, padding as u8, 0], payload].concat();
            ([&packet[..], &vec![0xff; padding]].concat(), packet)
        }
        Tpkt => {
            let [.., high, low] = (len + 4).to_be_bytes();
            whole(&[3, 0, high, low])
        }
        Raw | Http | HttpBin | Httph | HttphBin => unreachable!("not encoded"),
    }
}

/// The bytes in pieces, cut at these places.
fn split<'a>(bytes: &'a [u8], at: &[Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<_> = at.iter().map(|place| place.index(bytes.len() + 1)).collect();
    places.extend([0, bytes.len()]);
    places.sort_unstable();
    places.windows(2).map(|place| &bytes[place[0]..place[1]]).collect()
}

fn payload() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![4 => vec(any::<u8>(), 0..20), 1 => vec(any::<u8>(), 0..2000)]
}

/// Bytes that often look like a packet.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let interesting = b"\0\0\0\x01\x02\x03\x04\x1f\x30\x7f\x80\x81\x84\xff\r\n \t:/aGET HTTP/1.1";
    let piece = prop_oneof![
        4 => vec(any::<u8>(), 1..2),
        4 => vec(select(interesting.to_vec()), 1..20),
        1 => Just(b"GIOP\x01\x02\x01\x00".to_vec()),
        1 => Just(b"GET http://a:80/ HTTP/1.1\r\n".to_vec()),
        1 => Just(b"Host: x\r\n".to_vec()),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn limits() -> impl Strategy<Value = Limits> {
    (1..300usize, 0..100u32, 0..100usize).prop_map(|(hard, packet_size, line)| Limits {
        hard,
        packet_size,
        line,
    })
}

fn any_type() -> impl Strategy<Value = PacketType> {
    select(vec![
        Raw, One, Two, Four, Line, Asn1, Sunrm, Cdr, Fcgi, Tpkt, Http, HttpBin, Httph, HttphBin,
    ])
}

fn framer(packet_type: PacketType, limits: Limits) -> Framer {
    let mut framer = Framer::new(limits);
    framer.set_packet_type(packet_type);
    framer
}

fn size(packet: &Packet) -> usize {
    match packet {
        Packet::Data(data) | Packet::HttpError(data) => data.len(),
        Packet::HttpHeader(header) => header.unmodified.len() + header.value.len(),
        Packet::HttpResponse(response) => response.phrase.len(),
        Packet::HttpRequest(request) => request.method.len(),
        Packet::HttpEoh => 0,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

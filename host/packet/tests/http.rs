//! The course of an HTTP conversation, as OTP's sockets see it; the single lines are in `otp.rs`.

use PacketType::{Http, HttpBin, HttphBin, Line, Raw};
use portcullis_packet::{FrameError, Framer, Limits, Packet, PacketType};

#[test]
fn headers_follow_a_request_until_the_empty_line() {
    let mut framer = framer(HttpBin);
    framer.push(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n");
    assert_eq!(kinds(&mut framer), "request header eoh request eoh response header eoh");
    assert_eq!(framer.packet_type(), HttpBin);
}

#[test]
fn the_type_reported_is_the_one_that_was_set() {
    let mut framer = framer(HttpBin);
    framer.push(b"GET / HTTP/1.1\r\n");
    assert_eq!(kinds(&mut framer), "request");
    assert_eq!(framer.packet_type(), HttpBin);
}

#[test]
fn a_line_that_is_not_http_does_not_change_what_comes_next() {
    let mut framer = framer(HttpBin);
    framer.push(b"\r\nGET / HTTP/1.1\r\nbad\r\nHost: x\r\n\r\nwhat\r\nGET /b HTTP/1.1\r\n\r\n");
    assert_eq!(kinds(&mut framer), "error request error header eoh error request eoh");
}

#[test]
fn httph_expects_headers_again_after_the_empty_line() {
    let mut framer = framer(HttphBin);
    framer.push(b"A: b\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(kinds(&mut framer), "header eoh error header eoh");
}

#[test]
fn a_header_is_whole_when_the_next_line_has_begun() {
    let mut framer = framer(HttphBin);
    framer.push(b"A: b\r\n");
    assert_eq!(framer.next_packet(), Ok(None));
    framer.push(b"\tc\r\n");
    assert_eq!(framer.next_packet(), Ok(None));
    framer.push(b"\r");
    let Ok(Some(Packet::HttpHeader(header))) = framer.next_packet() else {
        panic!("no header")
    };
    assert_eq!(header.value, b"b\r\n\tc");
}

#[test]
fn the_place_in_the_message_is_kept_while_the_type_is_another() {
    let mut framer = framer(HttpBin);
    framer.push(b"GET / HTTP/1.1\r\nA: b\r\nC: d\r\n\r\n");
    assert!(matches!(framer.next_packet(), Ok(Some(Packet::HttpRequest(_)))));
    framer.set_packet_type(Line);
    assert_eq!(framer.next_packet(), Ok(Some(Packet::Data(b"A: b\r\n".to_vec()))));
    framer.set_packet_type(Http);
    assert_eq!(kinds(&mut framer), "header eoh");
}

#[test]
fn headers_read_as_httph_leave_http_among_headers() {
    let mut framer = framer(HttphBin);
    framer.push(b"A: b\r\nC: d\r\n\r\nGET / HTTP/1.1\r\n");
    assert!(matches!(framer.next_packet(), Ok(Some(Packet::HttpHeader(_)))));
    framer.set_packet_type(HttpBin);
    assert_eq!(kinds(&mut framer), "header eoh request");
}

#[test]
fn a_body_may_be_taken_raw_between_two_messages() {
    let mut framer = framer(HttpBin);
    framer.push(b"PUT / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbodyGET / HTTP/1.1\r\n\r\n");
    for _ in 0..3 {
        assert!(matches!(framer.next_packet(), Ok(Some(_))));
    }
    framer.set_packet_type(Raw);
    assert_eq!(framer.take_exact(4), Some(b"body".to_vec()));
    framer.set_packet_type(HttpBin);
    assert_eq!(kinds(&mut framer), "request eoh");
}

#[test]
fn a_line_longer_than_a_limit_is_too_large() {
    let by_packet_size = Limits {
        packet_size: 10,
        ..Limits::new(1000)
    };
    let by_buffer = Limits {
        line: 10,
        ..Limits::new(1000)
    };
    for limits in [by_packet_size, by_buffer, Limits::new(10)] {
        for input in ["0123456789", "GET /abcde\r\n"] {
            let mut framer = Framer::new(limits);
            framer.set_packet_type(HttpBin);
            framer.push(input.as_bytes());
            assert_eq!(framer.next_packet(), Err(FrameError::TooLarge), "{limits:?} {input}");
        }
    }
}

#[test]
fn the_folds_of_a_header_count() {
    let mut framer = Framer::new(Limits {
        line: 16,
        ..Limits::new(1000)
    });
    framer.set_packet_type(HttphBin);
    framer.push(b"a: 5678\r\n bcdefgh");
    assert_eq!(framer.next_packet(), Err(FrameError::TooLarge));
}

#[test]
fn a_number_past_16_bits_is_not_http() {
    let mut framer = framer(HttpBin);
    framer.push(b"GET / HTTP/65536.1\r\nHTTP/1.1 65536 x\r\nHTTP/1.1 99999999999999999999 x\r\n");
    assert_eq!(kinds(&mut framer), "error error error");
}

#[test]
fn an_unfinished_header_is_dropped_at_the_end_of_the_stream() {
    let mut framer = framer(HttpBin);
    framer.push(b"GET / HTTP/1.1\r\nHost: x\r\n");
    assert_eq!(kinds(&mut framer), "request");
    assert_eq!(framer.finish(), b"Host: x\r\n".len());
}

fn framer(packet_type: PacketType) -> Framer {
    let mut framer = Framer::new(Limits::new(1 << 20));
    framer.set_packet_type(packet_type);
    framer
}

/// The kinds of all packets that are whole.
fn kinds(framer: &mut Framer) -> String {
    let mut kinds = Vec::new();
    while let Some(packet) = framer.next_packet().unwrap() {
        kinds.push(match packet {
            Packet::Data(_) => "data",
            Packet::HttpRequest(_) => "request",
            Packet::HttpResponse(_) => "response",
            Packet::HttpHeader(_) => "header",
            Packet::HttpEoh => "eoh",
            Packet::HttpError(_) => "error",
        });
    }
    kinds.join(" ")
}

//! Every packet type: fed whole, in pieces and byte by byte, received and delivered.

use crate::guest;
use crate::peer::connect;
use portcullis_tests::{Running, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How a peer writes its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feed {
    Whole,
    InPieces(usize),
}

/// A guest that prints the packets that it gets.
pub(crate) struct Printer {
    guest: Running,
    port: u16,
}

impl Printer {
    pub(crate) async fn start() -> Self {
        let mut guest = Sandbox::loopback().start(guest::PRINTS_PACKETS);
        let port = guest.number().await;
        Self { guest, port }
    }

    /// However the bytes come and whoever takes them, they are the same packets. The setting is type, `packet_size` and `buffer`.
    pub(crate) async fn prints(&mut self, setting: &str, bytes: &[u8], expected: &[&str]) {
        for mode in ["passive", "active", "once"] {
            for feed in [Feed::Whole, Feed::InPieces(7), Feed::InPieces(1)] {
                self.feed(&format!("{setting} {mode}"), bytes, feed, expected).await;
            }
        }
    }

    pub(crate) async fn feed(&mut self, setting: &str, bytes: &[u8], feed: Feed, expected: &[&str]) {
        assert_eq!(self.lines(setting, bytes, feed).await, expected, "{setting}, {feed:?}");
    }

    /// What the guest prints of one connection.
    pub(crate) async fn lines(&mut self, setting: &str, bytes: &[u8], feed: Feed) -> Vec<String> {
        self.guest.say(setting).await;
        let stream = connect(self.port).await;
        stream.set_nodelay(true).unwrap();
        let written = tokio::spawn(write(stream, bytes.to_vec(), feed));
        let mut lines = Vec::new();
        while lines.last().is_none_or(|line| line != "closed") {
            lines.push(self.guest.line().await);
        }
        written.await.unwrap();
        lines
    }

    pub(crate) async fn finish(self) {
        let finished = self.guest.finish().await;
        assert_eq!((finished.sockets_held, finished.bytes_held), (0, 0));
        finished.success();
    }
}

/// Write, say that this was all, and wait for the guest to close. It may do so at any time: what it does not want cannot be written.
async fn write(mut stream: TcpStream, bytes: Vec<u8>, feed: Feed) {
    let piece = match feed {
        Feed::Whole => bytes.len(),
        Feed::InPieces(length) => length,
    };
    for piece in bytes.chunks(piece.max(1)) {
        if stream.write_all(piece).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    if stream.shutdown().await.is_ok() {
        let _ = stream.read(&mut [0]).await;
    }
}

/// Manual `gen_tcp`: recv/2,3 and {tcp, Socket, Data} (packet 1, 2, 4).
#[tokio::test]
pub(crate) async fn prints_packets() {
    let expected = ["data abc", "data", r"data \x00\n", "closed"];
    let mut printer = Printer::start().await;
    printer
        .prints("1 0 65536", b"\x03abc\0\x02\0\n\x05unfi", &expected)
        .await;
    printer
        .prints("2 0 65536", b"\0\x03abc\0\0\0\x02\0\n\0", &expected)
        .await;
    printer
        .prints(
            "4 0 65536",
            b"\0\0\0\x03abc\0\0\0\0\0\0\0\x02\0\n\0\0\0\x02x",
            &expected,
        )
        .await;
    printer.prints("4 0 65536", b"", &["closed"]).await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {tcp, Socket, Data} (packet raw, 0).
#[tokio::test]
async fn raw_bytes_come_as_they_are() {
    let mut printer = Printer::start().await;
    for setting in ["raw 0 65536", "raw 3 65536", "raw 0 4"] {
        for (mode, feed) in [
            ("passive", Feed::Whole),
            ("active", Feed::InPieces(7)),
            ("once", Feed::InPieces(1)),
        ] {
            let lines = printer
                .lines(&format!("{setting} {mode}"), b"all-the-bytes", feed)
                .await;
            let (closed, data) = lines.split_last().unwrap();
            let data: Vec<_> = data.iter().map(|line| line.strip_prefix("data ").unwrap()).collect();
            assert_eq!((data.concat().as_str(), closed.as_str()), ("all-the-bytes", "closed"));
            assert!(
                !setting.ends_with(" 4") || data.iter().all(|data| data.len() <= 4),
                "{data:?}"
            );
        }
    }
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {tcp, Socket, Data} (packet line; buffer).
#[tokio::test]
async fn lines_keep_their_newlines() {
    let mut printer = Printer::start().await;
    let expected = [r"data one\n", r"data two\r\n", r"data \n", "closed"];
    printer
        .prints("line 0 65536", b"one\ntwo\r\n\nunfinished", &expected)
        .await;
    let expected = ["data 01234567", "data 89abcdef", r"data \n", r"data short\n", "closed"];
    printer
        .prints("line 0 8", b"0123456789abcdef\nshort\n", &expected)
        .await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {tcp, Socket, Data} (packet asn1, sunrm, cdr, fcgi, tpkt).
#[tokio::test]
async fn packets_of_other_protocols_keep_their_headers() {
    let mut printer = Printer::start().await;
    let asn1 = b"\x30\x03abc\x1f\x81\x01\x01z\x04\x82\0\x02hi\x05\0\x30\x05unf";
    let expected = [
        r"data 0\x03abc",
        r"data \x1f\x81\x01\x01z",
        r"data \x04\x82\x00\x02hi",
        r"data \x05\x00",
        "closed",
    ];
    printer.prints("asn1 0 65536", asn1, &expected).await;

    let sunrm = b"\x80\0\0\x04last\0\0\0\x03one\x80\0\0\0\x80\0";
    let expected = [
        r"data \x80\x00\x00\x04last",
        r"data \x00\x00\x00\x03one",
        r"data \x80\x00\x00\x00",
        "closed",
    ];
    printer.prints("sunrm 0 65536", sunrm, &expected).await;

    let cdr = b"GIOP\x01\0\0\0\0\0\0\x02abGIOP\x01\0\x01\0\x02\0\0\0cdGIOP";
    let expected = [
        r"data GIOP\x01\x00\x00\x00\x00\x00\x00\x02ab",
        r"data GIOP\x01\x00\x01\x00\x02\x00\x00\x00cd",
        "closed",
    ];
    printer.prints("cdr 0 65536", cdr, &expected).await;

    let fcgi = b"\x01\x05\0\x01\0\x03\x02\0abc..\x01\x05\0\x01\0\0\0\0\x01\x05\0\x01\0\x03\0\0a";
    let expected = [
        r"data \x01\x05\x00\x01\x00\x03\x02\x00abc",
        r"data \x01\x05\x00\x01\x00\x00\x00\x00",
        "closed",
    ];
    printer.prints("fcgi 0 65536", fcgi, &expected).await;

    let tpkt = b"\x03\0\0\x07abc\x03\0\0\x04\x03\0\0\x09ab";
    let expected = [r"data \x03\x00\x00\x07abc", r"data \x03\x00\x00\x04", "closed"];
    printer.prints("tpkt 0 65536", tpkt, &expected).await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {tcp_error, Socket, Reason}, {tcp_closed, Socket} (packet_size).
#[tokio::test]
async fn a_packet_larger_than_packet_size_is_an_error_and_then_closed() {
    let mut printer = Printer::start().await;
    let expected = ["data abcde", "error emsgsize", "closed"];
    printer
        .prints("1 5 65536", b"\x05abcde\x06abcdef\x01a", &expected)
        .await;
    printer.prints("2 5 65536", b"\0\x05abcde\0\x06abcdef", &expected).await;
    printer
        .prints("4 5 65536", b"\0\0\0\x05abcde\xff\xff\xff\xff", &expected)
        .await;
    let expected = [r"data abcd\n", "error emsgsize", "closed"];
    printer.prints("line 5 65536", b"abcd\nabcdef\n", &expected).await;
    let expected = [r"data \x80\x00\x00\x01a", "error emsgsize", "closed"];
    printer
        .prints("sunrm 5 65536", b"\x80\0\0\x01a\x80\0\0\x06abcdef", &expected)
        .await;
    let expected = [r"data \x04\x01a", "error emsgsize", "closed"];
    printer
        .prints("asn1 5 65536", b"\x04\x01a\x04\x06abcdef", &expected)
        .await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {tcp_error, Socket, Reason} (packet cdr, fcgi, tpkt, asn1: bytes that are no packet).
#[tokio::test]
async fn what_is_no_packet_is_an_error_and_then_closed() {
    let mut printer = Printer::start().await;
    let expected = ["error emsgsize", "closed"];
    printer
        .prints("cdr 0 65536", b"POIG\x01\0\0\0\0\0\0\x02ab", &expected)
        .await;
    printer
        .prints("fcgi 0 65536", b"\x02\x05\0\x01\0\x03\x02\0abc..", &expected)
        .await;
    printer.prints("tpkt 0 65536", b"\x04\0\0\x07abc", &expected).await;
    printer.prints("tpkt 0 65536", b"\x03\0\0\x03", &expected).await;
    printer
        .prints("asn1 0 65536", b"\x04\x85\0\0\0\0\x01a", &expected)
        .await;
    printer.finish().await;
}

//! HTTP: heads as packets, bodies as bytes.

use crate::guest;
use crate::packets::{Feed, Printer};
use crate::peer::{connect, write};
use portcullis_tests::Sandbox;

/// Manual `gen_tcp`: recv/2,3, setopts (packet changed in mid-stream: http_bin, raw).
#[tokio::test]
pub(crate) async fn reads_http_requests() {
    let mut guest = Sandbox::loopback().start(guest::READS_HTTP_REQUESTS);
    let mut peer = connect(guest.number().await).await;
    let requests = b"POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirstPOST /two HTTP/1.1\r\ncontent-length: 7\r\n\r\nsec\r\nnd";
    write(&mut peer, requests).await;
    assert_eq!(guest.line().await, "first");
    assert_eq!(guest.line().await, r"sec\r\nnd");
    for piece in ["POST /three HTTP/1.0\r\nContent-Le", "ngth: 5\r\n\r", "\nth", "ird"] {
        write(&mut peer, piece.as_bytes()).await;
    }
    assert_eq!(guest.line().await, "third");
    drop(peer);
    guest.finish().await.success();
}

/// Manual `gen_tcp`: recv/2,3 and {http, Socket, _} (packet http, http_bin: requests).
#[tokio::test]
async fn requests_are_packets() {
    let input = b"GET /x?y=1 HTTP/1.1\r\nHost: a.example\r\nx-own: 1\r\n  2\r\nACCEPT:\t*/*\r\n\r\n\
        OPTIONS * HTTP/1.0\n\nGET http://h:81/p HTTP/1.1\r\n\r\nGET https://h HTTP/1.1\r\n\r\nCONNECT h:443 HTTP/1.1\r\n\r\n\
        ODD thing HTTP/1.1\r\n\r\nGET /old\r\n\r\nunfinished";
    let expected = [
        "request GET path /x?y=1 1.1",
        "header 14 Host (Host) = a.example",
        r"header 0 X-Own (x-own) = 1\r\n  2",
        "header 8 Accept (ACCEPT) = */*",
        "end of headers",
        "request OPTIONS * 1.0",
        "end of headers",
        "request GET http h Some(81) /p 1.1",
        "end of headers",
        "request GET https h None / 1.1",
        "end of headers",
        "request CONNECT scheme h 443 1.1",
        "end of headers",
        "request ODD other thing 1.1",
        "end of headers",
        "request GET path /old 0.9",
        "end of headers",
        "closed",
    ];
    let mut printer = Printer::start().await;
    printer.prints("http 0 65536", input, &expected).await;
    printer.prints("http_bin 0 65536", input, &expected).await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {http, Socket, _} (packet http, http_bin: responses, and lines that are not HTTP).
#[tokio::test]
async fn responses_are_packets() {
    let input =
        b"HTTP/1.1 200 OK\r\nServer: s\r\n\r\nHTTP/1.0 404 Not Found\r\n\r\nHTTP/1.1 204\r\n\r\nno such line\r\n\
        HTTP/1.1 200 OK\r\nno header\r\n\r\n";
    let expected = [
        "response 1.1 200 OK",
        "header 30 Server (Server) = s",
        "end of headers",
        "response 1.0 404 Not Found",
        "end of headers",
        "response 1.1 204",
        "end of headers",
        r"no http no such line\r\n",
        "response 1.1 200 OK",
        r"no http no header\r\n",
        "end of headers",
        "closed",
    ];
    let mut printer = Printer::start().await;
    printer.prints("http 0 65536", input, &expected).await;
    printer.prints("http_bin 0 65536", input, &expected).await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {http, Socket, _} (packet httph, httph_bin).
#[tokio::test]
async fn headers_are_packets() {
    let input = b"Host: a\r\nContent-Type: text/plain\r\n\r\nDate: now\r\n\r\n";
    let expected = [
        "header 14 Host (Host) = a",
        "header 42 Content-Type (Content-Type) = text/plain",
        "end of headers",
        "header 3 Date (Date) = now",
        "end of headers",
        "closed",
    ];
    let mut printer = Printer::start().await;
    printer.prints("httph 0 65536", input, &expected).await;
    printer.prints("httph_bin 0 65536", input, &expected).await;
    printer.finish().await;
}

/// Manual `gen_tcp`: recv/2,3 and {tcp_error, Socket, Reason} (packet http with packet_size).
#[tokio::test]
async fn an_http_line_longer_than_packet_size_is_an_error() {
    let mut printer = Printer::start().await;
    let expected = ["request GET path / 1.1", "error emsgsize", "closed"];
    let input = b"GET / HTTP/1.1\r\nHost: a.very.long.name.example\r\n\r\n";
    printer.prints("http 20 65536", input, &expected).await;
    let endless = [b"GET /".as_slice(), &[b'x'; 5_000]].concat();
    printer
        .feed("http 20 65536 passive", &endless, Feed::Whole, &expected[1..])
        .await;
    printer
        .feed("http 20 65536 active", &endless, Feed::Whole, &expected[1..])
        .await;
    printer.finish().await;
}

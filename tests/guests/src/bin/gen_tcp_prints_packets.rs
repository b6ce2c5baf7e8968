//! Prints the packets of one connection for each line that it reads: `TYPE PACKET_SIZE BUFFER passive|active|once`.

use std::{
    io::{BufRead, BufReader},
    net::Ipv4Addr,
};

use portcullis_guest::{
    Active, HttpUri, Packet, PacketType, Reason, Timeout,
    gen_tcp::{Connection, Options, listen},
    poll::{Occurrence, Poller},
    println, stdin,
};

fn main() -> Result<(), Reason> {
    let listener = listen(0, &Options::new().ip(Ipv4Addr::LOCALHOST.into()))?;
    println!("{}", listener.port()?);
    for line in BufReader::new(stdin()).lines() {
        let line = line.expect("a line");
        let words: Vec<_> = line.split(' ').collect();
        let number = |index: usize| words[index].parse::<u32>().expect("a number");
        let options = Options::new()
            .packet(packet_type(words[0]))
            .packet_size(number(1))
            .buffer(number(2));
        match words[3] {
            "passive" => {
                listener.setopts(&options.active(Active::Off))?;
                print_received(&listener.accept()?);
            }
            mode => {
                let active = if mode == "once" { Active::Once } else { Active::On };
                listener.setopts(&options.active(active))?;
                print_delivered(&listener.accept()?, active)?;
            }
        }
    }
    Ok(())
}

fn print_received(connection: &Connection) {
    loop {
        match connection.recv(0) {
            Ok(packet) => println!("{}", text(&packet)),
            Err(Reason::Closed) => return println!("closed"),
            Err(reason) => println!("error {}", reason.atom()),
        }
    }
}

fn print_delivered(connection: &Connection, active: Active) -> Result<(), Reason> {
    let poller = Poller::open()?;
    poller.own(connection, 1)?;
    loop {
        for event in poller.wait(4, 4_096, Timeout::INFINITY)? {
            match event.what {
                Occurrence::Data(packet) => println!("{}", text(&packet)),
                Occurrence::Error(reason) => println!("error {}", reason.atom()),
                Occurrence::Closed => {
                    println!("closed");
                    return Ok(());
                }
                other => panic!("{other:?}"),
            }
        }
        if active == Active::Once {
            connection.setopts(&Options::new().active(active))?;
        }
    }
}

fn packet_type(name: &str) -> PacketType {
    match name {
        "raw" => PacketType::Raw,
        "1" => PacketType::One,
        "2" => PacketType::Two,
        "4" => PacketType::Four,
        "line" => PacketType::Line,
        "asn1" => PacketType::Asn1,
        "sunrm" => PacketType::Sunrm,
        "cdr" => PacketType::Cdr,
        "fcgi" => PacketType::Fcgi,
        "tpkt" => PacketType::Tpkt,
        "http" => PacketType::Http,
        "http_bin" => PacketType::HttpBin,
        "httph" => PacketType::Httph,
        "httph_bin" => PacketType::HttphBin,
        other => panic!("no packet type: {other}"),
    }
}

fn text(packet: &Packet) -> String {
    match packet {
        Packet::Data(data) => format!("data {}", data.escape_ascii()),
        Packet::HttpRequest(request) => {
            let (major, minor) = request.version;
            format!(
                "request {} {} {major}.{minor}",
                request.method.escape_ascii(),
                uri(&request.uri)
            )
        }
        Packet::HttpResponse(response) => {
            let (major, minor) = response.version;
            format!(
                "response {major}.{minor} {} {}",
                response.status,
                response.phrase.escape_ascii()
            )
        }
        Packet::HttpHeader(header) => format!(
            "header {} {} ({}) = {}",
            header.number,
            header.field.escape_ascii(),
            header.unmodified.escape_ascii(),
            header.value.escape_ascii()
        ),
        Packet::HttpEoh => "end of headers".to_owned(),
        Packet::HttpError(line) => format!("no http {}", line.escape_ascii()),
    }
}

fn uri(uri: &HttpUri) -> String {
    match uri {
        HttpUri::Asterisk => "*".to_owned(),
        HttpUri::Absolute(uri) => {
            let scheme = if uri.secure { "https" } else { "http" };
            let (host, path) = (uri.host.escape_ascii(), uri.path.escape_ascii());
            format!("{scheme} {host} {:?} {path}", uri.port)
        }
        HttpUri::Scheme((scheme, rest)) => format!("scheme {} {}", scheme.escape_ascii(), rest.escape_ascii()),
        HttpUri::Path(path) => format!("path {}", path.escape_ascii()),
        HttpUri::Other(other) => format!("other {}", other.escape_ascii()),
    }
}

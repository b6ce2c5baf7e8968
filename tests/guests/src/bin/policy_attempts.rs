//! Attempts what its arguments say, each as `VERB HOST PORT`, and prints `ok` or the reason, a line each.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::socket::{Protocol, Socket, SocketType};
use portcullis_guest::{Active, Domain, Reason, Result, args, gen_udp, inet, println};
use std::net::{IpAddr, SocketAddr};

fn main() {
    for attempt in args().iter().skip(1) {
        let words: Vec<_> = attempt.split(' ').collect();
        let [verb, host, port] = words[..] else {
            panic!("not an attempt: {attempt}")
        };
        match make(verb, host, port.parse().unwrap()) {
            Ok(()) => println!("ok"),
            Err(reason) => println!("{}", reason.atom()),
        }
    }
}

fn make(verb: &str, host: &str, port: u16) -> Result<()> {
    let passive = Options::new().active(Active::Off);
    let ip = || host.parse::<IpAddr>().unwrap();
    match verb {
        "connect" => gen_tcp::connect(host, port, &passive)?.send(b"intruder"),
        "connect-from-2" => gen_tcp::connect(host, port, &passive.ip([127, 0, 0, 2].into())).map(drop),
        "listen" => gen_tcp::listen(port, &passive.ip(ip())).map(drop),
        "fd" => gen_tcp::listen(0, &passive.fd(port.into())).map(drop),
        "bind" => gen_udp::open(port, &gen_udp::Options::new().ip(ip())).map(drop),
        "send-to" => gen_udp::open(0, &family(ip()))?.send_to(ip(), port, b"intruder"),
        "udp-connect" => gen_udp::open(0, &family(ip()))?.connect(ip(), port),
        "getaddr" => inet::getaddr(host, Domain::Inet).map(drop),
        "socket-connect" => socket(ip(), SocketType::Stream)?.connect((ip(), port).into()),
        "socket-sendto" => socket(ip(), SocketType::Dgram)?
            .sendto(b"intruder", (ip(), port).into())
            .map(drop),
        "socket-bind" => socket(ip(), SocketType::Stream)?.bind(SocketAddr::new(ip(), port)),
        "socket-listen-unbound" => socket(ip(), SocketType::Stream)?.listen(None),
        other => panic!("no such verb: {other}"),
    }
}

fn family(ip: IpAddr) -> gen_udp::Options {
    if ip.is_ipv4() {
        gen_udp::Options::new()
    } else {
        gen_udp::Options::new().inet6()
    }
}

fn socket(ip: IpAddr, kind: SocketType) -> Result<Socket, Reason> {
    let domain = if ip.is_ipv4() { Domain::Inet } else { Domain::Inet6 };
    Socket::open(domain, kind, Protocol::Default)
}

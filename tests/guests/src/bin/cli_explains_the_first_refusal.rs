//! Tries what its arguments say, each as `VERB HOST PORT`, and prints `ok` or the reason, a line each.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::{Active, Domain, Result, args, gen_udp, inet, println};
use std::net::IpAddr;

fn main() {
    for attempt in args().iter().skip(1) {
        let words: Vec<_> = attempt.split(' ').collect();
        let [verb, host, port] = words[..] else {
            panic!("not an attempt: {attempt}")
        };
        match make(verb, host, port.parse().expect("a port")) {
            Ok(()) => println!("ok"),
            Err(reason) => println!("{}", reason.atom()),
        }
    }
}

fn make(verb: &str, host: &str, port: u16) -> Result<()> {
    let passive = Options::new().active(Active::Off);
    let ip = || host.parse::<IpAddr>().expect("an address");
    match verb {
        "connect" => gen_tcp::connect(host, port, &passive).map(drop),
        "listen" => gen_tcp::listen(port, &passive.ip(ip())).map(drop),
        "open" => gen_udp::open(port, &gen_udp::Options::new().ip(ip())).map(drop),
        "send" => gen_udp::open(0, &gen_udp::Options::new())?.send_to(ip(), port, b"hello"),
        "resolve" => inet::getaddr(host, Domain::Inet).map(drop),
        other => panic!("no such verb: {other}"),
    }
}

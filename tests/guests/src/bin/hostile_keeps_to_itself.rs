//! One guest of many in a process: takes all that it may have, and stays with it.

use portcullis_guest::socket::{Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Reason, args, println, stdin};
use std::io::{BufRead, BufReader};

fn main() -> Result<(), Reason> {
    let limit: usize = args()[1].parse().expect("a number");
    let mut sockets = Vec::new();
    let reason = loop {
        match Socket::open(Domain::Inet, SocketType::Dgram, Protocol::Udp) {
            Ok(socket) => sockets.push(socket),
            Err(reason) => break reason,
        }
    };
    assert_eq!((reason, sockets.len()), (Reason::Emfile, limit));
    println!("full");
    BufReader::new(stdin())
        .lines()
        .next()
        .expect("a line")
        .expect("standard input");
    if limit % 2 == 1 {
        panic!("this one fails, and the others do not mind");
    }
    assert!(
        sockets
            .iter()
            .all(|socket| socket.bind(portcullis_guest::socket::BindTo::Loopback).is_ok())
    );
    Ok(())
}

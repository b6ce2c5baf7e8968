//! Has an active connection that nobody owns, until a line tells it to; then reads all that there is, and prints how many bytes that was.

use std::{
    io::{BufRead, BufReader},
    net::Ipv4Addr,
};

use portcullis_guest::{
    Reason, Timeout,
    gen_tcp::{Options, listen},
    poll::{Occurrence, Poller},
    println, stdin,
};

fn main() -> Result<(), Reason> {
    let listener = listen(0, &Options::new().ip(Ipv4Addr::LOCALHOST.into()).recbuf(16_384))?;
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    let mut lines = BufReader::new(stdin()).lines();
    lines.next();

    let poller = Poller::open()?;
    poller.own(&connection, 1)?;
    let some: usize = poller
        .wait(1, 4_096, Timeout::INFINITY)?
        .map(|event| size(event.what))
        .sum();
    assert!(some > 0);
    // Its poller gone, the connection has no owner again.
    drop(poller);
    println!("{some}");
    lines.next();

    let poller = Poller::open()?;
    poller.own(&connection, 2)?;
    let mut read = some;
    loop {
        for event in poller.wait(64, 1 << 20, Timeout::INFINITY)? {
            if event.what == Occurrence::Closed {
                println!("{read}");
                return Ok(());
            }
            read += size(event.what);
        }
    }
}

fn size(what: Occurrence) -> usize {
    match what {
        Occurrence::Data(packet) => packet.data().map_or(0, <[u8]>::len),
        other => panic!("{other:?}"),
    }
}

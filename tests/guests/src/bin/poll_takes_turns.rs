//! A flooding connection and a quiet one share a poller: the quiet one is heard, however little one wait takes.

use portcullis_guest::poll::{Occurrence, Poller};
use portcullis_guest::{PacketType, Reason, Timeout, args, gen_tcp, println, stdin};
use std::io::{BufRead, BufReader};

const FLOOD: u64 = 1;
const QUIET: u64 = 2;

fn main() -> Result<(), Reason> {
    let number = |n: usize| args()[n].parse::<u32>().expect("a number");
    let (port, events, bytes) = (number(1) as u16, number(2), number(3));
    let packet = if args()[4] == "four" {
        PacketType::Four
    } else {
        PacketType::Raw
    };
    let mut lines = BufReader::new(stdin()).lines();
    let options = gen_tcp::Options::new().packet(packet);
    let poller = Poller::open()?;
    let flood = gen_tcp::connect("127.0.0.1", port, &options)?;
    let quiet = gen_tcp::connect("127.0.0.1", port, &options)?;
    poller.own(&flood, FLOOD)?;
    println!("ready");

    // The flood has begun, and is served for a while before the quiet one speaks.
    lines.next().expect("a line").expect("standard input");
    for _ in 0..8 {
        assert!(
            poller
                .wait(events, bytes, Timeout::INFINITY)?
                .all(|event| event.token == FLOOD)
        );
    }
    poller.own(&quiet, QUIET)?;
    println!("speak");
    lines.next().expect("a line").expect("standard input");
    let answers = (0..8).map(|_| poller.wait(events, bytes, Timeout::INFINITY));
    let mut events = answers.flat_map(|events| events.expect("an event"));
    let word = events
        .find(|event| event.token == QUIET)
        .expect("the quiet one is heard in time");
    assert!(matches!(word.what, Occurrence::Data(_)), "{word:?}");
    Ok(())
}

//! Asks one wait for all there is, and gets what the host's limits allow.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::poll::{Occurrence, Poller};
use portcullis_guest::{PacketType, Reason, Timeout, args};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let poller = Poller::open()?;
    let connection = gen_tcp::connect("127.0.0.1", port, &Options::new().packet(PacketType::Four))?;
    poller.own(&connection, 1)?;
    // Seven packets of 10 bytes at three events a wait, then 5,000 bytes at about 1,000 a wait, then two of 900.
    let mut all = Vec::new();
    while all.len() < 10 {
        let events = poller.wait(u32::MAX, u32::MAX, Timeout::INFINITY)?;
        let sizes: Vec<usize> = events.map(|event| size(&event.what)).collect();
        let before_the_last: usize = sizes.iter().rev().skip(1).sum();
        assert!(sizes.len() <= 3 && before_the_last < 1_000, "{sizes:?}");
        all.extend(sizes);
    }
    assert_eq!(all, [10, 10, 10, 10, 10, 10, 10, 5_000, 900, 900]);
    Ok(())
}

fn size(what: &Occurrence) -> usize {
    match what {
        Occurrence::Data(packet) => packet.data().map_or(0, <[u8]>::len),
        other => panic!("{other:?}"),
    }
}

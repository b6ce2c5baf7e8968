//! Sends to a peer that does not read, until a packet is refused; when the peer reads, the stream goes on where it was.

use portcullis_guest::gen_tcp::{self, Connection, Options};
use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness, send_many};
use portcullis_guest::{Active, PacketType, Reason, Timeout, args, println};

const SIZE: usize = 50_000;

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new()
        .packet(PacketType::Four)
        .active(Active::Off)
        .sndbuf(1 << 16);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    let poller = Poller::open()?;
    let mut sent = fill(&connection, 0);
    assert_eq!(
        send_many([(&connection, &[0][..])]),
        [Err(Reason::Ewouldblock)],
        "still"
    );

    // The rest of the last packet is in the way: room in the kernel is not yet room for the next.
    poller.watch(&connection, 1, Readiness::WRITABLE)?;
    assert_eq!(poller.wait(9, 9, Timeout::ZERO).err(), Some(Reason::Timeout));
    println!("read");
    let events: Vec<_> = poller.wait(9, 9, Timeout::INFINITY)?.collect();
    let what = Occurrence::Ready(Readiness::WRITABLE);
    assert_eq!(events, [Event { token: 1, what }]);
    assert_eq!(send_many([(&connection, &packet(sent)[..])]), [Ok(())]);
    sent += 1;

    // An ordinary send waits for the queue, and so does the owner's poller for those who only receive.
    sent = fill(&connection, sent);
    connection.send(&packet(sent))?;
    println!("{}", sent + 1);
    connection.close()
}

fn fill(connection: &Connection, mut sent: usize) -> usize {
    loop {
        let result = send_many([(connection, &packet(sent)[..])]).remove(0);
        match result {
            Ok(()) => sent += 1,
            Err(Reason::Ewouldblock) => return sent,
            Err(reason) => panic!("{reason}"),
        }
    }
}

fn packet(number: usize) -> Vec<u8> {
    vec![number as u8; SIZE + number]
}

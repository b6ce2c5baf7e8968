//! A socket belongs to one poller at a time: its owner hands it on, or is dropped.

use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::{Active, Packet, Reason, Timeout, args, gen_tcp, println};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let connection = gen_tcp::connect("127.0.0.1", port, &gen_tcp::Options::new())?;
    let (one, two) = (Poller::open()?, Poller::open()?);
    one.own(&connection, 1)?;
    assert_eq!(two.own(&connection, 2), Err(Reason::Eperm));
    assert_eq!(two.watch(&connection, 2, Readiness::READABLE), Err(Reason::Eperm));
    assert_eq!(two.unwatch(&connection), Err(Reason::Einval));
    assert_eq!(two.controlling_process(&connection, &two, 2), Err(Reason::Eperm));
    assert_eq!(two.controlling_process(&connection, &one, 2), Err(Reason::Eperm));
    one.own(&connection, 10)?;
    says(&one, 10, b"one");

    one.controlling_process(&connection, &two, 2)?;
    assert_eq!(one.controlling_process(&connection, &two, 2), Err(Reason::Eperm));
    says(&two, 2, b"two");
    nothing(&one);

    two.watch(&connection, 3, Readiness::WRITABLE)?;
    two.controlling_process(&connection, &two, 4)?;
    let events: Vec<_> = two.wait(9, 9, Timeout::INFINITY)?.collect();
    let what = Occurrence::Ready(Readiness::WRITABLE);
    assert_eq!(events, [Event { token: 3, what }], "one's own heir goes on watching");
    two.unwatch(&connection)?;
    says(&two, 4, b"six");

    drop(two);
    let watching = Poller::open()?;
    watching.watch(&connection, 5, Readiness::WRITABLE)?;
    assert_eq!(one.own(&connection, 1), Err(Reason::Eperm), "another watches it");
    connection.setopts(&gen_tcp::Options::new().active(Active::Off))?;
    drop(watching);
    connection.setopts(&gen_tcp::Options::new().active(Active::On))?;
    one.own(&connection, 6)?;
    says(&one, 6, b"ten");
    Ok(())
}

/// Have the peer say it, and hear it with that token.
fn says(poller: &Poller, token: u64, word: &[u8]) {
    nothing(poller);
    println!("{}", str::from_utf8(word).expect("text"));
    let events: Vec<_> = poller.wait(9, 9, Timeout::INFINITY).expect("an event").collect();
    let what = Occurrence::Data(Packet::Data(word.to_vec()));
    assert_eq!(events, [Event { token, what }]);
}

fn nothing(poller: &Poller) {
    assert_eq!(poller.wait(9, 9, Timeout::ZERO).err(), Some(Reason::Timeout));
}

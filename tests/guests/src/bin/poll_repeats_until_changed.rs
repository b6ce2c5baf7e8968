//! Watching is level-triggered and lasts: until the bytes are taken, the interest is changed, or the watch ends.

use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::{Active, Reason, Timeout, args, gen_tcp};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let connection = gen_tcp::connect("127.0.0.1", port, &gen_tcp::Options::new().active(Active::Off))?;
    let poller = Poller::open()?;
    assert_eq!(poller.unwatch(&connection), Err(Reason::Einval));
    poller.watch(&connection, 1, Readiness::READABLE)?;
    for _ in 0..3 {
        assert_eq!(next(&poller), [ready(1, Readiness::READABLE)]);
    }

    assert_eq!(connection.recv(2)?.data(), Some(&b"he"[..]));
    assert_eq!(next(&poller), [ready(1, Readiness::READABLE)], "more is there");

    poller.watch(&connection, u64::MAX, Readiness::READABLE | Readiness::WRITABLE)?;
    assert_eq!(
        next(&poller),
        [ready(u64::MAX, Readiness::READABLE | Readiness::WRITABLE)]
    );
    poller.watch(&connection, 0, Readiness::WRITABLE)?;
    assert_eq!(next(&poller), [ready(0, Readiness::WRITABLE)]);
    poller.watch(&connection, 0, Readiness::empty())?;
    nothing(&poller);

    poller.watch(&connection, 2, Readiness::READABLE)?;
    assert_eq!(connection.recv(3)?.data(), Some(&b"llo"[..]));
    nothing(&poller);
    poller.watch(&connection, 2, Readiness::WRITABLE)?;
    assert_eq!(next(&poller), [ready(2, Readiness::WRITABLE)]);
    poller.unwatch(&connection)?;
    nothing(&poller);
    assert_eq!(poller.unwatch(&connection), Err(Reason::Einval));
    connection.close()?;
    assert_eq!(poller.watch(&connection, 3, Readiness::WRITABLE), Err(Reason::Closed));
    assert_eq!(poller.own(&connection, 3), Err(Reason::Closed));
    Ok(())
}

fn next(poller: &Poller) -> Vec<Event> {
    poller.wait(9, 9, Timeout::INFINITY).expect("an event").collect()
}

fn nothing(poller: &Poller) {
    assert_eq!(poller.wait(9, 9, Timeout::from_millis(10)).err(), Some(Reason::Timeout));
}

fn ready(token: u64, what: Readiness) -> Event {
    let what = Occurrence::Ready(what);
    Event { token, what }
}

//! Closing a watched socket, or dropping it, ends its events; what the policy pre-opens is only let go.

use portcullis_guest::poll::{Poller, Readiness};
use portcullis_guest::{Active, Reason, Timeout, args, gen_tcp, gen_udp, println};
use portcullis_test_guests::next_ready;

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let poller = Poller::open()?;
    connections(&poller, port)?;
    preopened(&poller)
}

fn connections(poller: &Poller, port: u16) -> Result<(), Reason> {
    let connect = || gen_tcp::connect("127.0.0.1", port, &gen_tcp::Options::new().active(Active::Off));
    let (closed, dropped) = (connect()?, connect()?);
    poller.watch(&closed, 1, Readiness::WRITABLE)?;
    poller.watch(&dropped, 2, Readiness::WRITABLE)?;
    closed.close()?;
    drop(dropped);
    nothing(poller);
    assert_eq!(poller.unwatch(&closed), Err(Reason::Closed));

    // It may have the number of the one that was dropped, but has not its events.
    let successor = connect()?;
    nothing(poller);
    poller.watch(&successor, 3, Readiness::WRITABLE)?;
    assert_eq!(next_ready(poller), (3, Readiness::WRITABLE));

    // Active ones, with packets that the owner has not taken.
    let owned = connect()?;
    owned.setopts(&gen_tcp::Options::new().active(Active::Count(0)))?;
    poller.own(&owned, 4)?;
    drop((owned, successor));
    nothing(poller);
    Ok(())
}

/// The host keeps a pre-opened socket open, so the kernel would go on reporting it.
fn preopened(poller: &Poller) -> Result<(), Reason> {
    let listen = || gen_tcp::listen(0, &gen_tcp::Options::new().fd(3));
    let listener = listen()?;
    println!("{}", listener.port()?);
    poller.watch(&listener, 5, Readiness::READABLE)?;
    assert_eq!(next_ready(poller), (5, Readiness::READABLE));
    listener.close()?;
    nothing(poller);
    let again = listen()?;
    poller.watch(&again, 6, Readiness::READABLE)?;
    assert_eq!(next_ready(poller), (6, Readiness::READABLE));
    drop(again);
    nothing(poller);

    let socket = gen_udp::open(0, &gen_udp::Options::new().fd(4).active(Active::Off))?;
    poller.watch(&socket, 7, Readiness::WRITABLE)?;
    assert_eq!(next_ready(poller), (7, Readiness::WRITABLE));
    drop(socket);
    nothing(poller);
    Ok(())
}

fn nothing(poller: &Poller) {
    assert_eq!(poller.wait(9, 9, Timeout::from_millis(10)).err(), Some(Reason::Timeout));
}

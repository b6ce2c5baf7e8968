//! Watches sockets for nothing at all: hangups and failures are reported all the same, and the next call says why.

use portcullis_guest::poll::{Poller, Readiness};
use portcullis_guest::{Active, Reason, ShutdownHow, Timeout, args, gen_tcp, gen_udp, println};
use portcullis_test_guests::{insist, next_ready, ready};

fn main() -> Result<(), Reason> {
    let ports: Vec<u16> = args()[1..].iter().map(|port| port.parse().expect("a port")).collect();
    let poller = Poller::open()?;
    hangup(&poller, ports[0])?;
    reset(&poller, ports[0])?;
    nobody(&poller, ports[1])
}

fn hangup(poller: &Poller, port: u16) -> Result<(), Reason> {
    let connection = gen_tcp::connect("127.0.0.1", port, &gen_tcp::Options::new().active(Active::Off))?;
    poller.watch(&connection, 1, Readiness::empty())?;
    // The peer closes at once: that is one direction.
    assert_eq!(connection.recv(0), Err(Reason::Closed));
    let connection = gen_tcp::connect(
        "127.0.0.1",
        port,
        &gen_tcp::Options::new().active(Active::Off).exit_on_close(false),
    )?;
    poller.watch(&connection, 2, Readiness::empty())?;
    assert_eq!(connection.recv(0), Err(Reason::Closed));
    assert_eq!(poller.wait(9, 9, Timeout::ZERO).err(), Some(Reason::Timeout));
    connection.shutdown(ShutdownHow::Write)?;
    // Linux may answer the end with a reset: while the closed peer is on its way to TIME_WAIT nobody has the port.
    let (token, what) = next_ready(poller);
    assert_eq!(token, 2);
    assert!(what.contains(Readiness::HANGUP), "{what:?}");
    Ok(())
}

fn reset(poller: &Poller, port: u16) -> Result<(), Reason> {
    let options = gen_tcp::Options::new().active(Active::Off).show_econnreset(true);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    poller.watch(&connection, 3, Readiness::empty())?;
    println!("reset");
    let ask = || connection.send(b"anybody?").unwrap_or_default();
    let (token, what) = insist(|timeout| ready(poller, timeout), ask)?;
    assert_eq!(token, 3);
    assert!(what.contains(Readiness::HANGUP | Readiness::FAILED), "{what:?}");
    assert_eq!(connection.recv(0), Err(Reason::Econnreset));
    Ok(())
}

fn nobody(poller: &Poller, port: u16) -> Result<(), Reason> {
    let socket = gen_udp::open(0, &gen_udp::Options::new().active(Active::Off))?;
    socket.connect("127.0.0.1", port)?;
    poller.watch(&socket, 4, Readiness::empty())?;
    let ask = || socket.send(b"is anybody there?").unwrap_or_default();
    ask();
    let told = insist(|timeout| ready(poller, timeout), ask)?;
    assert_eq!(told, (4, Readiness::FAILED));
    assert_eq!(socket.recv(0), Err(Reason::Econnrefused));
    Ok(())
}

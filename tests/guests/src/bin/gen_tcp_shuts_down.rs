//! Shuts connections down in one direction, the other and both. The argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Reason, ShutdownHow, Timeout, args,
    gen_tcp::{Connection, Options, connect},
    poll::{Poller, Readiness},
    println,
};

fn main() -> Result<(), Reason> {
    let write = open(false)?;
    write.send(b"question")?;
    write.shutdown(ShutdownHow::Write)?;
    assert_eq!(write.send(b"more"), Err(Reason::Closed));
    write.shutdown(ShutdownHow::Write)?;
    assert_eq!(write.recv(0)?.data(), Some(b"answer".as_slice()));
    assert_eq!(write.recv(0), Err(Reason::Closed));

    let read = open(false)?;
    read.shutdown(ShutdownHow::Read)?;
    assert_eq!(read.recv(0), Err(Reason::Closed));
    read.send(b"still heard")?;
    read.close()?;

    let both = open(true)?;
    both.shutdown(ShutdownHow::ReadWrite)?;
    assert_eq!(both.send(b"more"), Err(Reason::Closed));
    assert_eq!(both.recv(0), Err(Reason::Closed));

    let reset = open(true)?;
    reset.send(b"!")?;
    println!("reset");
    until_failed(&reset)?;
    assert_eq!(reset.shutdown(ShutdownHow::Write), Err(Reason::Enotconn));
    assert_eq!(reset.shutdown(ShutdownHow::Read), Err(Reason::Enotconn));
    Ok(())
}

fn open(exit_on_close: bool) -> Result<Connection, Reason> {
    let port = args()[1].parse().expect("a port");
    connect(
        Ipv4Addr::LOCALHOST,
        port,
        &Options::new().active(Active::Off).exit_on_close(exit_on_close),
    )
}

fn until_failed(connection: &Connection) -> Result<(), Reason> {
    let poller = Poller::open()?;
    poller.watch(connection, 1, Readiness::empty())?;
    poller.wait(1, 1, Timeout::INFINITY)?;
    poller.unwatch(connection)
}

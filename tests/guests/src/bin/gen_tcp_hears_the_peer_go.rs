//! The peer closes or resets while the guest waits to receive, waits to send, or has not accepted yet. Prints a port, then serves one
//! connection after another, each named by a line.

use std::{
    io::{BufRead, BufReader},
    net::Ipv4Addr,
};

use portcullis_guest::{
    Active, Reason,
    gen_tcp::{Connection, Listener, Options, listen},
    println, stdin,
};

fn main() -> Result<(), Reason> {
    let listener = listen(0, &Options::new().ip(Ipv4Addr::LOCALHOST.into()).active(Active::Off))?;
    println!("{}", listener.port()?);

    let waiting = serve(&listener)?;
    assert_eq!(
        waiting.recv(0),
        Err(Reason::Closed),
        "closed while it waits for anything"
    );
    let waiting = serve(&listener)?;
    assert_eq!(
        waiting.recv(10),
        Err(Reason::Closed),
        "closed while it waits for ten bytes"
    );
    let waiting = serve(&listener)?;
    assert_eq!(
        waiting.recv(0),
        Err(Reason::Closed),
        "reset while it waits for anything"
    );
    let sending = serve(&listener)?;
    assert_eq!(send_all(&sending), Reason::Closed, "reset while it waits to send");
    let sending = serve(&listener)?;
    assert_eq!(send_all(&sending), Reason::Closed, "closed while it waits to send");

    println!("come and go");
    let mut lines = BufReader::new(stdin()).lines();
    lines.next();
    let left = listener.accept()?;
    assert_eq!(
        left.recv(0)?.data(),
        Some(b"note".as_slice()),
        "left a note and closed before it was accepted"
    );
    assert_eq!(left.recv(0), Err(Reason::Closed));
    lines.next();
    let gone = listener.accept()?;
    assert_eq!(gone.recv(0), Err(Reason::Closed), "reset before it was accepted");
    Ok(())
}

fn serve(listener: &Listener) -> Result<Connection, Reason> {
    let connection = listener.accept()?;
    println!("accepted");
    Ok(connection)
}

fn send_all(connection: &Connection) -> Reason {
    let packet = vec![0; 1 << 20];
    loop {
        if let Err(reason) = connection.send(&packet) {
            return reason;
        }
    }
}

//! May have two sockets: a listener and one connection. The next connection waits until there is room.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Reason,
    gen_tcp::{Connection, Options, connect, listen},
    println,
};

fn main() -> Result<(), Reason> {
    let options = Options::new().ip(Ipv4Addr::LOCALHOST.into()).active(Active::Off);
    let listener = listen(0, &options)?;
    println!("{}", listener.port()?);
    let first = listener.accept()?;
    assert_eq!(listener.accept().unwrap_err(), Reason::Emfile);
    assert_eq!(listen(0, &options).unwrap_err(), Reason::Emfile);
    let port = listener.port()?;
    assert_eq!(
        connect(Ipv4Addr::LOCALHOST, port, &Options::new()).unwrap_err(),
        Reason::Emfile
    );
    println!("{}", text(&first)?);
    drop(first);
    println!("{}", text(&listener.accept()?)?);
    Ok(())
}

fn text(connection: &Connection) -> Result<String, Reason> {
    let bytes = connection.recv(0)?.into_data().expect("raw bytes");
    Ok(String::from_utf8(bytes).expect("text"))
}

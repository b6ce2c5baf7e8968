//! Reads requests by changing the packet type in mid-stream: the head as `http`, the body as raw bytes, in passive mode and then in
//! active mode. Prints its port, then each body.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Packet, PacketType, Reason, Timeout,
    gen_tcp::{Connection, Options, listen},
    poll::{Occurrence, Poller},
    println,
};

fn main() -> Result<(), Reason> {
    let options = Options::new().ip(Ipv4Addr::LOCALHOST.into()).active(Active::Off);
    let listener = listen(0, &options)?;
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    let poller = Poller::open()?;
    poller.own(&connection, 1)?;
    serve(&connection, |connection| connection.recv(0))?;
    serve(&connection, |connection| delivered(&poller, connection))?;
    serve(&connection, |connection| connection.recv(0))?;
    connection.setopts(&Options::new().packet(PacketType::HttpBin))?;
    assert_eq!(connection.recv(0), Err(Reason::Closed));
    Ok(())
}

fn serve(connection: &Connection, receive: impl Fn(&Connection) -> Result<Packet, Reason>) -> Result<(), Reason> {
    connection.setopts(&Options::new().packet(PacketType::HttpBin))?;
    assert!(matches!(receive(connection)?, Packet::HttpRequest(_)));
    let mut length = 0;
    loop {
        match receive(connection)? {
            Packet::HttpHeader(header) if header.field == b"Content-Length" => {
                length = String::from_utf8(header.value)
                    .expect("text")
                    .parse()
                    .expect("a number");
            }
            Packet::HttpHeader(_) => {}
            Packet::HttpEoh => break,
            other => panic!("{other:?}"),
        }
    }
    connection.setopts(&Options::new().packet(PacketType::Raw))?;
    let body = connection.recv(length)?.into_data().expect("raw bytes");
    println!("{}", body.escape_ascii());
    Ok(())
}

fn delivered(poller: &Poller, connection: &Connection) -> Result<Packet, Reason> {
    connection.setopts(&Options::new().active(Active::Once))?;
    let event = poller.wait(8, 4_096, Timeout::INFINITY)?.next().expect("an event");
    match event.what {
        Occurrence::Data(packet) => Ok(packet),
        other => panic!("{other:?}"),
    }
}

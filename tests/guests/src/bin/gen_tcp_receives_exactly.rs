//! Receives raw bytes by length: all that are there, exactly as many, and none. Prints what it waits for; the argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Reason, Timeout, args,
    gen_tcp::{Connection, Options, connect},
    println,
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new().active(Active::Off);
    let connection = connect(Ipv4Addr::LOCALHOST, port, &options)?;
    for timeout in [0, 20] {
        assert_eq!(
            connection.recv_timeout(0, Timeout::from_millis(timeout)),
            Err(Reason::Timeout)
        );
        assert_eq!(
            connection.recv_timeout(1, Timeout::from_millis(timeout)),
            Err(Reason::Timeout)
        );
    }
    println!("eight");
    assert_eq!(connection.recv(3), data(b"abc"));
    assert_eq!(
        connection.recv_timeout(3, Timeout::ZERO),
        data(b"def"),
        "what is there needs no wait"
    );
    for timeout in [0, 20] {
        let result = connection.recv_timeout(5, Timeout::from_millis(timeout));
        assert_eq!(result, Err(Reason::Timeout), "of five bytes there are two");
    }
    println!("three");
    assert_eq!(
        connection.recv_timeout(5, Timeout::INFINITY),
        data(b"ghijk"),
        "which were kept"
    );

    println!("two");
    assert_eq!(
        connection.recv_timeout(100, Timeout::from_millis(20)),
        Err(Reason::Timeout)
    );
    assert_eq!(connection.recv(0), data(b"lm"), "length 0 takes them all the same");

    connection.setopts(&Options::new().buffer(4))?;
    println!("six");
    assert_eq!(connection.recv(1), data(b"n"));
    let rest = [text(&connection)?, text(&connection)?].concat();
    assert_eq!(rest, b"opqrs", "at most `buffer` bytes at once");

    println!("a megabyte");
    let megabyte = connection.recv(1 << 20)?.into_data().expect("raw bytes");
    assert!(megabyte.len() == 1 << 20 && megabyte.iter().all(|byte| *byte == b'M'));

    println!("the end");
    assert_eq!(
        connection.recv(5),
        Err(Reason::Closed),
        "with four bytes, which are discarded"
    );
    assert_eq!(connection.recv(0), Err(Reason::Closed));
    assert_eq!(connection.recv(4), Err(Reason::Closed));
    Ok(())
}

fn text(connection: &Connection) -> Result<Vec<u8>, Reason> {
    let some = connection.recv(0)?.into_data().expect("raw bytes");
    assert!(some.len() <= 4);
    Ok(some)
}

fn data(bytes: &[u8]) -> Result<portcullis_guest::Packet, Reason> {
    Ok(portcullis_guest::Packet::Data(bytes.to_vec()))
}

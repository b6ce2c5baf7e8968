//! Connects by name and by address, and converses.

use std::io::{self, Read, Write};
use std::time::Duration;

use portcullis_guest::net::{Shutdown, SocketAddr, TcpStream};
use portcullis_test_guests::arg;

fn main() -> io::Result<()> {
    let address: SocketAddr = arg(1).parse().expect("an address");
    converse(TcpStream::connect(address)?, address)?;
    converse(TcpStream::connect(arg(1))?, address)?;
    let by_name = format!("service.localhost:{}", address.port());
    converse(TcpStream::connect(by_name.as_str())?, address)?;
    let patience = Duration::from_secs(60);
    converse(
        TcpStream::connect_timeout(("service.localhost", address.port()), patience)?,
        address,
    )
}

fn converse(mut stream: TcpStream, address: SocketAddr) -> io::Result<()> {
    assert_eq!(stream.peer_addr()?, address);
    assert!(stream.local_addr()?.ip().is_loopback());
    stream.set_nodelay(true)?;
    assert!(stream.nodelay()?);
    stream.write_all(b"hello")?;
    stream.flush()?;
    let mut clone = stream.try_clone()?;
    let mut first = [0; 2];
    clone.read_exact(&mut first)?;
    assert_eq!(&first, b"he", "a clone reads on where");
    stream.shutdown(Shutdown::Write)?;
    let mut rest = String::new();
    stream.read_to_string(&mut rest)?;
    assert_eq!(rest, "llo", "the stream left off");
    assert_eq!(clone.read(&mut first)?, 0);
    assert_eq!(clone.read(&mut first)?, 0, "the end stays the end");
    Ok(())
}

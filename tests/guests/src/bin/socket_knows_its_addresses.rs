//! Tells its own address and its peer's.

use portcullis_guest::socket::BindTo;
use portcullis_guest::{Reason, println};
use portcullis_test_guests::{connected, dgram, listener, peer, stream};

fn main() -> Result<(), Reason> {
    let socket = connected()?;
    println!("{}", socket.sockname()?);
    assert_eq!(socket.peername()?, peer());
    assert_eq!(stream()?.sockname()?.to_string(), "0.0.0.0:0");
    for unconnected in [stream()?, listener()?, dgram()?] {
        assert_eq!(unconnected.peername(), Err(Reason::Enotconn));
    }
    let socket = dgram()?;
    socket.bind(BindTo::Loopback)?;
    socket.connect(peer())?;
    assert_eq!(socket.peername()?, peer());
    assert!(socket.sockname()?.ip().is_loopback());
    Ok(())
}

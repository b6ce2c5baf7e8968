//! May have three sockets; a connection that is one too many waits until there is room.

use portcullis_guest::Reason;
use portcullis_test_guests::{listener, meet};

fn main() -> Result<(), Reason> {
    let listener = listener()?;
    meet(&listener.sockname()?.port().to_string());
    let first = listener.accept()?;
    let second = listener.accept()?;
    assert_eq!(listener.accept().map(drop), Err(Reason::Emfile));
    drop(first);
    let third = listener.accept()?;
    assert_eq!(second.recv(0)?, b"2");
    assert_eq!(third.recv(0)?, b"3");
    Ok(())
}

//! The peer resets the connection: a receive that waits hears of it, once.

use portcullis_guest::{Reason, println};
use portcullis_test_guests::accepted;

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    assert_eq!(socket.recv(4)?, b"soon");
    println!("has it");
    assert_eq!(socket.recv(1), Err(Reason::Econnreset));
    assert_eq!(socket.recv(0), Err(Reason::Closed));
    assert_eq!(socket.peername(), Err(Reason::Enotconn));
    Ok(())
}

//! The peer closes after fewer bytes than are waited for: they are kept, and `recv(0)` has them.

use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::accepted;

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    assert_eq!(socket.recv(100), Err(Reason::Closed));
    assert_eq!(socket.recv(100), Err(Reason::Closed));
    assert_eq!(socket.recv(2)?, b"la");
    assert_eq!(socket.recv(0)?, b"st");
    assert_eq!(socket.recv(0), Err(Reason::Closed));
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Closed));
    Ok(())
}

//! Receives on sockets that are not connected, shut down, or asked for too much.

use portcullis_guest::{Reason, ShutdownHow, Timeout};
use portcullis_test_guests::{listener, pair, stream};

/// What the test lets the host hold for this guest.
const LIMIT: u32 = 1_000;

fn main() -> Result<(), Reason> {
    for unconnected in [stream()?, listener()?] {
        assert_eq!(unconnected.recv(0), Err(Reason::Enotconn));
        assert_eq!(unconnected.recv(1), Err(Reason::Enotconn));
        assert_eq!(unconnected.recvfrom(0), Err(Reason::Enotconn));
    }

    let (near, far) = pair()?;
    assert_eq!(near.recv(LIMIT + 1), Err(Reason::Enobufs));
    assert_eq!(near.recvfrom(u32::MAX), Err(Reason::Enobufs));
    far.send_all(&[7; LIMIT as usize])?;
    assert_eq!(near.recv(LIMIT)?, [7; LIMIT as usize]);

    far.send_all(b"before")?;
    near.shutdown(ShutdownHow::Read)?;
    assert_eq!(near.recv(6)?, b"before", "what had come already is there");
    assert_eq!(near.recv(0), Err(Reason::Closed));
    assert_eq!(near.recv_timeout(1, Timeout::ZERO), Err(Reason::Closed));
    Ok(())
}

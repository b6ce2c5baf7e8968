//! Shuts down each end, in each order; the other end goes on.

use portcullis_guest::{Reason, ShutdownHow};
use portcullis_test_guests::{accepted, dgram, listener, pair, stream};

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    // The guest ends first, and still receives.
    socket.send_all(b"question")?;
    socket.shutdown(ShutdownHow::Write)?;
    assert_eq!(socket.recv(6)?, b"answer");
    assert_eq!(socket.recv(0), Err(Reason::Closed));

    // The peer ends first, and still receives.
    let (near, far) = pair()?;
    far.shutdown(ShutdownHow::Write)?;
    assert_eq!(near.recv(0), Err(Reason::Closed));
    near.send_all(b"still here")?;
    assert_eq!(far.recv(10)?, b"still here");

    // Both ends at once.
    let (near, far) = pair()?;
    near.shutdown(ShutdownHow::ReadWrite)?;
    assert_eq!(near.recv(0), Err(Reason::Closed));
    assert_eq!(near.send(b"late"), Err(Reason::Closed));
    assert_eq!(far.recv(0), Err(Reason::Closed));

    for how in [ShutdownHow::Read, ShutdownHow::Write, ShutdownHow::ReadWrite] {
        assert_eq!(stream()?.shutdown(how), Err(Reason::Enotconn));
        assert_eq!(dgram()?.shutdown(how), Err(Reason::Enotconn));
    }
    // On Linux a listener may be shut down, and then listens no more.
    let listener = listener()?;
    listener.shutdown(ShutdownHow::Read)?;
    assert_eq!(listener.accept().map(drop), Err(Reason::Einval));
    Ok(())
}

//! Sends on sockets that are not connected, shut down, left by the peer, or given too much.

use portcullis_guest::{Reason, ShutdownHow};
use portcullis_test_guests::{dgram, listener, loopback, pair, stream};

fn main() -> Result<(), Reason> {
    for unconnected in [stream()?, listener()?] {
        assert_eq!(unconnected.send(b"hello"), Err(Reason::Enotconn));
        assert_eq!(unconnected.sendto(b"hello", loopback(7)), Err(Reason::Enotconn));
    }
    assert_eq!(dgram()?.send(b"hello"), Err(Reason::Edestaddrreq));
    let too_large = [0; 65_508];
    assert_eq!(dgram()?.sendto(&too_large, loopback(7)), Err(Reason::Emsgsize));
    let to_peer = dgram()?;
    to_peer.connect(loopback(7))?;
    assert_eq!(to_peer.send(&too_large), Err(Reason::Emsgsize));

    let (near, far) = pair()?;
    near.shutdown(ShutdownHow::Write)?;
    assert_eq!(near.send(b"late"), Err(Reason::Closed));
    assert_eq!(near.sendto(b"late", loopback(7)), Err(Reason::Closed));
    assert_eq!(far.recv(0), Err(Reason::Closed));

    let (near, far) = pair()?;
    far.close()?;
    // The peer's machine only learns that nobody reads any more when the first bytes arrive.
    let _ = near.send(b"early")?;
    assert_eq!(near.send(b"late"), Err(Reason::Closed));

    let (near, far) = pair()?;
    near.send_all(b"unread")?;
    far.close()?;
    assert_eq!(
        near.send(b"late"),
        Err(Reason::Econnreset),
        "to close with bytes unread resets"
    );
    Ok(())
}

//! `recvfrom` on a stream: the bytes that `recv` would return, and the peer.

use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::{accepted, meet};

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    let peer = socket.peername()?;
    assert_eq!(socket.recvfrom_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    assert_eq!(
        socket.recvfrom_timeout(3, Timeout::from_millis(20)),
        Err(Reason::Timeout)
    );
    meet("quiet");
    assert_eq!(socket.recvfrom(3)?, (peer, b"abc".to_vec()));
    assert_eq!(socket.recvfrom(0)?, (peer, b"def".to_vec()));
    assert_eq!(
        socket.recvfrom_timeout(4, Timeout::from_millis(20)),
        Err(Reason::Timeout)
    );
    meet("all of it");
    assert_eq!(socket.recvfrom(4), Err(Reason::Closed));
    Ok(())
}

//! May connect and send, but not from every local address.

use portcullis_guest::Reason;
use portcullis_test_guests::{dgram, peer, stream};

fn main() -> Result<(), Reason> {
    // The system would choose an address of every interface, and a rule forbids that.
    assert_eq!(stream()?.connect(peer()), Err(Reason::Eacces));
    assert_eq!(dgram()?.sendto(b"hello", peer()).map(drop), Err(Reason::Eacces));
    Ok(())
}

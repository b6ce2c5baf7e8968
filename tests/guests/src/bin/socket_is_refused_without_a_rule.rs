//! Tries each way to the network under a policy that grants none.

use portcullis_guest::Reason;
use portcullis_guest::socket::BindTo;
use portcullis_test_guests::{dgram, loopback, stream};

fn main() -> Result<(), Reason> {
    let refused = Err(Reason::Eacces);
    assert_eq!(stream()?.bind(BindTo::Any), refused);
    assert_eq!(stream()?.bind(BindTo::Loopback), refused);
    assert_eq!(dgram()?.bind(loopback(7)), refused);
    assert_eq!(stream()?.listen(None), refused);
    assert_eq!(stream()?.connect(loopback(7)), refused);
    assert_eq!(dgram()?.connect(loopback(7)), refused);
    assert_eq!(dgram()?.sendto(b"hello", loopback(7)).map(drop), refused);
    Ok(())
}

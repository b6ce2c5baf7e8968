//! `{otp, recvbuf}` is the most that `recv(0)` returns; an exact length does not mind it.

use portcullis_guest::Reason;
use portcullis_guest::socket::option;
use portcullis_test_guests::pair;

fn main() -> Result<(), Reason> {
    let (near, far) = pair()?;
    assert_eq!(near.getopt(option::RECVBUF)?, 64 << 10);
    near.setopt(option::RECVBUF, 4)?;
    far.send_all(b"0123456789abcdef")?;
    assert_eq!(near.recv(0)?, b"0123");
    assert_eq!(near.recv(6)?, b"456789");
    assert_eq!(near.recvfrom(0)?.1, b"abcd");
    near.setopt(option::RECVBUF, 100)?;
    assert_eq!(near.recv(0)?, b"ef");
    Ok(())
}

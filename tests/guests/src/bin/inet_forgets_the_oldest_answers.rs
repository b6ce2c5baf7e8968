//! Looks up one name, and then so many more that it is forgotten.

use std::net::SocketAddr;

use portcullis_guest::inet::getaddr;
use portcullis_guest::{Domain, Reason};
use portcullis_test_guests::{peer, stream};

/// As many answers are remembered.
const REMEMBERED: usize = 256;

fn main() -> Result<(), Reason> {
    let first = look_up(0)?;
    for number in 1..REMEMBERED {
        look_up(number)?;
    }
    assert_eq!(connect(first), Ok(()), "it is the oldest that is remembered");
    let last = look_up(REMEMBERED)?;
    assert_eq!(connect(first), Err(Reason::Eacces));
    assert_eq!(
        connect(last),
        Err(Reason::Econnrefused),
        "it may connect, but nobody listens"
    );
    Ok(())
}

fn look_up(number: usize) -> Result<SocketAddr, Reason> {
    let address = getaddr(&format!("n{number}.localhost"), Domain::Inet)?;
    Ok((address, peer().port()).into())
}

fn connect(address: SocketAddr) -> Result<(), Reason> {
    stream()?.connect(address)
}

//! Looks up names some, and all, of whose addresses are denied.

use portcullis_guest::inet::{getaddr, getaddrs};
use portcullis_guest::{Domain, Reason, println};

fn main() -> Result<(), Reason> {
    for address in getaddrs("some.test", Domain::Inet)? {
        println!("{address}");
    }
    println!("{}", getaddr("some.test", Domain::Inet)?);
    assert_eq!(getaddrs("all.test", Domain::Inet), Err(Reason::Eacces));
    // Whoever owns a name could point it at the host's own loopback.
    assert_eq!(getaddrs("rebound.test", Domain::Inet), Err(Reason::Eacces));
    Ok(())
}

//! Looks up a name of very many addresses.

use portcullis_guest::inet::getaddrs;
use portcullis_guest::{Domain, Reason, println};

fn main() -> Result<(), Reason> {
    for address in getaddrs("many.test", Domain::Inet)? {
        println!("{address}");
    }
    Ok(())
}

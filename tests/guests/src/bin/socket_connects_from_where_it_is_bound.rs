//! Connects from addresses that it has bound; where a stream may listen it may also be bound.

use std::net::Ipv4Addr;

use portcullis_guest::Reason;
use portcullis_guest::socket::BindTo;
use portcullis_test_guests::{listener, stream};

fn main() -> Result<(), Reason> {
    let listener = listener()?;
    for address in [Ipv4Addr::LOCALHOST, Ipv4Addr::new(127, 0, 0, 2)] {
        let bound = stream()?;
        bound.bind(BindTo::Address((address, 0).into()))?;
        let here = bound.sockname()?;
        bound.connect(listener.sockname()?)?;
        assert_eq!(listener.accept()?.peername()?, here);
    }
    Ok(())
}

//! Looks up names of both families, names that do not exist, and addresses in text.

use std::net::IpAddr;

use portcullis_guest::inet::{getaddr, getaddr_timeout, getaddrs, getaddrs_timeout};
use portcullis_guest::{Domain, Reason, Timeout};

fn main() -> Result<(), Reason> {
    let (one, two) = (ip("192.0.2.1"), ip("192.0.2.2"));
    assert_eq!(getaddrs("both.test", Domain::Inet)?, [one, two]);
    assert_eq!(getaddr("both.test", Domain::Inet)?, one);
    assert_eq!(getaddrs("both.test", Domain::Inet6)?, [ip("2001:db8::1")]);
    assert_eq!(getaddr("both.test", Domain::Inet6)?, ip("2001:db8::1"));
    let patience = Timeout::from_millis(60_000);
    assert_eq!(getaddrs_timeout("BOTH.test.", Domain::Inet, patience)?, [one, two]);
    assert_eq!(getaddr_timeout("both.test", Domain::Inet, patience)?, one);

    assert_eq!(getaddrs("four.test", Domain::Inet6), Err(Reason::Nxdomain));
    assert_eq!(getaddrs("none.test", Domain::Inet), Err(Reason::Nxdomain));
    assert_eq!(getaddr("none.test", Domain::Inet), Err(Reason::Nxdomain));

    assert_eq!(getaddrs("203.0.113.9", Domain::Inet)?, [ip("203.0.113.9")]);
    assert_eq!(getaddr("::1", Domain::Inet6)?, ip("::1"));
    assert_eq!(getaddr("::1", Domain::Inet), Err(Reason::Nxdomain));
    Ok(())
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

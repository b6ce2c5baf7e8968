//! Asks for names that no rule names, that a rule denies, and that are none.

use portcullis_guest::inet::{getaddr, getaddrs};
use portcullis_guest::{Domain, Reason};

fn main() {
    for name in ["other.example", "test", "denied.test", "localhost"] {
        assert_eq!(getaddrs(name, Domain::Inet), Err(Reason::Eacces), "{name}");
        assert_eq!(getaddr(name, Domain::Inet6), Err(Reason::Eacces), "{name}");
    }
    let long = format!("{}.test", "a.".repeat(125));
    for name in [
        "",
        ".",
        "a b.test",
        "a..test",
        "-.test/",
        "999.1.1.1",
        "a\0.test",
        &long,
    ] {
        assert_eq!(getaddrs(name, Domain::Inet), Err(Reason::Einval), "{name}");
        assert_eq!(getaddr(name, Domain::Inet), Err(Reason::Einval), "{name}");
    }
}

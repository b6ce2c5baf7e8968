//! Knocks at doors: each the guest may open or not, and it goes on either way.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::{Domain, Reason, inet, println};
use std::net::Ipv4Addr;

fn main() {
    knock("connect to 127.0.0.1:5432", || {
        gen_tcp::connect(Ipv4Addr::LOCALHOST, 5432, &Options::new()).map(drop)
    });
    knock("look up example.com", || {
        inet::getaddr("example.com", Domain::Inet).map(drop)
    });
    knock("listen on 127.0.0.1:22", || {
        gen_tcp::listen(22, &Options::new().ip(Ipv4Addr::LOCALHOST.into())).map(drop)
    });
    knock("listen on 127.0.0.1:0", || {
        gen_tcp::listen(0, &Options::new().ip(Ipv4Addr::LOCALHOST.into())).map(drop)
    });
}

/// A refusal is a reason like any other: `eacces`, and what it means.
fn knock(what: &str, door: impl FnOnce() -> Result<(), Reason>) {
    match door() {
        Ok(()) => println!("{what}: ok"),
        Err(reason) => println!("{what}: {reason}"),
    }
}

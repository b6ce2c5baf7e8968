//! Server: wasi:sockets 0.2, in the role that the argument names.
//!
//! `tcp` holds what a program needs around the interface, `roles` the servers of one connection after the other, and
//! `many`, `packets` and `udp` one each. They spend no call that the interface lets them spare: a call that may block
//! waits in the host, `poll` is asked only once there is nothing left to do, and pollables live as long as what they
//! watch. The bytes come into the guest and leave it again: an echo by `splice` would measure no guest.

#![cfg_attr(target_family = "wasm", no_main)]

mod many;
mod packets;
mod roles;
mod tcp;
mod udp;

use tcp::Listener;
use wasip2::{
    cli::{environment, stderr, stdout},
    exports::cli::run,
    sockets::network::{ErrorCode, IpSocketAddress},
};

struct Server;

impl run::Guest for Server {
    fn run() -> Result<(), ()> {
        let role = environment::get_arguments().into_iter().nth(1).unwrap_or_default();
        serve(&role).map_err(|error| {
            let text = format!("{role}: {error}\n");
            // If that fails, nobody could be told.
            let _ = stderr::get_stderr().blocking_write_and_flush(text.as_bytes());
        })
    }
}

wasip2::cli::command::export!(Server);

fn serve(role: &str) -> Result<(), ErrorCode> {
    match role {
        "echo" => roles::one_by_one(Listener::bind()?, roles::echo),
        "sink" => roles::one_by_one(Listener::bind()?, roles::sink),
        "source" => roles::one_by_one(Listener::bind()?, roles::source),
        "reply" => roles::one_by_one(Listener::bind()?, roles::reply),
        "packets" => roles::one_by_one(Listener::bind()?, packets::count),
        "many" => many::echo(&Listener::bind()?),
        "udp" => udp::echo(),
        _ => Err(ErrorCode::NotSupported),
    }
}

/// Tell the one who started us where to find us.
fn announce(address: IpSocketAddress) {
    let IpSocketAddress::Ipv4(address) = address else {
        unreachable!("every socket here is of IPv4");
    };
    let (a, b, c, d) = address.address;
    let text = format!("listening on {a}.{b}.{c}.{d}:{}\n", address.port);
    stdout::get_stdout()
        .blocking_write_and_flush(text.as_bytes())
        .expect("standard output takes a line");
}

// The workspace is also compiled for the host, where a program needs a `main`.
#[cfg(not(target_family = "wasm"))]
fn main() {}

//! The benchmark's guest of Portcullis: all roles, each over the interface that is made for it.
//!
//! Bytes go over `socket`, many connections and packets over `gen-tcp` and a poller.

mod bytes;
mod datagrams;
mod many;
mod packets;

use std::net::{Ipv4Addr, SocketAddr};

use portcullis_guest::{Result, args, eprintln, exit, println};

/// The most that is received or sent at once.
const CHUNK: usize = 64 << 10;

/// Any port of the loopback.
const ANYWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// The exit status of those who do not understand their command line.
const USAGE: u8 = 2;

fn main() {
    let role = args().get(1).cloned().unwrap_or_default();
    let ended = match role.as_str() {
        "echo" => bytes::each_connection(bytes::echo),
        "sink" => bytes::each_connection(bytes::sink),
        "source" => bytes::each_connection(bytes::source),
        "reply" => bytes::each_connection(bytes::reply),
        "reply-once" => bytes::reply_once(),
        "many" => many::serve(),
        "udp" => datagrams::serve(),
        "packets" => packets::serve(),
        _ => {
            eprintln!("no role {role}");
            exit(USAGE)
        }
    };
    if let Err(reason) = ended {
        eprintln!("{role}: {reason}");
        exit(1);
    }
}

/// Tell the peer where to find us.
fn announce(address: SocketAddr) -> Result<()> {
    println!("listening on {address}");
    Ok(())
}

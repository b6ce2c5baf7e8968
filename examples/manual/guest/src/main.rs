//! The examples of the two manuals, run: the client and the server of `gen_tcp`, and each line of `socket`.

mod packets;
mod show;
mod sockets;

use portcullis_guest::net::ToTarget;
use portcullis_guest::{Reason, args, eprintln, println};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let args = args();
    match &args.iter().map(String::as_str).collect::<Vec<_>>()[1..] {
        [] => Ok(both_manuals()?),
        ["server"] => Ok(packets::server()?),
        ["client", server] => {
            let target = server.to_target()?;
            Ok(packets::client(target.host, target.port)?)
        }
        _ => {
            eprintln!("usage: manual [server | client HOST:PORT]");
            Err(Reason::Einval.into())
        }
    }
}

fn both_manuals() -> Result<(), Reason> {
    println!("%% gen_tcp");
    packets::both()?;
    println!("%% socket");
    sockets::walk()
}

//! Closes with `{linger, {true, 0}}`, once by `close` and once by dropping the handle. The argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Reason, args,
    gen_tcp::{Options, connect},
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    connect(Ipv4Addr::LOCALHOST, port, &Options::new().linger(true, 0))?.close()?;
    let dropped = connect(Ipv4Addr::LOCALHOST, port, &Options::new())?;
    dropped.setopts(&Options::new().linger(true, 0))?;
    drop(dropped);
    Ok(())
}

//! Listens, closes a connection, and listens again on its port: `reuseaddr` tells whether it may.

use std::net::{IpAddr, Ipv4Addr};

use portcullis_guest::{
    Reason,
    gen_tcp::{Options, listen},
    println,
};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn main() -> Result<(), Reason> {
    let options = Options::new().ip(HERE).reuseaddr(true);
    let listener = listen(0, &options)?;
    let port = listener.port()?;
    println!("{port}");
    // Who closes first has the connection in TIME_WAIT.
    listener.accept()?.close()?;
    listener.close()?;
    println!("closed");
    assert_eq!(listen(port, &Options::new().ip(HERE)).unwrap_err(), Reason::Eaddrinuse);
    assert_eq!(listen(port, &options)?.port()?, port);
    Ok(())
}

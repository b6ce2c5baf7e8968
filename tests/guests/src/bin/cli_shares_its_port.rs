//! Tells each client how many this copy of the guest has served.

use std::net::Ipv4Addr;

use portcullis_guest::{Reason, gen_tcp, println};

fn main() -> Result<(), Reason> {
    let options = gen_tcp::Options::new().ip(Ipv4Addr::LOCALHOST.into());
    let listener = gen_tcp::listen(0, &options)?;
    println!("{}", listener.port()?);
    for served in 1_u32.. {
        let connection = listener.accept()?;
        connection.send(served.to_string().as_bytes())?;
        connection.close()?;
    }
    Ok(())
}

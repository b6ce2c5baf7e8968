//! A send times out with more of its packet unsent than the host may hold: no packet can follow. The argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, PacketType, Reason, Timeout, args,
    gen_tcp::{Options, connect},
    println,
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new()
        .active(Active::Off)
        .packet(PacketType::Four)
        .send_timeout(Timeout::from_millis(30));
    let connection = connect(Ipv4Addr::LOCALHOST, port, &options)?;
    assert_eq!(connection.send(&vec![0; 32 << 20]), Err(Reason::Enobufs));
    assert_eq!(connection.send(b"more"), Err(Reason::Closed));
    println!("shut down");
    assert_eq!(connection.recv(0)?.data(), Some(b"bye".as_slice()), "reading goes on");
    Ok(())
}

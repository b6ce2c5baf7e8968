//! Sends until the peer makes it wait, so that a packet is out in part, and ends: by `close` or by `shutdown`. Arguments: the peer's port
//! and which of the two. Prints how many packets were sent.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, PacketType, Reason, ShutdownHow, Timeout, args,
    gen_tcp::{Options, connect},
    println,
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new()
        .active(Active::Off)
        .packet(PacketType::Four)
        .sndbuf(16_384)
        .send_timeout(Timeout::from_millis(30));
    let connection = connect(Ipv4Addr::LOCALHOST, port, &options)?;
    let mut packet = vec![0; 100_000];
    let mut sent: u32 = 0;
    loop {
        packet[..4].copy_from_slice(&sent.to_be_bytes());
        match connection.send(&packet) {
            Ok(()) => sent += 1,
            Err(reason) => break assert_eq!(reason, Reason::Timeout),
        }
    }
    println!("{sent}");
    if args()[2] == "close" {
        connection.close()?;
    } else {
        connection.shutdown(ShutdownHow::Write)?;
        connection.setopts(&Options::new().packet(PacketType::Raw))?;
        assert_eq!(connection.recv(0)?.data(), Some(b"got it".as_slice()));
    }
    Ok(())
}

//! Sends to a peer that reads nothing, with `send_timeout_close`. The argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Reason, Timeout, args,
    gen_tcp::{Options, connect},
    println,
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new()
        .active(Active::Off)
        .send_timeout(Timeout::from_millis(30))
        .send_timeout_close(true);
    let connection = connect(Ipv4Addr::LOCALHOST, port, &options)?;
    let packet = vec![0; 1 << 20];
    let reason = loop {
        if let Err(reason) = connection.send(&packet) {
            break reason;
        }
    };
    assert_eq!(reason, Reason::Timeout);
    assert_eq!(connection.send(b"more"), Err(Reason::Closed));
    assert_eq!(connection.recv(0), Err(Reason::Closed));
    println!("closed");
    Ok(())
}

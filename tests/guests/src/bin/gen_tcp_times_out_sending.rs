//! Sends numbered packets until the peer, which reads nothing, makes it wait too long twice in a row; then prints the numbers of those that
//! were sent, waits for a line and sends a last one. The argument is the port of the peer.

use std::{
    io::{BufRead, BufReader},
    net::Ipv4Addr,
};

use portcullis_guest::{
    PacketType, Reason, Timeout, args,
    gen_tcp::{Options, connect},
    println, stdin,
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new()
        .packet(PacketType::Four)
        .sndbuf(16_384)
        .send_timeout(Timeout::from_millis(30));
    let connection = connect(Ipv4Addr::LOCALHOST, port, &options)?;
    let mut packet = vec![0; 10_000];
    let (mut sent, mut timeouts) = (Vec::new(), 0);
    for number in 0_u32.. {
        packet[..4].copy_from_slice(&number.to_be_bytes());
        match connection.send(&packet) {
            Ok(()) => {
                sent.push(number.to_string());
                timeouts = 0;
            }
            Err(reason) => {
                assert_eq!(reason, Reason::Timeout);
                timeouts += 1;
            }
        }
        if timeouts == 2 {
            break;
        }
    }
    println!("{}", sent.join(" "));
    BufReader::new(stdin()).lines().next();
    connection.setopts(&Options::new().send_timeout(Timeout::INFINITY))?;
    connection.send(b"last")?;
    connection.close()
}

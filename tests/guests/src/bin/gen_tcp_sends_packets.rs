//! Sends packets of every type that has a header, and of one that has none. The argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    PacketType, Reason, args,
    gen_tcp::{Options, connect},
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let connection = connect(Ipv4Addr::LOCALHOST, port, &Options::new())?;
    for packet_type in [
        PacketType::Raw,
        PacketType::One,
        PacketType::Two,
        PacketType::Four,
        PacketType::Line,
    ] {
        connection.setopts(&Options::new().packet(packet_type))?;
        for length in [0, 1, 255] {
            connection.send(&vec![b'x'; length])?;
        }
        let too_long = match packet_type {
            PacketType::One => 256,
            PacketType::Two => 65_536,
            _ => continue,
        };
        assert_eq!(connection.send(&vec![b'x'; too_long]), Err(Reason::Emsgsize));
        connection.send(b"still whole")?;
    }
    connection.close()
}

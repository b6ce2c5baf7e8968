//! Receives what cannot be received: in active mode, by a length of packets, and more than the host may hold. The argument is the port
//! of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, PacketType, Reason, Timeout, args,
    gen_tcp::{Options, connect},
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let connection = connect(Ipv4Addr::LOCALHOST, port, &Options::new())?;
    for active in [Active::On, Active::Once, Active::Count(3)] {
        connection.setopts(&Options::new().active(active))?;
        assert_eq!(connection.recv(0), Err(Reason::Einval));
    }
    connection.setopts(&Options::new().active(Active::Off))?;

    let framed = [
        PacketType::One,
        PacketType::Two,
        PacketType::Four,
        PacketType::Line,
        PacketType::Asn1,
        PacketType::Sunrm,
    ];
    let framed = framed.into_iter().chain([
        PacketType::Cdr,
        PacketType::Fcgi,
        PacketType::Tpkt,
        PacketType::Http,
        PacketType::HttphBin,
    ]);
    for packet_type in framed {
        connection.setopts(&Options::new().packet(packet_type))?;
        assert_eq!(connection.recv_timeout(1, Timeout::ZERO), Err(Reason::Einval));
        assert_eq!(connection.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    }

    connection.setopts(&Options::new().packet(PacketType::Raw))?;
    assert_eq!(connection.recv_timeout(65_537, Timeout::ZERO), Err(Reason::Enobufs));
    assert_eq!(connection.recv_timeout(u32::MAX, Timeout::ZERO), Err(Reason::Enobufs));
    assert_eq!(
        connection.recv_timeout(65_536, Timeout::ZERO),
        Err(Reason::Timeout),
        "as many are allowed"
    );
    connection.send(b"unharmed")
}

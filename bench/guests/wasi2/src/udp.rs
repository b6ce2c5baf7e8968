//! UDP: every datagram goes back to its sender.

use wasip2::sockets::{
    instance_network::instance_network,
    network::{ErrorCode, IpAddressFamily},
    udp::{IncomingDatagram, OutgoingDatagram, OutgoingDatagramStream},
    udp_create_socket::create_udp_socket,
};

use crate::tcp::LOOPBACK;

/// As many as the host hands over at once.
const BATCH: u64 = 16;

pub(crate) fn echo() -> Result<(), ErrorCode> {
    let socket = create_udp_socket(IpAddressFamily::Ipv4)?;
    socket.start_bind(&instance_network(), LOOPBACK)?;
    socket.finish_bind()?;
    let (incoming, outgoing) = socket.stream(None)?;
    let readable = incoming.subscribe();
    crate::announce(socket.local_address()?);
    loop {
        readable.block();
        send(&outgoing, incoming.receive(BATCH)?)?;
    }
}

fn send(outgoing: &OutgoingDatagramStream, datagrams: Vec<IncomingDatagram>) -> Result<(), ErrorCode> {
    let mut replies: Vec<_> = datagrams.into_iter().map(reply).collect();
    while !replies.is_empty() {
        let permit = outgoing.check_send()? as usize;
        if permit == 0 {
            outgoing.subscribe().block();
            continue;
        }
        let sent = outgoing.send(&replies[..permit.min(replies.len())])?;
        replies.drain(..sent as usize);
    }
    Ok(())
}

fn reply(datagram: IncomingDatagram) -> OutgoingDatagram {
    OutgoingDatagram {
        data: datagram.data,
        remote_address: Some(datagram.remote_address),
    }
}

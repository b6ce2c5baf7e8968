//! UDP: every datagram goes back to its sender.

use wasip3::sockets::types::{ErrorCode, IpAddressFamily, UdpSocket};

use crate::tcp::LOOPBACK;

pub(crate) async fn echo() -> Result<(), ErrorCode> {
    let socket = UdpSocket::create(IpAddressFamily::Ipv4)?;
    socket.bind(LOOPBACK)?;
    crate::announce(socket.get_local_address()?).await;
    loop {
        let (datagram, sender) = socket.receive().await?;
        socket.send(datagram, Some(sender)).await?;
    }
}

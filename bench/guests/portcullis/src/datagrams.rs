//! Datagrams: each goes back to its sender.

use portcullis_guest::socket::{Protocol, Sent, Socket, SocketType};
use portcullis_guest::{Domain, Result, eprintln};

use crate::{ANYWHERE, announce};

pub(crate) fn serve() -> Result<()> {
    let socket = Socket::open(Domain::Inet, SocketType::Dgram, Protocol::Udp)?;
    socket.bind(ANYWHERE)?;
    announce(socket.sockname()?)?;
    loop {
        let (source, data) = socket.recvfrom(0)?;
        if let Sent::Rest(rest) = socket.sendto(&data, source)? {
            eprintln!("{} bytes of a datagram are left", rest.len());
        }
    }
}

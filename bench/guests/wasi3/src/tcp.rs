//! TCP: a listener on the loopback, and its connections.

use wasip3::{
    sockets::types::{ErrorCode, IpAddressFamily, IpSocketAddress, Ipv4SocketAddress, TcpSocket},
    spawn_local,
    wit_bindgen::{StreamReader, StreamResult, StreamWriter},
    wit_stream,
};

/// The most that is read or written at once.
pub(crate) const CHUNK: usize = 64 * 1_024;

/// Enough for thousands of peers that connect faster than we accept.
const BACKLOG: u64 = 4_096;

pub(crate) const LOOPBACK: IpSocketAddress = IpSocketAddress::Ipv4(Ipv4SocketAddress {
    port: 0,
    address: (127, 0, 0, 1),
});

pub(crate) struct Listener(StreamReader<TcpSocket>);

impl Listener {
    pub(crate) async fn bind() -> Result<Self, ErrorCode> {
        let socket = TcpSocket::create(IpAddressFamily::Ipv4)?;
        socket.bind(LOOPBACK)?;
        socket.set_listen_backlog_size(BACKLOG)?;
        let connections = socket.listen()?;
        crate::announce(socket.get_local_address()?).await;
        Ok(Self(connections))
    }

    /// Serve one connection after the other; one that ends, in whatever way, makes room for the next.
    pub(crate) async fn one_by_one(mut self, serve: impl AsyncFn(TcpSocket) -> Option<()>) {
        while let Some(socket) = self.0.next().await {
            serve(socket).await;
        }
    }

    /// Serve each connection in a task of its own.
    pub(crate) async fn side_by_side(mut self, serve: impl AsyncFn(TcpSocket) -> Option<()> + Copy + 'static) {
        while let Some(socket) = self.0.next().await {
            spawn_local(async move { serve(socket).await });
        }
    }
}

/// Both directions of a connection. The streams keep the socket open, its handle need not be kept.
pub(crate) fn open(socket: TcpSocket) -> (Incoming, Outgoing) {
    // The futures would tell how a stream ended; here it is enough that it has.
    let (incoming, _) = socket.receive();
    (Incoming(incoming), Outgoing::of(&socket))
}

pub(crate) struct Incoming(StreamReader<u8>);

impl Incoming {
    /// What is there, once something is, behind what the buffer holds, as far as it has room; nothing after the end.
    pub(crate) async fn receive(&mut self, buffer: Vec<u8>) -> Option<Vec<u8>> {
        match self.0.read(buffer).await {
            (StreamResult::Complete(_), buffer) => Some(buffer),
            _ => None,
        }
    }
}

pub(crate) struct Outgoing(StreamWriter<u8>);

impl Outgoing {
    pub(crate) fn of(socket: &TcpSocket) -> Self {
        let (outgoing, data) = wit_stream::new();
        drop(socket.send(data));
        Self(outgoing)
    }

    /// Send what the buffer holds and return it empty, unless the peer is gone.
    pub(crate) async fn send(&mut self, buffer: Vec<u8>) -> Option<Vec<u8>> {
        let unsent = self.0.write_all(buffer).await;
        unsent.is_empty().then_some(unsent)
    }
}

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
    pub(crate) async fn one_by_one(mut self, serve: impl AsyncFn(&mut Connection) -> Option<()>) {
        while let Some(socket) = self.0.next().await {
            serve(&mut Connection::new(socket)).await;
        }
    }

    /// Serve each connection in a task of its own.
    pub(crate) async fn side_by_side(mut self, serve: impl AsyncFn(&mut Connection) -> Option<()> + Copy + 'static) {
        while let Some(socket) = self.0.next().await {
            spawn_local(async move { serve(&mut Connection::new(socket)).await });
        }
    }
}

/// Its streams keep the socket open, and tell by ending what their futures would tell: those are not kept.
pub(crate) struct Connection {
    incoming: StreamReader<u8>,
    outgoing: StreamWriter<u8>,
}

impl Connection {
    fn new(socket: TcpSocket) -> Self {
        let (outgoing, data) = wit_stream::new();
        drop(socket.send(data));
        let (incoming, _) = socket.receive();
        Self { incoming, outgoing }
    }

    /// What is there, once something is, behind what the buffer holds, as far as it has room; nothing after the end.
    pub(crate) async fn receive(&mut self, buffer: Vec<u8>) -> Option<Vec<u8>> {
        match self.incoming.read(buffer).await {
            (StreamResult::Complete(_), buffer) => Some(buffer),
            _ => None,
        }
    }

    /// Send what the buffer holds and return it empty, unless the peer is gone.
    pub(crate) async fn send(&mut self, buffer: Vec<u8>) -> Option<Vec<u8>> {
        let unsent = self.outgoing.write_all(buffer).await;
        unsent.is_empty().then_some(unsent)
    }
}

//! TCP: a listener on the loopback, and its connections.

use std::cell::{Cell, OnceCell};

use wasip2::{
    io::{
        poll::Pollable,
        streams::{InputStream, OutputStream, StreamError},
    },
    sockets::{
        instance_network::instance_network,
        network::{ErrorCode, IpAddressFamily, IpSocketAddress, Ipv4SocketAddress},
        tcp::TcpSocket,
        tcp_create_socket::create_tcp_socket,
    },
};

/// The most that is read or written at once; the host gives no more either.
pub(crate) const CHUNK: usize = 64 * 1_024;

/// The most that the first read asks for. The host clears as many bytes as it is asked for, however few there are.
const FIRST_READ: usize = 4 * 1_024;

/// The most that `blocking-write-and-flush` takes.
const LONGEST_BLOCKING_WRITE: usize = 4_096;

/// Enough for thousands of peers that connect faster than we accept.
const BACKLOG: u64 = 4_096;

pub(crate) const LOOPBACK: IpSocketAddress = IpSocketAddress::Ipv4(Ipv4SocketAddress {
    port: 0,
    address: (127, 0, 0, 1),
});

pub(crate) struct Listener {
    // A child goes before its parent, or the host traps; here and below the order of fields sees to it.
    ready: Pollable,
    socket: TcpSocket,
}

impl Listener {
    pub(crate) fn bind() -> Result<Self, ErrorCode> {
        let socket = create_tcp_socket(IpAddressFamily::Ipv4)?;
        let ready = socket.subscribe();
        socket.start_bind(&instance_network(), LOOPBACK)?;
        finish(&ready, || socket.finish_bind())?;
        socket.set_listen_backlog_size(BACKLOG)?;
        socket.start_listen()?;
        finish(&ready, || socket.finish_listen())?;
        crate::announce(socket.local_address()?);
        Ok(Self { ready, socket })
    }

    /// Wait for the next connection. Whoever serves one after the other mostly has to, and a refusal would cost more.
    pub(crate) fn accept(&self) -> Result<Connection, ErrorCode> {
        self.ready.block();
        finish(&self.ready, || self.try_accept())
    }

    /// The next connection if it is there, else [`ErrorCode::WouldBlock`].
    pub(crate) fn try_accept(&self) -> Result<Connection, ErrorCode> {
        let (socket, input, output) = self.socket.accept()?;
        Ok(Connection {
            room: Cell::new(FIRST_READ),
            writable: OnceCell::new(),
            input,
            output,
            _socket: socket,
        })
    }

    pub(crate) fn ready(&self) -> &Pollable {
        &self.ready
    }
}

pub(crate) struct Connection {
    /// How much a read asks for: twice as much after each that was full.
    room: Cell<usize>,
    writable: OnceCell<Pollable>,
    input: InputStream,
    output: OutputStream,
    _socket: TcpSocket,
}

impl Connection {
    /// What is there, once something is; [`StreamError::Closed`] at the end.
    pub(crate) fn receive(&self) -> Result<Vec<u8>, StreamError> {
        self.read(InputStream::blocking_read)
    }

    /// What is there, be it nothing; [`StreamError::Closed`] at the end.
    pub(crate) fn receive_now(&self) -> Result<Vec<u8>, StreamError> {
        self.read(InputStream::read)
    }

    fn read(&self, read: fn(&InputStream, u64) -> Result<Vec<u8>, StreamError>) -> Result<Vec<u8>, StreamError> {
        let room = self.room.get();
        let bytes = read(&self.input, room as u64)?;
        if bytes.len() == room {
            self.room.set(CHUNK.min(2 * room));
        }
        Ok(bytes)
    }

    pub(crate) fn readable(&self) -> Pollable {
        self.input.subscribe()
    }

    pub(crate) fn send(&self, bytes: &[u8]) -> Result<(), StreamError> {
        if bytes.len() <= LONGEST_BLOCKING_WRITE {
            return self.output.blocking_write_and_flush(bytes);
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = self.send_some(rest)?;
            if !rest.is_empty() {
                self.writable().block();
            }
        }
        Ok(())
    }

    /// Send what the host takes now, and return the rest.
    pub(crate) fn send_some<'a>(&self, mut bytes: &'a [u8]) -> Result<&'a [u8], StreamError> {
        while !bytes.is_empty() {
            // Flushing would change nothing: what is written is under way.
            match usize::try_from(self.output.check_write()?).unwrap_or(usize::MAX) {
                0 => break,
                permit => {
                    let (now, later) = bytes.split_at(permit.min(bytes.len()));
                    self.output.write(now)?;
                    bytes = later;
                }
            }
        }
        Ok(bytes)
    }

    pub(crate) fn writable(&self) -> &Pollable {
        self.writable.get_or_init(|| self.output.subscribe())
    }
}

/// Try first, and wait only if the host says so.
fn finish<T>(ready: &Pollable, attempt: impl Fn() -> Result<T, ErrorCode>) -> Result<T, ErrorCode> {
    loop {
        match attempt() {
            Err(ErrorCode::WouldBlock) => ready.block(),
            done => return done,
        }
    }
}

//! TCP streams: `std::net::TcpStream` over a passive connection.

use std::{
    fmt,
    io::{self, Cursor, Read, Write},
    net::{Shutdown, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{
    Target, ToTarget,
    timeouts::{Limit, lock},
};
use crate::{
    Active, Preopen, Reason, ShutdownHow, Timeout,
    gen_tcp::{self, Connection, Options, TcpOption, TcpOptionName},
};

/// A TCP stream. Dropping it, and each clone of it, closes it.
///
/// It follows `std::net::TcpStream`.
#[derive(Clone)]
pub struct TcpStream(Arc<Shared>);

struct Shared {
    connection: Connection,
    read_limit: Limit,
    write_limit: Limit,
    /// What the host has given and nobody has read yet.
    left: Mutex<Cursor<Vec<u8>>>,
}

impl TcpStream {
    /// Connect to a target; a host name goes to the host side unresolved.
    ///
    /// # Errors
    ///
    /// Those of [`gen_tcp::connect`], e.g. `PermissionDenied` if the policy does not permit it; `InvalidInput` if text
    /// is no target.
    ///
    /// Follows `std::net::TcpStream::connect`.
    pub fn connect(target: impl ToTarget) -> io::Result<Self> {
        connect(target, Timeout::INFINITY)
    }

    /// [`connect`](Self::connect) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect), and `TimedOut`.
    ///
    /// Follows `std::net::TcpStream::connect_timeout`.
    pub fn connect_timeout(target: impl ToTarget, timeout: Duration) -> io::Result<Self> {
        connect(target, timeout.into())
    }

    /// Take a stream that the guest finds open, by its number or its name. It can be taken once.
    ///
    /// Under `portcullis serve` each guest has one stream: 3, `"connection"`.
    ///
    /// # Errors
    ///
    /// Those of [`gen_tcp::fdopen`], e.g. `ebadf` if there is none.
    pub fn preopened<'a>(preopen: impl Into<Preopen<'a>>) -> io::Result<Self> {
        Ok(Self::over(gen_tcp::fdopen(preopen, &options())?))
    }

    pub(super) fn over(connection: Connection) -> Self {
        Self(Arc::new(Shared {
            connection,
            read_limit: Limit::default(),
            write_limit: Limit::default(),
            left: Mutex::default(),
        }))
    }

    /// The connection underneath, for its options and for a [`Poller`](crate::poll::Poller). It does not know of bytes
    /// that it gave to the stream and that nobody has read yet: read until a read gives less than there was room for.
    pub fn connection(&self) -> &Connection {
        &self.0.connection
    }

    /// The same stream once more.
    ///
    /// # Errors
    ///
    /// None.
    ///
    /// Follows `std::net::TcpStream::try_clone`.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(self.clone())
    }

    /// The address of the peer.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::peername`].
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.0.connection.peername()?)
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::sockname`].
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.0.connection.sockname()?)
    }

    /// Shut down one or both directions; for writing, what is not yet sent goes out first.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::shutdown`].
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        let how = match how {
            Shutdown::Read => ShutdownHow::Read,
            Shutdown::Write => ShutdownHow::Write,
            Shutdown::Both => ShutdownHow::ReadWrite,
        };
        Ok(self.0.connection.shutdown(how)?)
    }

    /// How long a read may wait; `None`, unless set, is for ever. A read that takes longer fails with `TimedOut`.
    ///
    /// # Errors
    ///
    /// `InvalidInput`: the duration is zero.
    pub fn set_read_timeout(&self, limit: Option<Duration>) -> io::Result<()> {
        self.0.read_limit.set(limit)
    }

    /// How long a read may wait.
    ///
    /// # Errors
    ///
    /// None.
    pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
        Ok(self.0.read_limit.duration())
    }

    /// How long a write may wait; `None`, unless set, is for ever.
    ///
    /// A write that takes longer fails with `TimedOut`, and the connection is closed: how much of it went out is not
    /// known.
    ///
    /// # Errors
    ///
    /// `InvalidInput`: the duration is zero. Those of [`Connection::setopts`].
    pub fn set_write_timeout(&self, limit: Option<Duration>) -> io::Result<()> {
        self.0.write_limit.set(limit)?;
        let options = Options::new().send_timeout(limit).send_timeout_close(limit.is_some());
        Ok(self.0.connection.setopts(&options)?)
    }

    /// How long a write may wait.
    ///
    /// # Errors
    ///
    /// None.
    pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
        Ok(self.0.write_limit.duration())
    }

    /// Send small segments at once: `TCP_NODELAY`.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::setopts`].
    pub fn set_nodelay(&self, on: bool) -> io::Result<()> {
        Ok(self.0.connection.setopts(&Options::new().nodelay(on))?)
    }

    /// Are small segments sent at once?
    ///
    /// # Errors
    ///
    /// Those of [`Connection::getopts`].
    pub fn nodelay(&self) -> io::Result<bool> {
        let options = self.0.connection.getopts(&[TcpOptionName::Nodelay])?;
        Ok(options.contains(&TcpOption::Nodelay(true)))
    }
}

fn connect(target: impl ToTarget, timeout: Timeout) -> io::Result<TcpStream> {
    let Target { host, port } = target.to_target()?;
    let connection = match gen_tcp::connect_timeout(host, port, &options(), timeout) {
        // Erlang means IPv4 by a name, std either.
        Err(Reason::Nxdomain) => gen_tcp::connect_timeout(host, port, &options().inet6(), timeout)?,
        result => result?,
    };
    Ok(TcpStream::over(connection))
}

/// What makes a connection of Erlang one of std: one end may close before the other, and a reset is an error.
pub(super) fn options() -> Options {
    Options::new()
        .active(Active::Off)
        .exit_on_close(false)
        .show_econnreset(true)
}

impl Read for &TcpStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let shared = &*self.0;
        let mut left = lock(&shared.left);
        let read = left.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        match shared.connection.recv_timeout(0, shared.read_limit.duration()) {
            Ok(packet) => *left = Cursor::new(packet.into_data().unwrap_or_default()),
            Err(Reason::Closed) => return Ok(0),
            Err(reason) => return Err(reason.into()),
        }
        left.read(buffer)
    }
}

impl Write for &TcpStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.connection.send(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for TcpStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self).read(buffer)
    }
}

impl Write for TcpStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TcpStream").field(&self.0.connection).finish()
    }
}

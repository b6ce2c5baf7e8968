//! Listeners: sockets that accept connections.

use std::net::SocketAddr;

use super::{Connection, Options, TcpOption, TcpOptionName};
use crate::{Timeout, raw::gen_tcp, reason::Result};

/// Listen on a port; on port 0 the system chooses one, which [`Listener::port`] tells.
///
/// # Errors
///
/// - `eacces`: the policy does not let the guest listen there.
/// - `eaddrinuse`: another socket has the address.
/// - `eaddrnotavail`: the address is not one of this machine's.
/// - `ebadf`: the policy pre-opens no listener of that number or name.
/// - `eafnosupport`: the address is of another family than the options say.
/// - `einval`: an option is not one for `listen`, or its value does not fit.
/// - `emfile`: the guest has as many sockets as it may have.
///
/// Follows `gen_tcp:listen/2`.
pub fn listen(port: u16, options: &Options) -> Result<Listener> {
    Ok(Listener(gen_tcp::Listener::listen(port, &options.list())?))
}

/// A listening socket. Dropping it closes it.
#[derive(Debug)]
pub struct Listener(pub(crate) gen_tcp::Listener);

impl Listener {
    /// Wait for a connection, as long as it takes.
    ///
    /// A peer that the policy does not accept is disconnected unseen.
    ///
    /// # Errors
    ///
    /// - `closed`: the listener is closed.
    /// - `emfile`: the guest has as many sockets as it may have; the connection waits in the backlog.
    ///
    /// Follows `gen_tcp:accept/1`.
    pub fn accept(&self) -> Result<Connection> {
        self.accept_timeout(Timeout::INFINITY)
    }

    /// Wait for a connection no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`accept`](Self::accept), and `timeout`: none came in time.
    ///
    /// Follows `gen_tcp:accept/2`.
    pub fn accept_timeout(&self, timeout: impl Into<Timeout>) -> Result<Connection> {
        Ok(Connection(self.0.accept(timeout.into().as_millis())?))
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// - `closed`: the listener is closed.
    ///
    /// Follows `inet:sockname/1`.
    pub fn sockname(&self) -> Result<SocketAddr> {
        Ok(self.0.sockname()?.into())
    }

    /// The local port.
    ///
    /// # Errors
    ///
    /// - `closed`: the listener is closed.
    ///
    /// Follows `inet:port/1`.
    pub fn port(&self) -> Result<u16> {
        Ok(self.sockname()?.port())
    }

    /// Set options, for this listener and for connections accepted from now on. Those before a bad one are set.
    ///
    /// # Errors
    ///
    /// - `einval`: an option is not one for a live listener, or its value does not fit.
    ///
    /// Follows `inet:setopts/2`.
    pub fn setopts(&self, options: &Options) -> Result<()> {
        Ok(self.0.setopts(&options.list())?)
    }

    /// The values of options, in the order in which they are named.
    ///
    /// # Errors
    ///
    /// - `closed`: the listener is closed.
    ///
    /// Follows `inet:getopts/2`.
    pub fn getopts(&self, names: &[TcpOptionName]) -> Result<Vec<TcpOption>> {
        Ok(self.0.getopts(names)?)
    }

    /// Close the listener; closing twice is `ok`.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    ///
    /// Follows `gen_tcp:close/1`.
    pub fn close(&self) -> Result<()> {
        Ok(self.0.close()?)
    }
}

//! The options of a socket.

use crate::socket::Socket;
use crate::sockopt::{self, KernelOption, KernelOptionName};
use crate::{Domain, Error};
use portcullis_policy::Transport;
use rustix::io::Errno;
use rustix::net::sockopt::socket_acceptconn;

/// An option of a [`Socket`], and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocketOption {
    /// `{socket, domain}`, read only.
    Domain(Domain),
    /// `{socket, type}` and `{socket, protocol}`, which go together; read only.
    Transport(Transport),
    /// `{socket, acceptconn}`, read only.
    AcceptConn(bool),
    /// `{otp, recvbuf}`: the most bytes that a receive of length 0 returns.
    ReceiveSize(u32),
    /// One of the kernel's.
    Kernel(KernelOption),
}

/// The name of a [`SocketOption`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the name of the option of the same name")]
pub enum SocketOptionName {
    Domain,
    Transport,
    AcceptConn,
    ReceiveSize,
    Kernel(KernelOptionName),
}

/// The most bytes that one receive may be set to return.
const LARGEST_RECEIVE_SIZE: usize = 1 << 20;

impl Socket {
    /// Set an option.
    ///
    /// # Errors
    /// `ENOPROTOOPT` for one that is read only or not this socket's; [`Error::Invalid`] for a value that does not fit.
    pub fn set(&mut self, option: SocketOption) -> Result<(), Error> {
        let descriptor = self.opened()?;
        match option {
            SocketOption::ReceiveSize(0) => return Err(Error::Invalid),
            SocketOption::ReceiveSize(bytes) => self.receive_size = (bytes as usize).min(LARGEST_RECEIVE_SIZE),
            SocketOption::Kernel(option) => {
                sockopt::set(descriptor, option)?;
                // Whether the policy permits IPv4 is asked when the address is known: at bind and listen.
                if let KernelOption::V6Only(only) = option {
                    self.dual = !only;
                }
            }
            SocketOption::Domain(_) | SocketOption::Transport(_) | SocketOption::AcceptConn(_) => {
                return Err(Errno::NOPROTOOPT.into());
            }
        }
        Ok(())
    }

    /// Get an option.
    ///
    /// # Errors
    /// `ENOPROTOOPT` for one that is not this socket's.
    pub fn get(&self, name: SocketOptionName) -> Result<SocketOption, Error> {
        let descriptor = self.opened()?;
        Ok(match name {
            SocketOptionName::Domain => SocketOption::Domain(self.domain),
            SocketOptionName::Transport => SocketOption::Transport(self.transport),
            SocketOptionName::AcceptConn => SocketOption::AcceptConn(socket_acceptconn(descriptor)?),
            SocketOptionName::ReceiveSize => SocketOption::ReceiveSize(self.receive_size as u32),
            SocketOptionName::Kernel(name) => SocketOption::Kernel(sockopt::get(descriptor, name)?),
        })
    }
}

//! Bytes: a socket in the manner of POSIX and of Erlang's `socket`.
//!
//! ```no_run
//! use portcullis_guest::{Domain, socket::{BindTo, Protocol, Socket, SocketType, option}};
//!
//! # fn main() -> Result<(), portcullis_guest::Reason> {
//! let listening = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
//! listening.setopt(option::REUSEADDR, true)?;
//! listening.bind(BindTo::Loopback)?;
//! listening.listen(None)?;
//! let connected = listening.accept()?;
//! connected.send_all(&connected.recv(0)?)?;
//! # Ok(())
//! # }
//! ```

mod address;
mod life;
pub mod option;
mod sent;
mod transfer;

pub use crate::raw::socket::{OptionName, Protocol, SocketOption, SocketType};
pub use {address::BindTo, life::Socket, sent::Sent};

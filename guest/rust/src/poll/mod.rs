//! Many sockets, one call: readiness, and what arrives in active mode.
//!
//! ```no_run
//! use portcullis_guest::{Timeout, gen_tcp, poll::{Occurrence, Poller, send_many}};
//!
//! # fn main() -> Result<(), portcullis_guest::Reason> {
//! let connection = gen_tcp::connect("example.com", 7, &gen_tcp::Options::new())?;
//! let poller = Poller::open()?;
//! poller.own(&connection, 1)?;
//! for event in poller.wait(64, 1 << 20, Timeout::INFINITY)? {
//!     match event.what {
//!         Occurrence::Data(packet) => send_many([(&connection, packet.data().unwrap_or_default())]),
//!         _ => break,
//!     };
//! }
//! # Ok(())
//! # }
//! ```

mod event;
mod poller;
mod source;

/// A socket that has an active mode, and so an owner; made of a reference to it.
pub use crate::raw::poll::ActiveSocket;
/// What a socket is, or is to be, ready for: a set of flags.
pub use crate::raw::poll::Readiness;
/// A socket that a poller can watch; made of a reference to it.
pub use crate::raw::poll::Source;
pub use {
    event::{Event, Events, Occurrence},
    poller::{Poller, send_many},
};

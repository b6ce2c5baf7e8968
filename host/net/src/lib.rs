//! Net: real sockets, each put to use only with a permit.
//!
//! A [`Gate`] is a policy at work, shared by all its guests. A [`Net`] is one guest's part: its [`Guest`], which passes each
//! check and keeps the account of buffers, and tables of its sockets. [`Socket`] speaks bytes; [`tcp`] and [`udp`] speak packets
//! and events; [`poll`] waits for many of them at once.
//!
//! What the host itself brings: a [`Door`] is its own listener; what comes in there is [`Accepted`], and is [`Given`] to one guest, which
//! takes it once. Guests that are copies of one have [`Shards`], by which they share their ports.
//!
//! Below them, `open` and `transfer` are the system calls, and `arrival` is the shortest way of a stream's bytes to the guest. A `Descriptor`
//! tries each call first and waits only when it would block, in the manner that its guest has: [`Wait`].
//!
//! All waiting needs a tokio runtime with its I/O and time drivers on, that of a guest with a thread of its own too.

#![forbid(unsafe_code)]

mod accepted;
mod arrival;
pub mod audit;
mod budget;
mod deadline;
mod descriptor;
mod domain;
mod door;
mod error;
mod gate;
mod given;
mod guest;
mod limits;
mod names;
mod net;
mod open;
pub mod poll;
mod preopen;
mod shard;
mod socket;
mod sockopt;
mod table;
pub mod tcp;
mod transfer;
pub mod udp;
mod wait;

pub use accepted::Accepted;
pub use arrival::{Incoming, Received, Scratch};
pub use deadline::Deadline;
pub use domain::Domain;
pub use door::Door;
pub use error::Error;
pub use gate::{Gate, GateBuilder, InheritedSocket};
pub use given::Given;
pub use guest::{Guest, Host};
pub use limits::Limits;
pub use names::{Lookup, Resolve, SystemResolver};
pub use net::Net;
pub use preopen::{PreopenError, PreopenFault, PreopenId};
pub use shard::Shards;
pub use socket::{Socket, SocketOption, SocketOptionName};
pub use sockopt::{KernelOption, KernelOptionName, Linger};
pub use table::Table;
pub use transfer::Sender;
pub use wait::{OwnThread, Stop, Wait};

pub use rustix::io::Errno;
/// `shutdown/2`'s direction.
pub use rustix::net::Shutdown;

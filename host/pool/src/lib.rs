//! Pool: one fresh sandbox for each connection.
//!
//! [`config()`] is for an engine whose instances are cheap to make and of which there are only so many.
//! A [`Pool`] makes [`Instance`]s of one program ahead of need. A [`Server`] accepts connections at its doors, one thread
//! and one pool for each core, and runs each in an instance of its own: the connection is all that the guest is given.
//! What else there is to say about guests, an embedder says by implementing [`Guests`].

#![forbid(unsafe_code)]

mod config;
mod doors;
mod guests;
mod instance;
mod pool;
mod server;
mod stop;

pub use config::config;
pub use doors::open_doors;
pub use guests::{CONNECTION, Ended, Guests};
pub use instance::Instance;
pub use pool::Pool;
pub use server::Server;
pub use stop::{Stop, Stopper, stop};

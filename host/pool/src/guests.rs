//! Guests: what an embedder says about the guests of a server.

use portcullis::{Accepted, View};
use std::net::SocketAddr;
use wasmtime::{Result, Store};

/// By which number and name a guest takes its connection. The number is the first that systemd gives to one that it activates.
pub const CONNECTION: (u16, &str) = (3, "connection");

/// The guests of a server: how each begins, and who hears of its end.
pub trait Guests: Send + Sync + 'static {
    /// What the imports of one guest work on.
    type State: View + Send + 'static;

    /// A store for one more guest, made ahead of need.
    fn store(&self) -> Store<Self::State>;

    /// Give a guest its connection, by default as [`CONNECTION`].
    fn give(&self, state: &mut Self::State, connection: Accepted) {
        let (fd, name) = CONNECTION;
        state.portcullis().give(fd, name, connection);
    }

    /// A guest has ended. Called on the thread of other guests, so it must be quick.
    fn ended(&self, peer: SocketAddr, ended: Ended, state: Option<&mut Self::State>);
}

/// How a guest ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself, by a trap or by an exit; the error may also be from before it could start.
    Ran(Result<Result<(), ()>>),
    /// It had its time.
    TimedOut,
}

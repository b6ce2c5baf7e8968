//! View: how the host functions find a guest's sockets in the embedder's store.

use portcullis_net::{Accepted, Gate, Net, Shards, Wait};
use wasmtime::StoreContextMut;

/// A guest's sockets, and its place before the gate. One for each store.
#[derive(Debug)]
pub struct Ctx(Net);

impl Ctx {
    /// A guest that has no socket yet, before this gate. Its calls wait in the tokio runtime, beside other guests of its thread.
    pub fn new(gate: &Gate) -> Self {
        Self::waiting(gate, Wait::Runtime)
    }

    /// A guest that has no socket yet, before this gate, whose calls wait in this manner. With [`Wait::Thread`] nothing else is to run on the
    /// thread that calls the guest. [The page](crate::embedding#how-a-guest-waits) says which is for whom.
    pub fn waiting(gate: &Gate, wait: Wait) -> Self {
        Self(Net::new(gate, wait))
    }

    /// The guest is one of several that share the ports on which they wait: each on a thread of its own, most often, and one for each core.
    /// To be said before the guest runs; sockets that it has already stay as they are.
    pub fn shard_of(mut self, shards: &Shards) -> Self {
        self.0.guest.join(shards);
        self
    }

    /// Give the guest a connection, which it takes by this number or this name: once, with `gen-tcp.connection.fdopen` or
    /// `socket.socket.open-fd`. It takes the place of an earlier one of that number or name that the guest has not taken, which is closed.
    pub fn give(&mut self, fd: u16, name: &str, connection: Accepted) {
        self.0.guest.given().give(fd, name, connection);
    }

    /// Sockets and pollers that the guest holds, closed ones whose handle it keeps included; [`Limits::sockets`](crate::Limits::sockets) is
    /// their bound.
    pub fn sockets_held(&self) -> usize {
        self.0.sockets_held()
    }

    /// Bytes that the host holds for the guest, in receive buffers and send queues; [`Limits::buffer_bytes`](crate::Limits::buffer_bytes) is
    /// their bound.
    pub fn bytes_held(&self) -> usize {
        self.0.bytes_held()
    }
}

/// Implemented by the `T` of the embedder's `Store<T>`.
pub trait View: Send {
    /// The guest's context.
    fn portcullis(&mut self) -> &mut Ctx;
}

pub(crate) fn net<'s, T: View>(store: &'s mut StoreContextMut<'_, T>) -> &'s mut Net {
    &mut store.data_mut().portcullis().0
}

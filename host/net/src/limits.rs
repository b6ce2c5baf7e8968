//! Limits: how much of the host one guest may use.

/// The bounds of one guest. The defaults suit a server of some thousand connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Sockets and pollers that the guest may hold at once, closed ones whose handle it still keeps included. One more is `emfile`.
    pub sockets: usize,
    /// Bytes that the host may hold for the guest between two calls, in receive buffers and send queues. More is `enobufs`.
    pub buffer_bytes: usize,
    /// Events that one `wait` returns at most; a guest that asks for more gets as many.
    pub events_per_wait: usize,
    /// Bytes of data that one `wait` returns at most, one packet of any size excepted.
    pub bytes_per_wait: usize,
    /// Host names that may be under way to the resolver at once. One more waits for its turn.
    pub lookups: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sockets: 16_384,
            buffer_bytes: 64 << 20,
            events_per_wait: 4_096,
            bytes_per_wait: 4 << 20,
            lookups: 8,
        }
    }
}

//! Kinds: the types that tell one permit from another.

use crate::Action;

/// The permit is to connect.
#[derive(Clone, Copy, Debug)]
pub struct Connect;

/// The permit is to listen for TCP connections.
#[derive(Clone, Copy, Debug)]
pub struct Listen;

/// The permit is to bind a socket.
#[derive(Clone, Copy, Debug)]
pub struct Bind;

/// The permit is to send datagrams.
#[derive(Clone, Copy, Debug)]
pub struct SendTo;

/// The permit is to take a connection or a datagram from a peer.
#[derive(Clone, Copy, Debug)]
pub struct AcceptFrom;

/// The permit is to look a name up.
#[derive(Clone, Copy, Debug)]
pub struct Resolve;

/// A kind whose address is where bytes go: the kinds that take names. Nothing else implements it.
pub trait Destination: sealed::Sealed {
    /// The action of the rules that grant it.
    const ACTION: Action;
}

impl Destination for Connect {
    const ACTION: Action = Action::Connect;
}

impl Destination for SendTo {
    const ACTION: Action = Action::SendTo;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Connect {}
    impl Sealed for super::SendTo {}
}

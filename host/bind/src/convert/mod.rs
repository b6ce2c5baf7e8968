//! Convert: the contract's types to and from the host's, once, at the edge.

mod address;
mod option;
mod packet;
mod reason;

pub(crate) use option::{socket_option, socket_option_name};
pub(crate) use packet::Packet;
pub(crate) use reason::answer;

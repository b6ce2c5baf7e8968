//! x
mod bindings;
mod convert;
mod host;
pub mod inet;
mod packet;
mod reason;
mod timeout;
pub use bindings::portcullis::net as raw;
pub use raw::types::{
    AbsoluteUri, Active, Domain, HttpHeader, HttpRequest, HttpResponse, HttpUri, Linger, Packet, PacketType,
    ShutdownHow,
};
pub use {
    host::Host,
    packet::Datagram,
    reason::{Reason, Result},
    timeout::Timeout,
};

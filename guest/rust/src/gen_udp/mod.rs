//! Datagrams in the manner of Erlang's `gen_udp`.
//!
//! [`open`] opens a [`UdpSocket`]; the module's other functions, and those of `inet` for a socket, are its methods.
//! What arrives at an active socket is an event of the [`Poller`](crate::poll::Poller) that owns it. Unless [`Options`]
//! say otherwise a socket is active, as in Erlang; `recv` wants `active(Active::Off)`.

mod options;
mod udp_socket;

pub use crate::raw::gen_udp::{UdpOption, UdpOptionName};
pub use {
    options::Options,
    udp_socket::{UdpSocket, open},
};

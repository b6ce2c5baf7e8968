//! Packets: TCP connections in the manner of Erlang's `gen_tcp`.
//!
//! [`listen`] and [`connect`] open a [`Listener`] and a [`Connection`], and [`fdopen`] takes one that is open; the module's other functions, and those of
//! `inet` for a socket, are their methods. What arrives at an active connection is an event of the
//! [`Poller`](crate::poll::Poller) that owns it, which also is where `controlling_process/2` is to be found.
//!
//! Unless [`Options`] say otherwise a connection is active, as in Erlang; `recv` wants `active(Active::Off)`.

mod connection;
mod listener;
mod options;

pub use crate::raw::gen_tcp::{TcpOption, TcpOptionName};
pub use {
    connection::{Connection, connect, connect_timeout, fdopen},
    listener::{Listener, listen},
    options::Options,
};

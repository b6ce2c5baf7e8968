//! TCP as Erlang's module `gen_tcp` knows it: listeners, connections, packets, active mode.

mod connection;
mod listener;
mod options;
mod receive;
mod send;
mod source;

pub use connection::Connection;
pub use listener::Listener;
pub(crate) use options::Place;
pub use options::{ConnectOptions, ListenOptions, OpenedOptions, TcpOption, TcpOptionName};
pub use send::{Outgoing, Rest};

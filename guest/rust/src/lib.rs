//! Sockets for a sandboxed guest: real ones, as far as the host's policy permits.
//!
//! A guest is an ordinary program with an ordinary `fn main`. It calls the same sockets in one of two manners.
//!
//! [`net`] is the manner of `std::net`. An echo server:
//!
//! ```no_run
//! use std::io;
//!
//! use portcullis_guest::{net::TcpListener, println};
//!
//! fn main() -> io::Result<()> {
//!     let listener = TcpListener::bind("127.0.0.1:7000")?;
//!     println!("listening on {}", listener.local_addr()?);
//!     for stream in listener.incoming() {
//!         let stream = stream?;
//!         io::copy(&mut &stream, &mut &stream)?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! and its client:
//!
//! ```no_run
//! use std::io::{self, Read, Write};
//!
//! use portcullis_guest::{net::{Shutdown, TcpStream}, println};
//!
//! fn main() -> io::Result<()> {
//!     // A name goes to the host unresolved: the policy may permit the name alone.
//!     let mut stream = TcpStream::connect("localhost:7000")?;
//!     stream.write_all(b"hello")?;
//!     stream.shutdown(Shutdown::Write)?;
//!     let mut answer = String::new();
//!     stream.read_to_string(&mut answer)?;
//!     println!("{answer}");
//!     Ok(())
//! }
//! ```
//!
//! [`gen_tcp`], [`gen_udp`], [`inet`], [`socket`] and [`poll`] are the manner of Erlang, with its names and its
//! defaults. The same server, for packets with a header of 4 bytes:
//!
//! ```no_run
//! use portcullis_guest::{Active, PacketType, Reason, gen_tcp::{self, Options}, println};
//!
//! fn main() -> Result<(), Reason> {
//!     let options = Options::new().packet(PacketType::Four).active(Active::Off).reuseaddr(true);
//!     let listener = gen_tcp::listen(7000, &options)?;
//!     println!("listening on port {}", listener.port()?);
//!     loop {
//!         let connection = listener.accept()?;
//!         while let Ok(packet) = connection.recv(0) {
//!             connection.send(packet.data().unwrap_or_default())?;
//!         }
//!     }
//! }
//! ```
//!
//! and its client, whose answer comes as an event, since it does not say `active(Active::Off)`:
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use portcullis_guest::{PacketType, Reason, gen_tcp::{self, Options}, poll::Poller, println};
//!
//! fn main() -> Result<(), Reason> {
//!     let connection = gen_tcp::connect("localhost", 7000, &Options::new().packet(PacketType::Four))?;
//!     let poller = Poller::open()?;
//!     poller.own(&connection, 1)?;
//!     connection.send(b"hello")?;
//!     for event in poller.wait(16, 65_536, Duration::from_secs(5))? {
//!         println!("{}: {:?}", event.token, event.what);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # How a guest is built
//!
//! For `wasm32-unknown-unknown` the crate starts the program and exports WASI's `run`, so a guest that uses it must not
//! export one. There std prints nothing and has no clock: [`println!`], [`eprintln!`], [`args`], [`env`](env()),
//! [`now`], [`stdin`] and [`exit`] are for that. A panic is printed to standard error; then the guest traps. An error
//! that `main` returns ends the guest with code 1, but std cannot print it. For `wasm32-wasip2` the same program builds
//! as it is. Natively the crate compiles, and a function that would call the host panics.
//!
//! # Rooms
//!
//! `bindings` is generated from the contract, and [`raw`] is what is public of it. [`gen_tcp`], [`gen_udp`], [`inet`],
//! [`socket`] and [`poll`] each wrap an interface of it; `convert` makes its addresses std's, `reason` its errors.
//! [`net`] stands on [`gen_tcp`] and [`gen_udp`], and [`system`] beside all of them.

mod bindings;
mod convert;
pub mod gen_tcp;
pub mod gen_udp;
mod host;
pub mod inet;
pub mod net;
mod option_list;
mod packet;
pub mod poll;
mod preopen;
mod reason;
pub mod socket;
pub mod system;
mod timeout;

/// The generated bindings: the contract's interfaces as plain functions and types, for those who want no wrapper.
pub use bindings::portcullis::net as raw;
pub use raw::types::{
    AbsoluteUri, Active, Domain, HttpHeader, HttpRequest, HttpResponse, HttpUri, Linger, Packet, PacketType, Preopen,
    ShutdownHow,
};
pub use {
    host::Host,
    packet::Datagram,
    reason::{Reason, Result},
    system::{args, env, exit, now, now_ms, stderr, stdin, stdout},
    timeout::Timeout,
};

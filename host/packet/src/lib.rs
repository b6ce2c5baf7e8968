//! Bytes in, packets out: `{packet, P}` and `{active, N}` with no I/O and no clock.
//!
//! Received bytes go into a [`Framer`] and come out as [`Packet`]s. It keeps them in a `buffer`, lets `length`, `line` or
//! `http` say where the next packet ends, within its [`Limits`], and cuts it out. The other way, a [`Header`] goes out
//! before the bytes of a packet. [`Credit`] counts what an active socket may still deliver.
//!
//! The reference is OTP 25, watched from outside: `tests/otp_packets.txt` is what its `erlang:decode_packet/3` answers.

#![forbid(unsafe_code)]

mod buffer;
mod credit;
mod cut;
mod error;
mod framer;
mod header;
mod http;
mod length;
mod limits;
mod line;
mod packet;
mod packet_type;

pub use credit::{Active, Credit, OutOfRange, Passive};
pub use error::FrameError;
pub use framer::Framer;
pub use header::Header;
pub use limits::Limits;
pub use packet::{AbsoluteUri, HttpHeader, HttpRequest, HttpResponse, HttpUri, Packet};
pub use packet_type::PacketType;

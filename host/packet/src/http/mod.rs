//! HTTP lines as packets: `erlang:decode_packet/3`, not RFC 9110, says what they mean.

mod field;
mod header;
mod start;
mod text;
mod uri;

pub(crate) use header::header;
pub(crate) use start::start;

//! Stdio: a connection as the standard input and output of a guest, as inetd has it.

use portcullis::Accepted;
use std::io;
use std::net;
use std::os::fd::OwnedFd;
use tokio::net::TcpStream;
use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::cli::{AsyncStdinStream, AsyncStdoutStream};

/// Bytes that may wait in the host for a peer that does not read.
const WAITING: usize = 64 << 10;

/// Make a connection the input and the output of a guest.
///
/// # Errors
/// The system cannot watch it.
pub(crate) fn connect(wasi: &mut WasiCtxBuilder, connection: Accepted) -> io::Result<()> {
    let stream = TcpStream::from_std(net::TcpStream::from(OwnedFd::from(connection)))?;
    // A guest that writes has no other way to say that it wants to be heard at once.
    stream.set_nodelay(true)?;
    let (reader, writer) = stream.into_split();
    wasi.stdin(AsyncStdinStream::new(reader))
        .stdout(AsyncStdoutStream::new(WAITING, writer));
    Ok(())
}

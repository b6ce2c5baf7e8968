//! Roles that serve one connection after the other.

use wasip2::{io::streams::StreamError, sockets::network::ErrorCode};

use crate::tcp::{CHUNK, Connection, Listener};

/// Accept for ever; a connection that ends, in whatever way, makes room for the next.
pub(crate) fn one_by_one(
    listener: Listener,
    serve: fn(&Connection) -> Result<(), StreamError>,
) -> Result<(), ErrorCode> {
    loop {
        let _ = serve(&listener.accept()?);
    }
}

pub(crate) fn echo(connection: &Connection) -> Result<(), StreamError> {
    loop {
        connection.send(&connection.receive()?)?;
    }
}

/// The count of what the peer sent, once it has sent it all.
pub(crate) fn sink(connection: &Connection) -> Result<(), StreamError> {
    let mut count = 0_u64;
    loop {
        match connection.receive() {
            Ok(bytes) => count += bytes.len() as u64,
            Err(StreamError::Closed) => return connection.send(&count.to_be_bytes()),
            Err(error) => return Err(error),
        }
    }
}

/// As many bytes as the peer asks for.
pub(crate) fn source(connection: &Connection) -> Result<(), StreamError> {
    let mut wish = Vec::with_capacity(8);
    while wish.len() < 8 {
        wish.extend(connection.receive()?);
    }
    let mut left = wish[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let chunk = vec![0x5a; CHUNK];
    while left > 0 {
        let size = left.min(CHUNK as u64) as usize;
        connection.send(&chunk[..size])?;
        left -= size as u64;
    }
    Ok(())
}

pub(crate) fn reply(connection: &Connection) -> Result<(), StreamError> {
    connection.send(&[0x5a; 64])
}

//! Bytes: one connection after the other.

use portcullis_guest::socket::{Protocol, Socket, SocketType, option};
use portcullis_guest::{Domain, Reason, Result, eprintln};

use crate::{ANYWHERE, CHUNK, announce};

/// A connection that fails is the peer's affair; the next one is served.
pub(crate) fn each_connection(serve: fn(&Socket) -> Result<()>) -> Result<()> {
    let listener = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    listener.bind(ANYWHERE)?;
    listener.listen(Some(128))?;
    announce(listener.sockname()?)?;
    loop {
        let connection = listener.accept()?;
        connection.setopt(option::NODELAY, true)?;
        if let Err(reason) = serve(&connection) {
            eprintln!("{reason}");
        }
    }
}

pub(crate) fn echo(connection: &Socket) -> Result<()> {
    while let Some(data) = receive(connection)? {
        connection.send_all(&data)?;
    }
    Ok(())
}

pub(crate) fn sink(connection: &Socket) -> Result<()> {
    let mut count = 0u64;
    while let Some(data) = receive(connection)? {
        count += data.len() as u64;
    }
    connection.send_all(&count.to_be_bytes())
}

pub(crate) fn source(connection: &Socket) -> Result<()> {
    let count = connection.recv(8)?;
    let mut left = u64::from_be_bytes(count.try_into().map_err(|_| Reason::Einval)?);
    let chunk = vec![b'.'; CHUNK];
    while left > 0 {
        let length = left.min(CHUNK as u64);
        connection.send_all(&chunk[..length as usize])?;
        left -= length;
    }
    Ok(())
}

pub(crate) fn reply(connection: &Socket) -> Result<()> {
    connection.send_all(&[b'.'; 64])
}

/// To the one connection that `portcullis serve` gives.
pub(crate) fn reply_once() -> Result<()> {
    let connection = Socket::open_fd("connection")?;
    connection.setopt(option::NODELAY, true)?;
    reply(&connection)
}

/// What is there; `None` after the end.
fn receive(connection: &Socket) -> Result<Option<Vec<u8>>> {
    match connection.recv(0) {
        Ok(data) => Ok(Some(data)),
        Err(Reason::Closed) => Ok(None),
        Err(reason) => Err(reason),
    }
}

//! The standard library: blocking sockets, one thread, one connection after the other.

use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream, UdpSocket};

use anyhow::{Result, bail};

use super::{announce, listen};
use crate::role::{CHUNK, MESSAGE, Role};

pub(super) fn serve(role: Role) -> Result<()> {
    match role {
        Role::Echo => each_connection(echo),
        Role::Sink => each_connection(sink),
        Role::Source => each_connection(source),
        Role::Reply => each_connection(|mut connection| connection.write_all(&[b'.'; MESSAGE])),
        Role::Packets => each_connection(packets),
        Role::Udp => datagrams(),
        Role::Many => bail!("blocking calls in one thread serve one connection"),
    }
}

/// A connection that fails is the peer's affair; the next one is served.
fn each_connection(serve: fn(TcpStream) -> io::Result<()>) -> Result<()> {
    let listener = listen()?;
    loop {
        let (connection, _) = listener.accept()?;
        connection.set_nodelay(true)?;
        if let Err(error) = serve(connection) {
            eprintln!("{error}");
        }
    }
}

fn echo(mut connection: TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match connection.read(&mut buffer)? {
            0 => return Ok(()),
            length => connection.write_all(&buffer[..length])?,
        }
    }
}

fn sink(mut connection: TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK];
    let mut count = 0u64;
    loop {
        match connection.read(&mut buffer)? {
            0 => return connection.write_all(&count.to_be_bytes()),
            length => count += length as u64,
        }
    }
}

fn source(mut connection: TcpStream) -> io::Result<()> {
    let mut count = [0; 8];
    connection.read_exact(&mut count)?;
    let chunk = vec![b'.'; CHUNK];
    let mut left = u64::from_be_bytes(count);
    while left > 0 {
        let length = left.min(CHUNK as u64);
        connection.write_all(&chunk[..length as usize])?;
        left -= length;
    }
    Ok(())
}

fn packets(connection: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(CHUNK, &connection);
    let mut packet = Vec::new();
    let mut count = 0u64;
    loop {
        let mut header = [0; 4];
        match reader.read_exact(&mut header) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            result => result?,
        }
        packet.resize(u32::from_be_bytes(header) as usize, 0);
        reader.read_exact(&mut packet)?;
        if !packet.is_empty() {
            count += 1;
            continue;
        }
        (&connection).write_all(&answer(count))?;
        count = 0;
    }
}

/// A `{packet,4}` message of 8 bytes.
pub(super) fn answer(count: u64) -> [u8; 12] {
    let mut answer = [0; 12];
    answer[..4].copy_from_slice(&8u32.to_be_bytes());
    answer[4..].copy_from_slice(&count.to_be_bytes());
    answer
}

fn datagrams() -> Result<()> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    announce(socket.local_addr()?)?;
    let mut buffer = vec![0; CHUNK];
    loop {
        let (length, source) = socket.recv_from(&mut buffer)?;
        socket.send_to(&buffer[..length], source)?;
    }
}

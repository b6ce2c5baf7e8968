//! Tokio: its usual sockets on a runtime of one thread.

use std::io;
use std::net::Ipv4Addr;

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::runtime::Builder;

use super::{announce, std::answer};
use crate::role::{CHUNK, MESSAGE, Role};

/// What a connection among many keeps for itself.
const SMALL: usize = 4 << 10;

pub(super) fn serve(role: Role) -> Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    match role {
        Role::Echo => runtime.block_on(each_connection(|connection| echo(connection, CHUNK))),
        Role::Sink => runtime.block_on(each_connection(sink)),
        Role::Source => runtime.block_on(each_connection(source)),
        Role::Reply => runtime.block_on(each_connection(async |mut connection: TcpStream| {
            connection.write_all(&[b'.'; MESSAGE]).await
        })),
        Role::Many => runtime.block_on(many()),
        Role::Udp => runtime.block_on(datagrams()),
        Role::Packets => runtime.block_on(each_connection(packets)),
    }
}

async fn listen() -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    announce(listener.local_addr()?)?;
    Ok(listener)
}

async fn each_connection(serve: impl AsyncFn(TcpStream) -> io::Result<()>) -> Result<()> {
    let listener = listen().await?;
    loop {
        let (connection, _) = listener.accept().await?;
        connection.set_nodelay(true)?;
        if let Err(error) = serve(connection).await {
            eprintln!("{error}");
        }
    }
}

async fn many() -> Result<()> {
    let listener = listen().await?;
    loop {
        let (connection, _) = listener.accept().await?;
        connection.set_nodelay(true)?;
        tokio::spawn(echo(connection, SMALL));
    }
}

async fn echo(mut connection: TcpStream, size: usize) -> io::Result<()> {
    let mut buffer = vec![0; size];
    loop {
        match connection.read(&mut buffer).await? {
            0 => return Ok(()),
            length => connection.write_all(&buffer[..length]).await?,
        }
    }
}

async fn sink(mut connection: TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK];
    let mut count = 0u64;
    loop {
        match connection.read(&mut buffer).await? {
            0 => return connection.write_all(&count.to_be_bytes()).await,
            length => count += length as u64,
        }
    }
}

async fn source(mut connection: TcpStream) -> io::Result<()> {
    let chunk = vec![b'.'; CHUNK];
    let mut left = connection.read_u64().await?;
    while left > 0 {
        let length = left.min(CHUNK as u64);
        connection.write_all(&chunk[..length as usize]).await?;
        left -= length;
    }
    Ok(())
}

async fn packets(mut connection: TcpStream) -> io::Result<()> {
    let (reader, mut writer) = connection.split();
    let mut reader = BufReader::with_capacity(CHUNK, reader);
    let mut packet = Vec::new();
    let mut count = 0u64;
    loop {
        let length = match reader.read_u32().await {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            length => length?,
        };
        packet.resize(length as usize, 0);
        reader.read_exact(&mut packet).await?;
        if !packet.is_empty() {
            count += 1;
            continue;
        }
        writer.write_all(&answer(count)).await?;
        count = 0;
    }
}

async fn datagrams() -> Result<()> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    announce(socket.local_addr()?)?;
    let mut buffer = vec![0; CHUNK];
    loop {
        let (length, source) = socket.recv_from(&mut buffer).await?;
        socket.send_to(&buffer[..length], source).await?;
    }
}

//! Native contenders: the roles without a sandbox, as an ordinary program plays them.

mod epoll;
mod inetd;
mod std;
mod tokio;

use ::std::io::{self, Write};
use ::std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::Result;
use clap::ValueEnum;

use crate::role::Role;

/// How a native contender waits for its sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Manner {
    /// Blocking calls in one thread: the reference of whatever serves one connection at a time.
    Std,
    /// Tokio, in one thread.
    Tokio,
    /// One epoll descriptor, level-triggered, in one thread: the reference of whatever serves many connections.
    Epoll,
    /// A process for each connection, as of inetd.
    Inetd,
}

/// Serve until the process is killed.
pub(crate) fn serve(manner: Manner, role: Role) -> Result<()> {
    match manner {
        Manner::Std => std::serve(role),
        Manner::Tokio => tokio::serve(role),
        Manner::Epoll => epoll::serve(role),
        Manner::Inetd => inetd::serve(role),
    }
}

/// A listener, of which the peer has been told.
fn listen() -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    announce(listener.local_addr()?)?;
    Ok(listener)
}

fn announce(address: SocketAddr) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "listening on {address}")?;
    output.flush()
}

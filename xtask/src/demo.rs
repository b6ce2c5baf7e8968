//! `cargo xtask demo`: the story of the gate, told by the examples.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
};

use anyhow::{Context, Result};

use crate::{example::Example, step};

pub(crate) fn demo() -> Result<()> {
    step::run(step::cargo("build").args(["--package", "portcullis-cli", "--locked"]))?;
    let [echo, denied] = Example::build(["echo", "denied"])?;
    permitted(&echo)?;
    refused(&denied)
}

/// A server inside the sandbox answers a peer outside.
fn permitted(echo: &Example) -> Result<()> {
    scene("A guest listens where its policy lets it, and echoes what comes.");
    let mut server = echo.start()?;
    let mut peer = TcpStream::connect(address(&server.line()?)?)?;
    peer.write_all(b"who goes there?\n")?;
    let mut answer = String::new();
    BufReader::new(peer).read_line(&mut answer)?;
    print!("the peer hears: {answer}");
    Ok(())
}

/// A guest asks for what its policy does not name.
fn refused(denied: &Example) -> Result<()> {
    scene("A guest knocks where it may not; it is told no, and the audit trail tells why.");
    denied.run()
}

fn scene(title: &str) {
    println!("\n# {title}");
}

/// The address at the end of a line like `listening on 127.0.0.1:4000`.
fn address(line: &str) -> Result<SocketAddr> {
    let word = line.split_whitespace().last().context("the example said nothing")?;
    word.parse().with_context(|| format!("no address in: {line}"))
}

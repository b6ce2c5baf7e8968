//! Echo client in the manner of `gen_tcp`: sends its arguments, one by one, and prints what comes back.

use portcullis_guest::gen_tcp::{self, Connection, Options};
use portcullis_guest::net::ToTarget;
use portcullis_guest::{Active, Reason, args, eprintln, println};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let args = args();
    let [_, server, words @ ..] = args.as_slice() else {
        eprintln!("usage: client HOST:PORT WORD...");
        return Err(Reason::Einval.into());
    };
    let target = server.to_target()?;
    // A name stays a name: the host resolves it, if the policy permits the name.
    let connection = gen_tcp::connect(target.host, target.port, &Options::new().active(Active::Off))
        .inspect_err(|reason| eprintln!("{server}: {reason}"))?;
    println!("connected to {}", connection.peername()?);
    for word in words {
        println!("{}", ask(&connection, word)?);
    }
    Ok(connection.close()?)
}

/// Send a word; as many bytes come back.
fn ask(connection: &Connection, word: &str) -> Result<String, Reason> {
    // To `recv`, length 0 would be "what is there", and nothing is there.
    if word.is_empty() {
        return Ok(String::new());
    }
    connection.send(word.as_bytes())?;
    let length = u32::try_from(word.len()).map_err(|_| Reason::Emsgsize)?;
    let answer = connection.recv(length)?.into_data().unwrap_or_default();
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

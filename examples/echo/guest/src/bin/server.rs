//! Echo server in the manner of `std::net`: what comes goes back, one connection after another.

use portcullis_guest::net::{TcpListener, TcpStream};
use portcullis_guest::{args, eprintln, println};
use std::io;

fn main() -> io::Result<()> {
    let address = args().get(1).cloned().unwrap_or_else(|| "127.0.0.1:7000".to_owned());
    let listener = TcpListener::bind(address.as_str()).inspect_err(|error| eprintln!("{address}: {error}"))?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (stream, peer) = listener.accept()?;
        // One peer that breaks off is not the end of the server.
        match echo(&stream) {
            Ok(bytes) => println!("{peer}: {bytes} bytes"),
            Err(error) => eprintln!("{peer}: {error}"),
        }
    }
}

/// Send back what comes, until the peer ends.
fn echo(mut stream: &TcpStream) -> io::Result<u64> {
    io::copy(&mut &*stream, &mut stream)
}

//! An echo server in the manner of `std::net`, for two clients.

use std::io;

use portcullis_guest::net::TcpListener;
use portcullis_guest::println;
use portcullis_test_guests::arg;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(arg(1))?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming().take(2) {
        let stream = stream?;
        let copied = io::copy(&mut &stream, &mut &stream)?;
        println!("{copied}");
    }
    Ok(())
}

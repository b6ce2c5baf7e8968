//! Serves one connection, by the functions of `socket` alone: what comes goes back, until the client ends.

use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Reason, println};

fn main() -> Result<(), Reason> {
    let listener = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    listener.bind(BindTo::Loopback)?;
    listener.listen(None)?;
    println!("{}", listener.sockname()?.port());
    let connection = listener.accept()?;
    loop {
        match connection.recv(0) {
            Ok(data) => connection.send_all(&data)?,
            Err(Reason::Closed) => return connection.close(),
            Err(reason) => return Err(reason),
        }
    }
}

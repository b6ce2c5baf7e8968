//! Accepts one connection on each of two listeners, of `gen_tcp` and of `socket`, and prints who came.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Result, println};

fn main() -> Result<()> {
    let listener = gen_tcp::listen(0, &Options::new().ip([127, 0, 0, 1].into()))?;
    println!("{}", listener.port()?);
    println!("{}", listener.accept()?.peername()?.ip());

    let socket = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    socket.bind(BindTo::Loopback)?;
    socket.listen(None)?;
    println!("{}", socket.sockname()?.port());
    println!("{}", socket.accept()?.peername()?.ip());
    Ok(())
}

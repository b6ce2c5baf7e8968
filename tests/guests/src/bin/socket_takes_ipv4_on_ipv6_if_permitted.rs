//! Listens on `::`, as the argument says, and tells who came.

use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType, option};
use portcullis_guest::{Domain, Reason, args, println};

fn main() -> Result<(), Reason> {
    let listener = Socket::open(Domain::Inet6, SocketType::Stream, Protocol::Tcp)?;
    match args().get(1).map(String::as_str) {
        Some("insists") => {
            listener.setopt(option::V6ONLY, false)?;
            assert_eq!(listener.bind(BindTo::Any), Err(Reason::Eacces));
            assert_eq!(listener.listen(None), Err(Reason::Eacces));
            return Ok(());
        }
        Some("may bind") => {
            listener.bind(BindTo::Any)?;
            assert_eq!(listener.listen(None), Err(Reason::Eacces));
            return Ok(());
        }
        _ => listener.bind(BindTo::Any)?,
    }
    listener.listen(None)?;
    println!("{}", listener.sockname()?.port());
    println!("{}", listener.getopt(option::V6ONLY)?);
    println!("{}", listener.accept()?.peername()?.ip());
    Ok(())
}

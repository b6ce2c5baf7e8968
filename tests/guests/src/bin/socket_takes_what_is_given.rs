//! Takes a connection that it finds open, by number or by name, once.

use portcullis_guest::gen_tcp::{Options, fdopen};
use portcullis_guest::socket::{Socket, option};
use portcullis_guest::{Domain, Preopen, Reason};
use portcullis_test_guests::arg;

fn main() -> Result<(), Reason> {
    assert_eq!(Socket::open_fd(4).unwrap_err(), Reason::Ebadf);
    assert_eq!(Socket::open_fd("").unwrap_err(), Reason::Ebadf);
    let by_name = arg(1) == "name";
    let socket = Socket::open_fd(if by_name {
        Preopen::Name("connection")
    } else {
        Preopen::Fd(3)
    })?;
    assert_eq!(Socket::open_fd(3).unwrap_err(), Reason::Ebadf);
    assert_eq!(fdopen("connection", &Options::new()).unwrap_err(), Reason::Ebadf);

    assert_eq!(socket.getopt(option::DOMAIN)?, Domain::Inet);
    assert_eq!(socket.peername()?.port().to_string(), arg(2));
    assert_eq!(socket.connect(socket.peername()?).unwrap_err(), Reason::Eacces);
    socket.send_all(&socket.recv(4)?)?;
    socket.close()
}

//! Fails in each of the ways, and finds the kind of std and the reason of Erlang in the error.

use std::fmt::Debug;
use std::io::{self, ErrorKind, Write};

use portcullis_guest::Reason;
use portcullis_guest::net::{TcpListener, TcpStream, UdpSocket};
use portcullis_test_guests::{arg, peer};

fn main() -> io::Result<()> {
    fails(
        TcpStream::connect("127.0.0.9:7"),
        ErrorKind::PermissionDenied,
        Reason::Eacces,
    );
    fails(
        TcpStream::connect("other.example:7"),
        ErrorKind::PermissionDenied,
        Reason::Eacces,
    );
    fails(
        TcpStream::connect("none.localhost:7"),
        ErrorKind::NotFound,
        Reason::Nxdomain,
    );
    fails(
        TcpStream::connect(peer()),
        ErrorKind::ConnectionRefused,
        Reason::Econnrefused,
    );
    fails(
        TcpListener::bind("0.0.0.0:0"),
        ErrorKind::PermissionDenied,
        Reason::Eacces,
    );
    fails(
        UdpSocket::bind("127.0.0.9:0"),
        ErrorKind::PermissionDenied,
        Reason::Eacces,
    );

    let listener = TcpListener::bind("127.0.0.1:0")?;
    fails(
        TcpListener::bind(listener.local_addr()?),
        ErrorKind::AddrInUse,
        Reason::Eaddrinuse,
    );
    let error = TcpStream::connect("no port").unwrap_err();
    assert_eq!((error.kind(), Reason::of(&error)), (ErrorKind::InvalidInput, None));

    let mut stream = TcpStream::connect(listener.local_addr()?)?;
    drop(listener.accept()?);
    // The peer's machine only learns that nobody reads any more when the first bytes arrive.
    let result = (0..2).try_for_each(|_| stream.write_all(b"late"));
    fails(result, ErrorKind::BrokenPipe, Reason::Closed);

    let socket = UdpSocket::bind("127.0.0.1:0")?;
    fails(socket.send(b"nowhere"), ErrorKind::NotConnected, Reason::Edestaddrreq);
    let too_large = vec![0; 65_508];
    fails(
        socket.send_to(&too_large, arg(2)),
        ErrorKind::InvalidInput,
        Reason::Emsgsize,
    );
    Ok(())
}

fn fails<T: Debug>(result: io::Result<T>, kind: ErrorKind, reason: Reason) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), Reason::of(&error)), (kind, Some(reason)));
    let inner = error.get_ref().expect("an error with a reason");
    assert_eq!(inner.downcast_ref(), Some(&reason));
    assert_eq!(error.to_string(), reason.to_string());
}

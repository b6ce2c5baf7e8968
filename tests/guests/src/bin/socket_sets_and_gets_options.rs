//! Sets each option and gets it back; what is read only, or another protocol's, does not exist to be set.

use std::fmt::Debug;

use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType, option};
use portcullis_guest::{Domain, Linger, Reason};
use portcullis_test_guests::{dgram, listener, stream};

fn main() -> Result<(), Reason> {
    let (stream, dgram) = (stream()?, dgram()?);
    for socket in [&stream, &dgram] {
        switches(socket, option::REUSEADDR, &[true, false])?;
        switches(socket, option::REUSEPORT, &[true, false])?;
        switches(socket, option::KEEPALIVE, &[true, false])?;
        switches(socket, option::BROADCAST, &[true, false])?;
        switches(socket, option::RECVBUF, &[1, 4_096, 1 << 20])?;
        grows(socket, option::RCVBUF)?;
        grows(socket, option::SNDBUF)?;
        assert_eq!(socket.setopt(option::RECVBUF, 0), Err(Reason::Einval));
    }
    lingers(&stream)?;
    switches(&stream, option::NODELAY, &[true, false])?;
    let stream6 = Socket::open(Domain::Inet6, SocketType::Stream, Protocol::Tcp)?;
    switches(&stream6, option::V6ONLY, &[true, false])?;

    is_read_only(&stream)?;
    is_read_only(&listener()?)?;
    is_unknown(&dgram, option::NODELAY);
    is_unknown(&stream, option::V6ONLY);
    stream6.setopt(option::V6ONLY, true)?;
    stream6.bind(BindTo::Loopback)?;
    assert_eq!(
        stream6.setopt(option::V6ONLY, false),
        Err(Reason::Einval),
        "it is too late"
    );
    Ok(())
}

fn switches<T>(socket: &Socket, option: option::Opt<T>, values: &[T]) -> Result<(), Reason>
where
    T: Copy + Debug + PartialEq,
{
    for &value in values {
        socket.setopt(option, value)?;
        assert_eq!(socket.getopt(option)?, value, "{option:?}");
    }
    Ok(())
}

/// The kernel doubles what it is asked for, so as to have room for its own.
fn grows(socket: &Socket, option: option::Opt<u32>) -> Result<(), Reason> {
    socket.setopt(option, 50_000)?;
    assert!(socket.getopt(option)? >= 50_000, "{option:?}");
    socket.setopt(option, u32::MAX)
}

fn lingers(socket: &Socket) -> Result<(), Reason> {
    for (onoff, linger) in [(true, 3), (true, 0), (false, 0)] {
        socket.setopt(option::LINGER, Linger { onoff, linger })?;
        let got = socket.getopt(option::LINGER)?;
        assert_eq!((got.onoff, got.linger), (onoff, linger));
    }
    Ok(())
}

fn is_read_only(socket: &Socket) -> Result<(), Reason> {
    let no = Err(Reason::Enoprotoopt);
    assert_eq!(socket.setopt(option::DOMAIN, socket.getopt(option::DOMAIN)?), no);
    assert_eq!(socket.setopt(option::TYPE, socket.getopt(option::TYPE)?), no);
    assert_eq!(socket.setopt(option::PROTOCOL, socket.getopt(option::PROTOCOL)?), no);
    assert_eq!(
        socket.setopt(option::ACCEPTCONN, socket.getopt(option::ACCEPTCONN)?),
        no
    );
    Ok(())
}

fn is_unknown(socket: &Socket, option: option::Opt<bool>) {
    assert_eq!(socket.setopt(option, true), Err(Reason::Enoprotoopt), "{option:?}");
    assert_eq!(socket.getopt(option), Err(Reason::Enoprotoopt), "{option:?}");
}

//! Streams and datagrams over IPv6, with itself.

use portcullis_guest::socket::{BindTo, Protocol, Sent, Socket, SocketType};
use portcullis_guest::{Domain, Reason, Timeout};

fn main() -> Result<(), Reason> {
    let open = |kind| Socket::open(Domain::Inet6, kind, Protocol::Default);
    let listener = open(SocketType::Stream)?;
    listener.bind(BindTo::Loopback)?;
    listener.listen(None)?;
    assert_eq!(listener.accept_timeout(Timeout::ZERO).map(drop), Err(Reason::Timeout));
    let near = open(SocketType::Stream)?;
    near.connect(listener.sockname()?)?;
    let far = listener.accept()?;
    assert_eq!(near.peername()?, listener.sockname()?);
    assert_eq!(far.peername()?, near.sockname()?);
    near.send_all(b"stream")?;
    assert_eq!(far.recvfrom(6)?, (near.sockname()?, b"stream".to_vec()));
    near.close()?;
    assert_eq!(far.recv(0), Err(Reason::Closed));
    let peer = listener.sockname()?;
    listener.close()?;
    assert_eq!(open(SocketType::Stream)?.connect(peer), Err(Reason::Econnrefused));

    let (one, two) = (open(SocketType::Dgram)?, open(SocketType::Dgram)?);
    one.bind(BindTo::Loopback)?;
    assert_eq!(two.sendto(b"datagram", one.sockname()?)?, Sent::All);
    let (from, datagram) = one.recvfrom(0)?;
    assert_eq!(datagram, b"datagram");
    assert_eq!(from.port(), two.sockname()?.port());
    one.connect(from)?;
    assert_eq!(one.send(b"answer")?, Sent::All);
    assert_eq!(two.recvfrom(0)?, (one.sockname()?, b"answer".to_vec()));
    Ok(())
}

//! May reach a name: its addresses too, once it has looked it up.

use portcullis_guest::inet::getaddr;
use portcullis_guest::socket::Sent;
use portcullis_guest::{Domain, Reason};
use portcullis_test_guests::{arg, dgram, loopback, peer, stream};

fn main() -> Result<(), Reason> {
    let echo = loopback(arg(2).parse().expect("a port"));
    let (client, dgram) = (stream()?, dgram()?);
    assert_eq!(client.connect(peer()), Err(Reason::Eacces));
    assert_eq!(dgram.sendto(b"lost", echo), Err(Reason::Eacces));

    assert_eq!(getaddr("app.localhost", Domain::Inet)?, peer().ip());
    client.connect(peer())?;
    assert_eq!(client.recv(5)?, b"hello");
    assert_eq!(dgram.sendto(b"datagram", echo)?, Sent::All);
    assert_eq!(dgram.recvfrom(0)?, (echo, b"datagram".to_vec()), "and it may answer");

    let another = loopback(peer().port().wrapping_add(1));
    assert_eq!(
        stream()?.connect(another),
        Err(Reason::Eacces),
        "the rule is for one port"
    );
    Ok(())
}

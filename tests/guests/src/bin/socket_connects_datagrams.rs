//! Connects a UDP socket: it then hears its peer alone, and sends without an address.

use portcullis_guest::socket::{BindTo, Sent};
use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::{dgram, insist};

fn main() -> Result<(), Reason> {
    let (socket, peer, stranger) = (dgram()?, dgram()?, dgram()?);
    for other in [&peer, &stranger] {
        other.bind(BindTo::Loopback)?;
    }
    socket.bind(BindTo::Loopback)?;
    let here = socket.sockname()?;
    // Even what came before the connect is not for a socket that has this one peer.
    let _ = stranger.sendto(b"before", here)?;
    socket.connect(peer.sockname()?)?;
    let _ = stranger.sendto(b"after", here)?;
    let _ = peer.sendto(b"hello", here)?;
    assert_eq!(socket.recvfrom(0)?, (peer.sockname()?, b"hello".to_vec()));
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));

    assert_eq!(socket.peername()?, peer.sockname()?);
    assert_eq!(socket.send(b"answer")?, Sent::All);
    assert_eq!(peer.recvfrom(0)?, (here, b"answer".to_vec()));

    peer.close()?;
    let ask = || {
        let _ = socket.send(b"anybody?");
    };
    ask();
    let answer = insist(|timeout| socket.recv_timeout(0, timeout), ask);
    assert_eq!(answer, Err(Reason::Econnrefused), "nobody has received it");
    Ok(())
}

//! Receives datagrams: whole, cut, empty, and as large as they come.

use portcullis_guest::socket::BindTo;
use portcullis_guest::{Reason, Timeout, println};
use portcullis_test_guests::{dgram, meet};

fn main() -> Result<(), Reason> {
    let socket = dgram()?;
    socket.bind(BindTo::Loopback)?;
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    assert_eq!(
        socket.recvfrom_timeout(10, Timeout::from_millis(20)),
        Err(Reason::Timeout)
    );
    meet(&socket.sockname()?.port().to_string());
    let (peer, whole) = socket.recvfrom(0)?;
    println!("{}", peer.port());
    assert_eq!(whole, b"whole");
    assert_eq!(socket.recvfrom(2)?, (peer, b"cu".to_vec()));
    assert_eq!(socket.recvfrom(0)?, (peer, vec![]));
    assert_eq!(socket.recvfrom(9)?, (peer, vec![]));
    assert_eq!(socket.recv(3)?, b"cut");
    assert_eq!(socket.recv(0)?, b"as well");
    assert_eq!(socket.recv(u32::MAX)?, vec![9; 65_507]);
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    Ok(())
}

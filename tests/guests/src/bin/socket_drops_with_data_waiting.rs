//! Drops sockets with data in the kernel and in the host: nothing of it is left.

use portcullis_guest::socket::BindTo;
use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::{accepted, dgram, listener, meet, stream};

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    meet("accepted");
    // Now some of it is kept by the host, and the rest waits in the kernel.
    assert_eq!(socket.recv_timeout(1 << 20, Timeout::ZERO), Err(Reason::Timeout));
    drop(socket);

    let listener = listener()?;
    stream()?.connect(listener.sockname()?)?;
    drop(listener);

    let datagrams = dgram()?;
    datagrams.bind(BindTo::Loopback)?;
    let _ = dgram()?.sendto(b"unread", datagrams.sockname()?)?;
    drop(datagrams);
    Ok(())
}

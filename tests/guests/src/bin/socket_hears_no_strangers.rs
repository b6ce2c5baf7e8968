//! A socket that was never bound hears those that it may send to, and nobody else.

use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::{arg, dgram, meet};

fn main() -> Result<(), Reason> {
    let socket = dgram()?;
    let friend = arg(1).parse().expect("an address");
    let _ = socket.sendto(b"hello", friend)?;
    meet(&socket.sockname()?.port().to_string());
    assert_eq!(socket.recvfrom(0)?, (friend, b"friend".to_vec()));
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    Ok(())
}

//! Sends to a peer that does not read: part of it, then nothing in time; what was taken arrives.

use portcullis_guest::socket::Sent;
use portcullis_guest::{Reason, ShutdownHow, Timeout, println};
use portcullis_test_guests::{accepted, meet};

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    let data = vec![5; 16 << 20];
    let mut rest = &data[..];
    let reason = loop {
        match socket.send_timeout(rest, Timeout::from_millis(20)) {
            Ok(Sent::Rest(left)) => {
                assert!(left.len() < rest.len(), "at least one byte is taken");
                rest = left;
            }
            Ok(Sent::All) => panic!("the kernel has no room for so much"),
            Err(reason) => break reason,
        }
    };
    assert_eq!(reason, Reason::Timeout);
    assert!(rest.len() < data.len());
    assert_eq!(socket.send_timeout(rest, Timeout::ZERO), Err(Reason::Timeout));
    assert_eq!(
        socket.send_timeout(b"", Timeout::ZERO)?,
        Sent::All,
        "nothing always goes"
    );

    meet("full");
    // As the peer reads, there is room again: an unlimited send waits for it.
    socket.send_all(rest)?;
    socket.shutdown(ShutdownHow::Write)?;
    println!("{}", data.len());
    assert_eq!(socket.recv(0), Err(Reason::Closed));
    Ok(())
}

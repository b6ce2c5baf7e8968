//! Receives what is there, exact lengths, and nothing in time; what came in vain is kept.

use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::{accepted, meet};

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    let soon = Timeout::from_millis(20);
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    assert_eq!(socket.recv_timeout(0, soon), Err(Reason::Timeout));

    meet("quiet");
    assert_eq!(socket.recv(0)?, b"what is there");

    meet("read it");
    assert_eq!(socket.recv_timeout(8, Timeout::ZERO), Err(Reason::Timeout));
    assert_eq!(socket.recv_timeout(8, soon), Err(Reason::Timeout));
    meet("half of it");
    assert_eq!(socket.recv(8)?, b"in piece");
    assert_eq!(socket.recv_timeout(1, soon)?, b"s");

    meet("all of it");
    assert_eq!(socket.recv_timeout(100, soon), Err(Reason::Timeout));
    assert_eq!(socket.recv(3)?, b"kep", "a shorter receive takes of what is kept");
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO)?, b"t");
    assert_eq!(socket.recv_timeout(0, soon), Err(Reason::Timeout));
    Ok(())
}

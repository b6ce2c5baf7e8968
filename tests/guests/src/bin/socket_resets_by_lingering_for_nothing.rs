//! Closes with `{linger, {true, 0}}`.

use portcullis_guest::socket::option;
use portcullis_guest::{Linger, Reason};
use portcullis_test_guests::{accepted, meet};

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    socket.setopt(option::LINGER, Linger { onoff: true, linger: 0 })?;
    meet("ready");
    socket.close()
}

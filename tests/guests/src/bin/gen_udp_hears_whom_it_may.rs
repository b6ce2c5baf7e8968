//! Receives what the policy lets through, and nothing of anybody else: not even a sign that somebody else sent.

use portcullis_guest::gen_udp::{self, Options};
use portcullis_guest::{Active, Reason, Timeout, args, println};

fn main() -> Result<(), Reason> {
    let options = Options::new().active(Active::Off);
    let options = if args()[1] == "bound" {
        options.ip([127, 0, 0, 1].into())
    } else {
        options
    };
    let socket = gen_udp::open(0, &options)?;
    println!("{}", socket.port()?);
    // A stranger has sent before.
    let datagram = socket.recv(0)?;
    assert_eq!(datagram.data, b"friend");
    assert_eq!(socket.recv_timeout(0, Timeout::from_millis(20)), Err(Reason::Timeout));
    Ok(())
}

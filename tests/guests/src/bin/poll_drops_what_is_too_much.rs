//! The rest of a packet that does not fit the guest's limit ends the connection for writing: no broken packet goes on.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::poll::send_many;
use portcullis_guest::{Active, PacketType, Reason, args};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new()
        .packet(PacketType::Four)
        .active(Active::Off)
        .sndbuf(1 << 16);
    let (one, two) = (
        gen_tcp::connect("127.0.0.1", port, &options)?,
        gen_tcp::connect("127.0.0.1", port, &options)?,
    );
    let large = vec![1; 32 << 20];
    assert_eq!(
        send_many([(&one, &large[..]), (&two, &b"small"[..])]),
        [Err(Reason::Enobufs), Ok(())]
    );
    assert_eq!(send_many([(&one, &b"more"[..])]), [Err(Reason::Closed)]);
    assert_eq!(one.send(b"more"), Err(Reason::Closed));
    // What it receives is as it was.
    assert_eq!(one.recv(0)?.data(), Some(&b"hi"[..]));
    Ok(())
}

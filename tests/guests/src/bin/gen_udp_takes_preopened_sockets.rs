//! Receives on sockets that the policy pre-opens, by number and by name.

use portcullis_guest::gen_udp::{self, Options};
use portcullis_guest::{Active, Reason, println};

fn main() -> Result<(), Reason> {
    let passive = Options::new().active(Active::Off);
    let failure = |options: &Options| gen_udp::open(0, options).err();
    assert_eq!(
        failure(&passive.clone().fd(5)),
        Some(Reason::Ebadf),
        "a listener of gen_tcp"
    );
    assert_eq!(failure(&passive.clone().fd(6)), Some(Reason::Ebadf));
    assert_eq!(failure(&passive.clone().fd_name("nobody")), Some(Reason::Ebadf));

    let by_number = gen_udp::open(0, &passive.clone().fd(3))?;
    println!("{}", by_number.port()?);
    assert_eq!(by_number.recv(0)?.data, b"hello");
    drop(by_number);
    // The host keeps it: it can be had again.
    assert_eq!(gen_udp::open(0, &passive.clone().fd(3))?.recv(0)?.data, b"again");
    let by_name = gen_udp::open(0, &passive.fd_name("metrics"))?;
    println!("{}", by_name.port()?);
    assert_eq!(by_name.recv(0)?.data, b"hello");
    Ok(())
}

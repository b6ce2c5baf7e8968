//! Receives datagrams whole or cut, by the length asked for and by the option `buffer`; or none in time.

use portcullis_guest::gen_udp::{self, Options};
use portcullis_guest::{Active, Reason, Timeout, println};

fn main() -> Result<(), Reason> {
    let here = Options::new().ip([127, 0, 0, 1].into()).active(Active::Off);
    let socket = gen_udp::open(0, &here)?;
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));
    assert_eq!(socket.recv_timeout(0, Timeout::from_millis(20)), Err(Reason::Timeout));
    println!("{}", socket.port()?);
    assert_eq!(socket.recv(0)?.data, b"hello");
    assert_eq!(socket.recv(2)?.data, b"he", "the rest is gone");
    assert_eq!(socket.recv(u32::MAX)?.data, b"hello");
    assert_eq!(socket.recv(0)?.data.len(), 65_507);
    socket.setopts(&Options::new().buffer(3))?;
    assert_eq!(socket.recv(0)?.data, b"hel");
    assert_eq!(socket.recv(5)?.data, b"hel");
    assert_eq!(socket.recv(1)?.data, b"h");
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Timeout));

    socket.setopts(&Options::new().active(Active::Once))?;
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO), Err(Reason::Einval), "active");
    socket.close()?;
    socket.close()?;
    assert_eq!(socket.recv(0), Err(Reason::Closed));
    assert_eq!(socket.send(b"x"), Err(Reason::Closed));
    assert_eq!(socket.send_to("127.0.0.1", 9, b"x"), Err(Reason::Closed));
    assert_eq!(socket.connect("127.0.0.1", 9), Err(Reason::Closed));
    assert_eq!(socket.sockname(), Err(Reason::Closed));
    assert_eq!(socket.peername(), Err(Reason::Closed));
    assert_eq!(socket.setopts(&Options::new().buffer(9)), Err(Reason::Closed));
    assert_eq!(socket.getopts(&[]), Err(Reason::Closed));
    Ok(())
}

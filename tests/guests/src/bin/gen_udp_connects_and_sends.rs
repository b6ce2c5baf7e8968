//! Sends by address, by name and to the connected peer; whom it may not send to, it does not.

use portcullis_guest::gen_udp::{self, Options};
use portcullis_guest::{Active, Reason, Timeout, args};
use portcullis_test_guests::insist;

fn main() -> Result<(), Reason> {
    let ports: Vec<u16> = args()[1..].iter().map(|port| port.parse().expect("a port")).collect();
    let [echo, nobody] = ports[..] else { panic!("{ports:?}") };
    let socket = gen_udp::open(0, &Options::new().active(Active::Off))?;
    assert_eq!(socket.send(b"x"), Err(Reason::Edestaddrreq));
    assert_eq!(socket.peername(), Err(Reason::Enotconn));

    for host in ["127.0.0.1", "echo.test"] {
        socket.send_to(host, echo, host.as_bytes())?;
        assert_eq!(socket.recv(0)?.data, host.as_bytes());
    }
    socket.send_to("127.0.0.1", echo, b"")?;
    assert_eq!(socket.recv(0)?.data, b"");
    assert_eq!(socket.send_to("127.0.0.1", echo, &[0; 65_508]), Err(Reason::Emsgsize));
    assert_eq!(socket.send_to("6.test", echo, b"x"), Err(Reason::Nxdomain));
    assert_eq!(socket.send_to("nowhere.test", echo, b"x"), Err(Reason::Nxdomain));
    assert_eq!(socket.send_to("::1", echo, b"x"), Err(Reason::Eafnosupport));
    assert_eq!(socket.send_to("192.0.2.1", echo, b"x"), Err(Reason::Eacces));
    assert_eq!(socket.send_to("not.granted", echo, b"x"), Err(Reason::Eacces));
    assert_eq!(
        socket.send_to_timeout("hang.test", echo, b"x", Timeout::from_millis(10)),
        Err(Reason::Timeout)
    );
    assert_eq!(socket.connect("192.0.2.1", echo), Err(Reason::Eacces));
    assert_eq!(socket.connect("nowhere.test", echo), Err(Reason::Nxdomain));

    socket.connect("echo.test", echo)?;
    assert_eq!(socket.peername()?, ([127, 0, 0, 1], echo).into());
    socket.send(b"connected")?;
    assert_eq!(socket.recv(0)?.data, b"connected");
    assert_eq!(socket.send(&[0; 65_508]), Err(Reason::Emsgsize));

    // Nobody is there: the network says so, and the next call tells it.
    socket.connect("127.0.0.1", nobody)?;
    let ask = || socket.send(b"is anybody there?").unwrap_or_default();
    ask();
    let answer = insist(|timeout| socket.recv_timeout(0, timeout), ask);
    assert_eq!(answer.err(), Some(Reason::Econnrefused));
    let refused = std::iter::repeat_with(|| socket.send(b"really nobody?")).find(Result::is_err);
    assert_eq!(refused, Some(Err(Reason::Econnrefused)));
    Ok(())
}

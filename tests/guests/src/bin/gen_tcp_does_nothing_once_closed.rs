//! Calls every function of a closed connection and of a closed listener.

use std::net::{IpAddr, Ipv4Addr};

use portcullis_guest::{
    Active, Reason, ShutdownHow, Timeout,
    gen_tcp::{Options, TcpOptionName, connect, listen},
    poll::{Poller, Readiness, send_many},
};

const CLOSED: Result<(), Reason> = Err(Reason::Closed);
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn main() -> Result<(), Reason> {
    let poller = Poller::open()?;
    let listener = listen(0, &Options::new().ip(HERE))?;
    let connection = connect(HERE, listener.port()?, &Options::new())?;
    poller.own(&connection, 1)?;
    poller.watch(&listener, 2, Readiness::READABLE)?;
    connection.close()?;
    listener.close()?;
    connection.close()?;
    listener.close()?;

    let options = Options::new().active(Active::Off);
    assert_eq!(connection.send(b""), CLOSED);
    assert_eq!(connection.recv(0).map(drop), CLOSED);
    assert_eq!(connection.recv_timeout(1, Timeout::ZERO).map(drop), CLOSED);
    assert_eq!(connection.sockname().map(drop), CLOSED);
    assert_eq!(connection.peername().map(drop), CLOSED);
    assert_eq!(connection.setopts(&options), CLOSED);
    assert_eq!(
        connection.setopts(&options.clone().packet(portcullis_guest::PacketType::One)),
        CLOSED
    );
    assert_eq!(connection.getopts(&[TcpOptionName::Active]).map(drop), CLOSED);
    for how in [ShutdownHow::Read, ShutdownHow::Write, ShutdownHow::ReadWrite] {
        assert_eq!(connection.shutdown(how), CLOSED);
    }
    assert_eq!(send_many([(&connection, b"x".as_slice())]), [CLOSED]);
    assert_eq!(poller.own(&connection, 1), CLOSED);
    assert_eq!(poller.controlling_process(&connection, &poller, 1), CLOSED);
    assert_eq!(poller.watch(&connection, 1, Readiness::READABLE), CLOSED);

    assert_eq!(listener.accept().map(drop), CLOSED);
    assert_eq!(listener.accept_timeout(Timeout::ZERO).map(drop), CLOSED);
    assert_eq!(listener.sockname().map(drop), CLOSED);
    assert_eq!(listener.setopts(&options), CLOSED);
    assert_eq!(listener.getopts(&[TcpOptionName::Active]).map(drop), CLOSED);
    assert_eq!(poller.watch(&listener, 2, Readiness::READABLE), CLOSED);

    let silence = poller.wait(8, 4_096, Timeout::from_millis(20));
    assert_eq!(silence.map(drop), Err(Reason::Timeout), "who closes is not told");
    Ok(())
}

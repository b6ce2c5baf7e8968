//! Connects by address, from a local address and port of its choice, and fails in each way there is. Arguments: the ports of a server
//! and of one whose backlog is full.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use portcullis_guest::{
    Active, PacketType, Reason, Timeout, args,
    gen_tcp::{self, Options, TcpOption, TcpOptionName, connect, connect_timeout},
};

const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;

fn main() -> Result<(), Reason> {
    let port = |index: usize| args()[index].parse::<u16>().expect("a port");
    connects(port(1))?;
    fails(port(1))?;
    for timeout in [0, 20] {
        let result = connect_timeout(HERE, port(2), &Options::new(), Timeout::from_millis(timeout));
        assert_eq!(result.unwrap_err(), Reason::Timeout);
    }
    Ok(())
}

fn connects(port: u16) -> Result<(), Reason> {
    let connection = connect(HERE, port, &Options::new())?;
    assert_eq!(connection.peername()?, (HERE, port).into());
    assert_eq!(connection.sockname()?.ip(), HERE);
    assert_eq!(connection.port()?, connection.sockname()?.port());
    let defaults = [TcpOption::Active(Active::On), TcpOption::Packet(PacketType::Raw)];
    assert_eq!(
        connection.getopts(&[TcpOptionName::Active, TcpOptionName::Packet])?,
        defaults
    );

    let local = IpAddr::from([127, 0, 0, 9]);
    let free = free_port(local)?;
    let options = Options::new()
        .inet6()
        .port(1)
        .inet()
        .ip(HERE.into())
        .ip(local)
        .port(free);
    let connection = connect_timeout(HERE, port, &options, Timeout::INFINITY)?;
    assert_eq!(
        connection.sockname()?,
        (local, free).into(),
        "of two that contradict, the later counts"
    );
    let taken = connect(HERE, port, &options).unwrap_err();
    assert!(matches!(taken, Reason::Eaddrinuse | Reason::Eaddrnotavail), "{taken}");
    Ok(())
}

fn fails(port: u16) -> Result<(), Reason> {
    let error = |to: IpAddr, options: Options| connect(to, port, &options).unwrap_err();
    let (four, six) = (IpAddr::from(HERE), IpAddr::from(Ipv6Addr::LOCALHOST));
    assert_eq!(error(four, Options::new().inet6()), Reason::Eafnosupport);
    assert_eq!(error(six, Options::new().inet()), Reason::Eafnosupport);
    assert_eq!(error(four, Options::new().ip(six)), Reason::Eafnosupport);
    assert_eq!(
        error(four, Options::new().ip([192, 0, 2, 1].into())),
        Reason::Eaddrnotavail
    );
    assert_eq!(error(four, Options::new().ip([198, 51, 100, 1].into())), Reason::Eacces);
    for options in [
        Options::new().fd(3),
        Options::new().fd_name("http"),
        Options::new().backlog(5),
        Options::new().buffer(0),
    ] {
        assert_eq!(error(four, options), Reason::Einval);
    }
    let nobody = free_port(four)?;
    assert_eq!(
        connect(four, nobody, &Options::new()).unwrap_err(),
        Reason::Econnrefused
    );
    Ok(())
}

/// A port on which nobody listens any more.
fn free_port(ip: IpAddr) -> Result<u16, Reason> {
    gen_tcp::listen(0, &Options::new().ip(ip))?.port()
}

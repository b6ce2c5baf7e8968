//! Sets every option that a live connection and a live listener have, and gets it back. The argument is the port of a peer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use portcullis_guest::{
    Active, Linger, PacketType, Reason, args,
    gen_tcp::{Options, TcpOption, TcpOptionName, connect, listen},
};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// All but the sizes of the kernel's buffers, of which the kernel makes its own.
const NAMES: [TcpOptionName; 13] = [
    TcpOptionName::Active,
    TcpOptionName::Packet,
    TcpOptionName::PacketSize,
    TcpOptionName::SendTimeout,
    TcpOptionName::SendTimeoutClose,
    TcpOptionName::ExitOnClose,
    TcpOptionName::ShowEconnreset,
    TcpOptionName::Nodelay,
    TcpOptionName::Keepalive,
    TcpOptionName::Reuseaddr,
    TcpOptionName::Reuseport,
    TcpOptionName::Linger,
    TcpOptionName::Buffer,
];

const DEFAULTS: [TcpOption; 13] = [
    TcpOption::Active(Active::On),
    TcpOption::Packet(PacketType::Raw),
    TcpOption::PacketSize(0),
    TcpOption::SendTimeout(None),
    TcpOption::SendTimeoutClose(false),
    TcpOption::ExitOnClose(true),
    TcpOption::ShowEconnreset(false),
    TcpOption::Nodelay(false),
    TcpOption::Keepalive(false),
    TcpOption::Reuseaddr(false),
    TcpOption::Reuseport(false),
    TcpOption::Linger(Linger {
        onoff: false,
        linger: 0,
    }),
    TcpOption::Buffer(65_536),
];

const OTHERS: [TcpOption; 13] = [
    TcpOption::Active(Active::Off),
    TcpOption::Packet(PacketType::HttphBin),
    TcpOption::PacketSize(1_000),
    TcpOption::SendTimeout(Some(500)),
    TcpOption::SendTimeoutClose(true),
    TcpOption::ExitOnClose(false),
    TcpOption::ShowEconnreset(true),
    TcpOption::Nodelay(true),
    TcpOption::Keepalive(true),
    TcpOption::Reuseaddr(true),
    TcpOption::Reuseport(true),
    TcpOption::Linger(Linger { onoff: true, linger: 7 }),
    TcpOption::Buffer(2_000),
];

fn main() -> Result<(), Reason> {
    of_a_connection()?;
    of_a_listener()
}

fn of_a_connection() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let connection = connect(HERE, port, &Options::new())?;
    let get = |names: &[TcpOptionName]| connection.getopts(names);
    assert_eq!(get(&NAMES)?, DEFAULTS);
    connection.setopts(&OTHERS.into_iter().collect())?;
    assert_eq!(get(&NAMES)?, OTHERS);
    connection.setopts(&DEFAULTS.into_iter().collect())?;
    assert_eq!(get(&NAMES)?, DEFAULTS, "and back");

    connection.setopts(&Options::new().sndbuf(20_000).recbuf(30_000))?;
    let sizes = get(&[TcpOptionName::Recbuf, TcpOptionName::Sndbuf])?;
    assert!(
        matches!(sizes[..], [TcpOption::Recbuf(recbuf), TcpOption::Sndbuf(sndbuf)] if recbuf >= 30_000 && sndbuf >= 20_000),
        "{sizes:?}"
    );
    let names = [TcpOptionName::Packet, TcpOptionName::Active, TcpOptionName::Packet];
    let raw = TcpOption::Packet(PacketType::Raw);
    assert_eq!(
        get(&names)?,
        [raw.clone(), TcpOption::Active(Active::On), raw],
        "in the order of the names"
    );
    assert_eq!(get(&[TcpOptionName::Ipv6V6only])?, [], "IPv4 does not have it");
    assert_eq!(get(&[])?, []);

    let mixed = Options::new().nodelay(true).ip(HERE).keepalive(true);
    assert_eq!(connection.setopts(&mixed), Err(Reason::Einval));
    let names = [TcpOptionName::Nodelay, TcpOptionName::Keepalive];
    let set = [TcpOption::Nodelay(true), TcpOption::Keepalive(false)];
    assert_eq!(get(&names)?, set, "those before a bad one are set");
    for options in not_for_live_sockets() {
        assert_eq!(connection.setopts(&options), Err(Reason::Einval), "{options:?}");
    }
    Ok(())
}

fn of_a_listener() -> Result<(), Reason> {
    let listener = listen(0, &Options::new().ip(HERE))?;
    assert_eq!(listener.getopts(&NAMES)?, DEFAULTS);
    listener.setopts(&OTHERS.into_iter().collect())?;
    assert_eq!(listener.getopts(&NAMES)?, OTHERS);
    listener.setopts(&Options::new().recbuf(30_000).sndbuf(20_000))?;
    let sizes = listener.getopts(&[TcpOptionName::Recbuf, TcpOptionName::Sndbuf, TcpOptionName::Ipv6V6only])?;
    assert_eq!(sizes.len(), 2);
    for options in not_for_live_sockets() {
        assert_eq!(listener.setopts(&options), Err(Reason::Einval), "{options:?}");
    }

    let six = listen(0, &Options::new().ip(Ipv6Addr::LOCALHOST.into()).ipv6_v6only(true))?;
    assert_eq!(
        six.getopts(&[TcpOptionName::Ipv6V6only])?,
        [TcpOption::Ipv6V6only(true)]
    );
    assert_eq!(six.setopts(&Options::new().ipv6_v6only(false)), Err(Reason::Einval));
    Ok(())
}

fn not_for_live_sockets() -> [Options; 9] {
    [
        Options::new().ip(HERE),
        Options::new().port(1),
        Options::new().fd(3),
        Options::new().fd_name("http"),
        Options::new().inet(),
        Options::new().inet6(),
        Options::new().backlog(1),
        Options::new().ipv6_v6only(true),
        Options::new().buffer(0),
    ]
}

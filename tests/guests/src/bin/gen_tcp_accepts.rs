//! Accepts with every timeout, hands options on, and accepts nothing once closed.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, PacketType, Reason, Timeout,
    gen_tcp::{Options, TcpOption, TcpOptionName, listen},
    println,
};

fn main() -> Result<(), Reason> {
    let set = [
        TcpOption::Active(Active::Off),
        TcpOption::Packet(PacketType::Two),
        TcpOption::PacketSize(100),
        TcpOption::SendTimeout(Some(700)),
        TcpOption::SendTimeoutClose(true),
        TcpOption::ExitOnClose(false),
        TcpOption::ShowEconnreset(true),
        TcpOption::Nodelay(true),
        TcpOption::Keepalive(true),
        TcpOption::Buffer(2_000),
    ];
    let names = [
        TcpOptionName::Active,
        TcpOptionName::Packet,
        TcpOptionName::PacketSize,
        TcpOptionName::SendTimeout,
        TcpOptionName::SendTimeoutClose,
        TcpOptionName::ExitOnClose,
        TcpOptionName::ShowEconnreset,
        TcpOptionName::Nodelay,
        TcpOptionName::Keepalive,
        TcpOptionName::Buffer,
    ];
    let options: Options = set.iter().cloned().collect();
    let listener = listen(0, &options.ip(Ipv4Addr::LOCALHOST.into()))?;
    for timeout in [0, 20] {
        let result = listener.accept_timeout(Timeout::from_millis(timeout));
        assert_eq!(result.unwrap_err(), Reason::Timeout);
    }

    println!("{}", listener.port()?);
    let connection = listener.accept_timeout(Timeout::INFINITY)?;
    assert_eq!(connection.getopts(&names)?, set, "connections inherit the options");
    assert_eq!(connection.recv(0)?.data(), Some(b"hi".as_slice()));
    println!("{}", connection.peername()?);

    listener.setopts(&Options::new().packet(PacketType::One))?;
    let later = listener.accept_timeout(Timeout::from_millis(60_000))?;
    assert_eq!(
        later.getopts(&[TcpOptionName::Packet])?,
        [TcpOption::Packet(PacketType::One)]
    );
    assert_eq!(connection.getopts(&names)?, set, "and keep those that they have");

    listener.close()?;
    assert_eq!(listener.accept().unwrap_err(), Reason::Closed);
    assert_eq!(listener.accept_timeout(Timeout::ZERO).unwrap_err(), Reason::Closed);
    Ok(())
}

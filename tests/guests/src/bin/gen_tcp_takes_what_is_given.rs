//! Takes a connection that it finds open, by number or by name: once, and not with options that do not fit.

use portcullis_guest::gen_tcp::{Options, TcpOption, TcpOptionName, fdopen};
use portcullis_guest::{Active, PacketType, Preopen, Reason};
use portcullis_test_guests::arg;

fn main() -> Result<(), Reason> {
    let by_name = arg(1) == "name";
    let preopen = || {
        if by_name {
            Preopen::Name("connection")
        } else {
            Preopen::Fd(3)
        }
    };

    for unfit in [
        Options::new().inet(),
        Options::new().port(0),
        Options::new().backlog(1),
        Options::new().fd(3),
        Options::new().ipv6_v6only(true),
        Options::new().buffer(0),
    ] {
        assert_eq!(fdopen(preopen(), &unfit).unwrap_err(), Reason::Einval, "{unfit:?}");
    }
    for unknown in [
        Preopen::Fd(4),
        Preopen::Fd(u32::MAX),
        Preopen::Name("3"),
        Preopen::Name(""),
    ] {
        assert_eq!(fdopen(unknown, &Options::new()).unwrap_err(), Reason::Ebadf);
    }

    let options = Options::new()
        .active(Active::Off)
        .packet(PacketType::Four)
        .nodelay(true);
    let connection = fdopen(preopen(), &options)?;
    let nodelay = connection.getopts(&[TcpOptionName::Nodelay])?;
    assert_eq!(nodelay, [TcpOption::Nodelay(true)]);
    assert_eq!(connection.peername()?.port().to_string(), arg(2));
    for again in [Preopen::Fd(3), Preopen::Name("connection")] {
        assert_eq!(fdopen(again, &Options::new()).unwrap_err(), Reason::Ebadf);
    }
    let packet = connection.recv(0)?;
    connection.send(packet.data().unwrap_or_default())?;
    connection.close()
}

//! Opens sockets: on a port of the system's choice, at an address, in each family; and where it cannot.

use portcullis_guest::gen_udp::{self, Options, UdpSocket};
use portcullis_guest::{Active, Reason};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const HERE6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

fn main() -> Result<(), Reason> {
    let passive = Options::new().active(Active::Off);
    let any = gen_udp::open(0, &passive)?;
    assert_eq!(any.sockname()?.ip(), Ipv4Addr::UNSPECIFIED);
    assert_ne!(any.port()?, 0);
    let any6 = gen_udp::open(0, &passive.clone().inet6())?;
    assert_eq!(any6.sockname()?.ip(), Ipv6Addr::UNSPECIFIED);

    let here = gen_udp::open(0, &passive.clone().ip(HERE))?;
    assert_eq!(here.sockname()?.ip(), HERE);
    talk(&here, &gen_udp::open(0, &passive.clone().ip(HERE))?)?;
    let here6 = gen_udp::open(0, &passive.clone().ip(HERE6))?;
    assert_eq!(here6.sockname()?.ip(), HERE6);
    talk(&here6, &gen_udp::open(0, &passive.clone().inet6().ip(HERE6))?)?;

    let failure = |port, options: &Options| gen_udp::open(port, options).err();
    assert_eq!(
        failure(here.port()?, &passive.clone().ip(HERE)),
        Some(Reason::Eaddrinuse)
    );
    assert_eq!(
        failure(0, &passive.clone().inet6().ip(HERE)),
        Some(Reason::Eafnosupport)
    );
    assert_eq!(
        failure(0, &passive.clone().inet().ip(HERE6)),
        Some(Reason::Eafnosupport)
    );
    assert_eq!(failure(0, &passive.clone().buffer(0)), Some(Reason::Einval));
    // Not granted: an address that is not the loopback's, by port or with `ip`.
    assert_eq!(
        failure(0, &passive.clone().ip(Ipv4Addr::UNSPECIFIED.into())),
        Some(Reason::Eacces)
    );
    assert_eq!(failure(1, &passive.clone()), Some(Reason::Eacces));
    assert_eq!(
        failure(0, &passive.clone().ip([192, 0, 2, 1].into())),
        Some(Reason::Eacces)
    );
    assert_eq!(failure(0, &passive.clone().fd(3)), Some(Reason::Ebadf));
    Ok(())
}

fn talk(one: &UdpSocket, two: &UdpSocket) -> Result<(), Reason> {
    let to = two.sockname()?;
    one.send_to(to.ip(), to.port(), b"hello")?;
    let datagram = two.recv(0)?;
    assert_eq!((datagram.source, &datagram.data[..]), (one.sockname()?, &b"hello"[..]));
    Ok(())
}

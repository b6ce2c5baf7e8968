//! Listens wherever it may, and fails in each way there is; prints the port of the listener that it keeps, and ends with a line.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use portcullis_guest::{
    Reason,
    gen_tcp::{Options, listen},
    println,
};

const FOUR: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const SIX: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

fn main() -> Result<(), Reason> {
    let listener = listen(0, &Options::new().ip(FOUR))?;
    let port = listener.port()?;
    assert_ne!(port, 0, "the system chooses a port");
    assert_eq!(listener.sockname()?, (FOUR, port).into());

    let error = |port: u16, options: Options| listen(port, &options).unwrap_err();
    assert_eq!(error(port, Options::new().ip(FOUR)), Reason::Eaddrinuse);
    assert_eq!(error(port, Options::new().ip(FOUR).reuseaddr(true)), Reason::Eaddrinuse);
    assert_eq!(error(0, Options::new().ip(FOUR).inet6()), Reason::Eafnosupport);
    assert_eq!(error(0, Options::new().ip(SIX).inet()), Reason::Eafnosupport);
    assert_eq!(
        error(0, Options::new().ip([192, 0, 2, 1].into())),
        Reason::Eaddrnotavail
    );
    assert_eq!(
        error(0, Options::new()),
        Reason::Eacces,
        "0.0.0.0 is more than the loopback"
    );
    assert_eq!(error(0, Options::new().ip(FOUR).port(1)), Reason::Einval);
    assert_eq!(error(0, Options::new().ip(FOUR).buffer(0)), Reason::Einval);
    for options in [Options::new().fd(3), Options::new().fd_name("http")] {
        assert_eq!(error(0, options), Reason::Ebadf);
    }

    let six = listen(0, &Options::new().inet6().ip(SIX).ipv6_v6only(true))?;
    assert_eq!(six.sockname()?.ip(), SIX);
    let by_address = listen(0, &Options::new().ip(SIX))?;
    assert_eq!(by_address.sockname()?.ip(), SIX, "the address says the family");

    listener.close()?;
    let again = listen(port, &Options::new().ip(FOUR))?;
    assert_eq!(again.port()?, port, "a fixed port");
    println!("{port}");
    again.accept().map(drop)
}

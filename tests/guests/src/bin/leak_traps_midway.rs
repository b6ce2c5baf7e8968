//! Traps with its hands full: sockets of every kind, watched and owned, bytes in the host's buffers.

use portcullis_guest::poll::{Poller, Readiness, send_many};
use portcullis_guest::{Active, PacketType, Reason, Timeout, args, gen_tcp, gen_udp};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = gen_tcp::Options::new().packet(PacketType::Four).active(Active::Off);
    let listener = gen_tcp::listen(0, &options.clone().ip(std::net::Ipv4Addr::LOCALHOST.into()))?;
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    let udp = gen_udp::open(0, &gen_udp::Options::new())?;
    let (one, two) = (Poller::open()?, Poller::open()?);
    one.watch(&listener, 1, Readiness::READABLE)?;
    one.watch(&connection, 2, Readiness::WRITABLE)?;
    two.own(&udp, 3)?;
    while send_many([(&connection, &[0; 60_000][..])]) == [Ok(())] {}
    assert_eq!(
        connection.recv_timeout(0, Timeout::from_millis(5)),
        Err(Reason::Timeout)
    );
    panic!("midway");
}

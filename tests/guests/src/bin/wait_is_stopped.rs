//! Waits for what never comes, in the manner that it is told.

use std::net::Ipv4Addr;

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::poll::Poller;
use portcullis_guest::socket::BindTo;
use portcullis_guest::{Active, Reason, Timeout, println};
use portcullis_test_guests::{arg, dgram};

fn main() -> Result<(), Reason> {
    let options = Options::new().ip(Ipv4Addr::LOCALHOST.into()).active(Active::Off);
    let listener = gen_tcp::listen(0, &options)?;
    let near = gen_tcp::connect("127.0.0.1", listener.port()?, &Options::new().active(Active::Off))?;
    let far = listener.accept()?;
    let udp = dgram()?;
    udp.bind(BindTo::Loopback)?;
    let poller = Poller::open()?;
    println!("waits");
    match arg(1).as_str() {
        "recv" => drop(near.recv(0)?),
        "recv with a timeout" => drop(far.recv_timeout(0, Timeout::from_millis(600_000))?),
        "recvfrom" => drop(udp.recvfrom(0)?),
        "accept" => drop(listener.accept()?),
        "wait" => drop(poller.wait(1, 1, Timeout::INFINITY)?),
        how => panic!("nobody waits by {how}"),
    }
    Ok(())
}

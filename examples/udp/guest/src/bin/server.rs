//! UDP echo server, passive: it asks for each datagram, and sends it back to where it came from.

use portcullis_guest::gen_udp::{self, Options};
use portcullis_guest::{Active, Reason, args, eprintln, println};
use std::error::Error;
use std::net::SocketAddr;

fn main() -> Result<(), Box<dyn Error>> {
    let address = args().get(1).cloned().unwrap_or_else(|| "127.0.0.1:7000".to_owned());
    let address: SocketAddr = address.parse()?;
    let options = Options::new().ip(address.ip()).active(Active::Off);
    let socket = gen_udp::open(address.port(), &options).inspect_err(|reason| eprintln!("{address}: {reason}"))?;
    println!("bound to {}", socket.sockname()?);
    loop {
        let datagram = match socket.recv(0) {
            Ok(datagram) => datagram,
            // A peer that did not wait for its answer: Linux tells of it at the next call.
            Err(Reason::Econnrefused) => continue,
            Err(reason) => return Err(reason.into()),
        };
        let peer = datagram.source;
        match socket.send_to(peer.ip(), peer.port(), &datagram.data) {
            Ok(()) => println!("{peer}: {} bytes", datagram.data.len()),
            Err(reason) => eprintln!("{peer}: {reason}"),
        }
    }
}

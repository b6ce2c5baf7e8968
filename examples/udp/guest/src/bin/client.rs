//! UDP echo client, active: it sends its arguments, and the answers come as events.

use portcullis_guest::gen_udp::{self, Options, UdpSocket};
use portcullis_guest::net::{Target, ToTarget};
use portcullis_guest::poll::{Occurrence, Poller};
use portcullis_guest::{Host, Reason, args, eprintln, println};
use std::error::Error;
use std::net::IpAddr;
use std::time::Duration;

/// A datagram may be lost on the way; nobody tells.
const PATIENCE: Duration = Duration::from_secs(1);
const ATTEMPTS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let args = args();
    let [_, server, words @ ..] = args.as_slice() else {
        eprintln!("usage: client HOST:PORT WORD...");
        return Err(Reason::Einval.into());
    };
    let target = server.to_target()?;
    // Port 0 and no address: the policy need only permit to send.
    let socket = gen_udp::open(0, &family(target.host))?;
    let poller = Poller::open()?;
    poller.own(&socket, 1)?;
    for word in words {
        match ask(&socket, &poller, target, word) {
            Ok(answer) => println!("{answer}"),
            Err(reason) => {
                eprintln!("{server}: {reason}");
                return Err(reason.into());
            }
        }
    }
    Ok(())
}

fn family(host: Host<'_>) -> Options {
    match host {
        Host::Address(IpAddr::V6(_)) => Options::new().inet6(),
        _ => Options::new().inet(),
    }
}

/// Send a word, again if need be, until it comes back.
fn ask(socket: &UdpSocket, poller: &Poller, target: Target<'_>, word: &str) -> Result<String, Reason> {
    for _ in 0..ATTEMPTS {
        socket.send_to(target.host, target.port, word.as_bytes())?;
        match answer(poller, word) {
            Err(Reason::Timeout) => {}
            result => return result,
        }
    }
    Err(Reason::Timeout)
}

/// Wait for the answer to this word; that to an earlier attempt at another is passed over.
fn answer(poller: &Poller, word: &str) -> Result<String, Reason> {
    loop {
        for event in poller.wait(16, 65_536, PATIENCE)? {
            match event.what {
                Occurrence::Datagram(datagram) if datagram.data == word.as_bytes() => {
                    return Ok(format!("{word}, says {}", datagram.source));
                }
                Occurrence::Error(reason) => return Err(reason),
                _ => {}
            }
        }
    }
}

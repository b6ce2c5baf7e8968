//! Owns a socket: datagrams, the notice of passivity and what the network says of earlier ones are its events.

use portcullis_guest::gen_udp::{self, Options};
use portcullis_guest::poll::{Occurrence, Poller};
use portcullis_guest::{Active, Reason, Timeout, args, println};
use portcullis_test_guests::insist;

fn main() -> Result<(), Reason> {
    let nobody = args()[1].parse().expect("a port");
    let socket = gen_udp::open(0, &Options::new().ip([127, 0, 0, 1].into()).active(Active::Once))?;
    let poller = Poller::open()?;
    poller.own(&socket, 1)?;
    nothing(&poller);
    println!("{}", socket.port()?);
    // The peer sends seven datagrams, each of one letter.
    assert_eq!(events(&poller, 1), "a");
    assert_eq!(socket.recv(0)?.data, b"b", "passive after once");
    socket.setopts(&Options::new().active(Active::Count(2)))?;
    assert_eq!(events(&poller, 3), "cd.");
    nothing(&poller);
    assert_eq!(socket.recv(0)?.data, b"e");
    socket.setopts(&Options::new().active(Active::Count(-1)))?;
    assert_eq!(events(&poller, 1), ".");
    socket.setopts(&Options::new().active(Active::On))?;
    assert_eq!(events(&poller, 2), "fg");
    nothing(&poller);

    socket.connect("127.0.0.1", nobody)?;
    let ask = || socket.send(b"is anybody there?").unwrap_or_default();
    ask();
    let failure = insist(|timeout| poller.wait(9, 99, timeout), ask)?;
    let failure: Vec<_> = failure.map(|event| event.what).collect();
    assert_eq!(failure, [Occurrence::Error(Reason::Econnrefused)]);
    Ok(())
}

/// That many events, a datagram as its letter and the notice as a point.
fn events(poller: &Poller, count: usize) -> String {
    let mut text = String::new();
    while text.len() < count {
        for event in poller.wait(9, 99, Timeout::INFINITY).expect("an event") {
            assert_eq!(event.token, 1);
            match event.what {
                Occurrence::Datagram(datagram) => text.push(datagram.data[0].into()),
                Occurrence::Passive => text.push('.'),
                other => panic!("{other:?}"),
            }
        }
    }
    text
}

fn nothing(poller: &Poller) {
    assert_eq!(poller.wait(9, 99, Timeout::ZERO).err(), Some(Reason::Timeout));
}

//! The peer says all that it has to say and still listens: `exit_on_close` tells whether it is answered. The argument is the peer's port.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Reason, Timeout, args,
    gen_tcp::{Connection, Options, connect},
    poll::{Occurrence, Poller},
};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let open = |options: &Options| connect(Ipv4Addr::LOCALHOST, port, options);
    let passive = Options::new().active(Active::Off);

    let stays = open(&passive.clone().exit_on_close(false))?;
    assert_eq!(stays.recv(0)?.data(), Some(b"question".as_slice()));
    assert_eq!(stays.recv(0), Err(Reason::Closed));
    assert_eq!(stays.recv(0), Err(Reason::Closed));
    answer(&stays)?;

    let exits = open(&passive)?;
    assert_eq!(exits.recv(0)?.data(), Some(b"question".as_slice()));
    assert_eq!(exits.recv(0), Err(Reason::Closed));
    assert_eq!(exits.send(b"answer"), Err(Reason::Closed));

    let active_stays = open(&Options::new().exit_on_close(false))?;
    is_told(&active_stays)?;
    answer(&active_stays)?;

    let active_exits = open(&Options::new())?;
    is_told(&active_exits)?;
    assert_eq!(active_exits.send(b"answer"), Err(Reason::Closed));
    Ok(())
}

fn answer(connection: &Connection) -> Result<(), Reason> {
    connection.send(b"ans")?;
    connection.send(b"wer")?;
    connection.close()
}

fn is_told(connection: &Connection) -> Result<(), Reason> {
    let poller = Poller::open()?;
    poller.own(connection, 7)?;
    loop {
        for event in poller.wait(8, 4_096, Timeout::INFINITY)? {
            assert_eq!(event.token, 7);
            if event.what == Occurrence::Closed {
                return Ok(());
            }
        }
    }
}

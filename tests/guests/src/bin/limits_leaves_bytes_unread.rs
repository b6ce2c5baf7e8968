//! Is flooded and does not read, or reads less than comes: the host holds no more than it may.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::poll::{Poller, Readiness};
use portcullis_guest::{Active, PacketType, Reason, Timeout, args, println, stdin};
use std::io::{BufRead, BufReader};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new().recbuf(1 << 16).packet(PacketType::Four);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    let poller = Poller::open()?;
    match &args()[2][..] {
        "unowned" => poller.watch(&connection, 1, Readiness::READABLE)?,
        "unwaited" => poller.own(&connection, 1)?,
        "passive" => {
            connection.setopts(&Options::new().active(Active::Off))?;
            assert_eq!(connection.recv(0)?.data(), Some(&[7; 9][..]));
        }
        "once" => {
            connection.setopts(&Options::new().active(Active::Once))?;
            poller.own(&connection, 1)?;
            assert_eq!(poller.wait(99, u32::MAX, Timeout::INFINITY)?.len(), 1);
        }
        other => panic!("{other}"),
    }
    println!("idle");
    BufReader::new(stdin())
        .lines()
        .next()
        .expect("a line")
        .expect("standard input");
    // The test looks at what the host holds for it now.
    std::mem::forget((connection, poller));
    Ok(())
}

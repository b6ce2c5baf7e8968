//! Never ends, in the manner that its argument names; prints a line when it is about to begin.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::poll::{Poller, Readiness};
use portcullis_guest::{Active, Reason, Timeout, args, println, stdin};
use std::io::Read;

fn main() -> Result<(), Reason> {
    let listener = gen_tcp::listen(0, &Options::new().ip([127, 0, 0, 1].into()).active(Active::Off))?;
    println!("{}", listener.port()?);
    match args()[1].as_str() {
        "loop" => loop {
            std::hint::spin_loop();
        },
        "accept" => listener.accept().map(drop),
        "recv" => {
            let connection = listener.accept()?;
            println!("accepted");
            connection.recv(0).map(drop)
        }
        "wait" => {
            let poller = Poller::open()?;
            poller.watch(&listener, 0, Readiness::READABLE)?;
            poller.wait(1, 1, Timeout::INFINITY).map(drop)
        }
        "read" => {
            let read = stdin().read(&mut [0]);
            panic!("standard input gave {read:?}")
        }
        "write" => loop {
            println!("and again");
        },
        other => panic!("no such manner: {other}"),
    }
}

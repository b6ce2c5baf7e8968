//! Takes as much as it gets of what its argument names, and prints how much that is.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::socket::{Protocol, Socket, SocketType};
use portcullis_guest::{Active, Domain, Reason, args, println};
use std::hint::black_box;

fn main() -> Result<(), Reason> {
    let args = args();
    match args[1].as_str() {
        "sockets" => {
            let open = || Socket::open(Domain::Inet, SocketType::Stream, Protocol::Default);
            let mut sockets = Vec::new();
            let reason = loop {
                match open() {
                    Ok(socket) => sockets.push(socket),
                    Err(reason) => break reason,
                }
            };
            println!("{} {}", sockets.len(), reason.atom());
        }
        "buffer" => {
            let port = args[2].parse().expect("a port");
            let connection = gen_tcp::connect("127.0.0.1", port, &Options::new().active(Active::Off))?;
            let received = connection.recv(100_000).map(|_| "received");
            println!("{}", received.unwrap_or_else(Reason::atom));
        }
        "memory" => {
            let granted = Vec::<u8>::new().try_reserve_exact(16 << 20).is_ok();
            println!("{}", if granted { "granted" } else { "refused" });
        }
        // Without a way to go on, as most programs are.
        "memory-or-die" => println!("{}", black_box(vec![1_u8; 16 << 20]).len()),
        other => panic!("no such thing: {other}"),
    }
    Ok(())
}

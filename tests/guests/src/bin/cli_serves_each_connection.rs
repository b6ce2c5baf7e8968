//! Serves the connection that it is given, in the manner of its first argument.

use std::hint::black_box;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicU32, Ordering};

use portcullis_guest::gen_tcp::{Options, connect, fdopen};
use portcullis_guest::net::{TcpListener, TcpStream};
use portcullis_guest::{Reason, eprintln, exit, println, stdin};
use portcullis_test_guests::arg;

/// Of this instance, which serves one connection: never more than 1.
static SERVED: AtomicU32 = AtomicU32::new(0);

fn main() -> io::Result<()> {
    let mut stream = TcpStream::preopened(3)?;
    let served = SERVED.fetch_add(1, Ordering::Relaxed) + 1;
    match arg(1).as_str() {
        "echo" => io::copy(&mut &stream, &mut &stream).map(|_| ()),
        "count" => write!(stream, "{served}"),
        // What the peer asks for.
        "asked" => {
            let mut asked = String::new();
            stream.read_to_string(&mut asked)?;
            match asked.as_str() {
                "trap" => panic!("as asked"),
                "hang" => loop {
                    black_box(&asked);
                },
                "exit" => exit(7),
                _ => write!(stream, "{served} {asked}"),
            }
        }
        "alone" => write!(stream, "{}", alone()),
        "say" => {
            println!("to standard output");
            eprintln!("to standard error");
            let read = io::copy(&mut stdin(), &mut io::sink())?;
            write!(stream, "{read}")
        }
        other => panic!("no manner {other}"),
    }
}

/// What comes of each attempt at something that was not given.
fn alone() -> String {
    let again = fdopen("connection", &Options::new()).map(|_| ());
    let other = fdopen(4, &Options::new()).map(|_| ());
    let port = arg(2).parse().expect("a port");
    let connect = connect("127.0.0.1", port, &Options::new()).map(|_| ());
    let listen = TcpListener::bind("127.0.0.1:0")
        .map(|_| ())
        .map_err(|error| Reason::of(&error).unwrap());
    format!("{again:?} {other:?} {connect:?} {listen:?}")
}

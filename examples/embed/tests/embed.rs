//! The host of this example, run with the guest of another.

use portcullis_guest_builder::Builder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};

const HOST: &str = env!("CARGO_BIN_EXE_portcullis-example-embed");

/// Ends with the test, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_guest_runs_under_the_policy_built_in_code() {
    let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let guests = Builder::new(workspace)
        .unwrap()
        .build(&["portcullis-example-echo"])
        .unwrap();
    let server = guests.iter().find(|guest| guest.name.ends_with("server")).unwrap();
    let start = |address: &str| {
        let mut command = Command::new(HOST);
        command.arg(&server.module).arg(address).stdout(Stdio::piped());
        Server(command.spawn().unwrap())
    };

    let mut permitted = start("127.0.0.1:0");
    let mut line = String::new();
    // Kept open: the guest says more, and would not survive that nobody listens.
    let mut output = BufReader::new(permitted.0.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    let address: SocketAddr = line.trim().rsplit(' ').next().unwrap().parse().unwrap();
    let mut peer = TcpStream::connect(address).unwrap();
    peer.write_all(b"hello").unwrap();
    peer.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    peer.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "hello");

    let mut refused = start("[::1]:0");
    assert_eq!(refused.0.wait().unwrap().code(), Some(1));
}

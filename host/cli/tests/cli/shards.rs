//! Shards: copies of a guest that share its port.

use super::folder::Folder;
use super::guest;
use super::process::{Process, end, run};
use rustix::process::Signal;
use std::io::Read;
use std::net::{Ipv4Addr, TcpStream};

#[test]
pub(crate) fn shares_its_port() {
    let folder = Folder::of("shards");
    let policy = folder.file("policy.toml", "version = 1\n[[allow]]\nlisten = 'tcp://127.0.0.1:0'");
    let mut server = Process::start(
        run()
            .args(["--shards", "2", "--policy"])
            .arg(policy)
            .arg(guest::SHARES_ITS_PORT),
    );
    let port: u16 = server.line().parse().unwrap();
    assert_eq!(server.line().parse(), Ok(port));
    // The system chooses by the client's port, of which each has another. Nobody is unlucky a thousand times.
    let firsts = (0..1_000).filter(|_| ask(port) == "1").take(2).count();
    assert_eq!(firsts, 2, "one copy has served all");
    server.signal(Signal::TERM);
    assert_eq!(server.end().status, 143);
}

fn ask(port: u16) -> String {
    let mut answer = String::new();
    let mut peer = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    peer.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn there_is_no_guest_without_a_copy() {
    let ended = end(run().args(["--shards", "0"]).arg(guest::SHARES_ITS_PORT));
    assert_eq!(ended.status, 2, "{ended:?}");
}

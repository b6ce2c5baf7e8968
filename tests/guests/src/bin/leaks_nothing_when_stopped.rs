//! Waits for what never comes, in the call that the argument names; without one it ends at once.

use portcullis_guest::inet::getaddr;
use portcullis_guest::socket::BindTo;
use portcullis_guest::{Domain, Reason, args, println};
use portcullis_test_guests::{arg, connected, dgram, listener};

fn main() -> Result<(), Reason> {
    if args().len() == 1 {
        return Ok(());
    }
    let result = match arg(2).as_str() {
        "accept" => {
            let listener = listener()?;
            println!("waiting");
            listener.accept().map(drop)
        }
        "recv" => {
            let socket = connected()?;
            println!("waiting");
            socket.recv(1).map(drop)
        }
        "recvfrom" => {
            let socket = dgram()?;
            socket.bind(BindTo::Loopback)?;
            println!("waiting");
            socket.recvfrom(0).map(drop)
        }
        "send" => {
            let socket = connected()?;
            println!("waiting");
            socket.send_all(&vec![0; 64 << 20])
        }
        "connect" => {
            println!("waiting");
            connected().map(drop)
        }
        "getaddr" => {
            println!("waiting");
            getaddr("hangs.test", Domain::Inet).map(drop)
        }
        call => panic!("no such call: {call}"),
    };
    panic!("nothing was to come: {result:?}");
}

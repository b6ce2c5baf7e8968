//! Sends a list that reaches beyond its memory: the call traps, and nothing of it is sent.

#![expect(unsafe_code, reason = "a hostile guest writes such a list by hand")]

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::poll::send_many;
use portcullis_guest::{Active, Reason, args, gen_udp};

fn main() -> Result<(), Reason> {
    let args = args();
    let port = args[1].parse().expect("a port");
    let connection = gen_tcp::connect("127.0.0.1", port, &Options::new().active(Active::Off))?;
    let udp = gen_udp::open(0, &gen_udp::Options::new())?;
    let start = args.as_ptr().cast::<u8>();
    // SAFETY: none. The guest's memory ends before the list does, and the host is to notice.
    let beyond = unsafe { std::slice::from_raw_parts(start, i32::MAX as usize) };
    match &args[2][..] {
        "send" => connection.send(beyond),
        "send-many" => send_many([(&connection, &b"first"[..]), (&connection, beyond)]).remove(1),
        _ => udp.send_to("127.0.0.1", port, beyond),
    }
}

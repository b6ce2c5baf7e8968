//! The client of the manual: connects to "localhost", sends "Some Data" and closes. The argument is the port.

use portcullis_guest::{
    PacketType, Reason, args,
    gen_tcp::{self, Options},
};

fn main() -> Result<(), Reason> {
    let some_host_in_net = "localhost";
    let port = args()[1].parse().expect("a port");
    let socket = gen_tcp::connect(some_host_in_net, port, &Options::new().packet(PacketType::Raw))?;
    socket.send(b"Some Data")?;
    socket.close()
}

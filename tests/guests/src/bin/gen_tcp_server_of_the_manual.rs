//! The server of the manual: listens, accepts one connection and receives until it is closed. Prints its port, then the data.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, PacketType, Reason,
    gen_tcp::{self, Connection, Options},
    println,
};

fn main() -> Result<(), Reason> {
    let options = Options::new()
        .ip(Ipv4Addr::LOCALHOST.into())
        .packet(PacketType::Raw)
        .active(Active::Off);
    let listen_socket = gen_tcp::listen(0, &options)?;
    println!("{}", listen_socket.port()?);
    let socket = listen_socket.accept()?;
    let data = do_recv(&socket, Vec::new())?;
    socket.close()?;
    println!("{}", data.escape_ascii());
    Ok(())
}

fn do_recv(socket: &Connection, mut data: Vec<u8>) -> Result<Vec<u8>, Reason> {
    match socket.recv(0) {
        Ok(packet) => {
            data.extend(packet.into_data().expect("raw bytes"));
            do_recv(socket, data)
        }
        Err(Reason::Closed) => Ok(data),
        Err(reason) => Err(reason),
    }
}

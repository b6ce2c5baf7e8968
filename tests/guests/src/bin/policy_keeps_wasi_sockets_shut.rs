//! Tries the way around: `wasi:sockets`, to connect to the port of its argument and to listen.

use portcullis_guest::{args, println};
use wasip2::sockets::instance_network::instance_network;
use wasip2::sockets::network::{ErrorCode, IpAddressFamily, IpSocketAddress, Ipv4SocketAddress};
use wasip2::sockets::{ip_name_lookup, tcp_create_socket, udp_create_socket};

fn main() {
    let port = args()[1].parse().unwrap();
    println!("tcp {:?}", tcp(port));
    println!(
        "udp {:?}",
        udp_create_socket::create_udp_socket(IpAddressFamily::Ipv4).map(drop)
    );
    println!(
        "name {:?}",
        ip_name_lookup::resolve_addresses(&instance_network(), "localhost").map(drop)
    );
}

fn tcp(port: u16) -> Result<(), ErrorCode> {
    let socket = tcp_create_socket::create_tcp_socket(IpAddressFamily::Ipv4)?;
    let address = IpSocketAddress::Ipv4(Ipv4SocketAddress {
        port,
        address: (127, 0, 0, 1),
    });
    socket.start_connect(&instance_network(), address)?;
    socket.subscribe().block();
    socket.finish_connect().map(drop)
}

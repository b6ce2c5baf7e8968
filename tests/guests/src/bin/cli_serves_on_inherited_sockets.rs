//! Serves one client on a socket that it finds open: `tcp` or `udp`, and the number or the name of the socket.

use portcullis_guest::{Active, Reason, args, gen_tcp, gen_udp, println};

fn main() -> Result<(), Reason> {
    let args = args();
    match args[1].as_str() {
        "tcp" => serve_connection(&args[2]),
        "udp" => serve_datagram(&args[2]),
        other => panic!("no such transport: {other}"),
    }
}

fn serve_connection(fd: &str) -> Result<(), Reason> {
    let options = gen_tcp::Options::new().active(Active::Off);
    let options = match fd.parse() {
        Ok(number) => options.fd(number),
        Err(_) => options.fd_name(fd),
    };
    let listener = gen_tcp::listen(0, &options)?;
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    connection.send(b"at your service")?;
    connection.close()
}

fn serve_datagram(fd: &str) -> Result<(), Reason> {
    let options = gen_udp::Options::new().active(Active::Off);
    let options = match fd.parse() {
        Ok(number) => options.fd(number),
        Err(_) => options.fd_name(fd),
    };
    let socket = gen_udp::open(0, &options)?;
    println!("{}", socket.port()?);
    println!("{}", String::from_utf8_lossy(&socket.recv(0)?.data));
    socket.close()
}

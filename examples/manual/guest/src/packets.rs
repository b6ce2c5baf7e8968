//! The manual of `gen_tcp`: its client and its server.

use crate::show::show;
use portcullis_guest::gen_tcp::{self, Connection, Listener, Options};
use portcullis_guest::{Active, Host, Packet, Reason, println};
use std::net::Ipv4Addr;

/// Client and server in one program: what the client sends waits in the kernel until the server asks for it.
pub(crate) fn both() -> Result<(), Reason> {
    let listener = listen()?;
    client("localhost".into(), listener.port()?)?;
    serve(&listener)
}

/// The server alone; it says at which port.
pub(crate) fn server() -> Result<(), Reason> {
    let listener = listen()?;
    println!("{}", listener.port()?);
    serve(&listener)
}

/// `client()` of the manual.
pub(crate) fn client(host: Host<'_>, port: u16) -> Result<(), Reason> {
    let name = match host {
        Host::Name(name) => format!("{name:?}"),
        Host::Address(address) => format!("{:?}", address.to_string()),
    };
    let line = format!("{{ok, Sock}} = gen_tcp:connect({name}, {port}, [binary, {{packet, 0}}])");
    let sock = show(&line, gen_tcp::connect(host, port, &Options::new()))?;
    show("ok = gen_tcp:send(Sock, \"Some Data\")", sock.send(b"Some Data"))?;
    show("ok = gen_tcp:close(Sock)", sock.close())
}

/// On the loopback and a port that is free; the manual has every interface and port 5678.
fn listen() -> Result<Listener, Reason> {
    let options = Options::new().ip(Ipv4Addr::LOCALHOST.into()).active(Active::Off);
    let line = "{ok, LSock} = gen_tcp:listen(0, [binary, {packet, 0}, {active, false}, {ip, {127,0,0,1}}])";
    show(line, gen_tcp::listen(0, &options))
}

/// `server()` of the manual, from its second line on.
fn serve(listener: &Listener) -> Result<(), Reason> {
    let sock = show("{ok, Sock} = gen_tcp:accept(LSock)", listener.accept())?;
    show("{ok, Bin} = do_recv(Sock, [])", do_recv(&sock))?;
    show("ok = gen_tcp:close(Sock)", sock.close())
}

/// `do_recv/2` of the manual: all that comes until the peer closes.
fn do_recv(sock: &Connection) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    loop {
        match sock.recv(0).map(Packet::into_data) {
            Ok(data) => bytes.extend(data.unwrap_or_default()),
            Err(Reason::Closed) => return Ok(bytes),
            Err(reason) => return Err(reason),
        }
    }
}

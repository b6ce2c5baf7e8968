//! The manual of `socket`: each of its example lines, in an order in which they make one story.

use crate::show::show;
use portcullis_guest::socket::{BindTo, Protocol, Sent, Socket, SocketType, option};
use portcullis_guest::{Domain, Linger, Reason, ShutdownHow};

/// A listening socket, a socket that connects to it, and the connected one that comes of it.
pub(crate) fn walk() -> Result<(), Reason> {
    let listening = listen()?;
    let (socket, connected) = connect(&listening)?;
    transfer(&socket, &connected)?;
    end(&listening, &socket, &connected)
}

fn open(line: &str) -> Result<Socket, Reason> {
    show(line, Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp))
}

fn listen() -> Result<Socket, Reason> {
    let socket = open("{ok, ListeningSocket} = socket:open(inet, stream, tcp)")?;
    show(
        "ok = socket:setopt(ListeningSocket, {socket, reuseaddr}, true)",
        socket.setopt(option::REUSEADDR, true),
    )?;
    show(
        "ok = socket:setopt(ListeningSocket, {socket, linger}, #{onoff => true, linger => 0})",
        socket.setopt(option::LINGER, Linger { onoff: true, linger: 0 }),
    )?;
    show(
        "{ok, stream} = socket:getopt(ListeningSocket, {socket, type})",
        socket.getopt(option::TYPE),
    )?;
    // The manual has `addr => any` and port 44404: more than this example needs.
    show(
        "ok = socket:bind(ListeningSocket, #{family => inet, addr => loopback, port => 0})",
        socket.bind(BindTo::Loopback),
    )?;
    show("ok = socket:listen(ListeningSocket)", socket.listen(None))?;
    show("ok = socket:listen(ListeningSocket, 4)", socket.listen(Some(4)))?;
    Ok(socket)
}

fn connect(listening: &Socket) -> Result<(Socket, Socket), Reason> {
    let address = listening.sockname()?;
    let socket = open("{ok, Socket} = socket:open(inet, stream, tcp)")?;
    let port = address.port();
    show(
        &format!("ok = socket:connect(Socket, #{{family => inet, addr => loopback, port => {port}}})"),
        socket.connect(address),
    )?;
    let line = "{ok, ConnectedSocket} = socket:accept(ListeningSocket)";
    let connected = show(line, listening.accept())?;
    show("{ok, Address} = socket:peername(ConnectedSocket)", connected.peername())?;
    show("{ok, Address} = socket:sockname(ConnectedSocket)", connected.sockname())?;
    Ok((socket, connected))
}

fn transfer(socket: &Socket, connected: &Socket) -> Result<(), Reason> {
    let data = b"Some Data";
    show(
        "ok = socket:send(ConnectedSocket, Data)",
        connected.send(data).and_then(all),
    )?;
    show("{ok, Data} = socket:recv(Socket)", socket.recv(0))?;
    let dest = connected.sockname()?;
    show(
        "ok = socket:sendto(Socket, Data, Dest)",
        socket.sendto(data, dest).and_then(all),
    )?;
    show(
        "{ok, {Address, Data}} = socket:recvfrom(ConnectedSocket)",
        connected.recvfrom(0),
    )?;
    Ok(())
}

/// A few bytes fit any send buffer.
fn all(sent: Sent<'_>) -> Result<(), Reason> {
    match sent {
        Sent::All => Ok(()),
        Sent::Rest(_) => Err(Reason::Enobufs),
    }
}

fn end(listening: &Socket, socket: &Socket, connected: &Socket) -> Result<(), Reason> {
    show(
        "ok = socket:shutdown(Socket, read_write)",
        socket.shutdown(ShutdownHow::ReadWrite),
    )?;
    show("ok = socket:close(Socket)", socket.close())?;
    show("ok = socket:close(ConnectedSocket)", connected.close())?;
    show("ok = socket:close(ListeningSocket)", listening.close())
}

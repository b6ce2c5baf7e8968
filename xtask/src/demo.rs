//! `cargo xtask demo`: the story of the gate, told by the examples.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    thread,
};

use anyhow::{Context, Result, ensure};

use crate::example::Examples;

const GUEST_LISTENS: &str = "\
A server inside the sandbox. Its policy lets it listen on the loopback, and it asks for port 0: any port that is free.
Then a client outside, an ordinary program of this machine, connects to it.";

const GUEST_CONNECTS: &str = "\
The other way round: an ordinary server of this machine, and a client inside the sandbox. Its policy names `localhost`;
the host resolves the name and checks the address.";

const GUEST_IS_REFUSED: &str = "\
A program that knocks where its policy does not let it in. Inside, each refusal is a reason that it can handle.
Outside, the operator is told of the first one, and of the lines of policy that would grant it.";

/// What happens in a scene.
type Play = fn(&Examples) -> Result<()>;

/// Three scenes; the first that fails ends it.
pub(crate) fn demo() -> Result<()> {
    let examples = Examples::build(&["echo", "denied"])?;
    let scenes: [(&str, Play); 3] = [
        (GUEST_LISTENS, guest_listens),
        (GUEST_CONNECTS, guest_connects),
        (GUEST_IS_REFUSED, guest_is_refused),
    ];
    for (number, (story, play)) in (1..).zip(scenes) {
        println!("\n{number}. {story}\n");
        play(&examples).with_context(|| format!("scene {number}"))?;
    }
    println!("\nAll went as it should. More to run: examples/README.md");
    Ok(())
}

fn guest_listens(examples: &Examples) -> Result<()> {
    let mut server = examples.start("echo-server", &["127.0.0.1:0".to_owned()])?;
    let line = server.line()?;
    let address: SocketAddr = line
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .parse()
        .context("no address")?;
    let answer = ask(address, "who goes there?")?;
    ensure!(answer == "who goes there?", "the answer was {answer:?}");
    println!("the client sent \"who goes there?\" and received \"{answer}\"");
    server.line()?;
    Ok(())
}

/// Send a text and take the answer.
fn ask(address: SocketAddr, text: &str) -> Result<String> {
    let mut peer = TcpStream::connect(address)?;
    println!("the client connects from {}", peer.local_addr()?);
    peer.write_all(text.as_bytes())?;
    peer.shutdown(Shutdown::Write)?;
    let mut answer = String::new();
    peer.read_to_string(&mut answer)?;
    Ok(answer)
}

fn guest_connects(examples: &Examples) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    println!("the server listens on 127.0.0.1:{port}");
    // If the client is refused nobody ever comes, so nobody waits for this thread before the client has ended well.
    let server = thread::spawn(move || echo_once(&listener));
    let words = [format!("localhost:{port}"), "hello,".to_owned(), "host".to_owned()];
    let (status, output, _) = examples.start("echo-client", &words)?.finish()?;
    ensure!(
        status.success() && output.ends_with("hello,\nhost\n"),
        "the client failed: {status}"
    );
    let bytes = server.join().ok().context("the server panicked")??;
    ensure!(bytes == 10, "the server received {bytes} bytes");
    println!("the server sent back {bytes} bytes");
    Ok(())
}

fn echo_once(listener: &TcpListener) -> io::Result<u64> {
    let (peer, _) = listener.accept()?;
    io::copy(&mut &peer, &mut &peer)
}

fn guest_is_refused(examples: &Examples) -> Result<()> {
    let (status, output, errors) = examples.start("denied", &[])?.finish()?;
    ensure!(status.success(), "the guest failed: {status}");
    ensure!(
        output.contains("connect to 127.0.0.1:5432: eacces"),
        "the guest was not told the reason"
    );
    ensure!(
        errors.contains("connect = [\"tcp://127.0.0.1:5432\"]"),
        "the operator was not told the line that would grant it"
    );
    Ok(())
}

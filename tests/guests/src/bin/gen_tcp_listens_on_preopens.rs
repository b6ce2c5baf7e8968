//! Serves on each listener that the policy pre-opens, by number and by name, again after closing it, and on no other descriptor.

use portcullis_guest::{
    Active, Reason,
    gen_tcp::{Listener, Options, listen},
    println,
};

fn main() -> Result<(), Reason> {
    let options = || Options::new().active(Active::Off);
    for options in [
        options().fd(3),
        options().fd_name("http"),
        options().fd(4),
        options().fd_name("inherited"),
    ] {
        for _ in 0..2 {
            let listener = listen(0, &options)?;
            serve(&listener)?;
            listener.close()?;
        }
    }
    let (one, two) = (listen(0, &options().fd(3))?, listen(0, &options().fd_name("http"))?);
    one.close()?;
    serve(&two)?;

    let unknown = [options().fd(6), options().fd_name("https"), options().fd_name("")];
    let datagrams = [options().fd(5), options().fd_name("dns")];
    for options in unknown.into_iter().chain(datagrams) {
        assert_eq!(listen(0, &options).unwrap_err(), Reason::Ebadf);
    }
    Ok(())
}

fn serve(listener: &Listener) -> Result<(), Reason> {
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    assert_eq!(connection.recv(4)?.data(), Some(b"ping".as_slice()));
    connection.send(b"pong")?;
    connection.close()
}

//! Listens and does not accept until it is told to; then counts who has waited. An argument is the backlog.

use std::{
    io::{BufRead, BufReader},
    net::Ipv4Addr,
};

use portcullis_guest::{
    Reason, Timeout, args,
    gen_tcp::{Options, listen},
    println, stdin,
};

fn main() -> Result<(), Reason> {
    let mut options = Options::new().ip(Ipv4Addr::LOCALHOST.into());
    if let Some(backlog) = args().get(1) {
        options = options.backlog(backlog.parse().expect("a number"));
    }
    let listener = listen(0, &options)?;
    println!("{}", listener.port()?);
    BufReader::new(stdin()).lines().next();
    let mut waited = 0;
    while listener.accept_timeout(Timeout::ZERO).is_ok() {
        waited += 1;
    }
    println!("{waited}");
    Ok(())
}

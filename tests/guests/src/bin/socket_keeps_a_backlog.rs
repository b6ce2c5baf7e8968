//! Lets as many wait as the backlog has room for, and one more, as Linux does; then a connect finds no answer.

use portcullis_guest::socket::{BindTo, Socket};
use portcullis_guest::{Reason, Timeout};
use portcullis_test_guests::stream;

fn main() -> Result<(), Reason> {
    assert_eq!(waiting(Some(0))?, 1);
    assert_eq!(waiting(Some(2))?, 3);
    assert_eq!(waiting(None)?, 6);
    Ok(())
}

fn waiting(backlog: Option<u32>) -> Result<usize, Reason> {
    let listener = stream()?;
    listener.bind(BindTo::Loopback)?;
    listener.listen(backlog)?;
    let mut clients = Vec::new();
    let client = connecting(&listener, &mut clients)?;
    assert_eq!(client.close(), Ok(()), "it is of no use but to be closed");
    let accepted = clients
        .iter()
        .map(|_| listener.accept())
        .collect::<Result<Vec<_>, _>>()?;
    Ok(accepted.len())
}

/// The first client that gets no answer; those that got one are kept.
fn connecting(listener: &Socket, clients: &mut Vec<Socket>) -> Result<Socket, Reason> {
    loop {
        let client = stream()?;
        match client.connect_timeout(listener.sockname()?, Timeout::from_millis(50)) {
            Ok(()) => clients.push(client),
            Err(Reason::Timeout) => return Ok(client),
            Err(reason) => return Err(reason),
        }
    }
}

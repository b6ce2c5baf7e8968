//! Accepts: at once, in time, and as long as it takes.

use portcullis_guest::{Reason, Timeout, println};
use portcullis_test_guests::{dgram, listener, meet, stream};

fn main() -> Result<(), Reason> {
    let listener = listener()?;
    assert_eq!(listener.accept_timeout(Timeout::ZERO).map(drop), Err(Reason::Timeout));
    assert_eq!(
        listener.accept_timeout(Timeout::from_millis(20)).map(drop),
        Err(Reason::Timeout)
    );
    meet(&listener.sockname()?.port().to_string());
    let at_once = listener.accept_timeout(Timeout::ZERO)?;
    assert_eq!(at_once.recv(0)?, b"first");
    assert_eq!(at_once.sockname()?, listener.sockname()?);
    let in_time = listener.accept_timeout(Timeout::from_millis(60_000))?;
    assert_eq!(in_time.recv(0)?, b"second");
    println!("waiting");
    assert_eq!(listener.accept()?.recv(0)?, b"third");

    assert_eq!(stream()?.accept().map(drop), Err(Reason::Einval));
    assert_eq!(at_once.accept().map(drop), Err(Reason::Einval));
    assert_eq!(dgram()?.accept().map(drop), Err(Reason::Eopnotsupp));
    Ok(())
}

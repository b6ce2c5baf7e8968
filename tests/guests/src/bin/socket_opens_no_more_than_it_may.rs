//! Opens as many sockets as it may; a closed one counts until its handle is dropped.

use portcullis_guest::Reason;
use portcullis_test_guests::stream;

fn main() -> Result<(), Reason> {
    let first = stream()?;
    let second = stream()?;
    assert_eq!(stream().map(drop), Err(Reason::Emfile));
    first.close()?;
    assert_eq!(stream().map(drop), Err(Reason::Emfile));
    drop(first);
    let third = stream()?;
    assert_eq!(stream().map(drop), Err(Reason::Emfile));
    drop((second, third));
    Ok(())
}

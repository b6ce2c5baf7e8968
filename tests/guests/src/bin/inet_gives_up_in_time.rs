//! A name is never answered: others are.

use portcullis_guest::inet::{getaddr, getaddr_timeout, getaddrs_timeout};
use portcullis_guest::{Domain, Reason, Timeout};

fn main() -> Result<(), Reason> {
    let soon = Timeout::from_millis(20);
    assert_eq!(getaddr_timeout("hangs.test", Domain::Inet, soon), Err(Reason::Timeout));
    getaddr("answers.test", Domain::Inet)?;
    assert_eq!(getaddrs_timeout("hangs.test", Domain::Inet, soon), Err(Reason::Timeout));
    // The test lets two be under way, and both still are: nobody is asked for a third.
    assert_eq!(
        getaddr_timeout("answers.test", Domain::Inet, soon),
        Err(Reason::Timeout)
    );
    Ok(())
}

//! Listens: bound, unbound, twice; and where that cannot be.

use portcullis_guest::Reason;
use portcullis_guest::socket::{BindTo, option};
use portcullis_test_guests::{dgram, listener, pair, stream};

fn main() -> Result<(), Reason> {
    let bound = listener()?;
    assert!(bound.getopt(option::ACCEPTCONN)?);
    assert_eq!(
        bound.listen(Some(1)),
        Ok(()),
        "the backlog of a listener may be changed"
    );

    let unbound = stream()?;
    unbound.listen(None)?;
    let any = unbound.sockname()?;
    assert!(any.ip().is_unspecified() && any.port() != 0, "{any}");

    assert_eq!(dgram()?.listen(None), Err(Reason::Eopnotsupp));
    let (near, far) = pair()?;
    assert_eq!(near.listen(None), Err(Reason::Einval));
    assert_eq!(far.listen(None), Err(Reason::Einval));

    let only_binds = stream()?;
    only_binds.bind(BindTo::Address(([127, 0, 0, 2], 0).into()))?;
    assert_eq!(only_binds.listen(None), Err(Reason::Eacces));
    Ok(())
}

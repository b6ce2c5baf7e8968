//! Accepts one connection; the test tries with a peer that the policy does not accept first.

use portcullis_guest::{Reason, println};
use portcullis_test_guests::accepted;

fn main() -> Result<(), Reason> {
    println!("{}", accepted()?.peername()?.ip());
    Ok(())
}

//! Ends in the manner that its argument names.

use portcullis_guest::{Reason, args, exit};

fn main() -> Result<(), Reason> {
    let args = args();
    match args[1].as_str() {
        "well" => Ok(()),
        "badly" => Err(Reason::Econnrefused),
        "panic" => panic!("this guest is at its wits' end"),
        status => exit(status.parse().expect("a status")),
    }
}

//! Looks up a name while another is under way and never answered: with one lookup at a time, it waits for its turn.

use portcullis_guest::{Domain, Reason, Timeout, args, inet};

fn main() {
    let short = Timeout::from_millis(30);
    assert_eq!(
        inet::getaddr_timeout("hang.test", Domain::Inet, short),
        Err(Reason::Timeout)
    );
    let found = if args()[1] == "1" {
        inet::getaddr_timeout("quick.test", Domain::Inet, short)
    } else {
        inet::getaddr("quick.test", Domain::Inet)
    };
    let expected = if args()[1] == "1" {
        Err(Reason::Timeout)
    } else {
        Ok([127, 0, 0, 1].into())
    };
    assert_eq!(found, expected);
}

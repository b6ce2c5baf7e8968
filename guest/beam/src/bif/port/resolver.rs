//! Resolver: the program `inet_gethost` as `inet_gethost_native` speaks with it, which knows of no host but this one.

use crate::term::Term;
use std::net::Ipv4Addr;

/// The name of the program.
pub(super) const PROGRAM: &str = "inet_gethost";

/// What this machine is called, and its address.
const NAME: &[u8] = b"localhost";
const ADDRESS: [u8; 4] = [127, 0, 0, 1];

/// Whether a list of characters is the path of that program.
pub(super) fn is_resolver(path: Term) -> bool {
    let mut elements = path.elements();
    let text: Option<String> = elements
        .by_ref()
        .take(1 << 12)
        .map(|character| char::from_u32(u32::try_from(character.as_small()?).ok()?))
        .collect();
    text.is_some_and(|path| path.rsplit('/').next() == Some(PROGRAM)) && elements.rest().is_nil()
}

/// What it answers to a request: four bytes that name it, what is asked (1: a name; 2: an address), the kind of address (1: of 4 bytes),
/// and the name with a zero, or the address. What is no question has no answer.
pub(super) fn answer(request: &[u8]) -> Option<Vec<u8>> {
    let (number, question) = request.split_at_checked(4)?;
    let found = match question {
        [1, 1, name @ ..] => {
            let name = name.strip_suffix(&[0]).unwrap_or(name);
            let address = match name {
                NAME => Some(ADDRESS),
                _ => str::from_utf8(name)
                    .ok()
                    .and_then(|text| Some(text.parse::<Ipv4Addr>().ok()?.octets())),
            };
            address.map(|address| (address, name))
        }
        [2, 1, address @ ..] => (*address == ADDRESS).then_some((ADDRESS, NAME)),
        [1 | 2, ..] => None,
        _ => return None,
    };
    let one = 1u32.to_be_bytes();
    Some(match found {
        Some((address, name)) => [number, &[4], &one, &address, &one, name, &[0]].concat(),
        None => [number, &[0], b"notfound\0"].concat(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_known_but_this_machine() {
        let found = answer(b"\0\0\0\x07\x01\x01localhost\0");
        assert_eq!(
            found,
            Some(b"\0\0\0\x07\x04\0\0\0\x01\x7f\0\0\x01\0\0\0\x01localhost\0".to_vec())
        );
        assert_eq!(
            answer(b"\0\0\0\x08\x01\x01other\0"),
            Some(b"\0\0\0\x08\0notfound\0".to_vec())
        );
        assert_eq!(answer(b"\0\0\0\x08\x03"), None);
    }
}

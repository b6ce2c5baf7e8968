//! Preopen: a descriptor that the guest finds open, by number or by name.

use crate::raw::types::Preopen;

impl From<u32> for Preopen<'_> {
    fn from(number: u32) -> Self {
        Self::Fd(number)
    }
}

impl<'a> From<&'a str> for Preopen<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

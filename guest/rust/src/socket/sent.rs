//! Results of a send: all of the bytes went, or some are left.

/// What a send took: `ok`, or `{ok, Rest}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use = "the rest is for the guest to send"]
pub enum Sent<'a> {
    /// `ok`: all of the bytes.
    All,
    /// `{ok, Rest}`: all but these, which are for the guest to send.
    Rest(&'a [u8]),
}

impl<'a> Sent<'a> {
    pub(super) fn of(data: &'a [u8], taken: u32) -> Self {
        match data.get(taken as usize..) {
            Some(rest) if !rest.is_empty() => Self::Rest(rest),
            _ => Self::All,
        }
    }

    /// The bytes that are left, none of `All`.
    pub const fn rest(self) -> &'a [u8] {
        match self {
            Self::All => &[],
            Self::Rest(rest) => rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_taken_is_the_rest() {
        assert_eq!(Sent::of(b"abc", 1), Sent::Rest(b"bc"));
        assert_eq!(Sent::of(b"abc", 3), Sent::All);
        assert_eq!(Sent::of(b"", 0), Sent::All);
        assert_eq!(Sent::of(b"abc", 0).rest(), b"abc");
    }
}

//! Where to cut: what is known about the next packet in a buffer.

/// What a look at the buffered bytes says about the next packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// At least this many bytes are missing.
    Need(usize),
    /// Exactly this many bytes are missing: the header has said how long the packet is.
    Lack(usize),
    /// It is whole.
    Whole(Span),
}

/// The bytes of one whole packet, counted from the start of the buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    /// A header that is not delivered.
    pub(crate) skip: usize,
    /// What is delivered.
    pub(crate) body: usize,
    /// Padding that is not delivered.
    pub(crate) pad: usize,
}

impl Span {
    /// A packet that is delivered as it stands.
    pub(crate) fn all(body: usize) -> Span {
        Span {
            body,
            ..Span::default()
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.skip + self.body + self.pad
    }

    /// Whole, if that many bytes are there.
    pub(crate) fn within(self, buffered: usize) -> Cut {
        match self.len().checked_sub(buffered) {
            None | Some(0) => Cut::Whole(self),
            Some(missing) => Cut::Lack(missing),
        }
    }
}

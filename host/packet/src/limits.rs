//! How large a packet may be: what the guest asked for, within what the host allows.

/// The limits of a framer, as plain data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one packet that the host holds, whatever the guest asks for.
    pub hard: usize,
    /// `{packet_size, _}`: the most bytes in a packet, its header apart; 0 leaves it to `hard`.
    pub packet_size: u32,
    /// `{buffer, _}`: the longest line, and the most raw bytes in one packet.
    pub line: usize,
}

impl Limits {
    /// What OTP's users expect of `{buffer, _}` and `{packet_size, _}` unset, under a limit of the host.
    pub fn new(hard: usize) -> Limits {
        Limits {
            hard,
            packet_size: 0,
            line: 64 * 1024,
        }
    }

    /// The most bytes that a length header may announce.
    pub(crate) fn announced(&self) -> usize {
        self.asked().unwrap_or(self.hard).min(self.hard)
    }

    /// The most bytes in an HTTP line, folds and newlines included.
    pub(crate) fn http_line(&self) -> usize {
        self.announced().min(self.piece())
    }

    /// The most bytes to deliver of raw bytes, or of a line that has not ended.
    pub(crate) fn piece(&self) -> usize {
        // At least one, or nothing would ever be delivered.
        self.line.min(self.hard).max(1)
    }

    /// The longest line that is not an error; a longer one comes in pieces when there is none.
    pub(crate) fn longest_line(&self) -> Option<usize> {
        // OTP cuts a line at its buffer before it compares it with packet_size, so only a smaller packet_size counts.
        self.asked().filter(|&asked| asked < self.piece())
    }

    fn asked(&self) -> Option<usize> {
        (self.packet_size > 0).then_some(self.packet_size as usize)
    }
}

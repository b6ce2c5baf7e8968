//! Source: a socket that a poller can watch or own.

use crate::Error;
use crate::descriptor::Descriptor;
use crate::poll::{Attachment, Harvest};
use rustix::event::epoll::EventFlags;

/// Which table a source is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the table of that name")]
pub enum Kind {
    Socket,
    Listener,
    Connection,
    UdpSocket,
}

/// A source's place: its table, its number there, and the generation that tells it from an earlier one of that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceId {
    pub(crate) kind: Kind,
    pub(crate) generation: u32,
    pub(crate) index: u32,
}

/// Generations take what is left of 64 bits beside the kind and the number.
const GENERATION_BITS: u32 = 30;

impl SourceId {
    pub(crate) fn new(kind: Kind, generation: u32, index: u32) -> Self {
        Self {
            kind,
            generation: generation & ((1 << GENERATION_BITS) - 1),
            index,
        }
    }

    /// As the kernel carries it.
    pub(crate) fn pack(self) -> u64 {
        let kind = match self.kind {
            Kind::Socket => 0,
            Kind::Listener => 1,
            Kind::Connection => 2,
            Kind::UdpSocket => 3,
        };
        kind << 62 | u64::from(self.generation) << 32 | u64::from(self.index)
    }

    pub(crate) fn unpack(data: u64) -> Self {
        let kind = match data >> 62 {
            0 => Kind::Socket,
            1 => Kind::Listener,
            2 => Kind::Connection,
            _ => Kind::UdpSocket,
        };
        Self::new(kind, (data >> 32) as u32, data as u32)
    }
}

/// A socket that a poller can watch or own.
pub(crate) trait Source {
    /// Its descriptor, unless it is closed.
    fn descriptor(&self) -> Option<&Descriptor>;

    fn attachment(&self) -> &Attachment;

    fn attachment_mut(&mut self) -> &mut Attachment;

    /// What its owner, beside what its watcher asks for, wants to hear from the kernel.
    fn owner_wants(&self) -> EventFlags {
        EventFlags::empty()
    }

    /// Is there something to report that the kernel does not know of?
    fn has_buffered(&mut self) -> bool {
        false
    }

    /// Make events of what the kernel says; `heard` is empty when it says nothing and [`has_buffered`](Self::has_buffered) called for it.
    fn harvest(&mut self, heard: EventFlags, harvest: &mut Harvest<'_>);

    /// Tell the kernel what the source now wants to hear: after any change of interest, mode or buffers.
    ///
    /// # Errors
    /// What `epoll_ctl(2)` says, e.g. that the host watches as many files as it may.
    fn rearm(&mut self) -> Result<(), Error> {
        if !self.attachment().is_attached() {
            return Ok(());
        }
        let wanted = self.attachment().watcher_wants() | self.owner_wants();
        let buffered = self.has_buffered();
        if self.attachment().is_armed(wanted) && !buffered {
            return Ok(());
        }
        let file = self.descriptor().map(Descriptor::file);
        self.attachment_mut().arm(file, wanted, buffered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_the_kernel() {
        for kind in [Kind::Socket, Kind::Listener, Kind::Connection, Kind::UdpSocket] {
            let id = SourceId::new(kind, u32::MAX, u32::MAX - 1);
            assert_eq!(SourceId::unpack(id.pack()), id);
        }
    }
}

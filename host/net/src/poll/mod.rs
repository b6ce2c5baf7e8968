//! Poll: one epoll descriptor, many sockets, data included.
//!
//! A `Source` is a socket that a poller can watch or own; it says what it wants to hear from the kernel, and makes events of what it
//! hears. Its `Attachment` ties it to one poller. A [`Poller`] hears what the kernel has to say, then lets each source that is ready
//! fill the `Harvest`.

mod attachment;
mod harvest;
mod poller;
mod source;

pub(crate) use attachment::Attachment;
pub(crate) use harvest::Harvest;
pub use harvest::{Event, Occurrence};
pub use poller::Poller;
pub(crate) use source::Source;
pub use source::{Kind, SourceId};

use rustix::event::epoll::EventFlags;

bitflags::bitflags! {
    /// What a socket is ready for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Readiness: u8 {
        /// `recv` or `accept` will not wait.
        const READABLE = 1;
        /// `send` will not wait.
        const WRITABLE = 1 << 1;
        /// Both directions have ended.
        const HANGUP = 1 << 2;
        /// The socket has failed.
        const FAILED = 1 << 3;
    }
}

/// What the kernel's flags, and bytes that the host holds, mean to a watcher.
pub(crate) fn readiness(heard: EventFlags, buffered: bool, interest: Readiness) -> Readiness {
    let mut ready = Readiness::empty();
    ready.set(Readiness::READABLE, heard.contains(EventFlags::IN) || buffered);
    ready.set(Readiness::WRITABLE, heard.contains(EventFlags::OUT));
    ready &= interest;
    ready.set(Readiness::HANGUP, heard.contains(EventFlags::HUP));
    ready.set(Readiness::FAILED, heard.contains(EventFlags::ERR));
    ready
}

//! A socket as what a poller watches.

use crate::descriptor::Descriptor;
use crate::poll::{Attachment, Harvest, Source};
use crate::socket::Socket;
use rustix::event::epoll::EventFlags;

impl Source for Socket {
    fn descriptor(&self) -> Option<&Descriptor> {
        self.descriptor.as_deref()
    }

    fn attachment(&self) -> &Attachment {
        &self.attachment
    }

    fn attachment_mut(&mut self) -> &mut Attachment {
        &mut self.attachment
    }

    /// Bytes that an earlier receive left are as good as bytes in the kernel.
    fn has_buffered(&mut self) -> bool {
        !self.kept.is_empty() && self.attachment.watches_reads()
    }

    fn harvest(&mut self, heard: EventFlags, harvest: &mut Harvest<'_>) {
        harvest.report(&self.attachment, heard, !self.kept.is_empty());
    }
}

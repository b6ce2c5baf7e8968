//! A UDP socket as what a poller watches and owns: active mode.

use crate::descriptor::Descriptor;
use crate::poll::{Attachment, Harvest, Occurrence, Source};
use crate::transfer;
use crate::udp::UdpSocket;
use rustix::event::epoll::EventFlags;
use rustix::io::Errno;

/// How many datagrams one socket takes before others have their turn.
const TURN: usize = 64;

impl Source for UdpSocket {
    fn descriptor(&self) -> Option<&Descriptor> {
        self.descriptor.as_deref()
    }

    fn attachment(&self) -> &Attachment {
        &self.attachment
    }

    fn attachment_mut(&mut self) -> &mut Attachment {
        &mut self.attachment
    }

    fn owner_wants(&self) -> EventFlags {
        let delivers = self.attachment.owner().is_some() && self.credit.is_active();
        if delivers { EventFlags::IN } else { EventFlags::empty() }
    }

    fn has_buffered(&mut self) -> bool {
        self.passive_due && self.attachment.owner().is_some()
    }

    fn harvest(&mut self, heard: EventFlags, harvest: &mut Harvest<'_>) {
        harvest.report(&self.attachment, heard, false);
        let Some(token) = self.attachment.owner() else { return };
        if !heard.is_empty() {
            self.deliver(token, harvest);
        }
        if self.passive_due && harvest.has_room() {
            self.passive_due = false;
            harvest.push(token, Occurrence::Passive);
        }
    }
}

impl UdpSocket {
    /// Deliver datagrams while there are some, there is credit, and the harvest has room.
    fn deliver(&mut self, token: u64, harvest: &mut Harvest<'_>) {
        let Some(descriptor) = self.descriptor.clone() else {
            return;
        };
        for _ in 0..TURN {
            if !self.credit.is_active() || !harvest.has_room() {
                return;
            }
            let (guest, scratch) = harvest.guest_and_scratch(self.manner.buffer as usize);
            match transfer::take_datagram(&descriptor, guest, self.admits, scratch) {
                Ok(Some((source, data))) => {
                    harvest.push(token, Occurrence::Datagram(source, data));
                    self.passive_due |= self.credit.spend().is_some();
                }
                Ok(None) => {}
                Err(Errno::AGAIN) => return,
                // What the network says of an earlier datagram, e.g. that nobody received it.
                Err(errno) => return harvest.push(token, Occurrence::Error(errno.into())),
            }
        }
    }
}

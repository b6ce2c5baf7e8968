//! A connection as what a poller watches and owns: active mode.

use crate::Error;
use crate::arrival;
use crate::descriptor::Descriptor;
use crate::poll::{Attachment, Harvest, Occurrence, Source};
use crate::tcp::connection::{Connection, End, Reading};
use portcullis_packet::{Packet, PacketType};
use rustix::event::epoll::EventFlags;
use rustix::io::Errno;

/// How many packets one connection delivers before others have their turn.
const TURN: usize = 256;

impl Source for Connection {
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
        let mut wanted = EventFlags::empty();
        // Without credit nothing is read: the peer is slowed by TCP itself.
        wanted.set(EventFlags::IN, self.delivers() && self.reading == Reading::Open);
        wanted.set(EventFlags::OUT, !self.queue.is_empty());
        wanted
    }

    fn has_buffered(&mut self) -> bool {
        if self.attachment.owner().is_some() {
            let due = self.passive_due || self.delivers() && matches!(self.reading, Reading::Ended(_));
            if due || self.delivers() && self.framer.has_packet() {
                return true;
            }
        }
        self.attachment.watches_reads() && self.can_receive_buffered()
    }

    fn harvest(&mut self, heard: EventFlags, harvest: &mut Harvest<'_>) {
        if heard.contains(EventFlags::OUT) {
            // A failure is the reader's, or the next sender's, to hear of.
            let _ = self.flush();
        }
        // While the queue waits for it, room in the kernel is the queue's.
        let left = if self.queue.is_empty() {
            heard
        } else {
            heard - EventFlags::OUT
        };
        let buffered = self.attachment.watch().is_some() && self.can_receive_buffered();
        harvest.report(&self.attachment, left, buffered);
        if let Some(token) = self.attachment.owner() {
            self.deliver(token, !heard.is_empty(), harvest);
            self.recharge();
        }
    }
}

impl Connection {
    fn delivers(&self) -> bool {
        self.attachment.owner().is_some() && self.credit.is_active()
    }

    /// What an active connection holds is its owner's, and nothing that a watcher could receive.
    fn can_receive_buffered(&mut self) -> bool {
        !self.credit.is_active() && self.framer.has_packet()
    }

    /// Deliver packets while there are some, there is credit, and the harvest has room.
    fn deliver(&mut self, token: u64, mut may_read: bool, harvest: &mut Harvest<'_>) {
        for _ in 0..TURN {
            if self.passive_due && harvest.has_room() {
                self.passive_due = false;
                harvest.push(token, Occurrence::Passive);
            }
            if !self.credit.is_active() || !harvest.has_room() {
                return;
            }
            let packet = match self.next_packet() {
                // Once a turn: what comes meanwhile is for the next.
                None if std::mem::take(&mut may_read) && self.reading == Reading::Open => self.read_now(harvest),
                packet => packet,
            };
            match (packet, self.reading) {
                (Some(packet), _) => {
                    harvest.push(token, Occurrence::Data(packet));
                    self.passive_due |= self.credit.spend().is_some();
                }
                (None, Reading::Ended(end)) => return self.deliver_end(token, end, harvest),
                (None, _) => return,
            }
        }
    }

    /// Read once, and take a packet. Raw bytes are one as they come; others go through the framer.
    fn read_now(&mut self, harvest: &mut Harvest<'_>) -> Option<Packet> {
        let raw = self.manner.packet == PacketType::Raw;
        let bound = if raw {
            harvest.bytes_left().max(1)
        } else {
            self.framer_charge.left()
        };
        let most = bound.min(self.manner.buffer as usize);
        if most == 0 {
            self.reading = Reading::Ended(End::NoBuffers);
            return None;
        }
        let scratch = harvest.scratch(most);
        let read = match self.descriptor.as_ref()?.now(|fd| arrival::read_now(fd, scratch)) {
            Err(Errno::AGAIN) => return None,
            result => self.note(result.map_err(Error::from)).ok()?,
        };
        if raw {
            return (read > 0).then(|| Packet::Data(scratch[..read].to_vec()));
        }
        self.framer.push(&scratch[..read]);
        self.next_packet()
    }

    /// `{tcp_error, S, Reason}`, if there is a reason to tell, and `{tcp_closed, S}`.
    fn deliver_end(&mut self, token: u64, end: End, harvest: &mut Harvest<'_>) {
        if let Some(error) = self.failure(end) {
            harvest.push(token, Occurrence::Error(error));
            self.reading = Reading::Ended(End::Reported);
            if !harvest.has_room() {
                return;
            }
        }
        self.end();
        harvest.push(token, Occurrence::Closed);
    }
}

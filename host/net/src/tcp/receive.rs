//! Receive: packets of a passive connection.

use crate::arrival::{self, Received, Scratch};
use crate::poll::Source;
use crate::tcp::connection::{Connection, End, Reading};
use crate::{Deadline, Error};
use portcullis_packet::{Packet, PacketType};
use rustix::io::Errno;

/// As much is read at once, at most, towards an exact length or a large packet.
const STEP: usize = 256 << 10;

impl Connection {
    /// Receive a packet; of raw bytes exactly `length`, or, for 0, what is there.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Closed`], [`Error::PacketTooLarge`], [`Error::NoBuffers`], [`Error::Invalid`] if the connection is
    /// active or the length does not fit the packet type.
    pub async fn receive(
        &mut self,
        scratch: &mut Scratch,
        length: usize,
        deadline: Deadline,
    ) -> Result<Received<Packet>, Error> {
        self.opened()?;
        if self.credit.is_active() || length > 0 && self.manner.packet != PacketType::Raw {
            return Err(Error::Invalid);
        }
        if length > self.framer.limits().hard {
            return Err(Error::NoBuffers);
        }
        let result = self.receive_packet(scratch, length, deadline).await;
        // Bytes may be left that a watcher wants to hear of, or none that it has heard of.
        self.rearm()?;
        result
    }

    async fn receive_packet(
        &mut self,
        scratch: &mut Scratch,
        length: usize,
        deadline: Deadline,
    ) -> Result<Received<Packet>, Error> {
        loop {
            if let Some(packet) = self.take(length) {
                return Ok(Received::Here(packet));
            }
            if let Reading::Ended(_) | Reading::Told = self.reading {
                return Err(self.end());
            }
            if length == 0 && self.manner.packet == PacketType::Raw {
                // Nothing is buffered and nothing will be: straight to the guest.
                if let Some(received) = self.receive_raw(scratch, deadline).await? {
                    return Ok(received);
                }
            } else {
                self.fill(scratch, length, deadline).await?;
            }
        }
    }

    fn take(&mut self, length: usize) -> Option<Packet> {
        let packet = if length > 0 {
            self.framer.take_exact(length).map(Packet::Data)
        } else {
            self.next_packet()
        };
        if packet.is_some() {
            self.recharge();
        }
        packet
    }

    /// The next whole packet; what can be none ends the connection.
    pub(super) fn next_packet(&mut self) -> Option<Packet> {
        match self.framer.next_packet() {
            Ok(packet) => packet,
            Err(_) => {
                self.reading = Reading::Ended(End::NoPacket);
                None
            }
        }
    }

    async fn receive_raw(
        &mut self,
        scratch: &mut Scratch,
        deadline: Deadline,
    ) -> Result<Option<Received<Packet>>, Error> {
        let descriptor = self.opened()?.clone();
        let received = match arrival::receive(&descriptor, scratch, self.manner.buffer as usize, deadline).await {
            Ok(Some(received)) => received,
            Ok(None) => return self.note(Ok(0)).map(|_| None),
            Err(error) => return self.note(Err(error)).map(|_| None),
        };
        Ok(Some(match received {
            Received::Here(data) => Received::Here(Packet::Data(data)),
            Received::InKernel(incoming) => Received::InKernel(incoming),
        }))
    }

    /// Read once into the framer, towards that many bytes or the next packet.
    async fn fill(&mut self, scratch: &mut Scratch, length: usize, deadline: Deadline) -> Result<(), Error> {
        let room = self.room(length)?;
        let descriptor = self.opened()?.clone();
        let data = scratch.of(room);
        let result = arrival::read(&descriptor, data, deadline).await;
        self.framer.push(&data[..*result.as_ref().unwrap_or(&0)]);
        self.recharge();
        self.note(result)?;
        Ok(())
    }

    /// How many bytes to read next, within the guest's budget.
    fn room(&mut self, length: usize) -> Result<usize, Error> {
        let missing = if length > 0 {
            length - self.framer.buffered()
        } else {
            self.framer.want()
        };
        let room = missing.clamp(self.manner.buffer as usize, STEP.max(self.manner.buffer as usize));
        let room = room.min(self.framer_charge.left());
        if room == 0 { Err(Error::NoBuffers) } else { Ok(room) }
    }

    /// Note what a read brought: the end of the stream and a failure are ends, each in its way.
    pub(super) fn note(&mut self, result: Result<usize, Error>) -> Result<usize, Error> {
        match result {
            Ok(0) => self.reading = Reading::Ended(End::Closed),
            Err(Error::Os(errno)) => {
                self.reading = Reading::Ended(End::Failed(errno));
                return Ok(0);
            }
            _ => {}
        }
        result
    }

    /// Charge the guest for what the framer holds. It never holds more than was left.
    pub(super) fn recharge(&mut self) {
        if self.framer_charge.set(self.framer.buffered()).is_err() {
            self.reading = Reading::Ended(End::NoBuffers);
        }
    }

    /// What the end of reading means to the guest, and to the connection.
    pub(super) fn end(&mut self) -> Error {
        let end = match std::mem::replace(&mut self.reading, Reading::Told) {
            Reading::Ended(end) => end,
            Reading::Open | Reading::Told => End::Closed,
        };
        self.framer.finish();
        self.recharge();
        if end != End::Closed || self.manner.exit_on_close {
            self.shut();
        }
        self.failure(end).unwrap_or(Error::Closed)
    }

    /// The reason of an end that has one.
    pub(super) fn failure(&self, end: End) -> Option<Error> {
        match end {
            End::Closed | End::Reported => None,
            End::NoPacket => Some(Error::PacketTooLarge),
            End::NoBuffers => Some(Error::NoBuffers),
            End::Failed(Errno::CONNRESET) if !self.manner.show_econnreset => None,
            End::Failed(errno) => Some(Error::Os(errno)),
        }
    }
}

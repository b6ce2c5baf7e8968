//! Send: a packet goes out whole, from the guest's memory where it lies.

use crate::budget::Charge;
use crate::descriptor::Descriptor;
use crate::poll::Source;
use crate::tcp::connection::{Connection, Writing};
use crate::transfer::SEND;
use crate::{Deadline, Error};
use portcullis_packet::Header;
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::net::{self, SendAncillaryBuffer, Shutdown};
use std::io::IoSlice;
use std::sync::Arc;
use tokio::io::Interest;

/// What is left of packets that went out in part.
#[derive(Debug)]
pub(super) struct Queue {
    bytes: Vec<u8>,
    sent: usize,
    charge: Charge,
}

impl Queue {
    pub(super) fn new(charge: Charge) -> Self {
        Self {
            bytes: Vec::new(),
            sent: 0,
            charge,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.bytes = Vec::new();
        self.sent = 0;
        // Giving back cannot fail.
        let _ = self.charge.set(0);
    }

    /// Keep the rest of a packet that is out in part. The queue is empty: a packet begins when those before it are out.
    fn keep(&mut self, rest: Vec<u8>) -> Result<(), Error> {
        self.charge.set(rest.len())?;
        self.bytes = rest;
        Ok(())
    }

    /// Wait until all is out.
    pub(super) async fn flush(&mut self, descriptor: &Descriptor, deadline: Deadline) -> Result<(), Error> {
        while !self.is_empty() {
            let call = |fd: BorrowedFd<'_>| net::send(fd, &self.bytes[self.sent..], SEND);
            let sent = descriptor.attempt(Interest::WRITABLE, deadline, call).await?;
            self.advance(sent);
        }
        Ok(())
    }

    /// Send what can be sent at once.
    fn flush_now(&mut self, descriptor: &Descriptor) -> Result<(), Errno> {
        while !self.is_empty() {
            match descriptor.now(|fd| net::send(fd, &self.bytes[self.sent..], SEND)) {
                Ok(sent) => self.advance(sent),
                Err(Errno::AGAIN) => break,
                Err(errno) => return Err(errno),
            }
        }
        Ok(())
    }

    fn advance(&mut self, sent: usize) {
        self.sent += sent;
        if self.sent == self.bytes.len() {
            self.clear();
        }
    }
}

/// A packet on its way out, apart from the connection's other state: the guest's memory can be lent to it.
#[derive(Debug)]
pub struct Outgoing {
    descriptor: Arc<Descriptor>,
    header: Header,
    /// Bytes of header and body that are out.
    sent: usize,
    /// Bytes that may be kept of it.
    room: usize,
}

/// What is left of a packet when sending it ends.
#[derive(Debug)]
pub enum Rest {
    /// All of it is out, or nothing.
    None,
    /// These bytes are to be kept: the peer must not take the next packet for the rest of this one.
    Kept(Vec<u8>),
    /// There is more to keep than the guest may have in host buffers.
    TooMuch,
}

impl Outgoing {
    /// Send the packet; `body` may be the guest's own memory: it is read in place.
    ///
    /// # Errors
    /// [`Error::Timeout`], or what `send(2)` says; [`Connection::sent`] makes of it what the guest is told.
    pub async fn send(&mut self, body: &[u8], deadline: Deadline) -> Result<(), Error> {
        loop {
            let sent = self
                .descriptor
                .attempt(Interest::WRITABLE, deadline, |fd| self.send_once(fd, body))
                .await?;
            if self.advance(sent, body) {
                return Ok(());
            }
        }
    }

    /// Send what can be sent at once.
    ///
    /// # Errors
    /// `EAGAIN` if that is not all of it, or what `send(2)` says; [`Connection::sent`] makes of it what the guest is told.
    pub fn send_now(&mut self, body: &[u8]) -> Result<(), Error> {
        loop {
            let sent = self.descriptor.now(|fd| self.send_once(fd, body))?;
            if self.advance(sent, body) {
                return Ok(());
            }
        }
    }

    /// What is left of the packet.
    pub fn rest(&self, body: &[u8]) -> Rest {
        let (header, body) = self.unsent(body);
        match header.len() + body.len() {
            0 => Rest::None,
            // A packet of which nothing went out is as if it had never been sent.
            _ if self.sent == 0 => Rest::None,
            left if left > self.room => Rest::TooMuch,
            _ => Rest::Kept([header, body].concat()),
        }
    }

    fn send_once(&self, fd: BorrowedFd<'_>, body: &[u8]) -> Result<usize, Errno> {
        let (header, body) = self.unsent(body);
        if header.is_empty() {
            return net::send(fd, body, SEND);
        }
        let parts = [IoSlice::new(header), IoSlice::new(body)];
        net::sendmsg(fd, &parts, &mut SendAncillaryBuffer::default(), SEND)
    }

    /// What is not out yet, of the header and of the body.
    fn unsent<'a>(&'a self, body: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let header = self.header.as_bytes();
        let of_header = self.sent.min(header.len());
        (&header[of_header..], &body[self.sent - of_header..])
    }

    fn advance(&mut self, sent: usize, body: &[u8]) -> bool {
        self.sent += sent;
        self.sent == self.header.as_bytes().len() + body.len()
    }
}

impl Connection {
    /// Begin a packet of that many bytes, when those before it are out. The deadline is the connection's `send_timeout`.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::PacketTooLarge`], [`Error::Timeout`].
    pub async fn begin(&mut self, length: usize) -> Result<(Outgoing, Deadline), Error> {
        let deadline = Deadline::after(self.manner.send_timeout);
        let outgoing = self.outgoing(length)?;
        if !self.queue.is_empty() {
            let flushed = self.queue.flush(&outgoing.descriptor, deadline).await;
            flushed.map_err(|error| self.failed_to_send(error))?;
        }
        Ok((outgoing, deadline))
    }

    /// Begin a packet of that many bytes, if those before it go out at once.
    ///
    /// # Errors
    /// `EAGAIN` if they do not, [`Error::Closed`], [`Error::PacketTooLarge`].
    pub fn begin_now(&mut self, length: usize) -> Result<Outgoing, Error> {
        let outgoing = self.outgoing(length)?;
        self.flush()?;
        if self.queue.is_empty() {
            Ok(outgoing)
        } else {
            Err(Errno::AGAIN.into())
        }
    }

    /// The packet has gone as far as it went: keep the rest, and say what the guest is told.
    ///
    /// # Errors
    /// What `result` means to the guest; [`Error::NoBuffers`] if the rest is too much to keep.
    pub fn sent(&mut self, rest: Rest, result: Result<(), Error>) -> Result<(), Error> {
        let waits = matches!(result, Err(Error::Timeout | Error::Os(Errno::AGAIN)));
        let kept = match rest {
            _ if !waits => return result.map_err(|error| self.failed_to_send(error)),
            Rest::None => return result.map_err(|error| self.failed_to_send(error)),
            Rest::Kept(rest) => self.queue.keep(rest),
            Rest::TooMuch => Err(Error::NoBuffers),
        };
        if let Err(error) = kept {
            // There is no way to go on with a packet that is out in part. If the peer has gone, it will not mind.
            let _ = self.end_writing();
            return Err(error);
        }
        self.rearm()?;
        match result {
            // It was not to wait, and the rest is on its way: it is taken.
            Err(Error::Os(Errno::AGAIN)) => Ok(()),
            result => result.map_err(|error| self.failed_to_send(error)),
        }
    }

    /// Send of the queue what can be sent at once.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        if self.queue.is_empty() {
            return Ok(());
        }
        let Some(descriptor) = self.descriptor.clone() else {
            return Ok(());
        };
        self.queue
            .flush_now(&descriptor)
            .map_err(|errno| self.failed_to_send(errno.into()))
    }

    fn outgoing(&self, length: usize) -> Result<Outgoing, Error> {
        let descriptor = self.opened()?.clone();
        if self.writing != Writing::Open {
            return Err(Error::Closed);
        }
        let header = Header::new(self.manner.packet, length).map_err(|_| Error::PacketTooLarge)?;
        Ok(Outgoing {
            descriptor,
            header,
            sent: 0,
            room: self.queue.charge.left(),
        })
    }

    /// Shut down for writing.
    pub(super) fn end_writing(&mut self) -> Result<(), Error> {
        self.writing = Writing::Shut;
        self.queue.clear();
        Ok(net::shutdown(self.opened()?, Shutdown::Write)?)
    }

    /// What a failed send means to the guest, and to the connection.
    fn failed_to_send(&mut self, error: Error) -> Error {
        match error {
            Error::Timeout => {
                if self.manner.send_timeout_close {
                    self.shut();
                }
                Error::Timeout
            }
            Error::Os(Errno::PIPE | Errno::CONNRESET) => {
                self.writing = Writing::Shut;
                self.queue.clear();
                let reset = matches!(error, Error::Os(Errno::CONNRESET));
                if reset && self.manner.show_econnreset {
                    error
                } else {
                    Error::Closed
                }
            }
            other => other,
        }
    }
}

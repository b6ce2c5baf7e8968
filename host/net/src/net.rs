//! Net: the sockets of one guest.

use crate::poll::{Event, Harvest, Kind, Poller, Readiness, Source, SourceId};
use crate::socket::Socket;
use crate::table::Table;
use crate::tcp::{Connection, Listener};
use crate::udp::UdpSocket;
use crate::{Deadline, Error, Gate, Guest, Scratch, Wait};

/// All that one guest has: its place before the gate, and its sockets under the numbers of its handles.
#[derive(Debug)]
pub struct Net {
    /// The checks that the guest passes.
    pub guest: Guest,
    /// The sockets of the interface `socket`.
    pub sockets: Table<Socket>,
    /// The listeners of `gen_tcp`.
    pub listeners: Table<Listener>,
    /// The connections of `gen_tcp`.
    pub connections: Table<Connection>,
    /// The sockets of `gen_udp`.
    pub udp_sockets: Table<UdpSocket>,
    pollers: Table<Poller>,
    /// Where its bytes are received.
    pub scratch: Scratch,
}

impl Net {
    /// A guest that has no socket yet.
    pub fn new(gate: &Gate, wait: Wait) -> Self {
        Self {
            guest: Guest::new(gate.clone(), wait),
            sockets: Table::default(),
            listeners: Table::default(),
            connections: Table::default(),
            udp_sockets: Table::default(),
            pollers: Table::default(),
            scratch: Scratch::default(),
        }
    }

    /// Sockets and pollers that the guest has, closed ones whose handle it keeps included.
    pub fn sockets_held(&self) -> usize {
        self.sockets.len() + self.listeners.len() + self.connections.len() + self.udp_sockets.len() + self.pollers.len()
    }

    /// Bytes that the host holds for the guest.
    pub fn bytes_held(&self) -> usize {
        self.guest.budget().used()
    }

    /// Is there room for one more socket?
    ///
    /// # Errors
    /// [`Error::TooManySockets`].
    pub fn has_room(&self) -> Result<(), Error> {
        if self.sockets_held() < self.guest.gate().limits().sockets {
            Ok(())
        } else {
            Err(Error::TooManySockets)
        }
    }

    /// Keep a socket; its number is the representation of the handle.
    pub fn add_socket(&mut self, socket: Socket) -> u32 {
        self.sockets.insert(socket)
    }

    /// Keep a listener; its number is the representation of the handle.
    pub fn add_listener(&mut self, listener: Listener) -> u32 {
        self.listeners.insert(listener)
    }

    /// Keep a connection; its number is the representation of the handle.
    pub fn add_connection(&mut self, connection: Connection) -> u32 {
        self.connections.insert(connection)
    }

    /// Keep a UDP socket; its number is the representation of the handle.
    pub fn add_udp_socket(&mut self, socket: UdpSocket) -> u32 {
        self.udp_sockets.insert(socket)
    }

    /// Create a poller; its number is the representation of the handle.
    ///
    /// # Errors
    /// [`Error::TooManySockets`], or what the system says.
    pub fn open_poller(&mut self) -> Result<u32, Error> {
        self.has_room()?;
        Ok(self.pollers.insert(Poller::open(self.guest.wait())?))
    }

    /// The handle of a source is dropped: close it.
    pub fn drop_source(&mut self, kind: Kind, index: u32) {
        match kind {
            Kind::Socket => drop(self.sockets.remove(index)),
            Kind::Listener => drop(self.listeners.remove(index)),
            Kind::Connection => drop(self.connections.remove(index)),
            Kind::UdpSocket => drop(self.udp_sockets.remove(index)),
        }
    }

    /// The handle of a poller is dropped: its sockets have no owner and no watcher any more.
    pub fn drop_poller(&mut self, index: u32) {
        let Some(poller) = self.pollers.remove(index) else {
            return;
        };
        let sockets = self.sockets.values_mut().map(|source| source as &mut dyn Source);
        let listeners = self.listeners.values_mut().map(|source| source as &mut dyn Source);
        let connections = self.connections.values_mut().map(|source| source as &mut dyn Source);
        let udp_sockets = self.udp_sockets.values_mut().map(|source| source as &mut dyn Source);
        for source in sockets.chain(listeners).chain(connections).chain(udp_sockets) {
            if source.attachment().is_to(poller.shared()) {
                source.attachment_mut().detach();
            }
        }
    }

    /// Watch a source, or change token and interest of one that is watched.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if it is tied to another poller, [`Error::Closed`].
    pub fn watch(&mut self, poller: u32, source: (Kind, u32), token: u64, interest: Readiness) -> Result<(), Error> {
        let (poller, id, source) = self.poller_and_source(poller, source)?;
        source
            .attachment_mut()
            .set_watch(poller.shared(), id, (token, interest))?;
        source.rearm()
    }

    /// Watch a source no more.
    ///
    /// # Errors
    /// [`Error::Invalid`] if this poller does not watch it, [`Error::Closed`].
    pub fn unwatch(&mut self, poller: u32, source: (Kind, u32)) -> Result<(), Error> {
        let (poller, _, source) = self.poller_and_source(poller, source)?;
        source.attachment_mut().unwatch(poller.shared())?;
        source.rearm()
    }

    /// Become the owner of a source that has none, or change the token of one's own.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if it is tied to another poller, [`Error::Closed`].
    pub fn own(&mut self, poller: u32, source: (Kind, u32), token: u64) -> Result<(), Error> {
        let (poller, id, source) = self.poller_and_source(poller, source)?;
        source.attachment_mut().set_owner(poller.shared(), id, token)?;
        source.rearm()
    }

    /// Hand a source on to another poller.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if this poller does not own it, [`Error::Closed`].
    pub fn hand_on(&mut self, poller: u32, source: (Kind, u32), heir: u32, token: u64) -> Result<(), Error> {
        let heir = self.pollers.get(heir).ok_or(Error::Closed)?.shared().clone();
        let (poller, id, source) = self.poller_and_source(poller, source)?;
        let attachment = source.attachment_mut();
        if attachment.owner().is_none() || !attachment.is_to(poller.shared()) {
            return Err(Error::NotOwner);
        }
        // Its own heir goes on watching it.
        if !attachment.is_to(&heir) {
            attachment.detach();
        }
        attachment.set_owner(&heir, id, token)?;
        source.rearm()
    }

    /// Wait until something happens; then what happened, within the bounds.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Invalid`] for no events at all.
    pub async fn wait(
        &mut self,
        poller: u32,
        events: usize,
        bytes: usize,
        deadline: Deadline,
    ) -> Result<Vec<Event>, Error> {
        let limits = self.guest.gate().limits();
        let (events, bytes) = (events.min(limits.events_per_wait), bytes.min(limits.bytes_per_wait));
        if events == 0 {
            return Err(Error::Invalid);
        }
        loop {
            let Self {
                guest,
                sockets,
                listeners,
                connections,
                udp_sockets,
                pollers,
                scratch,
            } = self;
            let poller = pollers.get_mut(poller).ok_or(Error::Closed)?;
            poller.hear(deadline).await?;
            let mut harvest = Harvest::new(guest, scratch, poller.ready(), events, bytes);
            poller.collect(&mut harvest, &mut |id, visit| {
                let source = match id.kind {
                    Kind::Socket => present(sockets, id),
                    Kind::Listener => present(listeners, id),
                    Kind::Connection => present(connections, id),
                    Kind::UdpSocket => present(udp_sockets, id),
                };
                source.into_iter().for_each(visit);
            })?;
            if !harvest.is_empty() {
                return Ok(harvest.into_events());
            }
            if deadline.passed() {
                return Err(Error::Timeout);
            }
            // What was heard made no event, e.g. a queue went out; others on this thread want their turn as well.
            tokio::task::yield_now().await;
        }
    }

    fn poller_and_source(
        &mut self,
        poller: u32,
        (kind, index): (Kind, u32),
    ) -> Result<(&Poller, SourceId, &mut dyn Source), Error> {
        let poller = self.pollers.get(poller).ok_or(Error::Closed)?;
        let (generation, source): (_, &mut dyn Source) = match kind {
            Kind::Socket => pair(&mut self.sockets, index)?,
            Kind::Listener => pair(&mut self.listeners, index)?,
            Kind::Connection => pair(&mut self.connections, index)?,
            Kind::UdpSocket => pair(&mut self.udp_sockets, index)?,
        };
        source.descriptor().ok_or(Error::Closed)?;
        Ok((poller, SourceId::new(kind, generation, index), source))
    }
}

fn pair<T: Source>(table: &mut Table<T>, index: u32) -> Result<(u32, &mut dyn Source), Error> {
    let generation = table.generation(index).ok_or(Error::Closed)?;
    let source = table.get_mut(index).ok_or(Error::Closed)?;
    Ok((generation, source))
}

/// The source of an id, if it is still the one that the id was made for.
fn present<T: Source>(table: &mut Table<T>, id: SourceId) -> Option<&mut dyn Source> {
    let generation = table.generation(id.index)?;
    let same = SourceId::new(id.kind, generation, id.index) == id;
    table
        .get_mut(id.index)
        .filter(|_| same)
        .map(|source| source as &mut dyn Source)
}

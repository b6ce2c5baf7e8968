//! Attachment: the tie between a source and its poller.

use crate::Error;
use crate::poll::{Readiness, SourceId};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a poller shares with its sources.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) epoll: Arc<OwnedFd>,
    ready: Mutex<VecDeque<SourceId>>,
}

impl Shared {
    pub(crate) fn new(epoll: Arc<OwnedFd>) -> Self {
        Self {
            epoll,
            ready: Mutex::default(),
        }
    }

    /// The sources that have something to report without the kernel. Each is there once at most.
    pub(crate) fn ready(&self) -> MutexGuard<'_, VecDeque<SourceId>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A source's tie to a poller, if it has one: as what it watches, as what it owns, or both.
#[derive(Debug, Default)]
pub(crate) struct Attachment(Option<Tie>);

#[derive(Debug)]
struct Tie {
    shared: Arc<Shared>,
    id: SourceId,
    watch: Option<(u64, Readiness)>,
    owner: Option<u64>,
    registration: Option<(Arc<OwnedFd>, EventFlags)>,
    queued: bool,
}

impl Attachment {
    pub(crate) fn is_attached(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn is_to(&self, poller: &Arc<Shared>) -> bool {
        self.0.as_ref().is_some_and(|tie| Arc::ptr_eq(&tie.shared, poller))
    }

    /// Token and interest of the watcher.
    pub(crate) fn watch(&self) -> Option<(u64, Readiness)> {
        self.0.as_ref().and_then(|tie| tie.watch)
    }

    /// The token that the owner gave.
    pub(crate) fn owner(&self) -> Option<u64> {
        self.0.as_ref().and_then(|tie| tie.owner)
    }

    pub(crate) fn set_watch(
        &mut self,
        poller: &Arc<Shared>,
        id: SourceId,
        watch: (u64, Readiness),
    ) -> Result<(), Error> {
        self.tie(poller, id)?.watch = Some(watch);
        Ok(())
    }

    pub(crate) fn set_owner(&mut self, poller: &Arc<Shared>, id: SourceId, token: u64) -> Result<(), Error> {
        self.tie(poller, id)?.owner = Some(token);
        Ok(())
    }

    pub(crate) fn unwatch(&mut self, poller: &Arc<Shared>) -> Result<(), Error> {
        let tie = self.0.as_mut().filter(|tie| Arc::ptr_eq(&tie.shared, poller));
        tie.and_then(|tie| tie.watch.take()).map(|_| ()).ok_or(Error::Invalid)
    }

    /// End the tie, and what the kernel knows of it.
    pub(crate) fn detach(&mut self) {
        self.0 = None;
    }

    /// The source has left the queue of those ready.
    pub(crate) fn dequeued(&mut self) {
        if let Some(tie) = &mut self.0 {
            tie.queued = false;
        }
    }

    pub(crate) fn watches_reads(&self) -> bool {
        self.watch()
            .is_some_and(|(_, interest)| interest.contains(Readiness::READABLE))
    }

    pub(crate) fn watcher_wants(&self) -> EventFlags {
        let mut wanted = EventFlags::empty();
        if let Some((_, interest)) = self.watch() {
            wanted.set(EventFlags::IN, interest.contains(Readiness::READABLE));
            wanted.set(EventFlags::OUT, interest.contains(Readiness::WRITABLE));
        }
        wanted
    }

    /// Tell the kernel what is wanted, if that is news, and queue the source if it has something to report.
    pub(crate) fn arm(&mut self, file: Option<Arc<OwnedFd>>, wanted: EventFlags, buffered: bool) -> Result<(), Error> {
        let (Some(tie), Some(file)) = (&mut self.0, file) else {
            self.detach();
            return Ok(());
        };
        // A watcher hears of hangups whatever it asked for; an owner that wants nothing hears nothing.
        if wanted.is_empty() && tie.watch.is_none() {
            tie.deregister();
        } else {
            tie.register(file, wanted)?;
        }
        if buffered && !tie.queued {
            tie.queued = true;
            tie.shared.ready().push_back(tie.id);
        }
        if tie.watch.is_none() && tie.owner.is_none() {
            self.detach();
        }
        Ok(())
    }

    fn tie(&mut self, poller: &Arc<Shared>, id: SourceId) -> Result<&mut Tie, Error> {
        let tie = self.0.get_or_insert_with(|| Tie {
            shared: poller.clone(),
            id,
            watch: None,
            owner: None,
            registration: None,
            queued: false,
        });
        if Arc::ptr_eq(&tie.shared, poller) {
            Ok(tie)
        } else {
            Err(Error::NotOwner)
        }
    }
}

impl Tie {
    fn register(&mut self, file: Arc<OwnedFd>, wanted: EventFlags) -> Result<(), Errno> {
        let data = EventData::new_u64(self.id.pack());
        match &self.registration {
            Some((_, present)) if *present == wanted => return Ok(()),
            Some(_) => epoll::modify(&*self.shared.epoll, &file, data, wanted)?,
            None => epoll::add(&*self.shared.epoll, &file, data, wanted)?,
        }
        self.registration = Some((file, wanted));
        Ok(())
    }

    /// A duplicate of a pre-opened descriptor would live on in the epoll set after close, so this is always said.
    fn deregister(&mut self) {
        if let Some((file, _)) = self.registration.take() {
            let _ = epoll::delete(&*self.shared.epoll, file);
        }
    }
}

impl Drop for Tie {
    fn drop(&mut self) {
        self.deregister();
        if self.queued {
            self.shared.ready().retain(|id| *id != self.id);
        }
    }
}

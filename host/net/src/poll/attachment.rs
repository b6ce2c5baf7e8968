//! Attachment: the tie between a source and its poller.

use crate::Error;
use crate::poll::{Readiness, SourceId};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
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

    /// How many sources wait for their turn without the kernel: they have something to report by themselves, or the last harvest
    /// had no room for them.
    pub(crate) fn ready(&self) -> usize {
        self.queue().len()
    }

    /// The source whose turn it is.
    pub(crate) fn next_ready(&self) -> Option<SourceId> {
        self.queue().pop_front()
    }

    /// Each source is there once at most.
    fn queue(&self) -> MutexGuard<'_, VecDeque<SourceId>> {
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
    /// The harvest in which it had its last turn.
    turn: u64,
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

    /// The source has left the queue, and has its turn in this harvest; what the kernel has to say of it now.
    pub(crate) fn dequeued(&mut self, turn: u64) -> EventFlags {
        let Some(tie) = &mut self.0 else {
            return EventFlags::empty();
        };
        tie.queued = false;
        tie.turn = turn;
        tie.heard_now()
    }

    /// Has it had its turn in this harvest?
    pub(crate) fn had_turn(&self, turn: u64) -> bool {
        self.0.as_ref().is_some_and(|tie| tie.turn == turn)
    }

    /// There is no room for it: it comes before others next time.
    pub(crate) fn enqueue(&mut self) {
        self.0.iter_mut().for_each(Tie::enqueue);
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

    /// Does the kernel know what is wanted already, and somebody want it?
    pub(crate) fn is_armed(&self, wanted: EventFlags) -> bool {
        self.0.as_ref().is_some_and(|tie| {
            let known = tie.registration.as_ref().is_some_and(|(_, known)| *known == wanted);
            known && (tie.watch.is_some() || tie.owner.is_some() && !wanted.is_empty())
        })
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
        if buffered {
            tie.enqueue();
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
            turn: 0,
        });
        if Arc::ptr_eq(&tie.shared, poller) {
            Ok(tie)
        } else {
            Err(Error::NotOwner)
        }
    }
}

impl Tie {
    fn enqueue(&mut self) {
        if !self.queued {
            self.queued = true;
            self.shared.queue().push_back(self.id);
        }
    }

    /// What was heard of it in an earlier harvest need not be true any more.
    fn heard_now(&self) -> EventFlags {
        const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
        let Some((file, wanted)) = &self.registration else {
            return EventFlags::empty();
        };
        // On Linux the flags of poll(2) are those of epoll(7).
        let mut asked = [PollFd::new(file, PollFlags::from_bits_truncate(wanted.bits() as u16))];
        match poll(&mut asked, Some(&AT_ONCE)) {
            Ok(_) => EventFlags::from_bits_truncate(asked[0].revents().bits().into()),
            // It stays in the epoll set: what is true of it is heard with the next wait.
            Err(_) => EventFlags::empty(),
        }
    }

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
            self.shared.queue().retain(|id| *id != self.id);
        }
    }
}

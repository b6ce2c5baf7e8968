//! Poller: one epoll descriptor, asked first and waited for only when it has nothing.

use crate::descriptor::Descriptor;
use crate::poll::attachment::Shared;
use crate::poll::{Harvest, Source, SourceId};
use crate::{Deadline, Error, Wait};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use std::mem::MaybeUninit;
use std::sync::Arc;
use tokio::io::Interest;

/// Waits for many sockets at once, and owns active ones.
#[derive(Debug)]
pub struct Poller {
    epoll: Descriptor,
    shared: Arc<Shared>,
    wait: Wait,
    /// What the kernel has said, and nobody has looked at yet.
    heard: Vec<(SourceId, EventFlags)>,
    /// Counts the harvests, so that each source has one turn in each.
    turn: u64,
}

/// How many events one `epoll_wait(2)` asks for at most: 8 KiB of stack.
const HEARD: usize = 512;

/// Stands for the guest's stop: no source has this place.
const STOP: u64 = u64::MAX;

/// Leads the visitor to the source of an id, if there still is one.
pub(crate) type Sources<'a> = dyn FnMut(SourceId, &mut dyn FnMut(&mut dyn Source)) + 'a;

impl Poller {
    pub(crate) fn open(wait: &Wait) -> Result<Self, Error> {
        let epoll = Descriptor::new(epoll::create(epoll::CreateFlags::CLOEXEC)?, wait);
        if let Wait::Thread(thread) = wait {
            epoll::add(&epoll, thread.stop(), EventData::new_u64(STOP), EventFlags::IN)?;
        }
        let shared = Arc::new(Shared::new(epoll.file()));
        Ok(Self {
            epoll,
            shared,
            wait: wait.clone(),
            heard: Vec::new(),
            turn: 0,
        })
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Hear what the kernel has to say, and wait for it unless a source has something to report by itself.
    ///
    /// # Errors
    /// [`Error::Timeout`] when there was nothing to hear in time.
    pub(crate) async fn hear(&mut self, deadline: Deadline) -> Result<(), Error> {
        self.heard.clear();
        let heard = &mut self.heard;
        if self.shared.ready() > 0 {
            self.epoll.now(|fd| ask(fd, heard, Deadline::Now))?;
            return Ok(());
        }
        let mut ask_until_told = |fd: BorrowedFd<'_>| match ask(fd, heard, Deadline::Now)? {
            0 => Err(Errno::AGAIN),
            _ => Ok(()),
        };
        let Wait::Thread(thread) = &self.wait else {
            return self.epoll.attempt(Interest::READABLE, deadline, ask_until_told).await;
        };
        if !deadline.passed() {
            match thread.spin(|| self.epoll.now(&mut ask_until_told)) {
                Err(Errno::AGAIN) => {}
                result => result?,
            }
        }
        while heard.is_empty() && self.epoll.now(|fd| ask(fd, heard, deadline))? == 0 {
            if deadline.passed() {
                return Err(Error::Timeout);
            }
        }
        let stop = SourceId::unpack(STOP);
        if heard.iter().any(|(id, _)| *id == stop) {
            return Err(Error::Stopped);
        }
        Ok(())
    }

    /// How many sources have been heard of, or wait for their turn.
    pub(crate) fn ready(&self) -> usize {
        self.heard.len() + self.shared.ready()
    }

    /// Let each source that is ready fill the harvest, as far as it has room.
    ///
    /// Those for which there is none are the first next time. The kernel's own order would not do: it begins with the same ones
    /// again, so that one that always has much to say would be the only one heard.
    pub(crate) fn collect(&mut self, harvest: &mut Harvest<'_>, sources: &mut Sources<'_>) -> Result<(), Error> {
        self.turn += 1;
        let turn = self.turn;
        // Those that join the queue from now on wait for the next harvest.
        let queued = self.shared.ready();
        for _ in 0..queued {
            if !harvest.has_room() {
                break;
            }
            let Some(id) = self.shared.next_ready() else {
                break;
            };
            visit(id, sources, |source| {
                let heard = source.attachment_mut().dequeued(turn);
                source.harvest(heard, harvest);
            })?;
        }
        for (id, flags) in self.heard.drain(..) {
            visit(id, sources, |source| {
                if source.attachment().had_turn(turn) {
                    return;
                }
                if harvest.has_room() {
                    source.harvest(flags, harvest);
                } else {
                    source.attachment_mut().enqueue();
                }
            })?;
        }
        Ok(())
    }
}

/// Ask the kernel, and let it wait until then; how many events it has.
fn ask(epoll: BorrowedFd<'_>, heard: &mut Vec<(SourceId, EventFlags)>, deadline: Deadline) -> Result<usize, Errno> {
    let mut events = [const { MaybeUninit::uninit() }; HEARD];
    let (events, _) = epoll::wait(epoll, &mut events, deadline.left().as_ref())?;
    heard.extend(
        events
            .iter()
            .map(|event| (SourceId::unpack(event.data.u64()), event.flags)),
    );
    Ok(events.len())
}

/// Visit the source of an id. Events are level-triggered: one for a source that has gone since is nobody's loss.
fn visit(id: SourceId, sources: &mut Sources<'_>, mut visit: impl FnMut(&mut dyn Source)) -> Result<(), Error> {
    let mut result = Ok(());
    sources(id, &mut |source| {
        visit(source);
        result = source.rearm();
    });
    result
}

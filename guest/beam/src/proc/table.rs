//! Processes: all there are, by pid.

use super::Process;
use std::ops::Range;

/// The most processes there can be, as OTP's default.
pub(crate) const LIMIT: usize = 1 << 18;

/// Bits of a pid that name the slot.
const SLOT_BITS: u32 = 18;

/// All processes but the one that runs.
#[derive(Debug, Default)]
pub(crate) struct Processes {
    slots: Vec<Slot>,
    free: std::collections::VecDeque<u32>,
    count: usize,
}

#[derive(Debug)]
struct Slot {
    /// How often the slot was used before.
    generation: u64,
    process: Place,
}

#[derive(Debug)]
enum Place {
    Free,
    /// Its process runs, and is in the hands of the scheduler.
    Running,
    Here(Box<Process>),
}

impl Processes {
    /// How many there are, the running one too.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// A pid for a new process; none when there are too many. The slot counts as running until [`Processes::put`].
    pub(crate) fn reserve(&mut self) -> Option<u64> {
        let slot = if self.slots.len() < LIMIT {
            self.slots.push(Slot {
                generation: 0,
                process: Place::Free,
            });
            self.slots.len() as u32 - 1
        } else {
            self.free.pop_front()?
        };
        self.count += 1;
        let entry = &mut self.slots[slot as usize];
        entry.process = Place::Running;
        Some(entry.generation << SLOT_BITS | u64::from(slot))
    }

    fn slot(&self, id: u64) -> Option<&Slot> {
        let slot = self.slots.get((id & ((1 << SLOT_BITS) - 1)) as usize)?;
        (slot.generation == id >> SLOT_BITS).then_some(slot)
    }

    fn slot_mut(&mut self, id: u64) -> Option<&mut Slot> {
        let slot = self.slots.get_mut((id & ((1 << SLOT_BITS) - 1)) as usize)?;
        (slot.generation == id >> SLOT_BITS).then_some(slot)
    }

    /// Whether there is such a process, running or not.
    pub(crate) fn is_alive(&self, id: u64) -> bool {
        self.slot(id).is_some_and(|slot| !matches!(slot.process, Place::Free))
    }

    /// A process that does not run now.
    #[inline]
    pub(crate) fn get(&self, id: u64) -> Option<&Process> {
        match &self.slot(id)?.process {
            Place::Here(process) => Some(process),
            _ => None,
        }
    }

    /// A process that does not run now, to change.
    #[inline]
    pub(crate) fn get_mut(&mut self, id: u64) -> Option<&mut Process> {
        match &mut self.slot_mut(id)?.process {
            Place::Here(process) => Some(process),
            _ => None,
        }
    }

    /// All that do not run now, to change.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Process> {
        self.slots.iter_mut().filter_map(|slot| match &mut slot.process {
            Place::Here(process) => Some(&mut **process),
            _ => None,
        })
    }

    /// Take a process out to run it.
    pub(crate) fn take(&mut self, id: u64) -> Option<Box<Process>> {
        let slot = self.slot_mut(id)?;
        match std::mem::replace(&mut slot.process, Place::Running) {
            Place::Here(process) => Some(process),
            other => {
                slot.process = other;
                None
            }
        }
    }

    /// Put a process back, or a new one in.
    pub(crate) fn put(&mut self, process: Box<Process>) {
        if let Some(slot) = self.slot_mut(process.id) {
            slot.process = Place::Here(process);
        }
    }

    /// Forget a pid for good.
    pub(crate) fn free(&mut self, id: u64) -> Option<Box<Process>> {
        let slot = self.slot_mut(id)?;
        slot.generation += 1;
        let place = std::mem::replace(&mut slot.process, Place::Free);
        self.free.push_back((id & ((1 << SLOT_BITS) - 1)) as u32);
        self.count -= 1;
        match place {
            Place::Here(process) => Some(process),
            _ => None,
        }
    }

    /// All pids, the oldest slot first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        self.ids_within(0..self.slots.len())
    }

    /// How many slots there are.
    pub(crate) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// The pids of some slots, none of which may be beyond the last.
    pub(crate) fn ids_within(&self, range: Range<usize>) -> impl Iterator<Item = u64> + '_ {
        let first = range.start;
        self.slots[range]
            .iter()
            .zip(first..)
            .map(|(slot, index)| (index, slot))
            .filter_map(|(index, slot)| match slot.process {
                Place::Free => None,
                _ => Some(slot.generation << SLOT_BITS | index as u64),
            })
    }
}

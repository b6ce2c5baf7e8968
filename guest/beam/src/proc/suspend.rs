//! Suspend: processes that get no turn until others let them.

use super::State;
use crate::vm::{Context, Vm};

impl Context<'_> {
    /// Suspend another process once more; whether it is there.
    pub(crate) fn suspend(&mut self, id: u64) -> bool {
        let Some(process) = self.vm.processes.get_mut(id) else {
            return false;
        };
        process.suspended += 1;
        self.vm.run_queues.remove(id);
        let suspending = &mut self.me.rare().suspending;
        match suspending.iter_mut().find(|(other, _)| *other == id) {
            Some((_, times)) => *times += 1,
            None => suspending.push((id, 1)),
        }
        true
    }

    /// How often the caller has suspended that process.
    pub(crate) fn suspends(&self, id: u64) -> u32 {
        let rare = self.me.rare.as_ref();
        rare.and_then(|rare| rare.suspending.iter().find(|(other, _)| *other == id))
            .map_or(0, |(_, times)| *times)
    }

    /// Take back one suspension of the caller's; whether there was one.
    pub(crate) fn resume(&mut self, id: u64) -> bool {
        if self.suspends(id) == 0 || !self.vm.processes.is_alive(id) {
            return false;
        }
        let suspending = &mut self.me.rare().suspending;
        if let Some((_, times)) = suspending.iter_mut().find(|(other, _)| *other == id) {
            *times -= 1;
        }
        suspending.retain(|(_, times)| *times > 0);
        self.vm.resume(id, 1);
        true
    }
}

impl Vm {
    /// Take back so many suspensions of a process that does not run.
    pub(super) fn resume(&mut self, id: u64, times: u32) {
        if let Some(process) = self.processes.get_mut(id) {
            process.suspended = process.suspended.saturating_sub(times);
            if process.suspended == 0 && process.state == State::Runnable {
                let priority = process.priority;
                self.run_queues.push(id, priority);
            }
        }
    }
}

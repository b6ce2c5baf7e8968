//! Timer: what happens at a time.

use std::collections::BTreeMap;

use crate::vm::Vm;

/// Which timer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct TimerId(u64, u64);

/// What will happen, by when: nanoseconds of the host's monotonic clock.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    by_time: BTreeMap<TimerId, u64>,
}

impl Vm {
    /// End a process's `receive` in so many milliseconds.
    pub(crate) fn start_receive_timer(&mut self, process: u64, milliseconds: u64) -> TimerId {
        let id = TimerId(self.host.monotonic() + milliseconds * 1_000_000, self.next_unique());
        self.timers.by_time.insert(id, process);
        id
    }

    pub(crate) fn cancel_receive_timer(&mut self, timer: TimerId) {
        self.timers.by_time.remove(&timer);
    }

    /// Let happen what is due, and see what has come from outside.
    pub(crate) fn look_outside(&mut self) {
        let now = self.host.monotonic();
        while let Some(first) = self.timers.by_time.first_entry() {
            if first.key().0 > now {
                break;
            }
            let id = first.remove();
            if let Some(process) = self.processes.get_mut(id) {
                process.receive_timer = None;
                process.ip = process.timeout;
                self.wake(id);
            }
        }
        self.serve_ports();
    }

    /// Nobody can run: wait for whatever comes first.
    pub(crate) fn wait_outside(&mut self) {
        let deadline = self.timers.by_time.first_key_value().map(|(id, _)| id.0);
        let listens = self.listens();
        self.host.wait(deadline, listens);
        self.look_outside();
    }
}

//! Timers: what happens later: the timeout of a `receive`, and messages that are sent at their time.
//!
//! A tick is a millisecond of the monotonic clock. A timer never fires early: it counts from the next whole millisecond on, as ERTS's does.

mod wheel;

use super::State;
use crate::{
    term::{Atom, Parcel, Term, atom},
    vm::Vm,
};

use wheel::{NOWHERE, Wheel};

/// Nanoseconds of a tick.
pub(crate) const TICK: u64 = 1_000_000;

/// In the second word of a reference's identity: it is of a timer, whose number is in the low 32 bits.
const TIMER_REF: u64 = 1 << 62;

/// The longest time that a timer may take, in ticks.
pub(crate) const LONGEST: u64 = i64::MAX as u64 / TICK;

/// All timers that run.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    wheel: Wheel<Timer>,
}

/// A timer that runs.
#[derive(Debug)]
struct Timer {
    /// The first word of its reference's identity; 0 for a `receive`.
    unique: u64,
    to: Destination,
    /// Neighbours among the timers of the process it is for.
    before: u32,
    after: u32,
}

#[derive(Debug)]
enum Destination {
    /// The process waits in a `receive … after`.
    Receive(u64),
    Process(u64, Note),
    Name(Atom, Note),
}

/// What a timer sends.
#[derive(Debug)]
pub(crate) struct Note {
    message: Box<Parcel>,
    /// Whether it is sent as `{timeout, Ref, Message}`.
    wrapped: bool,
}

impl Note {
    /// A message, wrapped as `start_timer` does it or bare.
    pub(crate) fn new(message: Parcel, wrapped: bool) -> Self {
        Self {
            message: Box::new(message),
            wrapped,
        }
    }
}

/// How far a `receive … after` of a process is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Timeout {
    /// No clock runs. Becomes Running or Endless.
    #[default]
    None,
    /// It runs, under this number. Becomes Fired, or None when a message came first.
    Running(u32),
    /// There is no end: `after` was told `infinity`. Becomes None when a message came.
    Endless,
    /// The time is up. Becomes None when the process has seen it.
    Fired,
}

/// The first whole tick that is not before that time.
pub(crate) fn tick_from(nanoseconds: u64) -> u64 {
    nanoseconds.div_ceil(TICK)
}

impl Timers {
    /// When something is due next, in nanoseconds of the monotonic clock.
    pub(crate) fn next_deadline(&self) -> Option<u64> {
        self.wheel.next().map(|tick| tick.saturating_mul(TICK))
    }

    /// The clock of a `receive` begins. Its number is for [`Timers::stop_receive`].
    pub(crate) fn start_receive(&mut self, now: u64, process: u64, milliseconds: u64) -> u32 {
        let tick = tick_from(now);
        let timer = Timer {
            unique: 0,
            to: Destination::Receive(process),
            before: NOWHERE,
            after: NOWHERE,
        };
        self.wheel.insert(now / TICK, tick + milliseconds, timer)
    }

    /// The `receive` has its message.
    pub(crate) fn stop_receive(&mut self, number: u32) {
        self.wheel.remove(number);
    }

    /// A message for a process, at a tick. `first` is the first timer of that process, and is changed. The answer is its reference's identity.
    pub(crate) fn start(
        &mut self,
        now: u64,
        due: u64,
        unique: u64,
        process: u64,
        first: &mut u32,
        note: Note,
    ) -> [u64; 2] {
        let timer = Timer {
            unique,
            to: Destination::Process(process, note),
            before: NOWHERE,
            after: *first,
        };
        let number = self.wheel.insert(now / TICK, due, timer);
        if let Some(next) = self.wheel.get_mut(*first) {
            next.before = number;
        }
        *first = number;
        [unique, TIMER_REF | u64::from(number)]
    }

    /// A message for whoever has that name at the tick.
    pub(crate) fn start_named(&mut self, now: u64, due: u64, unique: u64, name: Atom, note: Note) -> [u64; 2] {
        let timer = Timer {
            unique,
            to: Destination::Name(name, note),
            before: NOWHERE,
            after: NOWHERE,
        };
        let number = self.wheel.insert(now / TICK, due, timer);
        [unique, TIMER_REF | u64::from(number)]
    }

    /// The tick at which the timer of a reference is due, if it runs.
    pub(crate) fn due(&self, reference: [u64; 2]) -> Option<u64> {
        self.number(reference).map(|number| self.wheel.due(number))
    }

    /// Stop the timer of a reference. The answer is the tick at which it was due, and the process that has to mend its list with [`Unlinked::from`].
    pub(crate) fn cancel(&mut self, reference: [u64; 2]) -> Option<(u64, Option<Unlinked>)> {
        let number = self.number(reference)?;
        let due = self.wheel.due(number);
        let timer = self.wheel.remove(number)?;
        Some((due, self.unlink(number, &timer)))
    }

    /// The process has ended: all its timers stop.
    pub(crate) fn process_exited(&mut self, first: u32, timeout: Timeout) {
        let mut number = first;
        while let Some(timer) = self.wheel.remove(number) {
            number = timer.after;
        }
        if let Timeout::Running(number) = timeout {
            self.wheel.remove(number);
        }
    }

    fn number(&self, [unique, place]: [u64; 2]) -> Option<u32> {
        let number = (place & TIMER_REF != 0).then_some(place as u32)?;
        (self.wheel.get(number)?.unique == unique).then_some(number)
    }

    /// Take a timer that has left the wheel out of its process's list.
    fn unlink(&mut self, number: u32, timer: &Timer) -> Option<Unlinked> {
        let Destination::Process(process, _) = timer.to else {
            return None;
        };
        if let Some(after) = self.wheel.get_mut(timer.after) {
            after.before = timer.before;
        }
        if let Some(before) = self.wheel.get_mut(timer.before) {
            before.after = timer.after;
            return None;
        }
        Some(Unlinked {
            process,
            number,
            after: timer.after,
        })
    }
}

/// The first timer of a process has gone.
#[derive(Debug)]
pub(crate) struct Unlinked {
    /// Whose it was.
    pub(crate) process: u64,
    number: u32,
    after: u32,
}

impl Unlinked {
    /// Mend what the process has noted as its first timer.
    pub(crate) fn from(&self, first: &mut u32) {
        if *first == self.number {
            *first = self.after;
        }
    }
}

/// A process without timers.
pub(crate) const NO_TIMER: u32 = NOWHERE;

impl Vm {
    /// Let happen what is due, and see what has come from outside. No process runs meanwhile.
    pub(crate) fn look_outside(&mut self) {
        let tick = self.host.monotonic() / TICK;
        while let Some((timer, number)) = self.timers.wheel.pop(tick) {
            if let Some(unlinked) = self.timers.unlink(number, &timer)
                && let Some(process) = self.processes.get_mut(unlinked.process)
            {
                unlinked.from(&mut process.first_timer);
            }
            let reference = [timer.unique, TIMER_REF | u64::from(number)];
            match timer.to {
                Destination::Receive(id) => self.end_receive(id),
                Destination::Process(id, note) => self.send_note(id, &note, reference),
                Destination::Name(name, note) => {
                    if let Some(id) = self.names.get(name).and_then(Term::as_local_pid) {
                        self.send_note(id, &note, reference);
                    }
                }
            }
        }
        self.serve_ports();
    }

    /// Nobody can run: wait for whatever comes first.
    pub(crate) fn wait_outside(&mut self) {
        if self.tables.ports.has_something_to_say() {
            self.say_what_ports_say();
            return;
        }
        let deadline = self.timers.next_deadline();
        let listens = self.listens();
        self.host.wait(deadline, listens);
        self.look_outside();
    }

    fn end_receive(&mut self, id: u64) {
        let Some(process) = self.processes.get_mut(id) else {
            return;
        };
        process.receive_timer = Timeout::Fired;
        // One that can run already has got a message since, and looks at that first.
        if process.state == State::Waiting {
            process.ip = process.timeout;
            self.wake(id);
        }
    }

    fn send_note(&mut self, id: u64, note: &Note, reference: [u64; 2]) {
        self.deliver(id, |heap| {
            let message = note.message.unpack(heap);
            if !note.wrapped {
                return message;
            }
            let reference = heap.reference(reference);
            heap.tuple(&[atom::TIMEOUT.into(), reference, message])
        });
    }
}

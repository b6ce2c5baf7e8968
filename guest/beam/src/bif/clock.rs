//! Clock: Erlang's monotonic time, its system time, and what was made of them before.
//!
//! Monotonic time begins when the system does. The offset between the two never changes, as with ERTS's default `no_time_warp`.

use super::{Answer, Entry, Stop, time::parts_per_second};
use crate::{
    term::{Heap, Term},
    vm::{Context, Vm},
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "monotonic_time", 0, |cx, _| {
        let now = cx.vm.monotonic_time();
        Ok(cx.heap().integer(now))
    }),
    ("erlang", "monotonic_time", 1, |cx, args| {
        let now = cx.vm.monotonic_time();
        in_unit(cx, now, args[0])
    }),
    ("erlang", "now", 0, now),
    ("erlang", "system_time", 0, |cx, _| {
        let now = cx.vm.system_time();
        Ok(cx.heap().integer(now))
    }),
    ("erlang", "system_time", 1, |cx, args| {
        let now = cx.vm.system_time();
        in_unit(cx, now, args[0])
    }),
    ("erlang", "time_offset", 0, |cx, _| {
        let offset = cx.vm.time_offset();
        Ok(cx.heap().integer(offset))
    }),
    ("erlang", "time_offset", 1, |cx, args| {
        let offset = cx.vm.time_offset();
        in_unit(cx, offset, args[0])
    }),
    ("erlang", "timestamp", 0, |cx, _| {
        let microseconds = cx.vm.system_time() / 1000;
        Ok(timestamp(cx.heap(), microseconds))
    }),
];

/// What the clock remembers.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset: Option<i64>,
    /// What `now/0` has said last, in microseconds.
    last: i64,
}

impl Vm {
    /// Erlang's monotonic time, in nanoseconds.
    pub(crate) fn monotonic_time(&mut self) -> i64 {
        self.host.monotonic().wrapping_sub(self.tables.system.started) as i64
    }

    /// Erlang's system time, in nanoseconds.
    pub(crate) fn system_time(&mut self) -> i64 {
        self.monotonic_time() + self.time_offset()
    }

    /// What to add to monotonic time for system time.
    pub(crate) fn time_offset(&mut self) -> i64 {
        if let Some(offset) = self.tables.clock.offset {
            return offset;
        }
        let offset = self.host.now() - self.monotonic_time();
        self.tables.clock.offset = Some(offset);
        offset
    }
}

fn in_unit(cx: &mut Context<'_>, nanoseconds: i64, unit: Term) -> Answer {
    let parts = parts_per_second(unit).ok_or_else(Stop::badarg)?;
    let time = (i128::from(nanoseconds) * i128::from(parts)).div_euclid(1_000_000_000);
    Ok(cx.heap().big(&time.into()))
}

fn now(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    let microseconds = cx.vm.system_time() / 1000;
    let clock = &mut cx.vm.tables.clock;
    clock.last = microseconds.max(clock.last + 1);
    let last = clock.last;
    Ok(timestamp(cx.heap(), last))
}

/// `{MegaSecs, Secs, MicroSecs}`
pub(crate) fn timestamp(heap: &mut Heap, microseconds: i64) -> Term {
    let parts = [
        microseconds.div_euclid(1_000_000_000_000),
        microseconds.div_euclid(1_000_000).rem_euclid(1_000_000),
        microseconds.rem_euclid(1_000_000),
    ];
    heap.tuple(&parts.map(Term::small))
}

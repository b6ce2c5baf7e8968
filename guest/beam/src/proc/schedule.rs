//! Schedule: whose turn it is.

use std::collections::VecDeque;

use super::{Process, State, exit, report};
use crate::{
    op::{self, Switch},
    term::{Atom, Term, atom},
    tracer,
    vm::Vm,
};

/// Reductions of one turn.
pub(crate) const TURN: i32 = 4000;

/// Turns after which the host is asked for input and time although somebody could run.
const TURNS_BETWEEN_LOOKS: u32 = 64;

/// Reductions after which the host is asked, if turns are longer.
const REDUCTIONS_BETWEEN_LOOKS: i64 = 20_000;

/// Turns of normal ones before a low one has its turn.
const LOW_SHARE: u32 = 8;

/// How urgent a process is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Max,
}

/// Processes that can run, the first that came first.
#[derive(Debug, Default)]
pub(crate) struct RunQueues {
    max: VecDeque<u64>,
    high: VecDeque<u64>,
    normal: VecDeque<u64>,
    low: VecDeque<u64>,
    passed_by: u32,
}

impl Priority {
    /// By its name.
    pub(crate) fn from_term(term: Term) -> Option<Self> {
        match term.as_atom()? {
            atom::LOW => Some(Self::Low),
            atom::NORMAL => Some(Self::Normal),
            atom::HIGH => Some(Self::High),
            atom::MAX => Some(Self::Max),
            _ => None,
        }
    }

    /// Its name.
    pub(crate) fn atom(self) -> Atom {
        match self {
            Self::Low => atom::LOW,
            Self::Normal => atom::NORMAL,
            Self::High => atom::HIGH,
            Self::Max => atom::MAX,
        }
    }
}

impl RunQueues {
    /// A process can run.
    pub(crate) fn push(&mut self, id: u64, priority: Priority) {
        let queue = match priority {
            Priority::Max => &mut self.max,
            Priority::High => &mut self.high,
            Priority::Normal => &mut self.normal,
            Priority::Low => &mut self.low,
        };
        queue.push_back(id);
    }

    fn pop(&mut self) -> Option<u64> {
        if let Some(id) = self.max.pop_front().or_else(|| self.high.pop_front()) {
            return Some(id);
        }
        if !self.low.is_empty() {
            self.passed_by += 1;
            if self.passed_by >= LOW_SHARE || self.normal.is_empty() {
                self.passed_by = 0;
                return self.low.pop_front();
            }
        }
        self.normal.pop_front()
    }

    /// A process shall not run for a while.
    pub(crate) fn remove(&mut self, id: u64) {
        for queue in [&mut self.max, &mut self.high, &mut self.normal, &mut self.low] {
            queue.retain(|other| *other != id);
        }
    }

    /// How many can run.
    pub(crate) fn len(&self) -> usize {
        self.max.len() + self.high.len() + self.normal.len() + self.low.len()
    }
}

impl Vm {
    /// Run until the system halts, and say with which status.
    pub fn run(&mut self) -> u32 {
        let (mut turns, mut reductions) = (0, 0);
        loop {
            if let Some(status) = self.halted {
                return status;
            }
            if turns == TURNS_BETWEEN_LOOKS || reductions > REDUCTIONS_BETWEEN_LOOKS {
                (turns, reductions) = (0, 0);
                self.look_outside();
            }
            if self.retired.are_many() {
                self.release_retired();
            }
            let Some(id) = self.run_queues.pop() else {
                self.wait_outside();
                continue;
            };
            if let Some(process) = self.processes.take(id) {
                turns += 1;
                reductions += i64::from(self.turn(process));
            }
        }
    }

    /// Give a process its turn. The result is how many reductions it took.
    fn turn(&mut self, mut me: Box<Process>) -> i32 {
        if me.state == State::Runnable {
            me.reductions_left = TURN;
            me.hibernates = false;
            for (number, term) in me.saved.drain(..).enumerate() {
                self.code.pool.set(number as u32 * 8, term.0);
            }
            if me.marks & Process::TRACED != 0 {
                tracer::turn_begins(self, &mut me);
            }
            let switch = op::run(self, &mut me);
            if me.marks & Process::TRACED != 0 {
                let exits = matches!(switch, Switch::Ended(..)) || me.state == State::Exiting;
                tracer::turn_ends(self, &mut me, exits);
            }
            let used = TURN - me.reductions_left;
            me.reductions += used.max(0) as u64;
            self.switch(me, switch);
            return used;
        }
        self.processes.put(me);
        0
    }

    fn switch(&mut self, mut me: Box<Process>, switch: Switch) {
        self.empty_inbox(&mut me);
        if matches!(switch, Switch::Waiting) {
            me.rest();
        }
        self.report_limit(&mut me);
        match switch {
            Switch::Ended(reason, report) => {
                if report {
                    report::uncaught(self, &mut me, reason);
                }
                exit::end(self, me, reason);
            }
            _ if me.state == State::Exiting => {
                let reason = me.exit;
                exit::end(self, me, reason);
            }
            Switch::Waiting if me.mailbox.current().is_none() && !me.woken => {
                me.state = State::Waiting;
                self.processes.put(me);
            }
            Switch::Yielded | Switch::Waiting | Switch::Exited => {
                me.woken = false;
                if me.suspended == 0 {
                    self.run_queues.push(me.id, me.priority);
                }
                self.processes.put(me);
            }
        }
    }

    /// Let a process run that waits.
    pub(crate) fn wake(&mut self, id: u64) {
        if let Some(process) = self.processes.get_mut(id)
            && process.state == State::Waiting
        {
            process.state = State::Runnable;
            if process.suspended == 0 {
                let priority = process.priority;
                self.run_queues.push(id, priority);
            }
        }
    }
}

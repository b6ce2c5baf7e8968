//! Process: its heap, its mailbox, where it is in its code, and what others hold against it.

use crate::{
    op::Op,
    term::{Atom, Heap, Term, atom},
};

use super::{Mailbox, Priority, Timeout, dictionary::Dictionary, gc, rare::Rare, tie::Ties, timer::NO_TIMER};

/// What a process does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// In a run queue, or running. Becomes Waiting or Exiting.
    Runnable,
    /// Waits for a message, a timer, or whoever wakes it. Becomes Runnable or Exiting.
    Waiting,
    /// Is gone as soon as its turn ends: its reason is `exit`.
    Exiting,
}

/// One process.
#[derive(Debug)]
pub(crate) struct Process {
    /// 60 bits: the slot in the table, and how often the slot was used before.
    pub(crate) id: u64,
    pub(crate) heap: Heap,
    pub(crate) mailbox: Mailbox,
    pub(crate) state: State,
    /// Where it goes on, and where the function it is in returns to.
    pub(crate) ip: *const u32,
    pub(crate) cp: *const u32,
    /// The X registers that are live while others run.
    pub(crate) saved: Vec<Term>,
    /// What is left of its turn.
    pub(crate) reductions_left: i32,
    /// What it has used in all its turns.
    pub(crate) reductions: u64,
    pub(crate) group_leader: Term,
    pub(crate) priority: Priority,
    /// The module that is asked about functions that nobody defines.
    pub(crate) error_handler: Atom,
    /// Where a `receive` goes on when its time is over, and the timer of that.
    pub(crate) timeout: *const u32,
    pub(crate) receive_timer: Timeout,
    /// Somebody has woken it while it ran.
    pub(crate) woken: bool,
    /// Words of its smallest young block.
    pub(crate) min_heap: u32,
    pub(crate) trap_exit: bool,
    /// Why its messages, and what else it does, are worth a look: [`Process::TRACED`], [`Process::TOKEN`].
    pub(crate) marks: u8,
    /// It has forgotten its calls by `erlang:hibernate/3`, and has had no turn since.
    pub(crate) hibernates: bool,
    /// How often it is suspended: as long as it is, it gets no turn.
    pub(crate) suspended: u32,
    /// The first of the timers that will send it a message.
    pub(crate) first_timer: u32,
    /// Who made it; `undefined` for the first one.
    pub(crate) parent: Term,
    /// The function that it began with.
    pub(crate) initial: (Atom, Atom, u8),
    pub(crate) name: Option<Atom>,
    pub(crate) dictionary: Dictionary,
    pub(crate) ties: Ties,
    /// Why it ends, once it is Exiting.
    pub(crate) exit: Term,
    pub(crate) rare: Option<Box<Rare>>,
}

/// What a process's first function returns to.
static END: [u32; 1] = [Op::NormalExit as u32];

impl Process {
    /// A process that will execute the code at `ip` with these arguments, which lie on its heap.
    pub(crate) fn new(id: u64, heap: Heap, ip: *const u32, args: Vec<Term>, group_leader: Term) -> Self {
        Self {
            id,
            heap,
            mailbox: Mailbox::default(),
            state: State::Runnable,
            ip,
            cp: END.as_ptr(),
            saved: args,
            reductions_left: 0,
            reductions: 0,
            group_leader,
            priority: Priority::Normal,
            error_handler: atom::ERROR_HANDLER,
            timeout: std::ptr::null(),
            receive_timer: Timeout::None,
            woken: false,
            min_heap: gc::MIN_WORDS as u32,
            trap_exit: false,
            marks: 0,
            hibernates: false,
            suspended: 0,
            first_timer: NO_TIMER,
            parent: atom::UNDEFINED.into(),
            initial: (atom::ERLANG, atom::APPLY, 2),
            name: None,
            dictionary: Dictionary::default(),
            ties: Ties::default(),
            exit: Term::NIL,
            rare: None,
        }
    }

    /// Somebody traces it: what, and who, is in [`Rare`].
    pub(crate) const TRACED: u8 = 1;
    /// It has a token of sequential tracing, or has got messages with one.
    pub(crate) const TOKEN: u8 = 2;

    /// Its pid.
    pub(crate) fn pid(&self) -> Term {
        Term::pid(self.id)
    }

    /// What few processes need.
    pub(crate) fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Whether it ends when its turn does.
    pub(crate) fn is_doomed(&self) -> bool {
        self.state == State::Exiting
    }

    /// Forget all calls that it is in: what it does next is the last. Its turn ends with this.
    pub(crate) fn forget_calls(&mut self) {
        self.heap.stack = self.heap.young.end();
        self.cp = END.as_ptr();
        self.hibernates = true;
    }

    /// How many `catch` and `try` it is in.
    pub(crate) fn catches(&self) -> usize {
        self.heap.stack_terms().filter(|term| term.as_catch().is_some()).count()
    }

    /// It ends when its turn does, with that reason, which lies on its heap.
    pub(crate) fn doom(&mut self, reason: Term) {
        self.state = State::Exiting;
        self.exit = reason;
    }

    /// Show a collection every term that the process holds, but for those on its stack and in registers.
    pub(crate) fn each_root(&mut self, visit: &mut dyn FnMut(&mut Term)) {
        self.mailbox.terms_mut().for_each(&mut *visit);
        self.saved.iter_mut().for_each(&mut *visit);
        self.dictionary.each_root(visit);
        visit(&mut self.group_leader);
        visit(&mut self.exit);
    }
}

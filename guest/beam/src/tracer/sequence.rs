//! Sequence: tokens, which messages carry from process to process, and what the system's tracer is told of them.

use std::rc::Rc;

use super::{event::Stamp, flags};
use crate::{
    proc::Process,
    term::{Atom, Heap, Parcel, Term, atom, copy_all},
    vm::{Context, Vm},
};

/// The flags of a token: what is told, and with which time.
const SEND: i64 = 1;
const RECEIVE: i64 = 2;
const PRINT: i64 = 4;

/// Their names, from the lowest bit on.
const NAMES: [&str; 6] = [
    "send",
    "receive",
    "print",
    "timestamp",
    "strict_monotonic_timestamp",
    "monotonic_timestamp",
];

/// What is passed on.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    flags: i64,
    label: Rc<Parcel>,
    serial: i64,
    from: Term,
    /// The serial of the message that was received last.
    last: i64,
}

/// What a process has of it.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    token: Option<Token>,
    clock: i64,
    last: i64,
    /// Tokens of messages that it has not taken yet, none of those that processes have sent without one, and the places of those in its mailbox.
    ///
    /// A message of the machine is not among them, and leaves the process the token that it has.
    waiting: Vec<(usize, Option<Token>)>,
}

impl Token {
    fn term(&self, heap: &mut Heap) -> Term {
        let parts = [
            Term::small(self.flags),
            self.label.unpack(heap),
            heap.integer(self.serial),
            self.from,
            heap.integer(self.last),
        ];
        heap.tuple(&parts)
    }
}

impl Process {
    /// The token that it has.
    pub(crate) fn token(&self) -> Option<&Token> {
        self.rare.as_ref()?.sequence.token.as_ref()
    }

    /// Mark it if it has a token, or messages with one.
    fn mark_tokens(&mut self) {
        let sequence = &self.rare().sequence;
        if sequence.token.is_some() || sequence.waiting.iter().any(|(_, token)| token.is_some()) {
            self.marks |= Self::TOKEN;
        } else {
            self.rare().sequence.waiting.clear();
            self.marks &= !Self::TOKEN;
        }
    }

    /// The token as a term, `[]` if there is none.
    pub(crate) fn token_term(&self, heap: &mut Heap) -> Term {
        self.token().map_or(Term::NIL, |token| token.term(heap))
    }

    /// The next serial, for a message that is sent or told. None without a token.
    fn advance(&mut self) -> Option<Token> {
        let from = self.pid();
        let sequence = &mut self.rare.as_mut()?.sequence;
        let token = sequence.token.as_mut()?;
        sequence.clock += 1;
        (token.serial, token.from, token.last) = (sequence.clock, from, sequence.last);
        Some(token.clone())
    }

    /// The last message that it has got carries a token, or none.
    pub(crate) fn attach(&mut self, token: Option<Token>) {
        let place = self.mailbox.len().saturating_sub(1);
        let waiting = &mut self.rare().sequence.waiting;
        waiting.retain(|(at, _)| *at != place);
        waiting.push((place, token));
        self.mark_tokens();
    }

    /// The message at that place leaves the mailbox: its token, if it has one.
    fn detach(&mut self, place: usize) -> Option<Option<Token>> {
        let waiting = &mut self.rare().sequence.waiting;
        let found = waiting.iter().position(|(at, _)| *at == place);
        let token = found.map(|found| waiting.remove(found).1);
        for (at, _) in waiting.iter_mut().filter(|(at, _)| *at > place) {
            *at -= 1;
        }
        token
    }

    /// A message at that place was taken away by other means than by receiving it.
    pub(crate) fn forget_token(&mut self, place: usize) {
        if self.marks & Self::TOKEN != 0 {
            self.detach(place);
            self.mark_tokens();
        }
    }
}

/// The token of the caller as a term.
pub(crate) fn token(cx: &mut Context<'_>) -> Term {
    let heap = &mut cx.me.heap;
    let rare = cx.me.rare.as_ref();
    let token = rare.and_then(|rare| rare.sequence.token.as_ref());
    token.map_or(Term::NIL, |token| token.term(heap))
}

/// Let a stand-in have what the process has, or give it back.
pub(super) fn lend(from: &mut Process, to: &mut Process) {
    if from.rare.is_some() {
        to.rare().sequence = std::mem::take(&mut from.rare().sequence);
        to.mark_tokens();
    }
}

/// Set a part of the caller's token, which is made if there is none. The answer is the part as it was; none if there is no such part or value.
pub(crate) fn set(cx: &mut Context<'_>, part: Term, value: Term) -> Option<Term> {
    let name = part.as_atom()?.name();
    if name == "sequential_trace_token" {
        if !value.is_nil() {
            return None;
        }
        let before = token(cx);
        cx.me.rare().sequence.token = None;
        cx.me.mark_tokens();
        return Some(before);
    }
    let flag = NAMES.iter().position(|other| *other == name);
    let switch = value.as_bool();
    let serial = value
        .as_tuple_of()
        .and_then(|[last, serial]: [Term; 2]| Some((last.as_small()?, serial.as_small()?)));
    let possible = match flag {
        Some(_) => switch.is_some(),
        None => name == "label" || (name == "serial" && serial.is_some()),
    };
    if !possible {
        return None;
    }
    let from = cx.me.pid();
    if cx.me.marks & Process::TOKEN == 0 {
        // Of what is in the mailbox already nothing is known: it counts as sent by processes.
        let messages = cx.me.mailbox.len();
        cx.me.rare().sequence.waiting = (0..messages).map(|place| (place, None)).collect();
    }
    let sequence = &mut cx.me.rare().sequence;
    let last = sequence.last;
    let token = sequence.token.get_or_insert_with(|| Token {
        flags: 0,
        label: Rc::new(Parcel::copy_all(Term::small(0))),
        serial: 0,
        from,
        last,
    });
    token.from = from;
    let before = match (flag, serial) {
        (Some(flag), _) => {
            let bit = 1 << flag;
            let before = Term::bool(token.flags & bit != 0);
            let others = token.flags & !bit;
            token.flags = if switch == Some(true) { others | bit } else { others };
            before
        }
        (None, Some((last, serial))) if name == "serial" => {
            let before = [token.last, token.serial];
            (token.last, token.serial) = (last, serial);
            sequence.clock = serial;
            sequence.last = last;
            cx.me.heap.tuple(&before.map(Term::small))
        }
        _ => {
            let before = std::mem::replace(&mut token.label, Rc::new(Parcel::copy_all(value)));
            before.unpack(&mut cx.me.heap)
        }
    };
    cx.me.mark_tokens();
    Some(before)
}

/// No process has a token, or has had one.
pub(crate) fn reset_all(cx: &mut Context<'_>) {
    let ids: Vec<u64> = cx.vm.processes.ids().collect();
    for id in ids {
        let process = cx.process(id).filter(|process| process.rare.is_some());
        if let Some(process) = process {
            process.rare().sequence = Sequence::default();
            process.mark_tokens();
        }
    }
}

/// A new process has the caller's token: as if it had been asked for by a message, and had answered.
pub(super) fn spawned(cx: &mut Context<'_>, child: u64, what: [Term; 3], options: &[Atom]) {
    if cx.vm.tracing.system_tracer.same(cx.me.pid()) {
        let token = cx.me.token().cloned();
        if let Some(process) = cx.vm.processes.get_mut(child) {
            process.rare().sequence.token = token;
            process.advance();
            process.mark_tokens();
        }
        return;
    }
    let Some(asked) = cx.me.advance() else { return };
    let identity = cx.vm.next_ref();
    let parent = cx.me.pid();
    let mut heap = Heap::default();
    let reference = heap.reference(identity);
    let [module, function, args] = what;
    let arity = Term::small(args.elements().count() as i64);
    let call = heap.tuple(&[module, function, arity]);
    let options = heap.list(options.iter().map(|option| Term::from(*option)));
    let reply = Term::from(atom::SPAWN_REPLY);
    let name = Atom::new("spawn_request").into();
    let request = heap.tuple(&[name, reference, parent, cx.me.group_leader, call, options, reply, args]);
    tell(cx.vm, &asked, SEND, Term::pid(child), request);
    let Some(process) = cx.vm.processes.get_mut(child) else {
        return;
    };
    process.rare().sequence = Sequence {
        clock: asked.serial,
        last: asked.serial,
        token: Some(asked),
        waiting: Vec::new(),
    };
    process.mark_tokens();
    let Some(answered) = process.advance() else { return };
    let answer = heap.tuple(&[reply, reference, atom::OK.into(), Term::pid(child)]);
    tell(cx.vm, &answered, SEND, parent, answer);
    // As OTP 25 has it, which reads the word of the serial here with its tag.
    let serial = answered.serial << 4 | 15;
    take(cx.me, answered, serial);
}

/// A process has the token of a message that it has received.
fn take(me: &mut Process, token: Token, serial: i64) {
    let sequence = &mut me.rare().sequence;
    sequence.last = serial;
    sequence.clock = sequence.clock.max(serial);
    sequence.token = Some(token);
    me.mark_tokens();
}

/// A process ends that has a token, and has sent the message that is the last one of another.
pub(crate) fn exits(vm: &mut Vm, process: &mut Process, to: Term, message: Term) -> Option<Token> {
    let token = process.advance()?;
    tell(vm, &token, SEND, to, message);
    Some(token)
}

/// A part of the caller's token; none if there is no such part.
pub(crate) fn part(cx: &mut Context<'_>, part: Term) -> Option<Term> {
    let name = part.as_atom()?.name();
    if name == "sequential_trace_token" {
        let token = token(cx);
        return Some(token);
    }
    let flag = NAMES.iter().position(|other| *other == name);
    if flag.is_none() && name != "label" && name != "serial" {
        return None;
    }
    let token = cx.me.token().cloned();
    let heap = &mut cx.me.heap;
    let value = match (flag, token) {
        (Some(flag), token) => Term::bool(token.is_some_and(|token| token.flags & 1 << flag != 0)),
        (None, None) => return Some(Term::NIL),
        (None, Some(token)) if name == "label" => token.label.unpack(heap),
        (None, Some(token)) => heap.tuple(&[token.last, token.serial].map(Term::small)),
    };
    Some(heap.tuple(&[part, value]))
}

/// Tell the system's tracer something; only with that label, if one is given. Whether it was told.
pub(crate) fn print(cx: &mut Context<'_>, label: Option<Term>, what: Term) -> bool {
    let Some(token) = cx.me.token() else { return false };
    let fits = label.is_none_or(|label| crate::term::order::equal(label, token.label.term()));
    if !fits || token.flags & PRINT == 0 {
        return false;
    }
    let Some(token) = cx.me.advance() else { return false };
    tell(cx.vm, &token, PRINT, Term::NIL, what);
    true
}

/// The caller sends a message: the token that goes with it.
pub(super) fn sending(cx: &mut Context<'_>, to: Term, message: Term) -> Option<Token> {
    if cx.vm.tracing.system_tracer.same(cx.me.pid()) {
        return None;
    }
    let token = cx.me.advance()?;
    tell(cx.vm, &token, SEND, to, message);
    Some(token)
}

/// A process takes the message at that place out of its mailbox: it has the token of it from now on, or none.
pub(crate) fn received(vm: &mut Vm, me: &mut Process, place: usize, message: Term) {
    if me.marks & Process::TOKEN == 0 {
        return;
    }
    let Some(token) = me.detach(place) else { return };
    match token {
        Some(token) => {
            tell(vm, &token, RECEIVE, me.pid(), message);
            let serial = token.serial;
            take(me, token, serial);
        }
        None => {
            me.rare().sequence.token = None;
            me.mark_tokens();
        }
    }
}

/// Tell the system's tracer: `{seq_trace, Label, {What, {Last, Serial}, From, To, Message}}`, and when.
fn tell(vm: &mut Vm, token: &Token, what: i64, to: Term, message: Term) {
    let tracer = vm.tracing.system_tracer;
    // What the tracer itself gets is not told.
    let wanted = token.flags & what != 0 && (what != RECEIVE || !to.same(tracer));
    let id = tracer.as_local_pid().filter(|id| wanted && vm.processes.is_alive(*id));
    let Some(id) = id else {
        return;
    };
    let (mut wanted, bits) = (0, token.flags >> 3);
    for (bit, flag) in [
        flags::TIMESTAMP,
        flags::STRICT_MONOTONIC_TIMESTAMP,
        flags::MONOTONIC_TIMESTAMP,
    ]
    .into_iter()
    .enumerate()
    {
        wanted |= if bits & 1 << bit != 0 { flag } else { 0 };
    }
    let stamp: Stamp = vm.stamp(wanted);
    let name = NAMES[what.trailing_zeros() as usize];
    vm.deliver_quietly(id, |heap| {
        let serial = heap.tuple(&[token.last, token.serial].map(Term::small));
        let message = copy_all(message, heap);
        let told = heap.tuple(&[Atom::new(name).into(), serial, token.from, to, message]);
        let mut parts = vec![Atom::new("seq_trace").into(), token.label.unpack(heap), told];
        parts.extend(stamp.term(heap));
        heap.tuple(&parts)
    });
}

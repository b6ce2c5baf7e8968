//! Info: what is asked about traces.

use crate::{
    bif::{Answer, Stop},
    code::{Break, Key},
    proc::Process,
    term::{Atom, Heap, Term, atom},
    tracer::{Messages, flags},
    vm::{Context, Vm},
};

pub(super) fn trace_info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    // An item that is no atom is one that nobody knows; of a function that is not traced any is asked in vain.
    let item = args[1].as_atom().unwrap_or(Atom::new(""));
    let value = match args[0].as_atom().map(Atom::name) {
        Some("new" | "new_processes") => of_flags(cx, item, cx.vm.tracing.new)?,
        Some("new_ports") => of_flags(cx, item, cx.vm.tracing.new_ports)?,
        Some("on_load") => {
            let entry = cx.vm.code.breaks.on_load.clone();
            match item.name() {
                _ if entry.is_empty() => atom::FALSE.into(),
                _ => of_break(cx.heap(), item, &entry, true)?,
            }
        }
        Some("send") => of_messages(cx.vm.tracing.send.clone(), cx.heap(), item)?,
        Some("receive") => of_messages(cx.vm.tracing.receive.clone(), cx.heap(), item)?,
        Some(_) => return Err(Stop::badarg_because(atom::BADOPT)),
        None => match args[0].as_tuple_of() {
            Some(function) => of_function(cx, item, function)?,
            None if let Some(port) = args[0].as_local_port() => {
                if !cx.vm.tables.ports.is_open(port) {
                    return Ok(atom::UNDEFINED.into());
                }
                of_flags(cx, item, (0, Term::NIL))?
            }
            None if args[0].as_tuple().is_some() => return Err(Stop::badarg()),
            None => {
                let id = args[0]
                    .as_local_pid()
                    .ok_or_else(|| Stop::badarg_because(atom::BADOPT))?;
                if !cx.vm.processes.is_alive(id) {
                    return Ok(atom::UNDEFINED.into());
                }
                let tracer = cx.vm.tracer_of(cx.me, id);
                let flags = cx.process(id).map_or(0, |process| process.trace_flags());
                of_flags(cx, item, (if tracer.is_nil() { 0 } else { flags }, tracer))?
            }
        },
    };
    Ok(cx.heap().tuple(&[args[1], value]))
}

fn of_flags(cx: &mut Context<'_>, item: Atom, (flags, tracer): (u32, Term)) -> Answer {
    match item.name() {
        "flags" => Ok(flags::list(cx.heap(), flags)),
        "tracer" => Ok(tracer),
        _ => Err(Stop::badarg()),
    }
}

fn of_messages(messages: Messages, heap: &mut Heap, item: Atom) -> Answer {
    if item.name() != "match_spec" {
        return Err(Stop::badarg());
    }
    Ok(match messages {
        Messages::All => atom::TRUE.into(),
        Messages::None => atom::FALSE.into(),
        Messages::Those(pattern) => pattern.source(heap),
    })
}

fn of_function(cx: &mut Context<'_>, item: Atom, function: [Term; 3]) -> Answer {
    let [module, name, arity] = function;
    let (Some(module), Some(name), Some(arity)) = (module.as_atom(), name.as_atom(), arity.as_small()) else {
        return Err(Stop::badarg());
    };
    let key: Key = (module, name, u8::try_from(arity).map_err(|_| Stop::badarg())?);
    let exists = !cx
        .vm
        .code
        .matching(Some(key.0), Some(key.1), Some(key.2), false)
        .is_empty();
    let entry = cx.vm.code.breaks.get(key).cloned();
    match entry {
        _ if !exists => Ok(atom::UNDEFINED.into()),
        // As OTP 25 has it.
        Some(entry) if item.name() == "meta" && entry.meta.is_none() => Ok(Term::NIL),
        Some(entry) => of_break(cx.heap(), item, &entry, false),
        None => Ok(atom::FALSE.into()),
    }
}

/// What is known of a function, or of those to be loaded.
fn of_break(heap: &mut Heap, item: Atom, entry: &Break, on_load: bool) -> Answer {
    let no = || Term::from(atom::FALSE);
    Ok(match item.name() {
        "traced" => match (&entry.local, &entry.global) {
            (Some(_), _) => Atom::new("local").into(),
            (_, Some(_)) => Atom::new("global").into(),
            _ => no(),
        },
        "match_spec" => match entry.local.as_ref().or(entry.global.as_ref()) {
            Some(pattern) => pattern.source(heap),
            None => no(),
        },
        "meta" => entry.meta.as_ref().map_or_else(no, |(_, who)| *who),
        "meta_match_spec" => entry.meta.as_ref().map_or_else(no, |(pattern, _)| pattern.source(heap)),
        "call_count" if on_load => Term::bool(entry.count.is_some()),
        "call_count" => entry
            .count
            .as_ref()
            .map_or_else(no, |count| Term::small(count.calls as i64)),
        "call_time" if on_load => Term::bool(entry.time.is_some()),
        "call_time" => match &entry.time {
            None => no(),
            Some(time) => {
                let all: Vec<Term> = time
                    .of
                    .iter()
                    .map(|(id, (calls, nanoseconds))| {
                        let microseconds = nanoseconds / 1000;
                        let (seconds, rest) = (microseconds / 1_000_000, microseconds % 1_000_000);
                        let numbers = [*calls, seconds, rest].map(|number| Term::small(number as i64));
                        heap.tuple(&[Term::pid(*id), numbers[0], numbers[1], numbers[2]])
                    })
                    .collect();
                heap.list(all.into_iter())
            }
        },
        "all" => {
            let names = [
                "traced",
                "match_spec",
                "meta",
                "meta_match_spec",
                "call_time",
                "call_count",
            ];
            let mut pairs = Vec::new();
            for name in names.into_iter().filter(|name| !on_load || *name != "call_time") {
                let name = Atom::new(name);
                let value = of_break(heap, name, entry, on_load)?;
                pairs.push(heap.tuple(&[name.into(), value]));
            }
            heap.list(pairs.into_iter())
        }
        _ => return Err(Stop::badarg()),
    })
}

impl Process {
    /// What is told of it.
    pub(crate) fn trace_flags(&self) -> u32 {
        self.rare.as_ref().map_or(0, |rare| rare.traced.flags)
    }
}

impl Vm {
    /// Who traces a process; `[]` if nobody does, or nobody any more. `me` is the process that runs.
    pub(crate) fn tracer_of(&mut self, me: &mut Process, id: u64) -> Term {
        let mut cx = Context { vm: self, me };
        let tracer = match cx.process(id).and_then(|process| process.rare.as_ref()) {
            Some(rare) => rare.traced.tracer,
            None => Term::NIL,
        };
        if tracer.is_nil() || cx.vm.is_tracer(tracer) {
            return tracer;
        }
        if let Some(process) = cx.process(id) {
            process.change_trace(!0, 0, Term::NIL);
        }
        Term::NIL
    }
}

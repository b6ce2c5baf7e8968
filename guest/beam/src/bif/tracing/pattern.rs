//! Pattern: which functions and messages are traced, and how.

use std::rc::Rc;

use crate::{
    bif::{
        Answer, Stop,
        match_spec::{Dialect, MatchSpec},
    },
    code::{Break, Count, Time},
    term::{Atom, Parcel, Term, atom},
    tracer::{Messages, Pattern},
    vm::Context,
};

/// What a list of flags says.
#[derive(Default)]
struct Flags {
    global: bool,
    local: bool,
    /// Who is told.
    meta: Option<Term>,
    count: bool,
    time: bool,
}

impl Flags {
    fn parse(list: Term, myself: Term) -> Option<Self> {
        let mut flags = Self::default();
        let mut elements = list.elements();
        for element in elements.by_ref() {
            if let Some([name, who]) = element.as_tuple_of() {
                who.as_local_pid()?;
                if name.as_atom()?.name() != "meta" {
                    return None;
                }
                flags.meta = Some(who);
                continue;
            }
            match element.as_atom()?.name() {
                "global" => flags.global = true,
                "local" => flags.local = true,
                "meta" => flags.meta = Some(flags.meta.unwrap_or(myself)),
                "call_count" => flags.count = true,
                "call_time" => flags.time = true,
                _ => return None,
            }
        }
        let possible = elements.rest().is_nil() && !(flags.global && flags.is_break());
        possible.then_some(flags)
    }

    /// Whether it is about all calls, and not only about external ones.
    fn is_break(&self) -> bool {
        self.local || self.meta.is_some() || self.count || self.time
    }
}

/// What is to be done.
enum Order {
    Set(Rc<Pattern>),
    Clear,
    Restart,
    Pause,
}

pub(super) fn trace_pattern(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let badopt = || Stop::badarg_because(atom::BADOPT);
    let none = || Stop::badarg_because(atom::NONE);
    let flags = Flags::parse(args[2], cx.myself()).ok_or_else(badopt)?;
    let order = order(cx, args[1])?;
    if args[1].is_cons() && (flags.count || flags.time) && args[0].as_atom().is_none() {
        return Err(Stop::badarg_because(Atom::new(if flags.count {
            "call_count"
        } else {
            "call_time"
        })));
    }
    match args[0].as_atom().map(Atom::name) {
        Some("on_load") if flags.meta.is_none() => {
            change(&mut cx.vm.code.breaks.on_load, &flags, &order);
            return Ok(Term::small(0));
        }
        Some(which @ ("send" | "receive")) if !flags.is_break() && !flags.global => {
            let messages = match order {
                Order::Set(pattern) if pattern.compiled.is_some() => Messages::Those(pattern),
                Order::Set(_) => Messages::All,
                Order::Clear => Messages::None,
                _ => return Err(none()),
            };
            match which {
                "send" => cx.vm.tracing.send = messages,
                _ => cx.vm.tracing.receive = messages,
            }
            return Ok(Term::small(1));
        }
        Some(_) => return Err(none()),
        None => {}
    }
    let [module, function, arity] = function(args[0]).ok_or_else(none)?;
    let arity = match arity.map(|arity| arity.as_small().map(u8::try_from)) {
        None => None,
        Some(Some(Ok(arity))) => Some(arity),
        Some(Some(Err(_))) => return Ok(Term::small(0)),
        Some(None) => return Err(none()),
    };
    let [module, function] = [module, function].map(|name| name.and_then(Term::as_atom));
    let keys = cx.vm.code.matching(module, function, arity, !flags.is_break());
    cx.vm.code.change_breaks(&keys, |entry| change(entry, &flags, &order));
    cx.work(keys.len());
    Ok(Term::small(keys.len() as i64))
}

/// `{M, F, A}`, of which the last ones may be `'_'`.
fn function(term: Term) -> Option<[Option<Term>; 3]> {
    let parts: [Term; 3] = term.as_tuple_of()?;
    let parts = parts.map(|part| (!part.same(atom::WILDCARD.term())).then_some(part));
    let [module, function, arity] = parts;
    let in_order = (module.is_some() || function.is_none()) && (function.is_some() || arity.is_none());
    let names = [module, function].into_iter().flatten().all(Term::is_atom);
    (in_order && names).then_some(parts)
}

fn order(cx: &mut Context<'_>, spec: Term) -> Result<Order, Stop> {
    match spec.as_atom().map(Atom::name) {
        Some("true") => return Ok(Order::Set(Rc::default())),
        Some("false") => return Ok(Order::Clear),
        Some("restart") => return Ok(Order::Restart),
        Some("pause") => return Ok(Order::Pause),
        _ if spec.is_nil() => return Ok(Order::Set(Rc::default())),
        _ => {}
    }
    let functions = &cx.vm.tables.match_functions;
    let compiled = MatchSpec::compile_to_keep(spec, Dialect::Trace, functions);
    let compiled = compiled.map_err(|_| Stop::badarg_because(Atom::new("match_spec")))?;
    let compiled = Some((compiled, Parcel::copy_all(spec)));
    Ok(Order::Set(Rc::new(Pattern { compiled })))
}

fn change(entry: &mut Break, flags: &Flags, order: &Order) {
    let pattern = match order {
        Order::Set(pattern) => Some(Rc::clone(pattern)),
        Order::Clear => None,
        Order::Restart | Order::Pause => Some(Rc::default()),
    };
    if !flags.is_break() {
        if pattern.is_some() {
            *entry = Break::default();
        }
        entry.global = pattern;
        return;
    }
    if flags.local {
        if pattern.is_some() {
            entry.global = None;
        }
        entry.local = pattern.clone();
    }
    if let Some(who) = flags.meta {
        entry.meta = pattern.map(|pattern| (pattern, who));
    }
    if flags.count {
        entry.count = match order {
            Order::Clear => None,
            Order::Pause => Some(Count {
                paused: true,
                ..entry.count.take().unwrap_or_default()
            }),
            Order::Set(_) | Order::Restart => Some(Count::default()),
        };
    }
    if flags.time {
        entry.time = match order {
            Order::Clear => None,
            Order::Pause => Some(Time {
                paused: true,
                ..entry.time.take().unwrap_or_default()
            }),
            Order::Set(_) | Order::Restart => Some(Time::default()),
        };
    }
}

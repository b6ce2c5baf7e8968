//! Effect: what the body of a specification for traces does besides having a value.

use super::expression::Effect;
use crate::{
    op,
    term::{Atom, Heap, Term, atom},
    tracer::{flags, sequence},
    vm::{Context, Vm},
};

/// What a specification for traces has asked for.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) message: Option<Term>,
    pub(crate) return_trace: bool,
    pub(crate) exception_trace: bool,
    /// It is run for a call, and not tried out.
    pub(crate) live: bool,
    /// Where the call returns to.
    pub(crate) caller: Option<*const u32>,
    /// The stack of the process as text.
    pub(crate) dump: Option<String>,
    pub(crate) changes: Vec<Change>,
}

/// A change of a process's trace flags.
#[derive(Debug, Default)]
pub(crate) struct Change {
    /// None is the caller itself.
    pub(crate) whom: Option<Term>,
    pub(crate) clear: u32,
    pub(crate) set: u32,
    pub(crate) tracer: Option<Term>,
}

impl Trace {
    pub(super) fn apply(&mut self, effect: Effect, args: &[Term], cx: &mut Context<'_>) -> Term {
        match effect {
            Effect::ReturnTrace => self.return_trace = true,
            Effect::ExceptionTrace => self.exception_trace = true,
            Effect::Message => self.message = args.first().copied(),
            Effect::Display => {}
            Effect::Silent => {
                let silent = args[0].as_bool();
                self.changes.extend(silent.map(|silent| Change {
                    set: if silent { flags::SILENT } else { 0 },
                    clear: if silent { 0 } else { flags::SILENT },
                    ..Change::default()
                }));
            }
            Effect::SetWord => {
                if let Some(word) = args[0].as_small().filter(|word| self.live && *word >= 0) {
                    let flag = Atom::new(CONTROL_WORD);
                    let before = cx.vm.tables.system.flag(CONTROL_WORD).unwrap_or(0);
                    cx.vm.tables.system.set_flag(flag, word);
                    return Term::small(before);
                }
            }
            Effect::Word => return Term::small(cx.vm.tables.system.flag(CONTROL_WORD).unwrap_or(0)),
            Effect::Dump => {
                return match &self.dump {
                    Some(text) => cx.heap().binary(text.as_bytes()),
                    None => atom::UNDEFINED.into(),
                };
            }
            Effect::Caller | Effect::CallerLine => {
                let caller = self.caller.map(|back| back.wrapping_sub(1));
                let found =
                    caller.and_then(|at| self::caller(cx.vm, &mut cx.me.heap, at, effect == Effect::CallerLine));
                return found.unwrap_or(atom::UNDEFINED.into());
            }
            Effect::Enable | Effect::Disable | Effect::Change => return self.change(effect, args),
            Effect::SetToken => {
                let set = self.live && sequence::set(cx, args[0], args[1]).is_some();
                return Term::bool(set || !self.live);
            }
            Effect::Token => return sequence::token(cx),
            Effect::HasToken => return Term::bool(!sequence::token(cx).is_nil()),
        }
        atom::TRUE.into()
    }

    /// Note a change of flags; false if one of them is none.
    fn change(&mut self, effect: Effect, args: &[Term]) -> Term {
        if effect != Effect::Change && !args.last().is_some_and(|flag| flag.is_atom()) {
            return atom::FALSE.into();
        }
        let (whom, lists) = match (effect, args) {
            (Effect::Change, [whom, clear, set]) => (Some(*whom), (*clear, *set)),
            (Effect::Change, [clear, set]) => (None, (*clear, *set)),
            (Effect::Enable, [whom, set]) => (Some(*whom), (Term::NIL, *set)),
            (Effect::Enable, [set]) => (None, (Term::NIL, *set)),
            (_, [whom, clear]) => (Some(*whom), (*clear, Term::NIL)),
            (_, [clear]) => (None, (*clear, Term::NIL)),
            _ => return atom::FALSE.into(),
        };
        let (Some((clear, _)), Some((set, tracer))) = (flags::parse(lists.0), flags::parse(lists.1)) else {
            return atom::FALSE.into();
        };
        self.changes.push(Change {
            whom,
            clear,
            set,
            tracer,
        });
        atom::TRUE.into()
    }
}

/// The name of what `set_tcw` sets.
const CONTROL_WORD: &str = "trace_control_word";

/// `{M, F, A}` of an address, with `{File, Line}` if asked for.
fn caller(vm: &Vm, heap: &mut Heap, at: *const u32, line: bool) -> Option<Term> {
    let frame = op::frame(vm, heap, at, None)?;
    let [module, function, arity, lines] = frame.as_tuple_of()?;
    if !line {
        return Some(heap.tuple(&[module, function, arity]));
    }
    let values: Vec<Term> = lines
        .elements()
        .filter_map(|line| line.as_tuple_of().map(|[_, value]| value))
        .collect();
    let place = match values.as_slice() {
        [] => atom::UNDEFINED.into(),
        values => heap.tuple(values),
    };
    Some(heap.tuple(&[module, function, arity, place]))
}

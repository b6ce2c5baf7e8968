//! Built-in functions: what Erlang code calls by name and does not define, or defines as a stub for a native function.
//!
//! Each room has a `TABLE` of names and functions; [`TABLES`] lists the rooms. A function may allocate as it likes: nothing moves until it has returned.

mod apply;
mod arithmetic;
mod atomics;
mod atoms;
mod binary;
pub(crate) mod clock;
mod code;
mod crypto;
mod debug;
mod dictionary;
mod drivers;
pub(crate) mod ets;
mod external;
mod funs;
mod halt;
mod hashes;
mod iolist;
mod lists;
mod maps;
pub(crate) mod match_spec;
mod math;
mod module_info;
mod monitors;
mod names;
mod native_records;
mod nodes;
mod number_text;
mod os;
mod packet;
mod persistent;
pub(crate) mod port;
mod prim_buffer;
mod prim_file;
mod prim_tty;
mod process;
mod process_flag;
mod process_info;
mod profiling;
#[expect(unsafe_code, reason = "stacks are looked through for return addresses")]
pub(crate) mod purge;
mod raise;
mod re;
mod statistics;
pub(crate) mod system;
mod tables;
mod tasks;
mod text;
mod time;
mod timers;
mod tracing;
mod trusted;
mod tuples;
mod types;
mod unicode;
mod zlib;

mod md5;

use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

pub(crate) use tables::Tables;

/// A built-in function. It has as many arguments as its entry says.
pub(crate) type Bif = fn(&mut Context<'_>, &[Term]) -> Answer;

/// What a built-in function comes to.
pub(crate) type Answer = Result<Term, Stop>;

/// Module, function, arity and code of a built-in function.
pub(crate) type Entry = (&'static str, &'static str, u8, Bif);

/// All there are.
pub(crate) const TABLES: &[&[Entry]] = &[
    apply::TABLE,
    arithmetic::TABLE,
    atomics::TABLE,
    atoms::TABLE,
    binary::SEARCH,
    binary::TABLE,
    clock::TABLE,
    code::TABLE,
    crypto::TABLES[0],
    crypto::TABLES[1],
    crypto::TABLES[2],
    crypto::TABLES[3],
    debug::TABLE,
    dictionary::TABLE,
    drivers::TABLE,
    ets::TABLES[0],
    ets::TABLES[1],
    ets::TABLES[2],
    ets::TABLES[3],
    ets::TABLES[4],
    ets::TABLES[5],
    external::TABLE,
    funs::TABLE,
    halt::TABLE,
    hashes::TABLE,
    iolist::TABLE,
    lists::TABLE,
    maps::TABLE,
    match_spec::TABLE,
    math::TABLE,
    module_info::TABLE,
    monitors::TABLE,
    names::TABLE,
    native_records::TABLE,
    nodes::TABLE,
    number_text::TABLE,
    os::TABLE,
    packet::TABLE,
    persistent::TABLE,
    port::TABLE,
    prim_buffer::TABLE,
    prim_file::TABLE,
    prim_tty::TABLE,
    process::TABLE,
    profiling::TABLE,
    process_flag::TABLE,
    process_info::TABLE,
    purge::TABLE,
    raise::TABLE,
    re::TABLE,
    statistics::TABLE,
    system::TABLE,
    tasks::TABLE,
    text::TABLE,
    time::TABLE,
    timers::TABLE,
    tracing::TABLES[0],
    tracing::TABLES[1],
    tuples::TABLE,
    types::TABLE,
    unicode::TABLE,
    zlib::TABLE,
];

/// Module, name and arity of every function that is built in, those that stand for native functions of stock modules among them.
pub fn functions() -> impl Iterator<Item = (&'static str, &'static str, u8)> {
    TABLES
        .iter()
        .copied()
        .flatten()
        .map(|(module, function, arity, _)| (*module, *function, *arity))
}

/// Why a built-in function has no value.
#[derive(Debug)]
pub(crate) struct Stop(pub(crate) Box<StopKind>);

/// The ways in which a function has no value.
#[derive(Debug)]
pub(crate) enum StopKind {
    /// An exception. With `arguments` the stack trace shows them instead of the arity, as for `badarg`.
    Raise { class: Class, reason: Term, trace: Trace },
    /// Call this function instead; its value is the value. If it is the `last`, it takes the caller's place.
    Call {
        module: Atom,
        function: Atom,
        args: Vec<Term>,
        last: bool,
    },
    /// Call this fun instead; its value is the value.
    Apply { fun: Term, args: Vec<Term> },
    /// Let others run, then call the built-in function again with these arguments.
    Yield { args: Vec<Term> },
    /// Forget where the caller would have returned to, wait for a message, then call this function.
    Hibernate {
        module: Atom,
        function: Atom,
        args: Vec<Term>,
    },
    /// Wait for a message, with as little memory as can be, then call the built-in function again. It has no arguments.
    Sleep,
    /// The process has ended; its exit is done already or is noted in it.
    Exited,
}

/// The three classes of exceptions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    Error,
    Exit,
    Throw,
}

impl Class {
    /// As `try … catch Class:_` sees it.
    pub(crate) fn atom(self) -> Atom {
        match self {
            Class::Error => atom::ERROR,
            Class::Exit => atom::EXIT,
            Class::Throw => atom::THROW,
        }
    }
}

/// What the stack trace of an exception begins with.
#[derive(Debug)]
pub(crate) enum Trace {
    /// The built-in function itself with its arguments, and `{error_info, #{module => erl_erts_errors-like module}}`.
    Arguments,
    /// As above, with a cause for `format_error/2` (`cause => Cause` in the `error_info`).
    Cause(Term),
    /// The caller: the function was `error/1`, `exit/1`, `throw/1`.
    Caller,
    /// The caller, with these arguments (a list) instead of its arity: `error/2,3`; and the options' `error_info` map or `NONE`.
    CallerArguments(Term, Term),
    /// This raw stack trace (a list as `erlang:raise/3` takes).
    Given(Term),
}

impl Stop {
    /// An error of this function's arguments.
    pub(crate) fn error(reason: impl Into<Term>) -> Self {
        Self::raise(Class::Error, reason.into(), Trace::Arguments)
    }

    /// `badarg`, the commonest error.
    #[cold]
    pub(crate) fn badarg() -> Self {
        Self::error(atom::BADARG)
    }

    /// `badarg`, with what `erl_erts_errors` and its like say about `cause`.
    #[cold]
    pub(crate) fn badarg_because(cause: impl Into<Term>) -> Self {
        Self::raise(Class::Error, atom::BADARG.into(), Trace::Cause(cause.into()))
    }

    /// `system_limit`.
    #[cold]
    pub(crate) fn system_limit() -> Self {
        Self::error(atom::SYSTEM_LIMIT)
    }

    /// Any exception.
    #[cold]
    pub(crate) fn raise(class: Class, reason: Term, trace: Trace) -> Self {
        Self(Box::new(StopKind::Raise { class, reason, trace }))
    }

    /// The process has ended, as is noted in it.
    pub(crate) fn exited() -> Self {
        Self(Box::new(StopKind::Exited))
    }

    /// Go on with a function of Erlang.
    pub(crate) fn call(module: Atom, function: Atom, args: Vec<Term>) -> Self {
        Self(Box::new(StopKind::Call {
            module,
            function,
            args,
            last: false,
        }))
    }
}

//! Tracer: what processes do is told to those who trace them.
//!
//! `flags` says what is told of a process, `event` builds the messages and sends them, `verdict` asks the match specification of a call or message,
//! `calls` is what a traced call does, `life` what else a process does, and `sequence` the tokens of `seq_trace`, which messages carry from process to process.

mod calls;
mod event;
pub(crate) mod flags;
mod frame;
mod life;
pub(crate) mod sequence;
mod verdict;

use std::{cell::RefCell, rc::Rc};

use crate::{
    bif::match_spec::MatchSpec,
    code::Key,
    term::{Parcel, Term},
};

pub(crate) use calls::{Place, built_in, called, returned, unwound};
pub(crate) use frame::{Frame, WORDS, kind_at};
pub(crate) use life::{arrived, exit_arrived, exits, gone, timed_out, turn_begins, turn_ends};

/// A match specification, or none: then everything is told.
#[derive(Debug, Default)]
pub(crate) struct Pattern {
    pub(crate) compiled: Option<(MatchSpec, Parcel)>,
}

impl Pattern {
    /// The specification as it was given; `[]` for none.
    pub(crate) fn source(&self, heap: &mut crate::term::Heap) -> Term {
        match &self.compiled {
            Some((_, source)) => source.unpack(heap),
            None => Term::NIL,
        }
    }
}

/// Which messages are told of a process whose messages are.
#[derive(Clone, Debug, Default)]
pub(crate) enum Messages {
    #[default]
    All,
    None,
    Those(Rc<Pattern>),
}

/// What belongs to no process or function.
#[derive(Debug)]
pub(crate) struct Tracing {
    /// The flags that new processes get, and their tracer.
    pub(crate) new: (u32, Term),
    /// The same of new ports.
    pub(crate) new_ports: (u32, Term),
    pub(crate) send: Messages,
    pub(crate) receive: Messages,
    /// Who is told of messages that carry a token.
    pub(crate) system_tracer: Term,
}

impl Default for Tracing {
    fn default() -> Self {
        Self {
            new: (0, Term::NIL),
            new_ports: (0, Term::NIL),
            send: Messages::All,
            receive: Messages::All,
            system_tracer: Term::NIL,
        }
    }
}

/// How a process is traced.
#[derive(Debug)]
pub(crate) struct Traced {
    pub(crate) flags: u32,
    /// `[]` if nobody traces it.
    pub(crate) tracer: Term,
    /// The function that it is in, of those whose time is taken, and since when.
    pub(crate) timing: Option<(Key, u64)>,
    /// The built-in function that it is in has been told of already.
    pub(crate) resumes: bool,
    /// Collections that are to be told of.
    pub(crate) collections: RefCell<Vec<Collection>>,
}

/// The begin or the end of a collection.
#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) tag: &'static str,
    pub(crate) info: Parcel,
}

impl Default for Traced {
    fn default() -> Self {
        Self {
            flags: 0,
            tracer: Term::NIL,
            timing: None,
            resumes: false,
            collections: RefCell::default(),
        }
    }
}

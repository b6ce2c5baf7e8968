//! Execution: the instructions of one process, until it waits, ends or has had its turn.

pub(crate) mod bits;
mod call;
mod instruction;
mod number;
mod operands;
mod raise;
mod receive;
mod record;
mod run;
mod trace;

pub(crate) use call::arguments;
pub(crate) use instruction::Op;
pub(crate) use run::{Switch, run};
pub(crate) use trace::{DEPTH, addresses, frame};

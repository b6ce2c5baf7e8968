//! Execution: the instructions of one process, until it waits, ends or has had its turn.

pub(crate) mod bits;
#[expect(unsafe_code, reason = "registers, stacks and code are addresses")]
mod call;
mod instruction;
pub(crate) mod native;
mod number;
#[expect(unsafe_code, reason = "registers, stacks and code are addresses")]
mod operands;
#[expect(unsafe_code, reason = "registers, stacks and code are addresses")]
mod raise;
mod receive;
mod record;
#[expect(unsafe_code, reason = "registers, stacks and code are addresses")]
mod run;
#[expect(unsafe_code, reason = "registers, stacks and code are addresses")]
mod trace;

pub(crate) use call::{arguments, built_in_at};
pub(crate) use instruction::Op;
pub(crate) use run::{Switch, run};
pub(crate) use trace::{addresses, backtrace, frame};

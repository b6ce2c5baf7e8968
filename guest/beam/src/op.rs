//! Execution: the instructions, one process at a time.

pub(crate) mod bits;

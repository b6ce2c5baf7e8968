//! Execution: the instructions, one process at a time.

//! Ending: how a guest ended, and the exit status that says so.

use crate::say;
use std::process::ExitCode;
use wasmtime::{Error, Trap, WasmBacktrace};
use wasmtime_wasi::I32Exit;

/// How a guest ended.
pub(crate) enum Ending {
    /// By itself, with this status.
    Exited(u8),
    /// By force, because it broke the rules of WebAssembly or of an interface.
    Trapped {
        error: Error,
        /// Whether it was ever refused memory, which is then likely to be the reason.
        memory_refused: bool,
    },
}

/// The status of a process that SIGABRT ended, as wasmtime's own command has it.
const TRAPPED: u8 = 134;

impl Ending {
    /// Whether an error comes out of the guest's code, and not from before it.
    pub(crate) fn is_the_guests(error: &Error) -> bool {
        error.is::<I32Exit>() || error.is::<Trap>() || error.is::<WasmBacktrace>()
    }

    pub(crate) fn of(ended: Result<Result<(), ()>, Error>, memory_refused: bool) -> Self {
        match ended {
            Ok(Ok(())) => Self::Exited(0),
            Ok(Err(())) => Self::Exited(1),
            Err(error) => match error.downcast_ref() {
                // The system itself keeps the low eight bits and no more.
                Some(I32Exit(status)) => Self::Exited(*status as u8),
                None => Self::Trapped { error, memory_refused },
            },
        }
    }

    /// The exit status, and for a trap what happened on standard error.
    pub(crate) fn tell(self) -> ExitCode {
        if let Some(obituary) = self.obituary() {
            say::error(obituary);
        }
        self.status().into()
    }

    /// The exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Exited(status) => *status,
            Self::Trapped { .. } => TRAPPED,
        }
    }

    /// What happened, for a trap.
    pub(crate) fn obituary(&self) -> Option<String> {
        match self {
            Self::Exited(_) => None,
            Self::Trapped { error, memory_refused } => Some(obituary(error, *memory_refused)),
        }
    }
}

fn obituary(error: &Error, memory_refused: bool) -> String {
    let reason = error.root_cause().to_string();
    let mut text = format!(
        "portcullis: the guest trapped: {}",
        reason.trim_start_matches("wasm trap: ")
    );
    if memory_refused {
        text.push_str("\n  it had been refused memory (--max-memory)");
    }
    if let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() {
        // Its own first line says again that there was an error.
        for frame in backtrace.to_string().lines().skip(1) {
            text.push('\n');
            text.push_str(frame);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(error: Error) -> Ending {
        Ending::of(Err(error), false)
    }

    #[test]
    fn a_run_that_fails_is_status_1() {
        assert!(matches!(Ending::of(Ok(Ok(())), false), Ending::Exited(0)));
        assert!(matches!(Ending::of(Ok(Err(())), false), Ending::Exited(1)));
    }

    #[test]
    fn a_guest_chooses_its_status() {
        assert!(matches!(ending(I32Exit(42).into()), Ending::Exited(42)));
        assert!(matches!(
            ending(Error::from(I32Exit(3)).context("on the way out")),
            Ending::Exited(3)
        ));
    }

    #[test]
    fn any_other_error_is_a_trap() {
        assert!(matches!(
            ending(Trap::UnreachableCodeReached.into()),
            Ending::Trapped { .. }
        ));
        assert!(matches!(
            ending(Error::msg("a broken contract")),
            Ending::Trapped { .. }
        ));
    }

    #[test]
    fn a_trap_after_a_refusal_of_memory_says_so() {
        let error = Trap::UnreachableCodeReached.into();
        assert!(obituary(&error, true).ends_with("(--max-memory)"));
        assert!(!obituary(&error, false).contains("--max-memory"));
    }
}

//! Guest error: why a file is no guest, and what its author can do about it.

use miette::Diagnostic;
use portcullis_component::Error as ModuleError;
use std::error::Error as StdError;
use std::io;
use std::path::{Path, PathBuf};

/// A file that cannot be run.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("cannot run {}", file.display())]
#[diagnostic(forward(problem))]
pub(crate) struct GuestError {
    file: PathBuf,
    #[source]
    problem: Problem,
}

/// Why.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum Problem {
    #[error(transparent)]
    Unreadable(io::Error),

    #[error("this is not WebAssembly: neither a component nor a core module")]
    #[diagnostic(help("a guest is what a compiler makes for a wasm32 target"))]
    NotWasm,

    #[error("this is WebAssembly as text (.wat); a guest is binary")]
    #[diagnostic(help("wasm-tools parse GUEST.wat -o GUEST.wasm"))]
    Text,

    #[error("the core module carries no component type: nothing says what it imports and exports")]
    #[diagnostic(help(
        "build it with portcullis-guest, or with bindings that wit-bindgen makes of a WIT world, or for a WASI target"
    ))]
    NoComponentType,

    #[error(transparent)]
    Module(ModuleError),

    #[error("the component is damaged, or uses what is not supported")]
    Invalid(#[source] Cause),

    #[error("it exports {}: is it a library?", exported(.0))]
    #[diagnostic(help("what can be run is a command: its world exports `wasi:cli/run@0.2`"))]
    NoCommand(Vec<String>),

    #[error("nothing provides what it imports: {}", .0.join(", "))]
    #[diagnostic(help("a guest has portcullis:net 0.1, and of WASI 0.2 cli, clocks, filesystem, io and random"))]
    NoProvider(Vec<String>),

    #[error("it does not fit the interfaces that it imports or exports")]
    Misfit(#[source] Cause),

    #[error("it cannot be started")]
    Start(#[source] Cause),
}

type Cause = Box<dyn StdError + Send + Sync>;

impl GuestError {
    pub(crate) fn new(file: &Path, problem: Problem) -> Self {
        Self {
            file: file.to_owned(),
            problem,
        }
    }
}

impl Problem {
    pub(crate) fn of_module(error: ModuleError, is_text: bool) -> Self {
        match error {
            ModuleError::NotWasm if is_text => Self::Text,
            ModuleError::NotWasm => Self::NotWasm,
            ModuleError::NoComponentType => Self::NoComponentType,
            error => Self::Module(error),
        }
    }

    pub(crate) fn invalid(error: wasmtime::Error) -> Self {
        Self::Invalid(error.into_boxed_dyn_error())
    }

    pub(crate) fn misfit(error: wasmtime::Error) -> Self {
        Self::Misfit(error.into_boxed_dyn_error())
    }

    pub(crate) fn start(error: wasmtime::Error) -> Self {
        Self::Start(error.into_boxed_dyn_error())
    }
}

fn exported(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        _ => format!("{}, but not wasi:cli/run@0.2", names.join(", ")),
    }
}

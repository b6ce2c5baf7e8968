//! Error: why an Erlang program cannot be run, and what its user can do about it.

use miette::Diagnostic;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

/// Why an Erlang program cannot be run.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum ErlError {
    #[error("Erlang/OTP is not to be found: there is no `erl` on the PATH, and no /usr/lib/erlang")]
    #[diagnostic(help("install it (Debian: apt-get install erlang-base), or say where it is: --otp DIR"))]
    NoOtp,

    #[error("{} is not Erlang/OTP's folder: it has no lib/{missing}", folder.display())]
    #[diagnostic(help(
        "Erlang/OTP's folder is what `erl -noshell -eval 'io:put_chars(code:root_dir()), halt().'` prints"
    ))]
    NotOtp { folder: PathBuf, missing: &'static str },

    #[error("there are no modules to look at")]
    #[diagnostic(help("name them: --missing FILE.beam..."))]
    NothingToSurvey,

    #[error("cannot read {}", file.display())]
    Unreadable {
        file: PathBuf,
        #[source]
        source: io::Error,
    },

    #[error("{} is no Erlang program", .0.display())]
    #[diagnostic(help("what can be run ends in .erl, .beam or .escript, or begins with `#!` and is an escript"))]
    NoProgram(PathBuf),

    #[error("an escript has its own main: {} cannot be run with --call or -eval", .0.display())]
    EscriptWithCall(PathBuf),

    #[error("cannot run the compiler {}", compiler.display())]
    #[diagnostic(help("Erlang/OTP brings it as bin/erlc (Debian: apt-get install erlang-base)"))]
    NoCompiler {
        compiler: PathBuf,
        #[source]
        source: io::Error,
    },

    #[error("{} does not compile ({status})", file.display())]
    #[diagnostic(help("what erlc said stands above"))]
    DoesNotCompile { file: PathBuf, status: ExitStatus },

    #[error("cannot make a temporary folder")]
    NoTemporary(#[source] io::Error),

    #[error("the name {} is not UTF-8, and no name in the sandbox could be the same", .0.display())]
    NotText(PathBuf),
}

//! The corpus: Erlang programs that run on OTP and on an interpreter, and have to print the same on both.
//!
//! [`Corpus`] finds and compiles the programs and knows what each prints on [`Otp`]; [`compare`] runs them on a [`Machine`] and
//! says where it differs. [`run`](Command) bounds every child process; [`mask`] takes out what differs between any two runs.

mod compare;
mod corpus;
mod difference;
mod elixir;
mod mask;
mod otp;
mod run;

pub use compare::{Machine, compare};
pub use corpus::{Corpus, Program};
pub use mask::mask;
pub use otp::Otp;
pub use run::{Command, Outcome, Status};

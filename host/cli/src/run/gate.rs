//! Gate: the policy at work, with the bounds that the command line sets.

use super::audit::FirstRefusal;
use crate::args::{Run, Size};
use miette::{IntoDiagnostic, Result, WrapErr};
use portcullis::{Gate, InheritedSocket, Limits, Policy, Rules, ambient_authority};
use std::path::Path;

/// Give the rules force, and open the sockets that they pre-open.
pub(crate) fn open(args: &Run, rules: Rules, inherited: Vec<InheritedSocket>) -> Result<Gate> {
    // Without a file there is nothing to open, and nothing fails.
    let file = args.policy.as_deref().unwrap_or(Path::new("-"));
    Gate::builder(Policy::new(rules, ambient_authority()))
        .limits(limits(args))
        .audit(FirstRefusal::new(args.policy.as_deref()))
        .inherited(inherited)
        .build()
        .into_diagnostic()
        .wrap_err_with(|| format!("the policy {} cannot be put into force", file.display()))
}

fn limits(args: &Run) -> Limits {
    let usual = Limits::default();
    Limits {
        sockets: args.max_sockets.unwrap_or(usual.sockets),
        buffer_bytes: args.max_buffer.map_or(usual.buffer_bytes, Size::bytes),
        ..usual
    }
}

//! Gate: the policy at work, with the bounds that the command line sets.

use crate::args::{Grants, Size};
use crate::audit::FirstRefusal;
use miette::{IntoDiagnostic, Result, WrapErr};
use portcullis::{Gate, InheritedSocket, Limits, Policy, Rules, ambient_authority};
use std::path::Path;

/// Give the rules force, and open the sockets that they pre-open, for guests of this command.
pub(crate) fn open(
    grants: &Grants,
    rules: Rules,
    inherited: Vec<InheritedSocket>,
    command: &'static str,
) -> Result<Gate> {
    // Without a file there is nothing to open, and nothing fails.
    let file = grants.policy.as_deref().unwrap_or(Path::new("-"));
    Gate::builder(Policy::new(rules, ambient_authority()))
        .limits(limits(grants))
        .audit(FirstRefusal::new(grants.policy.as_deref(), command))
        .inherited(inherited)
        .build()
        .into_diagnostic()
        .wrap_err_with(|| format!("the policy {} cannot be put into force", file.display()))
}

fn limits(grants: &Grants) -> Limits {
    let usual = Limits::default();
    Limits {
        sockets: grants.max_sockets.unwrap_or(usual.sockets),
        buffer_bytes: grants.max_buffer.map_or(usual.buffer_bytes, Size::bytes),
        ..usual
    }
}

//! Tables: what the groups of built-in functions keep between calls, a field each.

/// The state of all groups.
#[derive(Default)]
pub(crate) struct Tables {}

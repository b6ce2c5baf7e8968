//! Tables: what the groups of built-in functions keep between calls, a field each.

use super::{os::Environment, port::Ports, prim_file::OpenFiles};
use super::{persistent::Persistent, statistics::Told, system::System};

/// The state of all groups.
#[derive(Default)]
pub(crate) struct Tables {
    /// What keeps files from being too many.
    pub(super) files: OpenFiles,
    pub(super) environment: Environment,
    pub(crate) ports: Ports,
    pub(crate) persistent: Persistent,
    pub(crate) system: System,
    pub(crate) told: Told,
}

//! Tables: what the groups of built-in functions keep between calls, a field each.

use super::{
    ets::Registry, match_spec::Functions, os::Environment, persistent::Persistent, port::Ports, prim_file::OpenFiles,
    prim_tty::Tty, re::Cache, statistics::Told, system::System, trusted::Trusted,
};

/// The state of all groups.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) clock: super::clock::Clock,
    pub(crate) ets: Registry,
    /// What match specifications may call.
    pub(crate) match_functions: Functions,
    /// What keeps files from being too many.
    pub(super) files: OpenFiles,
    pub(super) environment: Environment,
    pub(crate) ports: Ports,
    pub(crate) persistent: Persistent,
    /// The patterns used last.
    pub(super) re: Cache,
    pub(crate) system: System,
    pub(crate) told: Told,
    pub(crate) trusted: Trusted,
    pub(super) tty: Tty,
}

//! Tables: what the groups of built-in functions keep between calls, a field each.

use super::prim_file::OpenFiles;

/// The state of all groups.
#[derive(Default)]
pub(crate) struct Tables {
    /// What keeps files from being too many.
    pub(super) files: OpenFiles,
}

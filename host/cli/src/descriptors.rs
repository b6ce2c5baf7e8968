//! Descriptors: how many this process may have open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raise the soft limit to the hard one. The soft limit is 1024 for the sake of programs that use select(2), which has room
/// for no more; a guest's own bound is `--max-sockets`.
pub(crate) fn raise_limit() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            ..limit
        },
    ) {
        tracing::debug!("the limit of open files stays: {error}");
    }
}

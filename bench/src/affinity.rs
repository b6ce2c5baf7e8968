//! Affinity: the processors of subjects and of peers, each its own where there are two.

use core_affinity::{CoreId, get_core_ids, set_for_current};

/// Let this thread, a peer's, run on the second processor. Is there one?
pub(crate) fn of_peers() -> bool {
    cores().is_some_and(|(_, peers)| set_for_current(peers))
}

/// Start something on the first processor; a process inherits that.
pub(crate) fn of_subjects<T>(start: impl FnOnce() -> T) -> T {
    // The thread has to come back, so what it does must not depend on whether it could go.
    let Some((subjects, peers)) = cores() else {
        return start();
    };
    set_for_current(subjects);
    let started = start();
    set_for_current(peers);
    started
}

/// The processors, as they were before anything was pinned.
fn cores() -> Option<(CoreId, CoreId)> {
    static CORES: std::sync::OnceLock<Vec<CoreId>> = std::sync::OnceLock::new();
    match CORES.get_or_init(|| get_core_ids().unwrap_or_default())[..] {
        [subjects, peers, ..] => Some((subjects, peers)),
        _ => None,
    }
}

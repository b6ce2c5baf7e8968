//! Place: where a guest of a test runs, and so how its calls wait.

use crate::running::End;
use portcullis::{OwnThread, Stop, Wait};
use std::thread;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Where a guest runs.
#[derive(Debug)]
pub(crate) enum Place {
    /// In the runtime of its test.
    Runtime,
    /// On a thread of its own.
    Thread(OwnThread, Stop),
}

/// With the value `thread`, each guest has a thread of its own.
const WAIT: &str = "PORTCULLIS_TEST_WAIT";

impl Place {
    /// What all guests of this run of tests have.
    pub(crate) fn of_this_run() -> Self {
        match std::env::var(WAIT).as_deref() {
            Ok("thread") => Self::own_thread(Duration::ZERO),
            Err(_) | Ok("runtime") => Self::Runtime,
            Ok(other) => panic!("{WAIT} is `thread` or `runtime`, and not {other:?}"),
        }
    }

    /// A thread of its own, where each wait begins with as much busy polling.
    pub(crate) fn own_thread(busy_poll: Duration) -> Self {
        let stop = Stop::new().expect("an eventfd is to be had");
        Self::Thread(OwnThread::new(&stop).busy_poll(busy_poll), stop)
    }

    pub(crate) fn wait(&self) -> Wait {
        match self {
            Self::Runtime => Wait::Runtime,
            Self::Thread(thread, _) => Wait::Thread(thread.clone()),
        }
    }

    pub(crate) fn spawn(&self, guest: impl Future<Output = End> + Send + 'static) -> JoinHandle<End> {
        match self {
            Self::Runtime => tokio::spawn(guest),
            Self::Thread(..) => {
                let (ended, end) = oneshot::channel();
                thread::spawn(move || {
                    let runtime = Builder::new_current_thread().enable_all().build();
                    let runtime = runtime.expect("a runtime is to be had");
                    let end = runtime.block_on(guest);
                    // It has descriptors of its own, and a test may count them.
                    drop(runtime);
                    // The test may have ended first.
                    let _ = ended.send(end);
                });
                tokio::spawn(async { end.await.expect("the host does not panic") })
            }
        }
    }

    /// A guest that waits in the system hears of no abort.
    pub(crate) fn stop(&self) {
        if let Self::Thread(_, stop) = self {
            stop.stop();
        }
    }
}

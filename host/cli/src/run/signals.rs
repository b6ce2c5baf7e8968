//! Signals: Ctrl-C and SIGTERM end the process at once.

use std::future::poll_fn;
use std::task::Poll;
use std::{io, process, thread};
use tokio::runtime::Builder;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// End the process with status 130 at Ctrl-C and 143 at SIGTERM, from now on.
///
/// On a thread of its own, because the guest's may be anywhere: in a loop, or in a write to a pipe that nobody reads.
pub(crate) fn end_the_process() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let signals = {
        let _within = runtime.enter();
        [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]
    };
    let waiter = thread::Builder::new().name("signals".to_owned());
    waiter.spawn(move || process::exit(runtime.block_on(status(signals))))?;
    Ok(())
}

/// The status that shells give to a process that a signal ended: 128 and its number.
async fn status([mut interrupt, mut terminate]: [Signal; 2]) -> i32 {
    poll_fn(|context| {
        if interrupt.poll_recv(context).is_ready() {
            return Poll::Ready(128 + SignalKind::interrupt().as_raw_value());
        }
        terminate
            .poll_recv(context)
            .map(|_| 128 + SignalKind::terminate().as_raw_value())
    })
    .await
}

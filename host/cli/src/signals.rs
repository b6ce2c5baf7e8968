//! Signals: Ctrl-C and SIGTERM end the process at once, or with a word before.

use std::future::poll_fn;
use std::task::Poll;
use std::{io, process, thread};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// End the process with status 130 at Ctrl-C and 143 at SIGTERM, from now on.
pub(crate) fn end_the_process() -> io::Result<()> {
    watch(|mut signals| signals.next())
}

/// Say the status at the first signal, and end the process at the second, from now on.
pub(crate) fn say_and_end_the_process(say: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    watch(|mut signals| {
        say(signals.next());
        signals.next()
    })
}

/// On a thread of its own, because those of guests may be anywhere: in a loop, or in a write to a pipe that nobody reads.
fn watch(until: impl FnOnce(Signals) -> i32 + Send + 'static) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let signals = {
        let _within = runtime.enter();
        [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]
    };
    let waiter = thread::Builder::new().name("signals".to_owned());
    waiter.spawn(move || process::exit(until(Signals { runtime, signals })))?;
    Ok(())
}

struct Signals {
    runtime: Runtime,
    signals: [Signal; 2],
}

impl Signals {
    /// The status of the next signal.
    fn next(&mut self) -> i32 {
        self.runtime.block_on(status(&mut self.signals))
    }
}

/// The status that shells give to a process that a signal ended: 128 and its number.
async fn status([interrupt, terminate]: &mut [Signal; 2]) -> i32 {
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

//! Stop: when a server is to let nobody in any more.

use tokio::sync::watch;

/// Says so. Dropping it says it too.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Hears of it.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// Somebody who says when to stop, and who hears of it.
pub fn stop() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stopper {
    /// Stop.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    pub(crate) async fn heard(&mut self) {
        // An error says that nobody is left to say it.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }
}

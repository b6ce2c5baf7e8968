//! How a guest's calls wait, and who ends that.

use portcullis_tests::Sandbox;
use std::time::Duration;

portcullis_test_artifacts::guests!(wait);

#[tokio::test]
async fn is_stopped() {
    stops(Duration::ZERO).await;
}

/// The stop comes while the guest still asks.
#[tokio::test]
async fn is_stopped_in_a_busy_poll() {
    stops(Duration::from_millis(100)).await;
}

async fn stops(busy_poll: Duration) {
    for how in ["recv", "recv with a timeout", "recvfrom", "accept", "wait"] {
        let mut guest = Sandbox::loopback()
            .on_its_own_thread(busy_poll)
            .arg(how)
            .start(guest::IS_STOPPED);
        assert_eq!(guest.line().await, "waits");
        guest.stop();
        let finished = guest.finish().await;
        let error = finished.result.expect_err(how);
        assert_eq!(
            error.root_cause().to_string(),
            "the host has stopped the guest",
            "{how}"
        );
    }
}

//! How a guest's calls wait, and who ends that.

use portcullis_tests::Sandbox;

portcullis_test_artifacts::guests!(wait);

#[tokio::test]
async fn is_stopped() {
    for how in ["recv", "recv with a timeout", "recvfrom", "accept", "wait"] {
        let mut guest = Sandbox::loopback()
            .on_its_own_thread()
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

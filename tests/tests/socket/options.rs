//! Options.

use crate::{connect_to, guest, is_clean};
use portcullis_tests::Sandbox;
use std::io::ErrorKind;
use tokio::io::AsyncReadExt;

/// Manual `socket`: setopt/3; getopt/2.
#[tokio::test]
pub(crate) async fn sets_and_gets_options() {
    is_clean(Sandbox::loopback().run(guest::SETS_AND_GETS_OPTIONS).await);
}

/// Manual `socket`: setopt/3; getopt/2; recv/1,2; recvfrom/1.
#[tokio::test]
pub(crate) async fn receives_by_its_recvbuf() {
    is_clean(Sandbox::loopback().run(guest::RECEIVES_BY_ITS_RECVBUF).await);
}

/// Manual `socket`: setopt/3; close/1.
#[tokio::test]
pub(crate) async fn resets_by_lingering_for_nothing() {
    let mut guest = Sandbox::loopback().start(guest::RESETS_BY_LINGERING_FOR_NOTHING);
    let mut client = connect_to(guest.number().await).await;
    assert_eq!(guest.line().await, "ready");
    guest.say("close").await;
    let end = client.read(&mut [0]).await.map_err(|error| error.kind());
    assert_eq!(end, Err(ErrorKind::ConnectionReset));
    is_clean(guest.finish().await);
}

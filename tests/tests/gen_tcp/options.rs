//! Options of live sockets.

use crate::guest;
use crate::peer::{FOUR, listener};
use portcullis_tests::Sandbox;

/// Manual `gen_tcp`: connect/3 and listen/2 (options and their defaults); manual `inet`: setopts/2, getopts/2.
#[tokio::test]
pub(crate) async fn sets_and_gets_options() {
    let (_server, port) = listener(FOUR).await;
    Sandbox::loopback()
        .arg(port)
        .run(guest::SETS_AND_GETS_OPTIONS)
        .await
        .success();
}

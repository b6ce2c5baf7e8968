//! Opening sockets.

use crate::{guest, is_clean};
use portcullis::Limits;
use portcullis_tests::Sandbox;

/// Manual `socket`: open/3; getopt/2.
#[tokio::test]
pub(crate) async fn opens() {
    is_clean(Sandbox::new("").run(guest::OPENS).await);
}

/// Manual `socket`: open/3; close/1.
#[tokio::test]
pub(crate) async fn opens_no_more_than_it_may() {
    let limits = Limits {
        sockets: 2,
        ..Limits::default()
    };
    is_clean(
        Sandbox::new("")
            .limits(limits)
            .run(guest::OPENS_NO_MORE_THAN_IT_MAY)
            .await,
    );
}

//! Listening.

use crate::{guest, is_clean, refusals};
use portcullis_tests::Sandbox;

/// Manual `socket`: listen/1,2; sockname/1.
#[tokio::test]
pub(crate) async fn listens() {
    let rules = "
        [[allow]]
        listen = ['tcp://127.0.0.1:*', 'tcp://0.0.0.0:*']
        connect = 'tcp://127.0.0.1:*'
        bind = 'tcp://127.0.0.2:*'";
    let finished = Sandbox::new(rules).run(guest::LISTENS).await;
    assert_eq!(
        refusals(finished),
        ["listen at tcp://127.0.0.2:0 refused: no rule allows it"]
    );
}

/// Manual `socket`: listen/1,2; connect/2; accept/1.
#[tokio::test]
pub(crate) async fn keeps_a_backlog() {
    is_clean(Sandbox::loopback().run(guest::KEEPS_A_BACKLOG).await);
}

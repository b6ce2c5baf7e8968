//! Binding sockets.

use crate::{guest, is_clean, refusals};
use portcullis_tests::Sandbox;

/// Manual `socket`: bind/2; sockname/1.
#[tokio::test]
pub(crate) async fn binds() {
    let rules = "[[allow]]\nlisten = ['tcp://*:*']\nbind = ['udp://*:*']";
    is_clean(Sandbox::new(rules).run(guest::BINDS).await);
}

/// Manual `socket`: bind/2; listen/1; connect/2; sendto/3.
#[tokio::test]
pub(crate) async fn is_refused_without_a_rule() {
    let finished = Sandbox::new("").run(guest::IS_REFUSED_WITHOUT_A_RULE).await;
    assert_eq!(
        refusals(finished),
        [
            "listen at tcp://0.0.0.0:0 refused: no rule allows it",
            "listen at tcp://127.0.0.1:0 refused: no rule allows it",
            "bind to udp://127.0.0.1:7 refused: no rule allows it",
            "listen at tcp://0.0.0.0:0 refused: no rule allows it",
            "connect to tcp://127.0.0.1:7 refused: no rule allows it",
            "connect to udp://127.0.0.1:7 refused: no rule allows it",
            "send to udp://127.0.0.1:7 refused: no rule allows it",
        ]
    );
}

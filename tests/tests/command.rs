//! A guest program: what it is given, and what becomes of what it says.

use portcullis_tests::Sandbox;

portcullis_test_artifacts::guests!(command);

#[tokio::test]
async fn says_hello() {
    assert_eq!(Sandbox::new("").run(guest::SAYS_HELLO).await.success(), "hello\n");
}

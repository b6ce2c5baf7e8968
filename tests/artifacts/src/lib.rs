//! Guests for the tests: each is built, made a component and bound to one test.
//!
//! A guest is a file `tests/guests/src/bin/GROUP_BEHAVIOUR.rs`. `tests/tests/GROUP.rs` is where its test lives: a
//! function `BEHAVIOUR`. That file says once, at its top,
//!
//! ```ignore
//! portcullis_test_artifacts::guests!(command);
//!
//! #[tokio::test]
//! async fn says_hello() {
//!     run(guest::SAYS_HELLO).await; // the path of the component made of command_says_hello.rs
//! }
//! ```
//!
//! and gets the paths of its guests as constants of a module `guest`. The paths come no other way, and with them comes
//! the demand for the tests: a guest without its function does not compile, and a guest without a file for its group
//! does not build. When two groups fit, as `gen_tcp` and `gen`, the longer one has the guest.
//!
//! The guests of `examples/NAME/guest`, packages named `portcullis-example-NAME`, are here too:
//! `tests/tests/example.rs` tests them as `NAME`. The group `cli` has its file beside the command: `host/cli/tests/cli.rs`.

include!(concat!(env!("OUT_DIR"), "/guests.rs"));

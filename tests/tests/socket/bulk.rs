//! Much, by the way that leads straight into the guest's memory.

use crate::{connect_to, guest};
use portcullis_tests::Sandbox;
use tokio::io::AsyncWriteExt;

/// Manual `socket`: recv/1.
#[tokio::test(flavor = "multi_thread")]
pub(crate) async fn receives_much() {
    const NUMBERS: u32 = 8 << 20;
    let mut guest = Sandbox::loopback().start(guest::RECEIVES_MUCH);
    let mut client = connect_to(guest.number().await).await;
    let data: Vec<u8> = (0..NUMBERS).flat_map(u32::to_be_bytes).collect();
    client.write_all(&data).await.unwrap();
    client.shutdown().await.unwrap();
    let said = guest.finish().await.success();
    let said: Vec<usize> = said.lines().skip(1).map(|line| line.parse().unwrap()).collect();
    let [received, largest, memory] = said[..] else {
        panic!("it said {said:?}");
    };
    assert_eq!(received, data.len());
    assert!(largest <= 65_536, "{largest} bytes came at once");
    // What it was given and did not keep it has back: nothing leaks however often.
    assert!(memory < 4 << 20, "the guest has {memory} bytes of memory");
}

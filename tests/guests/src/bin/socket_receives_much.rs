//! Receives numbers until the end, each greater by one than the last, in pieces as large as they come; says how many and how much memory it took.

use portcullis_guest::{Reason, println};
use portcullis_test_guests::accepted;

fn main() -> Result<(), Reason> {
    let socket = accepted()?;
    let (mut received, mut largest) = (0_u64, 0);
    loop {
        let data = match socket.recv(0) {
            Ok(data) => data,
            Err(Reason::Closed) => break,
            Err(reason) => return Err(reason),
        };
        for byte in &data {
            let number = (received / 4) as u32;
            assert_eq!(*byte, number.to_be_bytes()[received as usize % 4], "byte {received}");
            received += 1;
        }
        largest = largest.max(data.len());
    }
    println!("{received}");
    println!("{largest}");
    println!("{}", memory());
    Ok(())
}

/// Bytes of memory that the guest has.
fn memory() -> usize {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    return 0;
}

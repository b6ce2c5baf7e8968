//! Sends 8 MiB that tell where they stand, and is told them back.

use portcullis_guest::Reason;
use portcullis_test_guests::connected;

fn main() -> Result<(), Reason> {
    let socket = connected()?;
    let data: Vec<u8> = (0..2u32 << 20).flat_map(u32::to_be_bytes).collect();
    socket.send_all(&data)?;
    let returned = socket.recv(data.len() as u32)?;
    assert!(returned == data, "what comes back is what went out");
    Ok(())
}

//! Serve: one connection, which the guest finds open; the host starts a fresh guest for each.
//!
//! What one peer makes of this program no other peer ever meets: the count of lines begins at 1 for each, whatever happens to
//! the others, and when this one ends, its memory is gone.

use std::io::{self, BufRead, BufReader, Write};
use std::sync::atomic::{AtomicU32, Ordering};

use portcullis_guest::net::TcpStream;

static LINES: AtomicU32 = AtomicU32::new(0);

fn main() -> io::Result<()> {
    let stream = TcpStream::preopened("connection")?;
    for line in BufReader::new(&stream).lines() {
        let number = LINES.fetch_add(1, Ordering::Relaxed) + 1;
        writeln!(&stream, "{number}: {}", line?)?;
    }
    Ok(())
}

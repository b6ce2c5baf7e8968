//! Writes with a limit of time to a peer that does not read.

use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use portcullis_guest::net::TcpStream;
use portcullis_test_guests::peer;

fn main() -> io::Result<()> {
    let mut stream = TcpStream::connect(peer())?;
    stream.set_write_timeout(Some(Duration::from_millis(20)))?;
    assert_eq!(stream.write_timeout()?, Some(Duration::from_millis(20)));
    let error = stream.write_all(&vec![0; 32 << 20]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    let error = stream.write_all(b"more").unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::BrokenPipe,
        "how much went is not known, so the stream is closed"
    );
    Ok(())
}

//! Bulk: one long stream, in or out.

use std::io::{Read, Write};
use std::net::Shutdown;

use super::{Meter, Reading, Sample, Session};
use crate::role::CHUNK;
use crate::subject::Failure;

const GIBIBYTE: f64 = (1u64 << 30) as f64;

/// The peer sends, and the subject receives and counts.
pub(super) fn receive(session: &Session<'_>) -> Result<Sample, Failure> {
    stream_in(session, session.warm_up()?)?;
    Ok(throughput(&stream_in(session, session.begin()?)?))
}

fn stream_in(session: &Session<'_>, mut meter: Meter<'_>) -> Result<Reading, Failure> {
    let mut stream = session.connect()?;
    let chunk = vec![b'.'; CHUNK];
    let mut sent = 0u64;
    loop {
        stream.write_all(&chunk)?;
        sent += CHUNK as u64;
        if !meter.goes_on(1) {
            break;
        }
    }
    stream.shutdown(Shutdown::Write)?;
    let mut count = [0; 8];
    stream.read_exact(&mut count)?;
    let counted = u64::from_be_bytes(count);
    if counted != sent {
        return Err(Failure::Wrong(format!("of {sent} bytes it counted {counted}")));
    }
    Ok(meter.end()?)
}

/// What is asked for before it is known how fast the subject is.
const FIRST: u64 = 64 << 20;

/// The subject sends as many bytes as the peer asks for.
pub(super) fn send(session: &Session<'_>) -> Result<Sample, Failure> {
    let first = stream_out(session, FIRST)?;
    let chunks = session.time.as_secs_f64() / first.seconds;
    Ok(throughput(&stream_out(session, chunks.ceil() as u64 * CHUNK as u64)?))
}

fn stream_out(session: &Session<'_>, bytes: u64) -> Result<Reading, Failure> {
    let mut stream = session.connect()?;
    let mut buffer = vec![0; CHUNK];
    let mut meter = session.begin()?;
    stream.write_all(&bytes.to_be_bytes())?;
    let mut received = 0u64;
    loop {
        let chunks = received / CHUNK as u64;
        match stream.read(&mut buffer)? {
            0 => break,
            length => received += length as u64,
        }
        // It ends when the subject does, not when the time does.
        meter.goes_on(received / CHUNK as u64 - chunks);
    }
    if received != bytes {
        return Err(Failure::Wrong(format!("of {bytes} bytes it sent {received}")));
    }
    Ok(meter.end()?)
}

/// An operation is a chunk of 64 KiB.
fn throughput(reading: &Reading) -> Sample {
    reading.sample(CHUNK as f64 / GIBIBYTE / reading.seconds)
}

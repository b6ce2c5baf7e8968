//! Connections: thousands of them at once, busy or idle.

use std::io::{self, Read, Write};
use std::net::TcpStream;

use super::{Meter, Reading, Sample, Session, messages::round_trip};
use crate::role::MESSAGE;
use crate::subject::Failure;

/// 64 bytes on each of N connections, then all their answers, and again.
pub(super) fn messages<const N: usize>(session: &Session<'_>) -> Result<Sample, Failure> {
    let mut streams = open::<N>(session)?;
    volleys(&mut streams, session.warm_up()?)?;
    Ok(volleys(&mut streams, session.begin()?)?.rate())
}

/// What each of N connections adds to the memory of the subject, in bytes.
pub(super) fn idle_memory<const N: usize>(session: &Session<'_>) -> Result<Sample, Failure> {
    // The first ones live on memory that the start has left free.
    let _first = open::<1_000>(session)?;
    let before = session.subject.resident_bytes()?;
    let streams = open::<N>(session)?;
    let after = session.subject.resident_bytes()?;
    Ok(Sample {
        value: after.saturating_sub(before) as f64 / streams.len() as f64,
        operations: streams.len() as u64,
        ..Sample::default()
    })
}

/// Each says something before the next one comes, so that none has to wait for the others in the backlog.
fn open<const N: usize>(session: &Session<'_>) -> io::Result<Vec<TcpStream>> {
    let mut streams = Vec::with_capacity(N);
    for _ in 0..N {
        let mut stream = session.connect()?;
        round_trip(&mut stream)?;
        streams.push(stream);
    }
    Ok(streams)
}

fn volleys(streams: &mut [TcpStream], mut meter: Meter<'_>) -> io::Result<Reading> {
    loop {
        for stream in &mut *streams {
            stream.write_all(&[b'.'; MESSAGE])?;
        }
        for stream in &mut *streams {
            stream.read_exact(&mut [0; MESSAGE])?;
        }
        if !meter.goes_on(streams.len() as u64) {
            return meter.end();
        }
    }
}

//! Replies: connections that are accepted, get 64 bytes and end.

use std::io::Read;

use super::{Meter, Sample, Session};
use crate::role::MESSAGE;
use crate::subject::Failure;

/// One connection after the other.
pub(super) fn accept_reply_close(session: &Session<'_>) -> Result<Sample, Failure> {
    connections(session, &session.warm_up()?)?;
    let meter = session.begin()?;
    let operations = connections(session, &meter)?;
    Ok(meter.end(operations)?.rate())
}

fn connections(session: &Session<'_>, meter: &Meter<'_>) -> Result<u64, Failure> {
    let mut reply = Vec::with_capacity(2 * MESSAGE);
    let mut operations = 0;
    loop {
        reply.clear();
        session.connect()?.read_to_end(&mut reply)?;
        if reply.len() != MESSAGE {
            return Err(Failure::Wrong(format!("its reply had {} bytes", reply.len())));
        }
        operations += 1;
        if !meter.goes_on() {
            return Ok(operations);
        }
    }
}

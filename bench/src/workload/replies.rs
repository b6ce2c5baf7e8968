//! Replies: connections that are accepted, get 64 bytes and end.

use std::io::Read;

use super::{Meter, Reading, Sample, Session};
use crate::role::MESSAGE;
use crate::subject::Failure;

/// One connection after the other.
pub(super) fn accept_reply_close(session: &Session<'_>) -> Result<Sample, Failure> {
    connections(session, session.warm_up()?)?;
    Ok(connections(session, session.begin()?)?.rate())
}

fn connections(session: &Session<'_>, mut meter: Meter<'_>) -> Result<Reading, Failure> {
    let mut reply = Vec::with_capacity(2 * MESSAGE);
    loop {
        reply.clear();
        session.connect()?.read_to_end(&mut reply)?;
        if reply.len() != MESSAGE {
            return Err(Failure::Wrong(format!("its reply had {} bytes", reply.len())));
        }
        if !meter.goes_on(1) {
            return Ok(meter.end()?);
        }
    }
}

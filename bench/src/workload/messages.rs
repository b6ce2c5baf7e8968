//! Messages: one at a time there and back, and packets in a stream.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream, UdpSocket};
use std::time::Duration;

use super::{Meter, Reading, Sample, Session};
use crate::role::{CHUNK, MESSAGE};
use crate::subject::{Failure, PATIENCE};

/// 64 bytes there and back, one at a time.
pub(super) fn ping_pong(session: &Session<'_>) -> Result<Sample, Failure> {
    let mut stream = session.connect()?;
    round_trips(&mut stream, session.warm_up()?)?;
    Ok(round_trips(&mut stream, session.begin()?)?.time())
}

fn round_trips(stream: &mut TcpStream, mut meter: Meter<'_>) -> io::Result<Reading> {
    loop {
        round_trip(stream)?;
        if !meter.goes_on(1) {
            return meter.end();
        }
    }
}

/// One message there and back.
pub(super) fn round_trip(stream: &mut TcpStream) -> io::Result<()> {
    let mut answer = [0; MESSAGE];
    stream.write_all(&[b'.'; MESSAGE])?;
    stream.read_exact(&mut answer)
}

/// How long a datagram, or its answer, may be on its way before it counts as lost.
const LOST: Duration = Duration::from_secs(1);

/// A datagram of 64 bytes there and back, one at a time.
pub(super) fn datagrams(session: &Session<'_>) -> Result<Sample, Failure> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    socket.connect(session.subject.address())?;
    socket.set_read_timeout(Some(LOST))?;
    exchange(&socket, session.warm_up()?)?;
    exchange(&socket, session.begin()?)
}

fn exchange(socket: &UdpSocket, mut meter: Meter<'_>) -> Result<Sample, Failure> {
    let (mut number, mut lost, mut in_a_row) = (0u64, 0u64, 0);
    let mut answer = [0; CHUNK];
    loop {
        // Each is marked with its number, so that an answer that comes late is not taken for the next one's.
        number += 1;
        let mut datagram = [b'.'; MESSAGE];
        datagram[..8].copy_from_slice(&number.to_be_bytes());
        socket.send(&datagram)?;
        if comes_back(socket, &datagram, &mut answer)? {
            in_a_row = 0;
            if !meter.goes_on(1) {
                let sample = meter.end()?.time();
                return Ok(Sample { lost, ..sample });
            }
            continue;
        }
        lost += 1;
        in_a_row += 1;
        if LOST * in_a_row >= PATIENCE {
            return Err(Failure::Hung);
        }
    }
}

fn comes_back(socket: &UdpSocket, datagram: &[u8], answer: &mut [u8]) -> io::Result<bool> {
    loop {
        match socket.recv(answer) {
            Ok(length) if &answer[..length] == datagram => return Ok(true),
            Ok(_) => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
    }
}

/// Messages before an answer is asked for.
const BATCH: u64 = 10_000;

const PACKET: usize = 100;

/// `{packet,4}` messages of 100 bytes, 10,000 in a batch.
pub(super) fn packets(session: &Session<'_>) -> Result<Sample, Failure> {
    let mut stream = session.connect()?;
    let packet = [&(PACKET as u32).to_be_bytes()[..], &[b'.'; PACKET]].concat();
    let mut batch = packet.repeat(BATCH as usize);
    batch.extend([0; 4]);
    batches(&mut stream, &batch, session.warm_up()?)?;
    Ok(batches(&mut stream, &batch, session.begin()?)?.rate())
}

fn batches(stream: &mut TcpStream, batch: &[u8], mut meter: Meter<'_>) -> Result<Reading, Failure> {
    loop {
        stream.write_all(batch)?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer)?;
        let count = u64::from_be_bytes(answer[4..].try_into().expect("8 of 12 bytes"));
        if count != BATCH {
            return Err(Failure::Wrong(format!("of {BATCH} messages it counted {count}")));
        }
        if !meter.goes_on(count) {
            return Ok(meter.end()?);
        }
    }
}

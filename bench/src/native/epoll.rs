//! Epoll: many connections in one thread, by level-triggered readiness.

use std::io::{self, Read, Write};
use std::mem::MaybeUninit;
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;

use anyhow::{Result, ensure};
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use slab::Slab;

use super::listen;
use crate::role::{CHUNK, Role};

/// The most events that one call brings.
const EVENTS: usize = 1_024;

const LISTENER: u64 = u64::MAX;

pub(super) fn serve(role: Role) -> Result<()> {
    ensure!(role == Role::Many, "epoll is there for many connections");
    let listener = listen()?;
    listener.set_nonblocking(true)?;
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    epoll::add(&epoll, &listener, EventData::new_u64(LISTENER), EventFlags::IN)?;
    Server {
        listener,
        epoll,
        connections: Slab::new(),
        buffer: vec![0; CHUNK],
    }
    .run()
}

struct Server {
    listener: TcpListener,
    epoll: OwnedFd,
    connections: Slab<Connection>,
    buffer: Vec<u8>,
}

struct Connection {
    stream: TcpStream,
    /// What the system did not take at once. Nothing is read until it has.
    unsent: Vec<u8>,
}

impl Server {
    fn run(mut self) -> Result<()> {
        let mut events = [MaybeUninit::<Event>::uninit(); EVENTS];
        loop {
            let (ready, _) = match epoll::wait(&self.epoll, &mut events, None) {
                Err(rustix::io::Errno::INTR) => continue,
                ready => ready?,
            };
            for event in ready {
                match event.data.u64() {
                    LISTENER => self.accept()?,
                    token => self.serve(token as usize),
                }
            }
        }
    }

    fn accept(&mut self) -> io::Result<()> {
        loop {
            let stream = match self.listener.accept() {
                Ok((stream, _)) => stream,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            stream.set_nodelay(true)?;
            stream.set_nonblocking(true)?;
            let entry = self.connections.vacant_entry();
            epoll::add(
                &self.epoll,
                &stream,
                EventData::new_u64(entry.key() as u64),
                EventFlags::IN,
            )?;
            let unsent = Vec::new();
            entry.insert(Connection { stream, unsent });
        }
    }

    fn serve(&mut self, token: usize) {
        let Some(connection) = self.connections.get_mut(token) else {
            return;
        };
        let was_blocked = !connection.unsent.is_empty();
        let Ok(()) = connection.echo(&mut self.buffer) else {
            // Closing the descriptor takes it out of the epoll set.
            self.connections.remove(token);
            return;
        };
        let is_blocked = !connection.unsent.is_empty();
        if was_blocked != is_blocked {
            let interest = if is_blocked { EventFlags::OUT } else { EventFlags::IN };
            // A failure shows again at the next event.
            let _ = epoll::modify(
                &self.epoll,
                &connection.stream,
                EventData::new_u64(token as u64),
                interest,
            );
        }
    }
}

impl Connection {
    /// One read and its write, or the rest of a write.
    ///
    /// # Errors
    /// The end of the connection is one.
    fn echo(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        if !self.unsent.is_empty() {
            let written = taken(self.stream.write(&self.unsent))?;
            self.unsent.drain(..written);
            return Ok(());
        }
        let length = match self.stream.read(buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            length => taken(length)?,
        };
        if length > 0 {
            let written = taken(self.stream.write(&buffer[..length]))?;
            self.unsent.extend_from_slice(&buffer[written..length]);
        }
        Ok(())
    }
}

/// A call that would block took nothing.
fn taken(result: io::Result<usize>) -> io::Result<usize> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
        result => result,
    }
}

//! Standard streams: input that is asked without waiting, and output that waits for its reader.

use crate::host::{Errno, Input, Result};
use wasip2::io::poll::Pollable;
use wasip2::io::streams::{InputStream, OutputStream, StreamError};

/// Standard input.
#[derive(Debug)]
pub(super) struct Reader {
    // Dropped first: it belongs to the stream.
    ready: Pollable,
    stream: InputStream,
    ended: bool,
}

impl Reader {
    pub(super) fn new(stream: InputStream) -> Self {
        Self {
            ready: stream.subscribe(),
            stream,
            ended: false,
        }
    }

    pub(super) fn take(&mut self, max: usize) -> Input {
        if self.ended {
            return Input::End;
        }
        match self.stream.read(max as u64) {
            Ok(bytes) if bytes.is_empty() => Input::Nothing,
            Ok(bytes) => Input::Bytes(bytes),
            Err(_) => {
                self.ended = true;
                Input::End
            }
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Ready when there is something to take, the end included.
    pub(super) fn ready(&self) -> &Pollable {
        &self.ready
    }
}

/// Standard output, or standard error.
#[derive(Debug)]
pub(super) struct Writer(OutputStream);

impl Writer {
    pub(super) fn new(stream: OutputStream) -> Self {
        Self(stream)
    }

    pub(super) fn write(&self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let room = self.0.check_write().map_err(errno)?;
            if room == 0 {
                self.0.subscribe().block();
                continue;
            }
            let (now, later) = bytes.split_at(bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX)));
            self.0.write(now).map_err(errno)?;
            bytes = later;
        }
        self.0.flush().map_err(errno)
    }

    /// Wait until all is written that was taken.
    pub(super) fn flush(&self) {
        // At the end of the program nobody could be told of an error.
        let _ = self.0.blocking_flush();
    }
}

fn errno(error: StreamError) -> Errno {
    match error {
        StreamError::Closed => Errno::Epipe,
        StreamError::LastOperationFailed(_) => Errno::Eio,
    }
}

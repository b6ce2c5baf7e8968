//! Lines: where they end, without looking at a byte twice.

use crate::cut::{Cut, Span};
use crate::{FrameError, Limits};

/// How far a buffer has been searched for the end of a line.
#[derive(Debug, Default)]
pub(crate) struct LineScan {
    searched: usize,
}

impl LineScan {
    /// `{packet, line}`: a line longer than the buffer comes in pieces, one longer than `packet_size` is an error.
    pub(crate) fn line(&mut self, bytes: &[u8], limits: &Limits) -> Result<Cut, FrameError> {
        let most = limits.longest_line().unwrap_or(limits.piece());
        if let Some(len) = self.end(bytes, most) {
            return Ok(Cut::Whole(Span::all(len)));
        }
        match limits.longest_line() {
            Some(longest) if bytes.len() > longest => Err(FrameError::TooLarge),
            None if bytes.len() >= most => Ok(Cut::Whole(Span::all(most))),
            _ => Ok(Cut::Need(1)),
        }
    }

    /// The first line of an HTTP message.
    pub(crate) fn http_start(&mut self, bytes: &[u8], limits: &Limits) -> Result<Cut, FrameError> {
        let most = limits.http_line();
        match self.end(bytes, most) {
            Some(len) => Ok(Cut::Whole(Span::all(len))),
            None => unfinished(bytes, most),
        }
    }

    /// An HTTP header with its folds: the lines after it that begin with white space.
    pub(crate) fn http_header(&mut self, bytes: &[u8], limits: &Limits) -> Result<Cut, FrameError> {
        let most = limits.http_line();
        while let Some(len) = self.end(bytes, most) {
            let folded = match bytes.get(len) {
                _ if is_empty_line(&bytes[..len]) => false,
                Some(b' ' | b'\t') => true,
                Some(_) => false,
                // Only the first byte of the next line tells whether this one is folded.
                None => return Ok(Cut::Need(1)),
            };
            if !folded {
                return Ok(Cut::Whole(Span::all(len)));
            }
            self.searched = len;
        }
        unfinished(bytes, most)
    }

    /// The length of the first line not yet searched, counted from the start of the buffer, if it ends within `most`.
    fn end(&mut self, bytes: &[u8], most: usize) -> Option<usize> {
        let window = &bytes[..bytes.len().min(most)];
        for chunk in window[self.searched.min(window.len())..].chunks(CHUNK) {
            // `contains` on bytes is a memchr, which `position` is not.
            if chunk.contains(&b'\n') {
                self.searched += chunk.iter().position(|&byte| byte == b'\n')?;
                return Some(self.searched + 1);
            }
            self.searched += chunk.len();
        }
        None
    }
}

/// Searched by word; within it, by byte.
const CHUNK: usize = 128;

fn unfinished(bytes: &[u8], most: usize) -> Result<Cut, FrameError> {
    if bytes.len() >= most {
        Err(FrameError::TooLarge)
    } else {
        Ok(Cut::Need(1))
    }
}

fn is_empty_line(line: &[u8]) -> bool {
    matches!(line, b"\r\n" | b"\n")
}

//! Stream: what a `zstream()` holds: one direction, what has still to go through it, and who may use it.

use crate::term::Parcel;
use std::rc::Rc;
use zlib_rs::{Deflate, DeflateConfig, DeflateFlush, Inflate, InflateError, InflateFlush, Status, Strategy};

/// A stream, which belongs to the process that opened it.
pub(super) struct Stream {
    pub(super) owner: u64,
    pub(super) state: State,
    pub(super) input: Queue,
    /// What the module remembers between calls.
    pub(super) stash: Option<Rc<Parcel>>,
    pub(super) buffer_size: i64,
}

/// Which way it goes. New becomes Deflate or Inflate, and these New again; Closed is the end.
pub(super) enum State {
    New,
    Deflate {
        engine: Box<Deflate>,
        settings: [i64; 4],
        /// Something went in, and the end has not come out.
        busy: bool,
        finished: bool,
        crc: Option<crc32fast::Hasher>,
    },
    Inflate {
        engine: Box<Inflate>,
        window_bits: i64,
        end: End,
        ended: bool,
        crc: Option<crc32fast::Hasher>,
    },
    Closed,
}

/// What is done with bytes behind the end of what is inflated.
#[derive(Clone, Copy)]
pub(super) enum End {
    Fail,
    Begin,
    Drop,
}

/// Why a function fails: the reason that OTP raises.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    NotInitialized,
    AlreadyInitialized,
    Stream,
    Data,
    Memory,
}

/// What came out of one step.
pub(super) struct Step {
    pub(super) output: Vec<u8>,
    /// Whether there is more to come.
    pub(super) more: bool,
    /// The checksum of the dictionary without which it does not go on.
    pub(super) needs: Option<u32>,
}

/// Bytes that have still to go in.
#[derive(Default)]
pub(super) struct Queue {
    bytes: Vec<u8>,
    start: usize,
}

impl Queue {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn is_empty(&self) -> bool {
        self.start == self.bytes.len()
    }

    fn next(&self, most: usize) -> &[u8] {
        let rest = &self.bytes[self.start..];
        &rest[..rest.len().min(most)]
    }

    fn take(&mut self, count: usize) {
        self.start += count;
        if self.is_empty() {
            self.clear();
        }
    }
}

impl Failure {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::NotInitialized => "not_initialized",
            Self::AlreadyInitialized => "already_initialized",
            Self::Stream => "stream_error",
            Self::Data => "data_error",
            Self::Memory => "mem_error",
        }
    }
}

/// The default of `zlib:setBufSize/2`.
const BUFFER_SIZE: i64 = 4_000;

/// The most that comes out of a step, whatever is asked for.
const LONGEST_OUTPUT: usize = 1 << 24;

impl Stream {
    pub(super) fn new(owner: u64) -> Self {
        Self {
            owner,
            state: State::New,
            input: Queue::default(),
            stash: None,
            buffer_size: BUFFER_SIZE,
        }
    }

    fn begin(&mut self, state: State) -> Result<(), Failure> {
        match self.state {
            State::New => {
                self.state = state;
                Ok(())
            }
            _ => Err(Failure::AlreadyInitialized),
        }
    }

    pub(super) fn begin_deflate(&mut self, settings: [i64; 4]) -> Result<(), Failure> {
        let state = deflating(settings)?;
        self.begin(state)
    }

    pub(super) fn deflate_dictionary(&mut self, dictionary: &[u8]) -> Result<u32, Failure> {
        match &mut self.state {
            State::Deflate { engine, .. } => engine.set_dictionary(dictionary).map_err(|_| Failure::Stream),
            _ => Err(Failure::NotInitialized),
        }
    }

    pub(super) fn reset_deflate(&mut self) -> Result<(), Failure> {
        let State::Deflate { settings, .. } = self.state else {
            return Err(Failure::NotInitialized);
        };
        self.input.clear();
        self.state = deflating(settings)?;
        Ok(())
    }

    pub(super) fn set_level(&mut self, level: i32) -> Result<(), Failure> {
        match &mut self.state {
            State::Deflate { engine, settings, .. } => {
                engine.set_level(level).map_err(|_| Failure::Stream)?;
                settings[0] = level.into();
                Ok(())
            }
            _ => Err(Failure::NotInitialized),
        }
    }

    /// Let up to so many bytes in and out. What is flushed is flushed when all has gone in.
    pub(super) fn deflate(&mut self, input: usize, output: usize, flush: i64) -> Result<Step, Failure> {
        let queue = &mut self.input;
        let State::Deflate {
            engine,
            busy,
            finished,
            crc,
            ..
        } = &mut self.state
        else {
            return Err(Failure::NotInitialized);
        };
        if *finished && !queue.is_empty() {
            return Err(Failure::Stream);
        }
        let flush = match flush {
            2 => DeflateFlush::SyncFlush,
            3 => DeflateFlush::FullFlush,
            4 => DeflateFlush::Finish,
            _ => DeflateFlush::NoFlush,
        };
        let mut out = vec![0; output.min(LONGEST_OUTPUT)];
        let now = queue.next(input);
        let is_last = now.len() == queue.next(usize::MAX).len();
        let flush = if is_last { flush } else { DeflateFlush::NoFlush };
        let (had_in, had_out) = (engine.total_in(), engine.total_out());
        let status = engine.compress(now, &mut out, flush).map_err(|_| Failure::Stream)?;
        let taken = (engine.total_in() - had_in) as usize;
        out.truncate((engine.total_out() - had_out) as usize);
        if let Some(crc) = crc {
            crc.update(&now[..taken]);
        }
        queue.take(taken);
        *finished = status == Status::StreamEnd;
        *busy = !*finished;
        let more = !*finished && (out.len() == output || !queue.is_empty());
        Ok(Step {
            output: out,
            more,
            needs: None,
        })
    }

    /// The end of deflating, which is an error if what came out is not whole.
    pub(super) fn end_deflate(&mut self) -> Result<(), Failure> {
        let State::Deflate { busy, .. } = self.state else {
            return Err(Failure::NotInitialized);
        };
        let whole = !busy && self.input.is_empty();
        self.state = State::New;
        self.input.clear();
        if whole { Ok(()) } else { Err(Failure::Data) }
    }

    pub(super) fn begin_inflate(&mut self, window_bits: i64, end: End) -> Result<(), Failure> {
        let state = inflating(window_bits, end)?;
        self.begin(state)
    }

    pub(super) fn inflate_dictionary(&mut self, dictionary: &[u8]) -> Result<(), Failure> {
        match &mut self.state {
            State::Inflate { engine, .. } => engine.set_dictionary(dictionary).map(drop).map_err(failure),
            _ => Err(Failure::NotInitialized),
        }
    }

    pub(super) fn reset_inflate(&mut self) -> Result<(), Failure> {
        let State::Inflate { window_bits, end, .. } = self.state else {
            return Err(Failure::NotInitialized);
        };
        self.input.clear();
        self.state = inflating(window_bits, end)?;
        Ok(())
    }

    /// Let up to so many bytes in and out.
    pub(super) fn inflate(&mut self, input: usize, output: usize) -> Result<Step, Failure> {
        self.pass_end()?;
        let queue = &mut self.input;
        let State::Inflate { engine, ended, crc, .. } = &mut self.state else {
            return Err(Failure::NotInitialized);
        };
        let mut out = vec![0; output.min(LONGEST_OUTPUT)];
        let (had_in, had_out) = (engine.total_in(), engine.total_out());
        let inflated = match *ended {
            true => Ok(Status::StreamEnd),
            false => engine.decompress(queue.next(input), &mut out, InflateFlush::NoFlush),
        };
        queue.take((engine.total_in() - had_in) as usize);
        out.truncate((engine.total_out() - had_out) as usize);
        if let Some(crc) = crc {
            crc.update(&out);
        }
        let needs = match inflated {
            Ok(status) => {
                *ended = status == Status::StreamEnd;
                None
            }
            Err(InflateError::NeedDict { dict_id }) => Some(dict_id),
            Err(error) => return Err(failure(error)),
        };
        let more = !queue.is_empty() || (!*ended && out.len() == output);
        Ok(Step {
            output: out,
            more,
            needs,
        })
    }

    /// Behind the end there may be more: what then happens, the stream was told at its beginning.
    fn pass_end(&mut self) -> Result<(), Failure> {
        let State::Inflate {
            window_bits,
            end,
            ended: true,
            ..
        } = self.state
        else {
            return Ok(());
        };
        if self.input.is_empty() {
            return Ok(());
        }
        match end {
            End::Fail => return Err(Failure::Data),
            End::Begin => self.state = inflating(window_bits, end)?,
            End::Drop => self.input.clear(),
        }
        Ok(())
    }

    /// The end of inflating, which is an error if not all came that was to come, or more.
    pub(super) fn end_inflate(&mut self) -> Result<(), Failure> {
        let State::Inflate { ended, .. } = self.state else {
            return Err(Failure::NotInitialized);
        };
        let whole = ended && self.input.is_empty();
        self.state = State::New;
        self.input.clear();
        if whole { Ok(()) } else { Err(Failure::Data) }
    }
}

/// A new deflater. Below zero the window's bits mean no header, from 24 on that of gzip.
fn deflating(settings: [i64; 4]) -> Result<State, Failure> {
    let [level, window_bits, memory_level, strategy] = settings;
    let config = DeflateConfig {
        level: level as i32,
        window_bits: match window_bits {
            // zlib itself makes 9 of 8, except where no header would tell.
            8 => 9,
            24 => 25,
            -15..=-9 | 9..=15 | 25..=31 => window_bits as i32,
            _ => return Err(Failure::Stream),
        },
        mem_level: memory_level as i32,
        strategy: Strategy::try_from(strategy as i32).map_err(|()| Failure::Stream)?,
        ..DeflateConfig::default()
    };
    if !(-1..=9).contains(&level) || !(1..=9).contains(&memory_level) {
        return Err(Failure::Stream);
    }
    let engine = Deflate::new_with_config(config);
    Ok(State::Deflate {
        engine: Box::new(engine),
        settings,
        busy: false,
        finished: false,
        crc: (window_bits < 0).then(crc32fast::Hasher::new),
    })
}

/// A new inflater. From 40 on it finds out itself whether the header is gzip's.
fn inflating(window_bits: i64, end: End) -> Result<State, Failure> {
    let engine = match window_bits {
        -15..=-8 => Inflate::new(false, -window_bits as u8),
        8..=15 | 24..=31 | 40..=47 => Inflate::new(true, window_bits as u8),
        _ => return Err(Failure::Stream),
    };
    Ok(State::Inflate {
        engine: Box::new(engine),
        window_bits,
        end,
        ended: false,
        crc: (window_bits < 0).then(crc32fast::Hasher::new),
    })
}

fn failure(error: InflateError) -> Failure {
    match error {
        InflateError::StreamError => Failure::Stream,
        InflateError::MemError => Failure::Memory,
        InflateError::DataError | InflateError::NeedDict { .. } => Failure::Data,
    }
}

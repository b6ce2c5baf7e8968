//! Search: run a program over a subject. What is still to be tried is on a stack of its own, so that no subject is too long for the machine's.

mod machine;
mod text;

use machine::{Machine, Trouble};

use super::{Newline, Program};

/// How far a search may go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How often it may turn back.
    pub(crate) steps: u64,
    /// How deep calls of groups may be nested.
    pub(crate) depth: u32,
}

/// What is asked of one search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    /// Where to begin, in bytes.
    pub(crate) offset: usize,
    pub(crate) anchored: bool,
    pub(crate) notbol: bool,
    pub(crate) noteol: bool,
    pub(crate) notempty: bool,
    pub(crate) notempty_atstart: bool,
    /// Another newline than the program's.
    pub(crate) newline: Option<Newline>,
    pub(crate) limits: Limits,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Where the match and each group lies, in bytes, if it is set.
    Match(Vec<Option<(usize, usize)>>),
    NoMatch,
    /// It turned back too often.
    Limit,
    /// It went too deep.
    Depth,
}

/// How deep calls may be nested: each takes room on the machine's own stack.
const DEPTH: u32 = 500;

impl Program {
    /// Search a subject: Latin-1, or valid UTF-8 if the pattern means Unicode.
    pub(crate) fn search(&self, subject: &[u8], request: &Request) -> Outcome {
        let mut machine = Machine::new(self, subject, request);
        machine.depth = request.limits.depth.min(DEPTH);
        if let Some(limit) = self.meaning.match_limit {
            machine.steps = machine.steps.min(limit);
        }
        let last = self.last_start(&machine, subject, request.offset);
        let mut start = request.offset;
        loop {
            let Some(at) = self.candidate(subject, start).filter(|at| *at <= last) else {
                return Outcome::NoMatch;
            };
            if at > request.offset && (request.anchored || self.meaning.anchored) {
                return Outcome::NoMatch;
            }
            if at > 0 && self.anchored && !self.meaning.anchored {
                return Outcome::NoMatch;
            }
            start = at;
            match machine.attempt(start) {
                Ok(true) => return Outcome::Match(machine.groups()),
                Ok(false) => {}
                Err(Trouble::Commit) => return Outcome::NoMatch,
                Err(Trouble::Steps) => return Outcome::Limit,
                Err(Trouble::Depth) => return Outcome::Depth,
            }
            if start >= subject.len() || request.anchored || self.meaning.anchored {
                return Outcome::NoMatch;
            }
            start = machine.after(start, self.explicit_newline);
        }
    }

    /// The next position where a match may begin.
    fn candidate(&self, subject: &[u8], start: usize) -> Option<usize> {
        let Some(first) = &self.first else { return Some(start) };
        let skipped = subject[start..].iter().position(|byte| first[*byte as usize])?;
        Some(start + skipped)
    }

    /// The last position where a match may begin: with `firstline`, the end of the first line.
    fn last_start(&self, machine: &Machine<'_>, subject: &[u8], offset: usize) -> usize {
        match self.meaning.firstline {
            true => (offset..subject.len())
                .find(|at| machine.newline_at(*at).is_some())
                .unwrap_or(subject.len()),
            false => subject.len(),
        }
    }
}

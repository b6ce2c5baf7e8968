//! Machine: one attempt to match from one position.

mod position;

use crate::re::{
    ast::Greed,
    program::{One, Program, Step},
};

use super::{Request, text::Text};

/// Why an attempt ended early.
#[derive(Debug)]
pub(super) enum Trouble {
    Steps,
    Depth,
    /// `(*COMMIT)`: nothing else is to be tried.
    Commit,
}

/// What is still to be tried, and what is to be put back before that.
#[derive(Clone, Copy, Debug)]
enum Frame {
    /// Go on there.
    Try { step: u32, at: usize },
    /// A slot had that value.
    Slot { slot: u32, was: usize },
    /// Give back a character, down to `least`, and go on there.
    Fewer { step: u32, least: usize, at: usize },
    /// Take another character of the `Many` there, of which there were so many.
    More { step: u32, at: usize, taken: u32 },
    /// Nothing is to be tried any more.
    Commit,
}

/// The most frames.
const FRAMES: usize = 1 << 22;

const UNSET: usize = usize::MAX;

pub(super) struct Machine<'a> {
    program: &'a Program,
    text: Text<'a>,
    request: &'a Request,
    slots: Vec<usize>,
    frames: Vec<Frame>,
    /// How often it may still turn back.
    pub(super) steps: u64,
    pub(super) depth: u32,
    /// How many frames there may be.
    most: usize,
}

impl<'a> Machine<'a> {
    pub(super) fn new(program: &'a Program, subject: &'a [u8], request: &'a Request) -> Self {
        Self {
            program,
            text: Text {
                bytes: subject,
                unicode: program.meaning.unicode,
                newline: request.newline.unwrap_or(program.meaning.newline),
            },
            request,
            slots: vec![UNSET; program.slots],
            frames: Vec::new(),
            steps: request.limits.steps,
            depth: 0,
            most: FRAMES.min(request.limits.depth as usize),
        }
    }

    /// Whether there is a match that begins there.
    pub(super) fn attempt(&mut self, start: usize) -> Result<bool, Trouble> {
        self.slots.fill(UNSET);
        self.frames.clear();
        self.slots[0] = start;
        self.steps = self.steps.checked_sub(1).ok_or(Trouble::Steps)?;
        match self.run(0, start, None, true)? {
            Some(end) => {
                self.slots[1] = end;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// The groups of the match, up to the last that is set.
    pub(super) fn groups(&self) -> Vec<Option<(usize, usize)>> {
        let pairs = self.slots[..2 * (self.program.groups as usize + 1)].chunks_exact(2);
        pairs
            .map(|pair| (pair[0] != UNSET && pair[1] != UNSET).then_some((pair[0], pair[1])))
            .collect()
    }

    /// The position after one where there was no match.
    pub(super) fn after(&self, start: usize, explicit_newline: bool) -> usize {
        let crlf = self.text.newline_at(start) == Some(2) && !explicit_newline;
        match self.text.next(start) {
            _ if crlf => start + 2,
            Some((_, next)) => next,
            None => start + 1,
        }
    }

    pub(super) fn newline_at(&self, at: usize) -> Option<usize> {
        self.text.newline_at(at)
    }

    fn set(&mut self, slot: u32, value: usize) {
        let was = std::mem::replace(&mut self.slots[slot as usize], value);
        self.frames.push(Frame::Slot { slot, was });
    }

    /// Keep of the frames from there on only what puts slots back.
    fn decide(&mut self, base: usize) {
        let mut kept = base;
        for at in base..self.frames.len() {
            if let Frame::Slot { .. } = self.frames[at] {
                self.frames[kept] = self.frames[at];
                kept += 1;
            }
        }
        self.frames.truncate(kept);
    }

    /// Put back all from there on.
    fn undo(&mut self, base: usize) {
        while self.frames.len() > base {
            if let Some(Frame::Slot { slot, was }) = self.frames.pop() {
                self.slots[slot as usize] = was;
            }
        }
    }

    /// Run from an instruction until what it is a part of ends: where that is, with what could be tried instead left in the frames.
    ///
    /// `called` is the group whose call this is; `whole` is whether it is all of the pattern.
    fn run(&mut self, step: u32, at: usize, called: Option<u32>, whole: bool) -> Result<Option<usize>, Trouble> {
        let base = self.frames.len();
        let mut step = step;
        let mut at = at;
        loop {
            let next = match self.program.steps[step as usize] {
                Step::Done | Step::Accept => match whole && self.refuses(at) {
                    true => None,
                    false => return Ok(Some(at)),
                },
                Step::Return(group) if called == Some(group) => return Ok(Some(at)),
                other => self.step(other, step, at, called)?,
            };
            (step, at) = match next {
                Some(next) => next,
                None => match self.retry(base)? {
                    Some(next) => next,
                    None => return Ok(None),
                },
            };
        }
    }

    /// Whether an empty match is not wanted.
    fn refuses(&self, end: usize) -> bool {
        end == self.slots[0] && (self.request.notempty || self.request.notempty_atstart && end == self.request.offset)
    }

    /// Take the last frame that can be tried, down to `base`.
    fn retry(&mut self, base: usize) -> Result<Option<(u32, usize)>, Trouble> {
        while self.frames.len() > base {
            let Some(frame) = self.frames.pop() else { break };
            match frame {
                Frame::Slot { slot, was } => {
                    self.slots[slot as usize] = was;
                    continue;
                }
                Frame::Commit => return Err(Trouble::Commit),
                _ => {}
            }
            self.steps = self.steps.checked_sub(1).ok_or(Trouble::Steps)?;
            match frame {
                Frame::Try { step, at } => return Ok(Some((step, at))),
                Frame::Fewer { step, least, at } => {
                    let fewer = self.fewer(step, least, at);
                    if fewer.is_some() {
                        return Ok(fewer);
                    }
                }
                Frame::More { step, at, taken } => {
                    let more = self.more(step, at, taken);
                    if more.is_some() {
                        return Ok(more);
                    }
                }
                Frame::Slot { .. } | Frame::Commit => {}
            }
        }
        Ok(None)
    }

    /// The longest shorter run after which what follows may match.
    fn fewer(&mut self, step: u32, least: usize, mut at: usize) -> Option<(u32, usize)> {
        let wanted = match self.program.steps[step as usize] {
            Step::Literal(number) => Some(self.program.literals[number as usize][0]),
            Step::One(One::Char(character)) if character < 0x80 => Some(character as u8),
            _ => None,
        };
        while at > least {
            at = self.text.before(at)?.max(least);
            if wanted.is_none_or(|wanted| self.text.bytes.get(at) == Some(&wanted)) {
                if at > least {
                    self.frames.push(Frame::Fewer { step, least, at });
                }
                return Some((step, at));
            }
        }
        None
    }

    fn more(&mut self, step: u32, at: usize, taken: u32) -> Option<(u32, usize)> {
        let Step::Many { one, most, .. } = self.program.steps[step as usize] else {
            return None;
        };
        let at = self.one(one, at)?;
        if taken + 1 < most {
            self.frames.push(Frame::More {
                step,
                at,
                taken: taken + 1,
            });
        }
        Some((step + 1, at))
    }

    /// One instruction: which one is next and where, or none if it does not match.
    #[inline(always)]
    fn step(&mut self, what: Step, step: u32, at: usize, called: Option<u32>) -> Result<Option<(u32, usize)>, Trouble> {
        let next = step + 1;
        Ok(match what {
            Step::One(one) => self.one(one, at).map(|at| (next, at)),
            Step::Literal(number) => {
                let literal = &self.program.literals[number as usize];
                (self.text.bytes[at..].starts_with(literal)).then(|| (next, at + literal.len()))
            }
            Step::Many {
                one,
                least,
                most,
                greed,
            } => self.many(step, at, one, (least, most), greed),
            Step::Split(first, second) => {
                if self.frames.len() >= self.most {
                    return Err(Trouble::Depth);
                }
                self.frames.push(Frame::Try { step: second, at });
                Some((first, at))
            }
            Step::Jump(to) => Some((to, at)),
            Step::Save(slot) => {
                self.set(slot, at);
                Some((next, at))
            }
            Step::IfMoved(slot, to) => match self.slots[slot as usize] == at {
                true => Some((next, at)),
                false => Some((to, at)),
            },
            Step::Assert(assertion) => self.holds(assertion, at).then_some((next, at)),
            Step::Fail => None,
            other => return self.rare(other, next, at, called),
        })
    }

    fn rare(&mut self, what: Step, next: u32, at: usize, called: Option<u32>) -> Result<Option<(u32, usize)>, Trouble> {
        let base = self.frames.len();
        Ok(match what {
            Step::Atomic(end) => match self.run(next, at, called, false)? {
                Some(at) => {
                    self.decide(base);
                    Some((end, at))
                }
                None => None,
            },
            Step::Look { negative, end } => match self.looks(next, at, called, negative)? {
                true => Some((end, at)),
                false => None,
            },
            Step::IfLook {
                negative,
                end,
                otherwise,
            } => match self.looks(next, at, called, negative)? {
                true => Some((end, at)),
                false => Some((otherwise, at)),
            },
            Step::Behind(count) => {
                let mut start = Some(at);
                for _ in 0..count {
                    start = start.and_then(|at| self.text.before(at));
                    if start.is_none() {
                        break;
                    }
                }
                start.map(|at| (next, at))
            }
            Step::IfSet(list, otherwise) => {
                let groups = &self.program.lists[list as usize];
                let set = groups.iter().any(|group| self.group(*group).is_some());
                Some((if set { next } else { otherwise }, at))
            }
            Step::IfCalled(group, otherwise) => {
                let within = called.is_some_and(|called| group == 0 || called == group);
                Some((if within { next } else { otherwise }, at))
            }
            Step::Back(list, fold) => self.back(list, fold, at).map(|at| (next, at)),
            Step::Call(group) => self.call(group, at)?.map(|at| (next, at)),
            Step::Keep => {
                self.set(0, at);
                Some((next, at))
            }
            Step::Newline => self.any_newline(at).map(|at| (next, at)),
            Step::Cluster => self.text.cluster(at).map(|at| (next, at)),
            Step::Commit => {
                self.frames.push(Frame::Commit);
                Some((next, at))
            }
            // Of a group that was not called.
            _ => Some((next, at)),
        })
    }

    fn looks(&mut self, step: u32, at: usize, called: Option<u32>, negative: bool) -> Result<bool, Trouble> {
        let base = self.frames.len();
        let found = match self.run(step, at, called, false) {
            Err(Trouble::Commit) => {
                self.undo(base);
                false
            }
            other => other?.is_some(),
        };
        match (found, negative) {
            (true, true) => self.undo(base),
            (true, false) => self.decide(base),
            (false, _) => {}
        }
        Ok(found != negative)
    }

    /// Run a group as a part: its own groups are as before afterwards, and it is not tried again.
    fn call(&mut self, group: u32, at: usize) -> Result<Option<usize>, Trouble> {
        self.depth = self.depth.checked_sub(1).ok_or(Trouble::Depth)?;
        self.steps = self.steps.checked_sub(1).ok_or(Trouble::Steps)?;
        let base = self.frames.len();
        let slots = self.slots.clone();
        let start = self.program.starts[group as usize];
        let end = self.run(start, at, Some(group), false)?;
        self.frames.truncate(base);
        self.slots = slots;
        self.depth += 1;
        Ok(end)
    }

    /// Where the character at a position ends, if it is of a kind.
    #[inline(always)]
    fn one(&self, one: One, at: usize) -> Option<usize> {
        let (character, next) = self.text.next(at)?;
        let is = match one {
            One::Char(wanted) => character == wanted,
            One::Fold(wanted) => self.same(character, wanted),
            One::Any => self.text.newline_at(at).is_none(),
            One::All => true,
            One::Byte => return Some(at + 1),
            One::Set(number) => self.program.sets[number as usize].has(character),
        };
        is.then_some(next)
    }

    fn many(
        &mut self,
        step: u32,
        at: usize,
        one: One,
        (least, most): (u32, u32),
        greed: Greed,
    ) -> Option<(u32, usize)> {
        let mut end = at;
        for _ in 0..least {
            end = self.one(one, end)?;
        }
        if greed == Greed::Lazy {
            if least < most {
                self.frames.push(Frame::More {
                    step,
                    at: end,
                    taken: least,
                });
            }
            return Some((step + 1, end));
        }
        let shortest = end;
        let mut left = most - least;
        while left > 0 {
            let Some(next) = self.one(one, end) else { break };
            end = next;
            left -= 1;
        }
        if greed == Greed::Greedy && end > shortest {
            self.frames.push(Frame::Fewer {
                step: step + 1,
                least: shortest,
                at: end,
            });
        }
        Some((step + 1, end))
    }
}

//! Cache: the programs of the patterns used last, by what a compiled pattern's opaque part holds.

use std::{collections::VecDeque, fmt, rc::Rc};

use crate::re::{Flaw, Meaning, Newline, Program, compile};

/// How many programs are kept.
const KEPT: usize = 64;

/// The first bytes of an opaque part.
const MAGIC: &[u8] = b"re\x01";

/// The programs, the last used first.
#[derive(Default)]
pub(crate) struct Cache {
    programs: VecDeque<(Vec<u8>, Rc<Program>)>,
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("programs", &self.programs.len()).finish()
    }
}

impl Cache {
    /// The program of a pattern.
    pub(super) fn program(&mut self, text: &[u8], meaning: &Meaning) -> Result<Rc<Program>, Flaw> {
        let key = key(text, meaning);
        if let Some(at) = self.programs.iter().position(|(other, _)| *other == key) {
            if at > 8
                && let Some(used) = self.programs.remove(at)
            {
                self.programs.push_front(used);
                return Ok(Rc::clone(&self.programs[0].1));
            }
            return Ok(Rc::clone(&self.programs[at].1));
        }
        let program = Rc::new(compile(text, meaning.clone())?);
        self.programs.truncate(KEPT - 1);
        self.programs.push_front((key, Rc::clone(&program)));
        Ok(program)
    }
}

/// A pattern and its meaning as bytes.
pub(super) fn key(text: &[u8], meaning: &Meaning) -> Vec<u8> {
    let Meaning {
        unicode,
        anchored,
        caseless,
        dollar_endonly,
        dotall,
        extended,
        firstline,
        multiline,
        no_auto_capture,
        dupnames,
        ungreedy,
        ucp,
        never_utf,
        bsr_anycrlf,
        newline,
        match_limit: _,
    } = *meaning;
    let flags = [
        unicode,
        anchored,
        caseless,
        dollar_endonly,
        dotall,
        extended,
        firstline,
        multiline,
        no_auto_capture,
        dupnames,
        ungreedy,
        ucp,
        never_utf,
        bsr_anycrlf,
    ];
    let bits = flags
        .iter()
        .enumerate()
        .fold(0u16, |bits, (at, flag)| bits | u16::from(*flag) << at);
    let mut key = MAGIC.to_vec();
    key.extend(bits.to_le_bytes());
    key.push(newline as u8);
    key.extend_from_slice(text);
    key
}

/// What [`key`] was made of.
pub(super) fn parts(key: &[u8]) -> Option<(&[u8], Meaning)> {
    let [low, high, newline, text @ ..] = key.strip_prefix(MAGIC)? else {
        return None;
    };
    let bits = u16::from_le_bytes([*low, *high]);
    let flag = |at: u32| bits & (1 << at) != 0;
    let newline = match newline {
        0 => Newline::Lf,
        1 => Newline::Cr,
        2 => Newline::CrLf,
        3 => Newline::AnyCrLf,
        4 => Newline::Any,
        _ => return None,
    };
    let meaning = Meaning {
        unicode: flag(0),
        anchored: flag(1),
        caseless: flag(2),
        dollar_endonly: flag(3),
        dotall: flag(4),
        extended: flag(5),
        firstline: flag(6),
        multiline: flag(7),
        no_auto_capture: flag(8),
        dupnames: flag(9),
        ungreedy: flag(10),
        ucp: flag(11),
        never_utf: flag(12),
        bsr_anycrlf: flag(13),
        newline,
        match_limit: None,
    };
    Some((text, meaning))
}

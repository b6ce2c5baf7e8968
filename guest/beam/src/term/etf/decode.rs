//! Decode: bytes to terms. What the bytes say is believed only as far as there are bytes for it.

use super::{VERSION, atom_text, tag, zip};
use crate::{
    code::{Code, FunEntry},
    term::{
        Atom, Heap, Term, atom,
        external::{External, Foreign, pid_of_parts, ref_of_words},
        float_text, map, number, record,
    },
};

/// A term, and how many bytes it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decoded {
    pub(crate) term: Term,
    pub(crate) used: usize,
}

/// The term that the bytes begin with; none if they are damaged. With `safe` no atoms and exports are made.
pub(crate) fn decode(bytes: &[u8], heap: &mut Heap, code: &mut Code, safe: bool) -> Option<Decoded> {
    let body = bytes.strip_prefix(&[VERSION])?;
    if let [tag::COMPRESSED, rest @ ..] = body {
        let (size, zipped) = rest.split_first_chunk::<4>()?;
        let (plain, used) = zip::unzip(zipped, u32::from_be_bytes(*size) as usize)?;
        let (term, rest) = one(&plain, heap, code, safe)?;
        let used = used + 6;
        return rest.is_empty().then_some(Decoded { term, used });
    }
    let (term, rest) = one(body, heap, code, safe)?;
    let used = bytes.len() - rest.len();
    Some(Decoded { term, used })
}

fn one<'a>(bytes: &'a [u8], heap: &mut Heap, code: &mut Code, safe: bool) -> Option<(Term, &'a [u8])> {
    let mut decoder = Decoder {
        bytes,
        heap,
        code,
        safe,
        open: Vec::new(),
        owed: 0,
    };
    let term = decoder.all()?;
    Some((term, decoder.bytes))
}

/// What is not complete yet.
enum Open {
    /// Words that terms go to: so many, each so many words after the one before it.
    Words { at: *mut u64, left: usize, step: usize },
    /// The keys and values of a map, and where the map goes to when they are complete.
    Map { terms: Vec<Term>, to: *mut u64 },
}

struct Decoder<'a, 'b> {
    bytes: &'a [u8],
    heap: &'b mut Heap,
    code: &'b mut Code,
    safe: bool,
    open: Vec<Open>,
    /// How many terms are still to come, each of a byte at least.
    owed: usize,
}

impl<'a> Decoder<'a, '_> {
    fn all(&mut self) -> Option<Term> {
        let mut root = Term::NIL.0;
        self.open_words(&raw mut root, 1, 1);
        loop {
            let (to, term) = match self.open.last_mut() {
                None => return Some(Term(root)),
                Some(Open::Words { at, left, step }) => {
                    let to = *at;
                    *at = at.wrapping_add(*step);
                    *left -= 1;
                    self.owed -= 1;
                    if *left == 0 {
                        self.open.pop();
                    }
                    (to, self.term(to)?)
                }
                Some(Open::Map { terms, to }) => {
                    let (terms, to) = (std::mem::take(terms), *to);
                    self.open.pop();
                    (to, self.map(&terms)?)
                }
            };
            // SAFETY: it is the root, or a word of an object or of a map's terms that was made for this term.
            unsafe { *to = term.0 };
        }
    }

    fn open_words(&mut self, at: *mut u64, left: usize, step: usize) {
        if left > 0 {
            self.owed += left;
            self.open.push(Open::Words { at, left, step });
        }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn half(&mut self) -> Option<usize> {
        self.array().map(|bytes| usize::from(u16::from_be_bytes(bytes)))
    }

    fn word(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    /// A number of terms or bytes, each of which takes so many of the bytes that are left and not owed.
    fn count(&mut self, bytes: usize) -> Option<usize> {
        let count = self.word()? as usize;
        (count <= self.bytes.len().checked_sub(self.owed)? / bytes).then_some(count)
    }

    /// Read what begins here. Its parts are opened; a map is put to `to` when it is complete.
    fn term(&mut self, to: *mut u64) -> Option<Term> {
        let mut tag = self.byte()?;
        // A list of no elements is its tail, whatever that is.
        while tag == tag::LIST && self.bytes.starts_with(&[0; 4]) {
            self.take(4)?;
            tag = self.byte()?;
        }
        match tag {
            tag::SMALL_INTEGER => self.byte().map(|value| Term::small(value.into())),
            tag::INTEGER => self.word().map(|value| Term::small((value as i32).into())),
            tag::FLOAT => {
                let value = f64::from_bits(u64::from_be_bytes(self.array()?));
                self.float(value)
            }
            tag::FLOAT_TEXT => {
                let text = self.take(31)?;
                let end = text.iter().position(|byte| *byte == 0)?;
                self.float(float_text::read(&text[..end])?)
            }
            tag @ (tag::ATOM | tag::SMALL_ATOM | tag::ATOM_UTF8 | tag::SMALL_ATOM_UTF8) => {
                self.atom_after(tag).map(Atom::term)
            }
            tag::SMALL_TUPLE => {
                let count = usize::from(self.byte()?);
                (count <= self.bytes.len()).then(|| self.tuple(count))
            }
            tag::LARGE_TUPLE => {
                let count = self.count(1)?;
                Some(self.tuple(count))
            }
            tag::NIL => Some(Term::NIL),
            tag::STRING => {
                let count = self.half()?;
                let bytes = self.take(count)?;
                Some(self.heap.byte_list(bytes))
            }
            tag::LIST => self.list(),
            tag::BINARY => {
                let count = self.count(1)?;
                let bytes = self.take(count)?;
                Some(self.heap.binary(bytes))
            }
            tag::BIT_BINARY => {
                let count = self.word()? as usize;
                let last = usize::from(self.byte()?);
                let bytes = self.take(count)?;
                let valid = if count == 0 { last == 0 } else { (1..=8).contains(&last) };
                valid.then(|| self.heap.bitstring(bytes, (count * 8 + last).saturating_sub(8)))
            }
            tag::SMALL_BIG => {
                let count = usize::from(self.byte()?);
                self.big(count)
            }
            tag::LARGE_BIG => {
                let count = self.word()? as usize;
                self.big(count)
            }
            tag::MAP => self.open_map(to),
            tag::RECORD => self.record(),
            tag::FUN => self.fun(),
            tag::EXPORT => self.export(),
            tag @ (tag::PID | tag::NEW_PID) => self.pid(tag == tag::NEW_PID),
            tag @ (tag::PORT | tag::NEW_PORT | tag::V4_PORT) => self.port(tag),
            tag @ (tag::REFERENCE | tag::NEW_REFERENCE | tag::NEWER_REFERENCE) => self.reference(tag),
            _ => None,
        }
    }

    fn float(&mut self, value: f64) -> Option<Term> {
        value.is_finite().then(|| self.heap.float(value))
    }

    fn atom(&mut self) -> Option<Atom> {
        let tag = self.byte()?;
        self.atom_after(tag)
    }

    fn atom_after(&mut self, tag: u8) -> Option<Atom> {
        let length = match tag {
            tag::ATOM | tag::ATOM_UTF8 => self.half()?,
            tag::SMALL_ATOM | tag::SMALL_ATOM_UTF8 => usize::from(self.byte()?),
            _ => return None,
        };
        let name = self.take(length)?;
        atom_text::read(name, matches!(tag, tag::ATOM | tag::SMALL_ATOM), self.safe)
    }

    fn tuple(&mut self, count: usize) -> Term {
        let tuple = self.heap.tuple(&vec![Term::NIL; count]);
        self.open_words(tuple.address().wrapping_add(1), count, 1);
        tuple
    }

    fn list(&mut self) -> Option<Term> {
        let count = self.count(1).filter(|count| *count > 0)?;
        let cells = self.heap.alloc(2 * count);
        for at in 0..count {
            let cell = cells.wrapping_add(2 * at);
            // SAFETY: two words are there for each element.
            unsafe {
                *cell = Term::NIL.0;
                *cell.add(1) = Term::from_list(cell.wrapping_add(2)).0;
            }
        }
        let last = cells.wrapping_add(2 * count - 1);
        // SAFETY: the last of the words.
        unsafe { *last = Term::NIL.0 };
        self.open_words(last, 1, 1);
        self.open_words(cells, count, 2);
        Some(Term::from_list(cells))
    }

    fn big(&mut self, count: usize) -> Option<Term> {
        let negative = self.byte()? != 0;
        let bytes = self.take(count)?;
        number::from_bytes(self.heap, negative, bytes).ok()
    }

    /// A native record of OTP 29: no field is there twice.
    fn record(&mut self) -> Option<Term> {
        let count = self.count(2)?;
        let is_exported = match self.byte()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let (module, name) = (self.atom()?, self.atom()?);
        let fields = (0..count).map(|_| self.atom()).collect::<Option<Vec<Atom>>>()?;
        if !record::are_distinct(&fields) || count > self.bytes.len() {
            return None;
        }
        let definition = self
            .code
            .record_definition(self.heap, module, name, is_exported, &fields);
        let record = self.heap.record(definition, &vec![Term::NIL; count]);
        self.open_words(record.address().wrapping_add(2), count, 1);
        Some(record)
    }

    fn open_map(&mut self, to: *mut u64) -> Option<Term> {
        let count = 2 * self.count(2)?;
        if count == 0 {
            return Some(map::empty(self.heap));
        }
        let mut terms = vec![Term::NIL; count];
        let at = terms.as_mut_ptr().cast();
        self.open.push(Open::Map { terms, to });
        self.open_words(at, count, 1);
        Some(Term::NIL)
    }

    /// A map; none if two keys are equal.
    fn map(&mut self, terms: &[Term]) -> Option<Term> {
        let pairs: Vec<(Term, Term)> = terms.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let count = pairs.len();
        let map = map::from_pairs(self.heap, pairs);
        (map::size(map) == count).then_some(map)
    }

    fn export(&mut self) -> Option<Term> {
        let (module, function) = (self.atom()?, self.atom()?);
        let arity = u8::try_from(self.part()?).ok()?;
        let number = if self.safe {
            self.code.exports.find(module, function, arity)?
        } else {
            self.code.export(module, function, arity)?
        };
        Some(self.heap.export(number, module, function, arity))
    }

    /// A small integer that a fun has among its parts.
    fn part(&mut self) -> Option<u32> {
        let mut tag = self.byte()?;
        // A list of no elements is its tail, whatever that is.
        while tag == tag::LIST && self.bytes.starts_with(&[0; 4]) {
            self.take(4)?;
            tag = self.byte()?;
        }
        match tag {
            tag::SMALL_INTEGER => self.byte().map(u32::from),
            tag::INTEGER => self.word(),
            _ => None,
        }
    }

    fn fun(&mut self) -> Option<Term> {
        self.word()?;
        let arity = self.byte()?;
        let uniq = self.array()?;
        let index = self.word()?;
        let free = self.count(1)?;
        let module = self.atom()?;
        self.part()?;
        let old_uniq = self.part()?;
        let tag = self.byte()?;
        let creator = match tag {
            tag::PID | tag::NEW_PID => self.pid(tag == tag::NEW_PID)?,
            _ => return None,
        };
        let number = self.code.funs.named(FunEntry {
            module,
            function: atom::EMPTY,
            arity,
            free: u8::try_from(free).ok()?,
            index,
            old_uniq,
            uniq,
            code: std::ptr::null(),
        });
        // One that the machine knows has as many free variables as its code wants.
        if usize::from(self.code.funs.get(number).free) != free {
            return None;
        }
        let fun = self.heap.fun(number, creator, &vec![Term::NIL; free]);
        self.open_words(fun.address().wrapping_add(3), free, 1);
        Some(fun)
    }

    /// In the older forms the creation is one byte.
    fn creation(&mut self, new: bool) -> Option<u32> {
        if new { self.word() } else { self.byte().map(u32::from) }
    }

    fn pid(&mut self, new: bool) -> Option<Term> {
        let node = self.atom()?;
        let (number, serial) = (u64::from(self.word()?), u64::from(self.word()?));
        let creation = self.creation(new)?;
        if node == atom::NONODE {
            return pid_of_parts(number, serial).map(Term::pid);
        }
        let id = &[number, serial];
        let kind = Foreign::Pid;
        Some(self.heap.external(External {
            kind,
            node,
            creation,
            id,
        }))
    }

    fn port(&mut self, tag: u8) -> Option<Term> {
        let node = self.atom()?;
        let id = if tag == tag::V4_PORT {
            u64::from_be_bytes(self.array()?)
        } else {
            u64::from(self.word()?)
        };
        let creation = self.creation(tag != tag::PORT)?;
        if node == atom::NONODE {
            return (id < 1 << 60).then(|| Term::port(id));
        }
        let id = &[id];
        let kind = Foreign::Port;
        Some(self.heap.external(External {
            kind,
            node,
            creation,
            id,
        }))
    }

    fn reference(&mut self, tag: u8) -> Option<Term> {
        let count = if tag == tag::REFERENCE { 1 } else { self.half()? };
        let node = self.atom()?;
        let mut words = Vec::new();
        // The oldest form has its creation last.
        if tag == tag::REFERENCE {
            words.push(self.word()?);
        }
        let creation = self.creation(tag == tag::NEWER_REFERENCE)?;
        if tag != tag::REFERENCE {
            let bytes = self.take(4 * count)?;
            let (chunks, _) = bytes.as_chunks();
            words.extend(chunks.iter().map(|word| u32::from_be_bytes(*word)));
        }
        if count == 0 || count > 5 {
            return None;
        }
        if node == atom::NONODE {
            return ref_of_words(&words).map(|id| self.heap.reference(id));
        }
        let id: Vec<u64> = words.into_iter().map(u64::from).collect();
        let kind = Foreign::Ref;
        Some(self.heap.external(External {
            kind,
            node,
            creation,
            id: &id,
        }))
    }
}

//! Encode: terms to bytes.

use super::{VERSION, atom_text, tag, zip};
use crate::{
    code::Code,
    term::{
        Atom, Bits, Fun, Record, Term, View, atom,
        external::{External, Foreign, pid_parts, ref_words},
        float_text, map, order,
    },
};

/// How terms are to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Format {
    /// 0: floats as text; 1: floats as bits; 2: atoms as UTF-8 too.
    pub(crate) minor_version: u8,
    /// Compress, with that level, if it makes the result smaller.
    pub(crate) compressed: Option<u8>,
    /// The keys of large maps in term order.
    pub(crate) deterministic: bool,
}

impl Default for Format {
    fn default() -> Self {
        Self {
            minor_version: 1,
            compressed: None,
            deterministic: false,
        }
    }
}

/// The most elements of a list that is written as a string.
const STRING_MAX: usize = 0xFFFF;

/// How many bytes ERTS takes a term for, uncompressed: the index of each fun for as long as a large one.
pub(crate) fn size(term: Term, format: Format, code: &Code) -> usize {
    let encoder = Encoder::of(term, format, code);
    encoder.out.len() + encoder.small_indices * 3
}

/// The bytes of a term.
pub(crate) fn encode(term: Term, format: Format, code: &Code) -> Vec<u8> {
    let out = Encoder::of(term, format, code).out;
    let Some(level) = format.compressed.filter(|level| *level > 0) else {
        return out;
    };
    let zipped = zip::zip(&out[1..], level);
    if zipped.len() + 6 > out.len() {
        return out;
    }
    let mut small = vec![VERSION, tag::COMPRESSED];
    small.extend_from_slice(&((out.len() - 1) as u32).to_be_bytes());
    small.extend_from_slice(&zipped);
    small
}

/// What is still to be written.
enum Open<'a> {
    Terms(&'a [Term]),
    /// The rest of a list, and how many cells it has.
    List(Term, usize),
    /// A fun ends here; its size belongs at that place.
    FunEnd(usize),
    /// Terms that lie in no heap as a row.
    Row(std::vec::IntoIter<Term>),
}

struct Encoder<'a> {
    out: Vec<u8>,
    format: Format,
    code: &'a Code,
    open: Vec<Open<'a>>,
    /// Funs whose index takes two bytes.
    small_indices: usize,
}

impl<'a> Encoder<'a> {
    /// With all of a term written.
    fn of(term: Term, format: Format, code: &'a Code) -> Self {
        let mut encoder = Encoder {
            out: vec![VERSION],
            format,
            code,
            open: Vec::new(),
            small_indices: 0,
        };
        encoder.all(term);
        encoder
    }

    fn all(&mut self, term: Term) {
        let mut next = Some(term);
        while let Some(term) = next {
            self.one(term);
            next = self.next();
        }
    }

    fn next(&mut self) -> Option<Term> {
        loop {
            let next = match self.open.last_mut()? {
                Open::Terms(terms) => terms.split_first().map(|(first, rest)| {
                    *terms = rest;
                    *first
                }),
                Open::List(list, 0) => {
                    let tail = *list;
                    self.open.pop();
                    return Some(tail);
                }
                Open::List(list, left) => {
                    let head = list.head();
                    *list = list.tail();
                    *left -= 1;
                    Some(head)
                }
                Open::Row(terms) => terms.next(),
                Open::FunEnd(at) => {
                    let size = (self.out.len() - *at) as u32;
                    self.out[*at..*at + 4].copy_from_slice(&size.to_be_bytes());
                    None
                }
            };
            if next.is_some() {
                return next;
            }
            self.open.pop();
        }
    }

    fn word(&mut self, word: usize) {
        self.out.extend_from_slice(&(word as u32).to_be_bytes());
    }

    fn atom(&mut self, atom: Atom) {
        atom_text::write(&mut self.out, atom, self.format.minor_version > 1);
    }

    fn one(&mut self, term: Term) {
        match term.view() {
            View::Small(value) => self.small(value),
            View::Big(big) => self.big(big.negative, big.limbs),
            View::Float(value) => self.float(value),
            View::Atom(atom) => self.atom(atom),
            View::Nil => self.out.push(tag::NIL),
            View::Cons(..) => self.list(term),
            View::Tuple(elements) => {
                match u8::try_from(elements.len()) {
                    Ok(count) => self.out.extend_from_slice(&[tag::SMALL_TUPLE, count]),
                    Err(_) => {
                        self.out.push(tag::LARGE_TUPLE);
                        self.word(elements.len());
                    }
                }
                self.open.push(Open::Terms(elements));
            }
            View::Map => self.map(term),
            View::Record(record) => self.record(record),
            View::Bits(bits) => self.bits(bits),
            View::Fun(fun) => self.fun(fun),
            View::Export(number) => {
                let code = self.code;
                let export = code.exports.get(number);
                self.out.push(tag::EXPORT);
                self.atom(export.module);
                self.atom(export.function);
                self.out.extend_from_slice(&[tag::SMALL_INTEGER, export.arity]);
            }
            View::Pid(id) => self.pid(atom::NONODE, 0, pid_parts(id)),
            View::Port(id) => self.port(atom::NONODE, 0, id),
            View::Ref(id) => {
                let (words, count) = ref_words(id);
                self.reference(atom::NONODE, 0, &words[..count]);
            }
            View::External(words) => {
                let External {
                    kind,
                    node,
                    creation,
                    id,
                } = External::of_words(words);
                match kind {
                    Foreign::Pid => self.pid(node, creation, [id[0], id[1]]),
                    Foreign::Port => self.port(node, creation, id[0]),
                    Foreign::Ref => {
                        let words: Vec<u32> = id.iter().map(|word| *word as u32).collect();
                        self.reference(node, creation, &words);
                    }
                }
            }
        }
    }

    fn small(&mut self, value: i64) {
        if let Ok(value) = u8::try_from(value) {
            self.out.extend_from_slice(&[tag::SMALL_INTEGER, value]);
        } else if let Ok(value) = i32::try_from(value) {
            self.out.push(tag::INTEGER);
            self.out.extend_from_slice(&value.to_be_bytes());
        } else {
            self.big(value < 0, &[value.unsigned_abs()]);
        }
    }

    fn big(&mut self, negative: bool, limbs: &[u64]) {
        let zeros = limbs.last().map_or(0, |limb| limb.leading_zeros() as usize / 8);
        let length = limbs.len() * 8 - zeros;
        match u8::try_from(length) {
            Ok(length) => self.out.extend_from_slice(&[tag::SMALL_BIG, length]),
            Err(_) => {
                self.out.push(tag::LARGE_BIG);
                self.word(length);
            }
        }
        self.out.push(u8::from(negative));
        let end = self.out.len() + length;
        self.out.extend(limbs.iter().flat_map(|limb| limb.to_le_bytes()));
        self.out.truncate(end);
    }

    fn float(&mut self, value: f64) {
        if self.format.minor_version > 0 {
            self.out.push(tag::FLOAT);
            self.out.extend_from_slice(&value.to_bits().to_be_bytes());
            return;
        }
        self.out.push(tag::FLOAT_TEXT);
        let text = float_text::scientific(value, 20).unwrap_or_default();
        let end = self.out.len() + 31;
        self.out.extend_from_slice(text.as_bytes());
        self.out.resize(end, 0);
    }

    fn list(&mut self, list: Term) {
        let (mut count, mut bytes) = (0, true);
        let mut elements = list.elements();
        for element in elements.by_ref() {
            bytes = bytes && matches!(element.as_small(), Some(0..=255));
            count += 1;
        }
        if bytes && count <= STRING_MAX && elements.rest().is_nil() {
            self.out.push(tag::STRING);
            self.out.extend_from_slice(&(count as u16).to_be_bytes());
            self.out
                .extend(list.elements().map(|element| element.small_value() as u8));
            return;
        }
        self.out.push(tag::LIST);
        self.word(count);
        self.open.push(Open::List(list, count));
    }

    fn record(&mut self, record: Record<'a>) {
        self.out.push(tag::RECORD);
        self.word(record.values().len());
        self.out.push(u8::from(record.is_exported()));
        for name in [record.module(), record.name()].iter().chain(record.fields()) {
            self.atom(name.as_atom().unwrap_or(atom::EMPTY));
        }
        self.open.push(Open::Terms(record.values()));
    }

    fn map(&mut self, term: Term) {
        self.out.push(tag::MAP);
        self.word(map::size(term));
        let mut pairs: Vec<(Term, Term)> = map::iter(term).collect();
        if self.format.deterministic {
            pairs.sort_unstable_by(|(a, _), (b, _)| order::compare_exact(*a, *b));
        }
        let terms: Vec<Term> = pairs.into_iter().flat_map(|(key, value)| [key, value]).collect();
        self.open.push(Open::Row(terms.into_iter()));
    }

    fn bits(&mut self, bits: Bits<'_>) {
        let bytes = bits.whole_bytes();
        let (last, count) = bits.last_bits();
        if count == 0 {
            self.out.push(tag::BINARY);
            self.word(bytes.len());
            self.out.extend_from_slice(&bytes);
        } else {
            self.out.push(tag::BIT_BINARY);
            self.word(bytes.len() + 1);
            self.out.push(count as u8);
            self.out.extend_from_slice(&bytes);
            self.out.push(last << (8 - count));
        }
    }

    fn fun(&mut self, fun: Fun<'a>) {
        let code = self.code;
        let entry = code.funs.get(fun.entry);
        self.out.push(tag::FUN);
        let at = self.out.len();
        self.word(0);
        self.out.push(entry.arity);
        self.out.extend_from_slice(&entry.uniq);
        self.word(entry.index as usize);
        self.word(fun.free.len());
        self.atom(entry.module);
        self.small(i64::from(entry.index));
        self.small_indices += usize::from(entry.index < 256);
        self.small(i64::from(entry.old_uniq));
        self.one(fun.creator);
        self.open.push(Open::FunEnd(at));
        self.open.push(Open::Terms(fun.free));
    }

    fn pid(&mut self, node: Atom, creation: u32, [number, serial]: [u64; 2]) {
        self.out.push(tag::NEW_PID);
        self.atom(node);
        self.word(number as usize);
        self.word(serial as usize);
        self.word(creation as usize);
    }

    fn port(&mut self, node: Atom, creation: u32, id: u64) {
        // What is beyond 28 bits has a newer form.
        if id < 1 << 28 {
            self.out.push(tag::NEW_PORT);
            self.atom(node);
            self.word(id as usize);
        } else {
            self.out.push(tag::V4_PORT);
            self.atom(node);
            self.out.extend_from_slice(&id.to_be_bytes());
        }
        self.word(creation as usize);
    }

    fn reference(&mut self, node: Atom, creation: u32, words: &[u32]) {
        self.out.push(tag::NEWER_REFERENCE);
        self.out.extend_from_slice(&(words.len() as u16).to_be_bytes());
        self.atom(node);
        self.word(creation as usize);
        self.out.extend(words.iter().flat_map(|word| word.to_be_bytes()));
    }
}

//! View: what a term is, as an enum to match on, and the parts of it.
//!
//! The slices point into the heap: they are valid until the next collection, and a built-in function is never interrupted by one.

use std::{borrow::Cow, rc::Rc, slice};

use super::{Atom, Buffer, Kind, Record, Resource, Term, buffer, word};

/// What a term is.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// An integer of one word.
    Small(i64),
    /// A larger integer.
    Big(Big<'a>),
    /// A float.
    Float(f64),
    /// An atom.
    Atom(Atom),
    /// `[]`
    Nil,
    /// `[Head | Tail]`
    Cons(Term, Term),
    /// `{A, B, …}`
    Tuple(&'a [Term]),
    /// A map: see `map`.
    Map,
    /// A native record.
    Record(Record<'a>),
    /// A binary or bitstring; a match context too.
    Bits(Bits<'a>),
    /// A local fun.
    Fun(Fun<'a>),
    /// `fun M:F/A`: the index of the export.
    Export(u32),
    /// A pid of this node, by its identity.
    Pid(u64),
    /// A port of this node, by its identity.
    Port(u64),
    /// A reference of this node, by its identity.
    Ref([u64; 2]),
    /// A pid, port or reference of another node.
    External(&'a [u64]),
}

/// An integer beyond a small.
#[derive(Clone, Copy, Debug)]
pub struct Big<'a> {
    /// Whether it is below zero.
    pub negative: bool,
    /// Its magnitude, the least significant limb first; the last is not zero.
    pub limbs: &'a [u64],
}

/// A local fun.
#[derive(Clone, Copy, Debug)]
pub struct Fun<'a> {
    /// The index of its entry in the machine's table of funs.
    pub entry: u32,
    /// The process that made it.
    pub creator: Term,
    /// The free variables.
    pub free: &'a [Term],
}

/// A run of bits within bytes.
#[derive(Clone, Copy, Debug)]
pub struct Bits<'a> {
    /// All bytes that the run lies in.
    pub bytes: &'a [u8],
    /// Where it begins, in bits.
    pub offset: usize,
    /// How long it is, in bits.
    pub size: usize,
}

impl<'a> Bits<'a> {
    /// The bytes, if it begins and ends at byte boundaries.
    pub fn aligned(&self) -> Option<&'a [u8]> {
        (self.offset.is_multiple_of(8) && self.size.is_multiple_of(8))
            .then(|| &self.bytes[self.offset / 8..(self.offset + self.size) / 8])
    }

    /// The bytes, if it is a whole number of them; copied if it does not begin at a byte boundary.
    pub fn to_bytes(&self) -> Option<Cow<'a, [u8]>> {
        (self.size.is_multiple_of(8)).then(|| self.whole_bytes())
    }

    /// All whole bytes; the bits of an unfinished last one are left out.
    pub fn whole_bytes(&self) -> Cow<'a, [u8]> {
        let (first, shift, count) = (self.offset / 8, self.offset % 8, self.size / 8);
        if shift == 0 {
            return Cow::Borrowed(&self.bytes[first..first + count]);
        }
        let source = &self.bytes[first..];
        let bytes = (0..count).map(|at| source[at] << shift | source[at + 1] >> (8 - shift));
        Cow::Owned(bytes.collect())
    }

    /// The bits behind the last whole byte, as a number, and how many they are: 0 to 7.
    pub fn last_bits(&self) -> (u8, usize) {
        let count = self.size % 8;
        let number = (self.size - count..self.size).fold(0, |number, bit| {
            let at = self.offset + bit;
            number << 1 | (self.bytes[at / 8] >> (7 - at % 8)) & 1
        });
        (number, count)
    }
}

impl Term {
    /// What it is.
    pub fn view<'a>(self) -> View<'a> {
        match self.0 & word::TAG {
            word::LIST => View::Cons(self.head(), self.tail()),
            word::BOXED => self.view_boxed(),
            _ => self.view_immediate(),
        }
    }

    fn view_immediate<'a>(self) -> View<'a> {
        if let Some(value) = self.as_small() {
            View::Small(value)
        } else if let Some(atom) = self.as_atom() {
            View::Atom(atom)
        } else if let Some(pid) = self.as_local_pid() {
            View::Pid(pid)
        } else if let Some(port) = self.as_local_port() {
            View::Port(port)
        } else {
            View::Nil
        }
    }

    fn view_boxed<'a>(self) -> View<'a> {
        let words = self.words();
        match self.kind_of_boxed() {
            Kind::TUPLE => View::Tuple(terms(words)),
            Kind::FUN => View::Fun(Fun {
                entry: Term(words[0]).small_value() as u32,
                creator: Term(words[1]),
                free: terms(&words[2..]),
            }),
            Kind::MAP | Kind::TREE | Kind::NODE => View::Map,
            Kind::RECORD => View::Record(Record::of(self)),
            Kind::SUB_BIN | Kind::MATCH | Kind::HEAP_BIN | Kind::REFC_BIN => View::Bits(self.bits_of_boxed()),
            Kind::EXPORT => View::Export(Term(words[0]).small_value() as u32),
            Kind::BIG_POSITIVE => View::Big(Big {
                negative: false,
                limbs: words,
            }),
            Kind::BIG_NEGATIVE => View::Big(Big {
                negative: true,
                limbs: words,
            }),
            Kind::FLOAT => View::Float(f64::from_bits(words[0])),
            Kind::REF | Kind::MAGIC => View::Ref([words[0], words[1]]),
            _ => View::External(words),
        }
    }

    /// The head of a cell.
    #[inline(always)]
    pub fn head(self) -> Term {
        debug_assert!(self.is_cons());
        // SAFETY: a cell has two words.
        unsafe { Term(*self.address()) }
    }

    /// The tail of a cell.
    #[inline(always)]
    pub fn tail(self) -> Term {
        debug_assert!(self.is_cons());
        // SAFETY: a cell has two words.
        unsafe { Term(*self.address().add(1)) }
    }

    /// The header of what is known to be boxed.
    #[inline(always)]
    pub(crate) fn boxed_header(self) -> u64 {
        debug_assert!(self.is_boxed());
        // SAFETY: a boxed term points to its header.
        unsafe { *self.address() }
    }

    #[inline(always)]
    pub(crate) fn kind_of_boxed(self) -> Kind {
        Term::header_kind(self.boxed_header())
    }

    /// The kind of a boxed term; none for all others.
    #[inline(always)]
    pub fn kind(self) -> Option<Kind> {
        self.is_boxed().then(|| self.kind_of_boxed())
    }

    /// Whether it is boxed and of that kind.
    #[inline(always)]
    pub fn is(self, kind: Kind) -> bool {
        self.is_boxed() && self.kind_of_boxed() == kind
    }

    /// The words behind the header of what is known to be boxed.
    #[inline(always)]
    pub(crate) fn words<'a>(self) -> &'a [u64] {
        let words = Term::header_words(self.boxed_header());
        // SAFETY: the header says how many words follow it.
        unsafe { slice::from_raw_parts(self.address().add(1), words) }
    }

    /// The word behind the header with that number, from 0.
    #[inline(always)]
    pub(crate) fn word(self, number: usize) -> u64 {
        debug_assert!(number < Term::header_words(self.boxed_header()));
        // SAFETY: as said, and each caller knows its kind.
        unsafe { *self.address().add(1 + number) }
    }

    /// Write the word behind the header with that number: only for an object that nobody else has seen, or whose kind is made to change (a match context).
    #[inline(always)]
    pub(crate) fn set_word(self, number: usize, word: u64) {
        debug_assert!(number < Term::header_words(self.boxed_header()));
        // SAFETY: as above.
        unsafe { *self.address().add(1 + number) = word }
    }

    /// The elements of a tuple.
    #[inline(always)]
    pub fn as_tuple<'a>(self) -> Option<&'a [Term]> {
        self.is(Kind::TUPLE).then(|| terms(self.words()))
    }

    /// The elements of a tuple that has `N`.
    pub fn as_tuple_of<const N: usize>(self) -> Option<[Term; N]> {
        self.as_tuple()?.try_into().ok()
    }

    /// Whether it is a map.
    #[inline(always)]
    pub fn is_map(self) -> bool {
        self.is(Kind::MAP) || self.is(Kind::TREE)
    }

    /// A float.
    #[inline(always)]
    pub fn as_float(self) -> Option<f64> {
        self.is(Kind::FLOAT).then(|| f64::from_bits(self.word(0)))
    }

    /// An integer beyond a small.
    pub fn as_big<'a>(self) -> Option<Big<'a>> {
        match self.kind()? {
            Kind::BIG_POSITIVE => Some(Big {
                negative: false,
                limbs: self.words(),
            }),
            Kind::BIG_NEGATIVE => Some(Big {
                negative: true,
                limbs: self.words(),
            }),
            _ => None,
        }
    }

    /// Whether it is an integer of any size.
    #[inline(always)]
    pub fn is_integer(self) -> bool {
        self.is_small() || self.as_big().is_some()
    }

    /// A binary or bitstring; a match context too.
    #[inline]
    pub fn as_bits<'a>(self) -> Option<Bits<'a>> {
        match self.kind()? {
            Kind::SUB_BIN | Kind::MATCH | Kind::HEAP_BIN | Kind::REFC_BIN => Some(self.bits_of_boxed()),
            _ => None,
        }
    }

    /// The bytes of a binary that begins at a byte boundary, as nearly all do. See [`Bits`] for the others.
    pub fn as_aligned_bytes<'a>(self) -> Option<&'a [u8]> {
        self.as_bits()?.aligned()
    }

    #[inline]
    fn bits_of_boxed<'a>(self) -> Bits<'a> {
        match self.kind_of_boxed() {
            Kind::SUB_BIN => Bits {
                bytes: Term(self.word(0)).whole_bytes(),
                offset: Term(self.word(1)).small_value() as usize,
                size: Term(self.word(2)).small_value() as usize,
            },
            Kind::MATCH => {
                let offset = Term(self.word(1)).small_value() as usize;
                Bits {
                    bytes: Term(self.word(0)).whole_bytes(),
                    offset,
                    size: Term(self.word(2)).small_value() as usize - offset,
                }
            }
            _ => {
                let bytes = self.whole_bytes();
                Bits {
                    bytes,
                    offset: 0,
                    size: bytes.len() * 8,
                }
            }
        }
    }

    /// All bytes of a `HEAP_BIN` or `REFC_BIN`.
    #[inline(always)]
    pub(crate) fn whole_bytes<'a>(self) -> &'a [u8] {
        let object = self.address();
        // SAFETY: it is one of the two kinds, whose layouts these are.
        unsafe {
            if Term::header_kind(*object) == Kind::REFC_BIN {
                // The term is of the first so many bytes: others may have appended to the buffer since.
                &buffer::buffer_of(object).bytes()[..*object.add(2) as usize]
            } else {
                slice::from_raw_parts(object.add(2).cast::<u8>(), *object.add(1) as usize)
            }
        }
    }

    /// The shared bytes of a `REFC_BIN`.
    pub(crate) fn as_buffer(self) -> Option<Rc<Buffer>> {
        // SAFETY: of that kind.
        self.is(Kind::REFC_BIN)
            .then(|| unsafe { buffer::share_buffer(self.address()) })
    }

    /// The shared bytes of a `REFC_BIN`, for as long as it lives.
    #[inline(always)]
    pub(crate) fn buffer<'a>(self) -> Option<&'a Buffer> {
        // SAFETY: of that kind.
        self.is(Kind::REFC_BIN)
            .then(|| unsafe { buffer::buffer_of(self.address()) })
    }

    /// The identity of a reference of this node.
    pub fn as_local_ref(self) -> Option<[u64; 2]> {
        (self.is(Kind::REF) || self.is(Kind::MAGIC)).then(|| [self.word(0), self.word(1)])
    }

    /// What a magic reference owns.
    pub fn as_resource<'a>(self) -> Option<&'a Resource> {
        // SAFETY: of that kind.
        self.is(Kind::MAGIC)
            .then(|| unsafe { buffer::resource_of(self.address()) })
    }

    /// The elements of a list, for as long as it goes on; [`Elements::rest`] then says how it ends.
    pub fn elements(self) -> Elements {
        Elements(self)
    }
}

/// The elements of a list, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Elements(Term);

impl Elements {
    /// What has not been passed yet: after the last element `[]` if the list is a proper one.
    pub fn rest(&self) -> Term {
        self.0
    }
}

impl Iterator for Elements {
    type Item = Term;

    #[inline]
    fn next(&mut self) -> Option<Term> {
        if !self.0.is_cons() {
            return None;
        }
        let head = self.0.head();
        self.0 = self.0.tail();
        Some(head)
    }
}

/// Head and tail of a cell.
#[inline(always)]
pub(crate) fn cell<'a>(term: Term) -> &'a [Term; 2] {
    debug_assert!(term.is_cons());
    // SAFETY: a cell has two words, and `Term` is a word in all but name.
    unsafe { &*term.address().cast() }
}

/// Words that are terms, as such.
#[inline(always)]
pub(crate) fn terms(words: &[u64]) -> &[Term] {
    // SAFETY: `Term` is a word in all but name.
    unsafe { slice::from_raw_parts(words.as_ptr().cast(), words.len()) }
}

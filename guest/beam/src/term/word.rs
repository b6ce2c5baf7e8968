//! Term: one 64-bit word that is an Erlang value or points to one.
//!
//! The lowest two bits are the primary tag, as on ERTS: header (also a return address on a stack), list, boxed, immediate. A pointer is the address itself,
//! aligned to eight bytes. A term that points is valid as long as the heap it points into: until the next collection of its process, never beyond.

use super::Atom;

/// An Erlang value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Term(pub(crate) u64);

pub(crate) const TAG: u64 = 0b11;
pub(crate) const LIST: u64 = 0b01;
pub(crate) const BOXED: u64 = 0b10;
const IMMEDIATE4: u64 = 0b1111;
const PID: u64 = 0b0011;
const PORT: u64 = 0b0111;
const SMALL: u64 = 0b1111;
const IMMEDIATE6: u64 = 0b11_1111;
const ATOM: u64 = 0b00_1011;
const CATCH: u64 = 0b01_1011;
const NIL: u64 = 0b11_1011;

/// What a boxed term's header says it is. Kinds below [`Kind::RAW`] hold terms only, those from it on hold none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind(u8);

impl Kind {
    /// `{A, B, …}`: the elements.
    pub const TUPLE: Kind = Kind(0);
    /// A local fun: index of its entry (small), creator (pid), the free variables.
    pub const FUN: Kind = Kind(1);
    /// A map of at most 32 keys: the tuple of keys in term order, the values.
    pub const MAP: Kind = Kind(2);
    /// A larger map: its size (small), the root [`Kind::NODE`].
    pub const TREE: Kind = Kind(3);
    /// A node of a larger map; never seen by a program.
    pub const NODE: Kind = Kind(4);
    /// A part of a binary: the whole (boxed `HEAP_BIN` or `REFC_BIN`), offset in bits (small), size in bits (small).
    pub const SUB_BIN: Kind = Kind(5);
    /// A match context: the whole (boxed), present position in bits (small), end in bits (small).
    pub const MATCH: Kind = Kind(6);
    /// `fun M:F/A`: index of the export (small).
    pub const EXPORT: Kind = Kind(7);
    /// A native record: the tuple that defines it (module, name, whether it is exported, fields), the values.
    pub const RECORD: Kind = Kind(8);
    /// The first kind without terms inside.
    pub const RAW: u8 = 9;
    /// A positive integer beyond a small: 64-bit limbs, the least significant first.
    pub const BIG_POSITIVE: Kind = Kind(9);
    /// A negative integer beyond a small: the limbs of its magnitude.
    pub const BIG_NEGATIVE: Kind = Kind(10);
    /// A float: its 64 bits.
    pub const FLOAT: Kind = Kind(11);
    /// A binary of at most 64 bytes: its length in bytes, the bytes.
    pub const HEAP_BIN: Kind = Kind(12);
    /// A larger binary: a counted pointer to its [`Buffer`](super::Buffer), its length in bytes, whether appending may lengthen it (0 or 1), the next
    /// off-heap object. One that may grow is no value itself: only parts of it ([`Kind::SUB_BIN`], [`Kind::MATCH`]) are.
    pub const REFC_BIN: Kind = Kind(13);
    /// A reference of this node: two words of identity.
    pub const REF: Kind = Kind(14);
    /// A reference that owns something in the machine: two words of identity, a counted pointer, the next off-heap object.
    pub const MAGIC: Kind = Kind(15);
    /// A pid, port or reference of another node: what it is, node (an atom), creation, words of identity.
    pub const EXTERNAL: Kind = Kind(16);

    /// Whether the words after the header are terms.
    pub fn holds_terms(self) -> bool {
        self.0 < Self::RAW
    }

    /// Whether the object is in its heap's list of off-heap objects.
    pub fn is_off_heap(self) -> bool {
        self == Self::REFC_BIN || self == Self::MAGIC
    }
}

impl Term {
    /// No term at all: what a function that has no result gives inside the machine.
    pub const NONE: Term = Term(0);
    /// `[]`
    pub const NIL: Term = Term(NIL);
    /// The largest integer that fits a word.
    pub const SMALL_MAX: i64 = (1 << 59) - 1;
    /// The smallest integer that fits a word.
    pub const SMALL_MIN: i64 = -(1 << 59);

    /// An integer that is known to fit: between [`Term::SMALL_MIN`] and [`Term::SMALL_MAX`].
    #[inline(always)]
    pub const fn small(value: i64) -> Term {
        debug_assert!(value >= Self::SMALL_MIN && value <= Self::SMALL_MAX);
        Term(((value as u64) << 4) | SMALL)
    }

    /// An integer, if it fits a word.
    #[inline(always)]
    pub fn try_small(value: i64) -> Option<Term> {
        (((value << 4) >> 4) == value).then_some(Term(((value as u64) << 4) | SMALL))
    }

    /// An atom.
    #[inline(always)]
    pub const fn atom(atom: Atom) -> Term {
        Term(((atom.0 as u64) << 6) | ATOM)
    }

    /// `true` or `false`.
    #[inline(always)]
    pub fn bool(value: bool) -> Term {
        Term::atom(if value { super::atom::TRUE } else { super::atom::FALSE })
    }

    /// The pid of a process of this node, by its 60-bit identity.
    pub const fn pid(id: u64) -> Term {
        Term((id << 4) | PID)
    }

    /// A port of this node, by its 60-bit identity.
    pub const fn port(id: u64) -> Term {
        Term((id << 4) | PORT)
    }

    pub(crate) const fn catch(handler: u32) -> Term {
        Term(((handler as u64) << 6) | CATCH)
    }

    #[inline(always)]
    pub(crate) fn from_list(cell: *const u64) -> Term {
        Term(cell as usize as u64 | LIST)
    }

    #[inline(always)]
    pub(crate) fn from_boxed(header: *const u64) -> Term {
        Term(header as usize as u64 | BOXED)
    }

    #[inline(always)]
    pub(crate) const fn header(kind: Kind, words: usize) -> u64 {
        ((words as u64) << 7) | ((kind.0 as u64) << 2)
    }

    #[inline(always)]
    pub(crate) fn header_kind(header: u64) -> Kind {
        Kind(((header >> 2) & 0x1F) as u8)
    }

    #[inline(always)]
    pub(crate) fn header_words(header: u64) -> usize {
        (header >> 7) as usize
    }

    #[inline(always)]
    pub(crate) fn is_header(word: u64) -> bool {
        word & TAG == 0
    }

    /// Whether both terms are the same word: `=:=` for immediates, the same object otherwise.
    #[inline(always)]
    pub fn same(self, other: Term) -> bool {
        self.0 == other.0
    }

    #[inline(always)]
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether it is a word that points nowhere.
    #[inline(always)]
    pub fn is_immediate(self) -> bool {
        self.0 & TAG == TAG
    }

    /// Whether it is an integer of one word.
    #[inline(always)]
    pub fn is_small(self) -> bool {
        self.0 & IMMEDIATE4 == SMALL
    }

    /// Whether both are integers of one word.
    #[inline(always)]
    pub(crate) fn both_small(self, other: Term) -> bool {
        self.0 & other.0 & IMMEDIATE4 == SMALL
    }

    /// The integer of one word.
    #[inline(always)]
    pub fn as_small(self) -> Option<i64> {
        self.is_small().then_some(self.small_value())
    }

    /// The value of what is known to be a small.
    #[inline(always)]
    pub(crate) fn small_value(self) -> i64 {
        (self.0 as i64) >> 4
    }

    /// Whether it is an atom.
    #[inline(always)]
    pub fn is_atom(self) -> bool {
        self.0 & IMMEDIATE6 == ATOM
    }

    /// The atom.
    #[inline(always)]
    pub fn as_atom(self) -> Option<Atom> {
        self.is_atom().then_some(Atom((self.0 >> 6) as u32))
    }

    /// `true` or `false`, as that.
    pub fn as_bool(self) -> Option<bool> {
        match self.as_atom()? {
            super::atom::TRUE => Some(true),
            super::atom::FALSE => Some(false),
            _ => None,
        }
    }

    /// Whether it is `[]`.
    #[inline(always)]
    pub fn is_nil(self) -> bool {
        self.0 == NIL
    }

    /// Whether it is a cell of a list.
    #[inline(always)]
    pub fn is_cons(self) -> bool {
        self.0 & TAG == LIST
    }

    /// Whether it is `[]` or a cell.
    #[inline(always)]
    pub fn is_list(self) -> bool {
        self.is_cons() || self.is_nil()
    }

    /// Whether it is an object with a header.
    #[inline(always)]
    pub fn is_boxed(self) -> bool {
        self.0 & TAG == BOXED
    }

    /// The 60-bit identity of a pid of this node.
    #[inline(always)]
    pub fn as_local_pid(self) -> Option<u64> {
        (self.0 & IMMEDIATE4 == PID).then_some(self.0 >> 4)
    }

    /// The 60-bit identity of a port of this node.
    pub fn as_local_port(self) -> Option<u64> {
        (self.0 & IMMEDIATE4 == PORT).then_some(self.0 >> 4)
    }

    pub(crate) fn as_catch(self) -> Option<u32> {
        (self.0 & IMMEDIATE6 == CATCH).then_some((self.0 >> 6) as u32)
    }

    /// The address that a list or boxed term holds.
    #[inline(always)]
    pub(crate) fn address(self) -> *mut u64 {
        (self.0 & !TAG) as usize as *mut u64
    }
}

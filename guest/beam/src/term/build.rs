//! Build: terms made from Rust's values.

use num_bigint::{BigInt, Sign};

use super::{Atom, Bits, Buffer, Elements, Heap, Kind, Resource, Term, buffer, copy_words};

/// Bytes of the largest binary that lies on a heap itself.
pub const HEAP_BIN_MAX: usize = 64;

impl Heap {
    /// `[Head | Tail]`
    #[inline(always)]
    pub fn cons(&mut self, head: Term, tail: Term) -> Term {
        let cell = self.alloc(2);
        // SAFETY: two words are ours.
        unsafe {
            *cell = head.0;
            *cell.add(1) = tail.0;
        }
        Term::from_list(cell)
    }

    /// A proper list.
    pub fn list(&mut self, elements: impl DoubleEndedIterator<Item = Term>) -> Term {
        self.list_before(elements, Term::NIL)
    }

    /// A list that goes on with `tail`.
    pub fn list_before(&mut self, elements: impl DoubleEndedIterator<Item = Term>, tail: Term) -> Term {
        elements.rev().fold(tail, |tail, head| self.cons(head, tail))
    }

    /// The elements of a proper list, the last one first, before `tail`, and how many they are. None if it is no proper list.
    pub(crate) fn reversed(&mut self, list: Term, tail: Term) -> Option<(Term, usize)> {
        let mut elements = list.elements();
        let begun = self.top;
        let (first, reversed) = reverse_into(begun, elements.by_ref().take(self.room()), tail);
        self.top = begun.wrapping_add(2 * first);
        // Where the young block ends, what is left is counted, so that it lies in one piece as well.
        let Some(length) = proper(elements) else {
            self.top = begun;
            return None;
        };
        if length == 0 {
            return Some((reversed, first));
        }
        let cells = self.alloc(2 * length);
        let (_, reversed) = reverse_into(cells, elements, reversed);
        Some((reversed, first + length))
    }

    /// The elements of a proper list before `tail`, and how many they are. None if it is no proper list.
    pub(crate) fn appended(&mut self, list: Term, tail: Term) -> Option<(Term, usize)> {
        let mut elements = list.elements();
        let begun = self.top;
        let first = copy_into(begun, elements.by_ref().take(self.room()));
        let length = proper(elements)?;
        self.top = begun.wrapping_add(2 * first);
        let mut rest = tail;
        if length > 0 {
            let cells = self.alloc(2 * length);
            copy_into(cells, elements);
            rest = end_with(cells, length, tail);
        }
        Some((end_with(begun, first, rest), first + length))
    }

    /// How many cells the young block has room for.
    fn room(&self) -> usize {
        (self.stack as usize - self.top as usize) / 16
    }

    /// `{A, B, …}`
    #[inline]
    pub fn tuple(&mut self, elements: &[Term]) -> Term {
        let at = self.alloc(elements.len() + 1);
        // SAFETY: that many words are ours.
        unsafe {
            *at = Term::header(Kind::TUPLE, elements.len());
            copy_words(elements.as_ptr().cast(), at.add(1), elements.len());
        }
        Term::from_boxed(at)
    }

    /// A record with that definition, and as many values as that has fields.
    pub(crate) fn record(&mut self, definition: Term, values: &[Term]) -> Term {
        let at = self.alloc(values.len() + 2);
        // SAFETY: that many words are ours.
        unsafe {
            *at = Term::header(Kind::RECORD, values.len() + 1);
            *at.add(1) = definition.0;
            copy_words(values.as_ptr().cast(), at.add(2), values.len());
        }
        Term::from_boxed(at)
    }

    /// A list of characters.
    pub fn string(&mut self, text: &str) -> Term {
        self.list(
            text.chars()
                .map(|character| Term::small(i64::from(u32::from(character)))),
        )
    }

    /// A list of bytes.
    pub fn byte_list(&mut self, bytes: &[u8]) -> Term {
        self.list(bytes.iter().map(|byte| Term::small(i64::from(*byte))))
    }

    /// A float.
    ///
    /// An infinity or NaN is no Erlang float: the caller has looked.
    #[inline]
    pub fn float(&mut self, value: f64) -> Term {
        self.boxed(Kind::FLOAT, &[value.to_bits()])
    }

    /// An integer.
    #[inline]
    pub fn integer(&mut self, value: i64) -> Term {
        Term::try_small(value).unwrap_or_else(|| {
            let kind = if value < 0 {
                Kind::BIG_NEGATIVE
            } else {
                Kind::BIG_POSITIVE
            };
            self.boxed(kind, &[value.unsigned_abs()])
        })
    }

    /// An integer that is not below zero.
    pub fn unsigned(&mut self, value: u64) -> Term {
        match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => self.boxed(Kind::BIG_POSITIVE, &[value]),
        }
    }

    /// An integer beyond a small, by sign and magnitude: the last limb is not zero.
    pub(crate) fn big_of_limbs(&mut self, negative: bool, limbs: &[u64]) -> Term {
        let kind = if negative {
            Kind::BIG_NEGATIVE
        } else {
            Kind::BIG_POSITIVE
        };
        self.boxed(kind, limbs)
    }

    /// An integer of any size.
    pub fn big(&mut self, value: &BigInt) -> Term {
        if let Ok(value) = i64::try_from(value) {
            return self.integer(value);
        }
        let kind = match value.sign() {
            Sign::Minus => Kind::BIG_NEGATIVE,
            _ => Kind::BIG_POSITIVE,
        };
        self.boxed(kind, &value.magnitude().to_u64_digits())
    }

    /// A binary: on the heap if it is short.
    pub fn binary(&mut self, bytes: &[u8]) -> Term {
        if bytes.len() > HEAP_BIN_MAX {
            return self.binary_from(bytes.to_vec());
        }
        let words = bytes.len().div_ceil(8);
        let at = self.alloc(words + 2);
        // SAFETY: that many words are ours.
        unsafe {
            *at = Term::header(Kind::HEAP_BIN, words + 1);
            *at.add(1) = bytes.len() as u64;
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), at.add(2).cast(), bytes.len());
        }
        Term::from_boxed(at)
    }

    /// A binary of bytes that need not be copied.
    pub fn binary_from(&mut self, bytes: Vec<u8>) -> Term {
        if bytes.len() <= HEAP_BIN_MAX {
            return self.binary(&bytes);
        }
        let size = bytes.len();
        self.buffer_binary(Buffer::new(bytes), size)
    }

    /// A binary of the first `size` bytes of a buffer.
    pub(crate) fn buffer_binary(&mut self, buffer: std::rc::Rc<Buffer>, size: usize) -> Term {
        self.off_heap_bytes += size;
        let term = self.boxed(Kind::REFC_BIN, &[buffer::buffer_word(buffer), size as u64, 0, 0]);
        // SAFETY: just written.
        unsafe { self.link_off_heap(term.address()) };
        term
    }

    /// A bitstring of `size` bits, the first one the highest of the first byte.
    pub fn bitstring(&mut self, bytes: &[u8], size: usize) -> Term {
        let whole = self.binary(&bytes[..size.div_ceil(8)]);
        if size.is_multiple_of(8) {
            whole
        } else {
            self.sub_bits(whole, 0, size)
        }
    }

    /// A part of a `HEAP_BIN` or `REFC_BIN`, in bits.
    pub(crate) fn sub_bits(&mut self, whole: Term, offset: usize, size: usize) -> Term {
        self.boxed(
            Kind::SUB_BIN,
            &[whole.0, Term::small(offset as i64).0, Term::small(size as i64).0],
        )
    }

    /// A part of any binary or bitstring, in bits from its beginning.
    ///
    /// # Panics
    ///
    /// When `of` is no bitstring or the part is not in it.
    pub fn part(&mut self, of: Term, offset: usize, size: usize) -> Term {
        let bits = of.as_bits().expect("a bitstring");
        assert!(offset + size <= bits.size);
        let whole = match of.kind_of_boxed() {
            Kind::SUB_BIN | Kind::MATCH => Term(of.word(0)),
            _ => of,
        };
        self.extract(whole, bits.offset + offset, size)
    }

    /// A part of a `HEAP_BIN` or `REFC_BIN` as a value: copied if it is a short binary, so that it does not keep a large one alive.
    #[inline]
    pub(crate) fn extract(&mut self, whole: Term, offset: usize, size: usize) -> Term {
        if size > HEAP_BIN_MAX * 8 || !size.is_multiple_of(8) {
            return self.sub_bits(whole, offset, size);
        }
        let bytes = whole.whole_bytes();
        if offset.is_multiple_of(8) {
            return self.binary(&bytes[offset / 8..(offset + size) / 8]);
        }
        let part = Bits { bytes, offset, size };
        self.binary(&part.whole_bytes())
    }

    /// `fun M:F/A`, which is the export of that number; its name is there to be compared.
    pub fn export(&mut self, number: u32, module: Atom, function: Atom, arity: u8) -> Term {
        let (number, arity) = (Term::small(number.into()), Term::small(arity.into()));
        self.boxed(Kind::EXPORT, &[number.0, module.term().0, function.term().0, arity.0])
    }

    /// A reference with that identity.
    pub fn reference(&mut self, id: [u64; 2]) -> Term {
        self.boxed(Kind::REF, &id)
    }

    /// A reference that owns a resource of the machine.
    pub fn magic(&mut self, id: [u64; 2], resource: Resource) -> Term {
        let term = self.boxed(Kind::MAGIC, &[id[0], id[1], buffer::resource_word(resource), 0]);
        // SAFETY: just written.
        unsafe { self.link_off_heap(term.address()) };
        term
    }

    /// A local fun.
    pub(crate) fn fun(&mut self, entry: u32, creator: Term, free: &[Term]) -> Term {
        let at = self.alloc(free.len() + 3);
        // SAFETY: that many words are ours.
        unsafe {
            *at = Term::header(Kind::FUN, free.len() + 2);
            *at.add(1) = Term::small(i64::from(entry)).0;
            *at.add(2) = creator.0;
            copy_words(free.as_ptr().cast(), at.add(3), free.len());
        }
        Term::from_boxed(at)
    }
}

/// Write a cell for each element: the caller has two words for each. How many they were, and the list.
#[inline(always)]
fn reverse_into(cells: *mut u64, elements: impl Iterator<Item = Term>, tail: Term) -> (usize, Term) {
    let mut cell = cells;
    let mut list = tail;
    for element in elements {
        // SAFETY: the caller's.
        unsafe {
            *cell = element.0;
            *cell.add(1) = list.0;
        }
        list = Term::from_list(cell);
        cell = cell.wrapping_add(2);
    }
    ((cell as usize - cells as usize) / 16, list)
}

/// Write a cell for each element, the tail of each being the word behind it: the caller has two words for each. How many they were.
#[inline(always)]
fn copy_into(cells: *mut u64, elements: impl Iterator<Item = Term>) -> usize {
    let mut cell = cells;
    for element in elements {
        let next = cell.wrapping_add(2);
        // SAFETY: the caller's.
        unsafe {
            *cell = element.0;
            *cell.add(1) = Term::from_list(next).0;
        }
        cell = next;
    }
    (cell as usize - cells as usize) / 16
}

/// The list of so many cells that [`copy_into`] wrote, before `tail`.
fn end_with(cells: *mut u64, length: usize, tail: Term) -> Term {
    if length == 0 {
        return tail;
    }
    // SAFETY: it is the last cell's tail.
    unsafe { *cells.add(2 * length - 1) = tail.0 };
    Term::from_list(cells)
}

/// How many elements are left of a proper list.
fn proper(mut elements: Elements) -> Option<usize> {
    let length = elements.by_ref().count();
    elements.rest().is_nil().then_some(length)
}

//! Create: `bs_create_bin`, a bitstring from all its segments at once.

use crate::term::{Atom, Bits, Heap, Term, atom};

use super::{
    TooLarge, append, size,
    utf::{utf8_length, utf16_bits},
    writer::{NewBits, Writer, character},
};

/// What a segment is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SegmentKind {
    Integer,
    Float,
    Binary,
    Utf8,
    Utf16,
    Utf32,
    String,
    Append,
    PrivateAppend,
}

impl SegmentKind {
    /// By its name in the code.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "integer" => Self::Integer,
            "float" => Self::Float,
            "binary" => Self::Binary,
            "utf8" => Self::Utf8,
            "utf16" => Self::Utf16,
            "utf32" => Self::Utf32,
            "string" => Self::String,
            "append" => Self::Append,
            "private_append" => Self::PrivateAppend,
            _ => return None,
        })
    }

    /// By its number as `as u32` gives it.
    #[inline(always)]
    pub(crate) fn numbered(number: u32) -> Self {
        const ALL: [SegmentKind; 9] = [
            SegmentKind::Integer,
            SegmentKind::Float,
            SegmentKind::Binary,
            SegmentKind::Utf8,
            SegmentKind::Utf16,
            SegmentKind::Utf32,
            SegmentKind::String,
            SegmentKind::Append,
            SegmentKind::PrivateAppend,
        ];
        ALL[number as usize]
    }

    fn atom(self) -> Atom {
        match self {
            Self::Integer => atom::INTEGER,
            Self::Float => atom::FLOAT,
            Self::Utf8 => atom::UTF8,
            Self::Utf16 => atom::UTF16,
            Self::Utf32 => atom::UTF32,
            _ => atom::BINARY,
        }
    }
}

/// One segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment<'a> {
    /// Its place in the source, from 1.
    pub(crate) number: u32,
    pub(crate) kind: SegmentKind,
    pub(crate) unit: u32,
    pub(crate) flags: u8,
    /// What is written; not of a string.
    pub(crate) value: Term,
    /// How much of it, in units; none is all of it, and what a character has.
    pub(crate) size: Option<Term>,
    /// The bytes of a string.
    pub(crate) text: &'a [u8],
}

/// Why there is no such bitstring.
#[derive(Debug)]
pub(crate) struct Failure {
    /// `badarg` or `system_limit`.
    pub(crate) reason: Atom,
    /// The segment's place in the source, from 1.
    segment: u32,
    kind: SegmentKind,
    error: &'static str,
    value: Term,
}

impl Failure {
    /// The `cause` of the exception's `error_info`: its module is `erl_erts_errors`, its function `format_bs_fail`.
    pub(crate) fn cause(&self, heap: &mut Heap) -> Term {
        let segment = Term::small(self.segment.into());
        heap.tuple(&[
            segment,
            self.kind.atom().into(),
            Atom::new(self.error).into(),
            self.value,
        ])
    }
}

/// The bitstring of `count` segments, each given by its number from 0. Only the first can be one to append to.
#[inline]
pub(crate) fn create<'a>(
    heap: &mut Heap,
    count: usize,
    segments: impl Fn(usize) -> Segment<'a>,
) -> Result<Term, Box<Failure>> {
    let mut total = 0;
    for number in 0..count {
        let segment = segments(number);
        let bits = size_of(&segment)?;
        total = size::sum(total, bits).map_err(|_| fail(&segment, TooLarge::Limit, segment.value))?;
    }
    let first = (count > 0).then(|| segments(0));
    let appended = first.filter(|first| matches!(first.kind, SegmentKind::Append | SegmentKind::PrivateAppend));
    let mut new = match &appended {
        Some(first) => open(heap, first, total)?,
        None => NewBits::new(heap, total).ok_or_else(|| {
            let size = Term::small(total as i64);
            fail(&segments(0), TooLarge::Limit, size)
        })?,
    };
    for number in usize::from(appended.is_some())..count {
        let segment = segments(number);
        if let Err(failure) = write(&segment, &mut new.writer) {
            new.abandon();
            return Err(failure);
        }
    }
    Ok(match appended {
        Some(first) if first.kind == SegmentKind::PrivateAppend => new.finish_in_place(heap, first.value),
        _ => new.finish(heap),
    })
}

/// Append to the first segment.
#[inline]
fn open(heap: &mut Heap, first: &Segment<'_>, more: usize) -> Result<NewBits, Box<Failure>> {
    let Some(bits) = first.value.as_bits() else {
        return Err(failure(first, "type", first.value));
    };
    if !fits(bits, first.unit) {
        return Err(failure(first, "unit", first.value));
    }
    append(heap, first.value, more).map_err(|why| fail(first, why, first.value))
}

#[inline(always)]
fn fits(bits: Bits<'_>, unit: u32) -> bool {
    match unit {
        0 | 1 => true,
        8 => bits.size.is_multiple_of(8),
        _ => bits.size.is_multiple_of(unit as usize),
    }
}

/// How many bits a segment adds.
#[inline]
fn size_of(segment: &Segment<'_>) -> Result<usize, Box<Failure>> {
    Ok(match (segment.kind, segment.size) {
        (SegmentKind::Integer | SegmentKind::Float | SegmentKind::Binary, Some(size)) => {
            size::times(size, segment.unit).map_err(|why| fail(segment, why, size))?
        }
        (SegmentKind::Binary, None) => match segment.value.as_bits() {
            None => return Err(failure(segment, "type", segment.value)),
            Some(bits) if !fits(bits, segment.unit) => {
                return Err(failure(segment, "unit", segment.value));
            }
            Some(bits) => bits.size,
        },
        (SegmentKind::String, _) => segment.text.len() * 8,
        (SegmentKind::Utf8, _) => character(segment.value).map_or(0, utf8_length) * 8,
        (SegmentKind::Utf16, _) => character(segment.value).map_or(0, |value| utf16_bits(value, 0).1),
        (SegmentKind::Utf32, _) => 32,
        _ => 0,
    })
}

#[inline]
fn write(segment: &Segment<'_>, to: &mut Writer) -> Result<(), Box<Failure>> {
    let Segment {
        kind,
        unit,
        flags,
        value,
        size,
        text,
        ..
    } = *segment;
    let bits = || size.and_then(|size| size::times(size, unit).ok()).unwrap_or(0);
    let done = match kind {
        SegmentKind::Integer => to.integer(value, bits(), flags),
        SegmentKind::Float => return write_float(segment, bits(), to),
        SegmentKind::Binary => {
            let Some(from) = value.as_bits() else {
                return Err(failure(segment, "type", value));
            };
            let count = if size.is_some() { bits() } else { from.size };
            if from.size < count {
                return Err(failure(segment, "short", value));
            }
            to.bits(from, count)
        }
        SegmentKind::Utf8 => to.utf8(value),
        SegmentKind::Utf16 => to.utf16(value, flags),
        SegmentKind::Utf32 => to.utf32(value, flags),
        SegmentKind::String => to.bytes(text),
        SegmentKind::Append | SegmentKind::PrivateAppend => false,
    };
    if done {
        Ok(())
    } else {
        Err(failure(segment, "type", value))
    }
}

fn write_float(segment: &Segment<'_>, count: usize, to: &mut Writer) -> Result<(), Box<Failure>> {
    let value = segment.value;
    if !matches!(count, 16 | 32 | 64) {
        return Err(failure(segment, "invalid", Term::small(count as i64)));
    }
    match number_value(value) {
        None => Err(failure(segment, "type", value)),
        Some(float) if !float.is_finite() => Err(failure(segment, "no_float", value)),
        Some(float) => {
            to.float(float, count, segment.flags);
            Ok(())
        }
    }
}

/// A number as a float, infinite if it is too large for one.
pub(super) fn number_value(value: Term) -> Option<f64> {
    if let Some(small) = value.as_small() {
        return Some(small as f64);
    }
    value.as_float().or_else(|| {
        let big = value.as_big()?;
        let magnitude = (big.limbs.iter().rev()).fold(0.0, |sum, limb| sum * 2f64.powi(64) + *limb as f64);
        Some(if big.negative { -magnitude } else { magnitude })
    })
}

#[cold]
fn fail(segment: &Segment<'_>, why: TooLarge, value: Term) -> Box<Failure> {
    let mut failure = failure(segment, "size", value);
    if let TooLarge::Limit = why {
        failure.reason = atom::SYSTEM_LIMIT;
    }
    failure
}

#[cold]
fn failure(segment: &Segment<'_>, error: &'static str, value: Term) -> Box<Failure> {
    Box::new(Failure {
        reason: atom::BADARG,
        segment: segment.number,
        kind: segment.kind,
        error,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::init_writable, *};

    fn segment(kind: SegmentKind, unit: u32, value: Term, size: Option<i64>) -> Segment<'static> {
        Segment {
            number: 1,
            kind,
            unit,
            flags: 0,
            value,
            size: size.map(Term::small),
            text: &[],
        }
    }

    fn build(heap: &mut Heap, segments: &[Segment<'_>]) -> Term {
        create(heap, segments.len(), |number| segments[number]).unwrap()
    }

    fn bytes(term: Term) -> &'static [u8] {
        term.as_aligned_bytes().unwrap()
    }

    fn pushed(heap: &mut Heap, to: Term, value: i64, bits: i64) -> Term {
        let segments = [
            segment(SegmentKind::Append, 1, to, None),
            segment(SegmentKind::Integer, 1, Term::small(value), Some(bits)),
        ];
        build(heap, &segments)
    }

    #[test]
    fn what_is_appended_twice_to_one_binary_differs_only_behind_it() {
        let mut heap = Heap::default();
        let mut all = heap.binary(&[]);
        for value in 0..1000 {
            all = pushed(&mut heap, all, value, 8);
        }
        let one = pushed(&mut heap, all, 1, 3);
        let two = pushed(&mut heap, all, 6, 3);
        let three = pushed(&mut heap, one, 31, 5);
        let four = pushed(&mut heap, one, 0, 5);
        let mut expected: Vec<u8> = (0..1000).map(|value| value as u8).collect();
        assert_eq!(bytes(all), expected);
        assert_eq!((one.as_bits().unwrap().size, two.as_bits().unwrap().size), (8003, 8003));
        expected.push(0x3F);
        assert_eq!(bytes(three), expected);
        expected[1000] = 0x20;
        assert_eq!(bytes(four), expected);
        let five = pushed(&mut heap, two, 0, 5);
        expected[1000] = 0xC0;
        assert_eq!(bytes(five), expected);
    }

    #[test]
    fn a_binary_may_be_appended_to_itself() {
        let mut heap = Heap::default();
        let mut all = heap.binary(&[1, 2, 3]);
        for _ in 0..10 {
            let segments = [
                segment(SegmentKind::Append, 8, all, None),
                segment(SegmentKind::Binary, 8, all, None),
            ];
            all = build(&mut heap, &segments);
        }
        assert_eq!(bytes(all), [1, 2, 3].repeat(1024));
    }

    #[test]
    fn a_comprehension_lengthens_one_part() {
        let mut heap = Heap::default();
        let all = init_writable(&mut heap, Term::small(0));
        for value in 0..1000 {
            let segments = [
                segment(SegmentKind::PrivateAppend, 1, all, None),
                segment(SegmentKind::Integer, 1, Term::small(value), Some(4)),
            ];
            assert!(build(&mut heap, &segments).same(all));
        }
        assert_eq!(bytes(all)[..8], [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]);
        assert_eq!(bytes(all).len(), 500);
    }

    #[test]
    fn what_fails_leaves_the_binary_as_it_was() {
        let mut heap = Heap::default();
        let start = heap.binary(&[7; 100]);
        let all = pushed(&mut heap, start, 8, 8);
        let segments = [
            segment(SegmentKind::Append, 8, all, None),
            segment(SegmentKind::Integer, 1, Term::NIL, Some(800)),
        ];
        let failure = create(&mut heap, 2, |number| Segment {
            number: number as u32 + 1,
            ..segments[number]
        })
        .unwrap_err();
        let cause = failure.cause(&mut heap);
        assert_eq!(format!("{cause:?}"), "{2,'integer','type',[],}");
        let more = pushed(&mut heap, all, 9, 8);
        assert_eq!(bytes(more)[99..], [7, 8, 9]);
        assert!(Term(more.word(0)).same(Term(all.word(0))));
    }
}

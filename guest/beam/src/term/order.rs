//! Order: which of two terms comes first, and whether they are equal.
//!
//! The order is that of Erlang: number < atom < reference < fun < port < pid < tuple < record < map < `[]` < list < bitstring. The *exact* order
//! puts all integers before all floats; it is the order of a map's keys. Nothing here recurses over a term's depth: what is still to be
//! compared is on a stack of its own.

mod bits;
mod foreign;
mod number;
mod sorted;

use std::cmp::Ordering;

use super::{
    Fun, Kind, Record, Term, View,
    external::{External, Foreign},
    map, view,
};
use sorted::{Sorting, reversed};

pub(crate) use number::{float_exactly, float_with_float, integer_with_float, integers, tell_zeros_apart};

/// The order of `==` and `<`: integers and floats by their value.
#[inline]
pub fn compare(a: Term, b: Term) -> Ordering {
    if a.both_small(b) {
        return a.small_value().cmp(&b.small_value());
    }
    if a.same(b) {
        return Ordering::Equal;
    }
    compare_parts::<false>(a, b, false)
}

/// The order of `=:=`: every integer is before every float. It is the order of a map's keys.
#[inline]
pub fn compare_exact(a: Term, b: Term) -> Ordering {
    if a.both_small(b) {
        return a.small_value().cmp(&b.small_value());
    }
    if a.same(b) {
        return Ordering::Equal;
    }
    compare_parts::<false>(a, b, true)
}

/// `=:=`
#[inline(always)]
pub fn equal(a: Term, b: Term) -> bool {
    // An immediate is equal to itself only.
    a.same(b) || (!a.is_immediate() && !b.is_immediate() && equal_parts(a, b))
}

/// `==`
#[inline(always)]
pub fn equal_loosely(a: Term, b: Term) -> bool {
    // An immediate is equal to itself only, unless it is an integer and the other a float.
    a.same(b) || (!(a.is_immediate() && b.is_immediate()) && compare_parts::<true>(a, b, false) == Ordering::Equal)
}

/// What is to be compared after the present pair, if that is equal.
enum Later<'a> {
    Pair(Term, Term, bool),
    Slices(&'a [Term], &'a [Term], bool),
    /// The last one first.
    Reversed(Vec<Term>, Vec<Term>, bool),
    /// Large maps whose keys may be as deep as any term.
    Maps(Term, Term, bool),
}

/// With `EQUALITY`, what is not equal may be said to be less or greater as is quickest.
#[inline(never)]
fn compare_parts<const EQUALITY: bool>(mut a: Term, mut b: Term, mut exact: bool) -> Ordering {
    let mut later: Vec<Later<'_>> = Vec::new();
    let mut sorting: Vec<Sorting> = Vec::new();
    loop {
        // A list is walked along; only what its heads contain goes to the stack.
        if a.is_cons() && b.is_cons() {
            let (head, other) = (a.head(), b.head());
            if !head.same(other) {
                if head.both_small(other) || (head.is_atom() && other.is_atom()) {
                    // Where keys are sorted, it matters which is less.
                    let order = match sorting.is_empty() {
                        true => return immediates::<EQUALITY>(head, other),
                        false => immediates::<false>(head, other),
                    };
                    match go_on(order, &mut later, &mut sorting) {
                        Ok(more) => (a, b, exact) = more,
                        Err(order) => return order,
                    }
                    continue;
                }
                later.push(Later::Pair(a.tail(), b.tail(), exact));
                (a, b) = (head, other);
                continue;
            }
            (a, b) = (a.tail(), b.tail());
            if a.same(b) {
                match go_on(Ordering::Equal, &mut later, &mut sorting) {
                    Ok(more) => (a, b, exact) = more,
                    Err(order) => return order,
                }
            }
            continue;
        }
        let order = match sorting.is_empty() {
            true => pair::<EQUALITY>(a, b, exact, &mut later),
            false => pair::<false>(a, b, exact, &mut later),
        };
        match go_on(order, &mut later, &mut sorting) {
            Ok(more) => (a, b, exact) = more,
            Err(order) => return order,
        }
    }
}

/// The next pair to compare, now that the present one has that order; or the order of all.
#[inline]
fn go_on(
    mut order: Ordering,
    later: &mut Vec<Later<'_>>,
    sorting: &mut Vec<Sorting>,
) -> Result<(Term, Term, bool), Ordering> {
    loop {
        let base = sorting.last().map_or(0, |sorting| sorting.base);
        if order.is_eq() {
            match next(later, base) {
                Next::Pair(a, b, exact) => return Ok((a, b, exact)),
                Next::Maps(a, b, exact) => sorting.push(Sorting::new(a, b, exact, later.len())),
                Next::Nothing => match sorting.last_mut() {
                    Some(sorting) => sorting.answer(order),
                    None => return Err(order),
                },
            }
        } else {
            // It is the answer to what was asked last; what was to be compared for that does not matter any more.
            later.truncate(base);
            match sorting.last_mut() {
                Some(sorting) => sorting.answer(order),
                None => return Err(order),
            }
        }
        match sorting.last_mut().and_then(Sorting::question) {
            Some((a, b)) => return Ok((a, b, true)),
            None => {
                if let Some(sorted) = sorting.pop() {
                    sorted.finish(later);
                }
                order = Ordering::Equal;
            }
        }
    }
}

/// What comes next.
enum Next {
    Pair(Term, Term, bool),
    Maps(Term, Term, bool),
    Nothing,
}

/// The next pair that are not the same word, of what is above the base.
#[inline]
fn next(later: &mut Vec<Later<'_>>, base: usize) -> Next {
    loop {
        if later.len() <= base {
            return Next::Nothing;
        }
        let Some(last) = later.last_mut() else {
            return Next::Nothing;
        };
        match last {
            Later::Pair(a, b, exact) => {
                let found = (*a, *b, *exact);
                later.pop();
                if !found.0.same(found.1) {
                    return Next::Pair(found.0, found.1, found.2);
                }
            }
            Later::Slices(a, b, exact) => {
                let exact = *exact;
                let Some(different) = a.iter().zip(b.iter()).position(|(a, b)| !a.same(*b)) else {
                    later.pop();
                    continue;
                };
                let found = (a[different], b[different], exact);
                (*a, *b) = (&a[different + 1..], &b[different + 1..]);
                if a.is_empty() {
                    later.pop();
                }
                return Next::Pair(found.0, found.1, found.2);
            }
            Later::Reversed(a, b, exact) => {
                let (Some(a), Some(b)) = (a.pop(), b.pop()) else {
                    later.pop();
                    continue;
                };
                if !a.same(b) {
                    return Next::Pair(a, b, *exact);
                }
            }
            Later::Maps(a, b, exact) => {
                let found = Next::Maps(*a, *b, *exact);
                later.pop();
                return found;
            }
        }
    }
}

#[inline]
fn immediates<const EQUALITY: bool>(a: Term, b: Term) -> Ordering {
    if EQUALITY {
        return if a.same(b) { Ordering::Equal } else { Ordering::Less };
    }
    match (a.as_atom(), b.as_atom()) {
        // Bytes of UTF-8 are in the order of their characters.
        (Some(a), Some(b)) => a.name().cmp(b.name()),
        _ => a.small_value().cmp(&b.small_value()),
    }
}

/// Compare two terms that are not both lists; their parts go to `later`.
fn pair<'a, const EQUALITY: bool>(a: Term, b: Term, exact: bool, later: &mut Vec<Later<'a>>) -> Ordering {
    if a.same(b) {
        return Ordering::Equal;
    }
    match (a.view(), b.view()) {
        (View::Float(a), View::Float(b)) if exact => float_exactly(a, b),
        (View::Float(a), View::Float(b)) => float_with_float(a, b),
        (View::Small(_) | View::Big(_), View::Small(_) | View::Big(_)) => integers(a, b),
        (View::Small(_) | View::Big(_), View::Float(_)) if exact => Ordering::Less,
        (View::Float(_), View::Small(_) | View::Big(_)) if exact => Ordering::Greater,
        (View::Small(_) | View::Big(_), View::Float(b)) => integer_with_float(a, b),
        (View::Float(a), View::Small(_) | View::Big(_)) => integer_with_float(b, a).reverse(),
        (View::Atom(_), View::Atom(_)) => immediates::<EQUALITY>(a, b),
        (View::Tuple(a), View::Tuple(b)) => {
            if a.len() == b.len() && !a.is_empty() {
                later.push(Later::Slices(a, b, exact));
            }
            a.len().cmp(&b.len())
        }
        (View::Map, View::Map) => maps::<EQUALITY>(a, b, exact, later),
        (View::Record(a), View::Record(b)) => records(a, b, exact, later),
        (View::Bits(a), View::Bits(b)) => bits::compare(a, b),
        (View::Pid(a), View::Pid(b)) | (View::Port(a), View::Port(b)) => a.cmp(&b),
        (View::Ref(a), View::Ref(b)) => (a[1], a[0]).cmp(&(b[1], b[0])),
        (View::Fun(a), View::Fun(b)) => funs(a, b, exact, later),
        (View::Export(_), View::Export(_)) => exports(a, b),
        (View::Fun(_), View::Export(_)) => Ordering::Less,
        (View::Export(_), View::Fun(_)) => Ordering::Greater,
        (a_view, b_view) => rank(a_view).cmp(&rank(b_view)).then_with(|| foreign::compare(a, b)),
    }
}

/// The place of a term's type in the order.
fn rank(view: View<'_>) -> u8 {
    match view {
        View::Small(_) | View::Big(_) | View::Float(_) => 0,
        View::Atom(_) => 1,
        View::Ref(_) => 2,
        View::Fun(_) | View::Export(_) => 3,
        View::Port(_) => 4,
        View::Pid(_) => 5,
        View::Tuple(_) => 6,
        View::Record(_) => 7,
        View::Map => 8,
        View::Nil => 9,
        View::Cons(..) => 10,
        View::Bits(_) => 11,
        View::External(words) => match External::of_words(words).kind {
            Foreign::Ref => 2,
            Foreign::Port => 4,
            Foreign::Pid => 5,
        },
    }
}

fn funs<'a>(a: Fun<'a>, b: Fun<'a>, exact: bool, later: &mut Vec<Later<'a>>) -> Ordering {
    if a.entry == b.entry && a.free.len() == b.free.len() && !a.free.is_empty() {
        later.push(Later::Slices(a.free, b.free, exact));
    }
    a.entry.cmp(&b.entry).then(a.free.len().cmp(&b.free.len()))
}

/// By their definitions, then by the values of their fields.
fn records<'a>(a: Record<'a>, b: Record<'a>, exact: bool, later: &mut Vec<Later<'a>>) -> Ordering {
    if !a.values().is_empty() && a.values().len() == b.values().len() {
        later.push(Later::Slices(a.values(), b.values(), exact));
    }
    if std::ptr::eq(a.definition(), b.definition()) {
        return Ordering::Equal;
    }
    a.compare_definitions(b)
}

/// By module, function and arity.
fn exports(a: Term, b: Term) -> Ordering {
    let (a, b) = (view::terms(a.words()), view::terms(b.words()));
    compare(a[1], b[1])
        .then_with(|| compare(a[2], b[2]))
        .then_with(|| compare(a[3], b[3]))
}

/// By size, then by keys in their exact order, then by values in the order of their keys.
fn maps<const EQUALITY: bool>(a: Term, b: Term, exact: bool, later: &mut Vec<Later<'_>>) -> Ordering {
    let sizes = map::size(a).cmp(&map::size(b));
    if sizes != Ordering::Equal {
        return sizes;
    }
    if a.is(Kind::MAP) && b.is(Kind::MAP) {
        // The words of a flat map are the tuple of its sorted keys and the values.
        let (a, b) = (view::terms(a.words()), view::terms(b.words()));
        later.push(Later::Slices(&a[1..], &b[1..], exact));
        if !a[0].same(b[0]) {
            later.push(Later::Pair(a[0], b[0], true));
        }
        return Ordering::Equal;
    }
    // Trees of the same keys have these in the same order, but for keys of one hash.
    if EQUALITY && map::iter(a).zip(map::iter(b)).all(|((a, _), (b, _))| a.same(b)) {
        let values = |map| map::iter(map).map(|(_, value)| value).collect();
        later.push(Later::Reversed(values(a), values(b), exact));
        return Ordering::Equal;
    }
    let is_plain =
        |(key, _): (Term, Term)| key.is_immediate() || (key.is_boxed() && !key.kind_of_boxed().holds_terms());
    if !map::iter(a).chain(map::iter(b)).all(is_plain) {
        later.push(Later::Maps(a, b, exact));
        return Ordering::Equal;
    }
    let (a, b) = (sorted(a), sorted(b));
    for ((a, _), (b, _)) in a.iter().zip(&b) {
        let keys = compare_exact(*a, *b);
        if keys != Ordering::Equal {
            return keys;
        }
    }
    later.push(Later::Reversed(reversed(a).1, reversed(b).1, exact));
    Ordering::Equal
}

fn sorted(map: Term) -> Vec<(Term, Term)> {
    let mut pairs: Vec<_> = map::iter(map).collect();
    pairs.sort_unstable_by(|(a, _), (b, _)| compare_exact(*a, *b));
    pairs
}

/// `=:=` of two terms that point.
#[inline(never)]
fn equal_parts(a: Term, b: Term) -> bool {
    if a.is_boxed() && b.is_boxed() {
        // What is equal has one kind, but for bitstrings and references.
        let (a_header, b_header) = (a.boxed_header(), b.boxed_header());
        let kind = Term::header_kind(a_header);
        if matches!(kind, Kind::BIG_POSITIVE | Kind::BIG_NEGATIVE) {
            return a_header == b_header && a.words() == b.words();
        }
        if kind == Kind::FLOAT && a_header == b_header {
            return float_exactly(f64::from_bits(a.word(0)), f64::from_bits(b.word(0))).is_eq();
        }
        if kind == Kind::TUPLE && a_header != b_header {
            return false;
        }
        if let (Some(a), Some(b)) = (a.as_aligned_bytes(), b.as_aligned_bytes()) {
            return a == b;
        }
    } else if a.is_cons() != b.is_cons() {
        return false;
    }
    compare_parts::<true>(a, b, true) == Ordering::Equal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::{Atom, Heap};

    #[test]
    fn types_have_their_order() {
        let heap = &mut Heap::default();
        let pairs = heap.tuple(&[]);
        let map = heap.boxed(Kind::MAP, &[pairs.0]);
        let sorted = [
            heap.float(-1e300),
            Term::small(-1),
            heap.float(0.5),
            heap.unsigned(1 << 63),
            Atom::new("a").term(),
            Atom::new("aa").term(),
            Atom::new("b").term(),
            heap.reference([1, 0]),
            heap.reference([0, 1]),
            heap.fun(0, Term::pid(0), &[]),
            Term::port(1),
            Term::pid(1),
            heap.tuple(&[]),
            heap.tuple(&[Term::NIL]),
            map,
            Term::NIL,
            heap.cons(Term::small(1), Term::small(2)),
            heap.cons(Term::small(1), Term::NIL),
            heap.binary(b""),
            heap.bitstring(&[0x80], 1),
            heap.binary(&[0x80]),
            heap.bitstring(&[0xC0], 2),
        ];
        for (a_at, a) in sorted.iter().enumerate() {
            for (b_at, b) in sorted.iter().enumerate() {
                assert_eq!(compare(*a, *b), a_at.cmp(&b_at), "{a:?} {b:?}");
                assert_eq!(equal(*a, *b), a_at == b_at);
                assert_eq!(equal_loosely(*a, *b), a_at == b_at);
            }
        }
    }

    #[test]
    fn an_integer_is_the_float_of_its_value_but_not_exactly() {
        let heap = &mut Heap::default();
        let (one, float) = (heap.list([Term::small(1)].into_iter()), heap.float(1.0));
        let float = heap.list([float].into_iter());
        assert!(equal_loosely(one, float) && !equal(one, float));
        assert_eq!(compare(one, float), Ordering::Equal);
        let (larger, smaller) = (Term::small(2), float.head());
        assert_eq!(compare_exact(larger, smaller), Ordering::Less);
        let (zero, minus) = (heap.float(0.0), heap.float(-0.0));
        assert!(equal(zero, minus));
    }

    #[test]
    fn large_maps_are_compared_by_keys_then_values() {
        let heap = &mut Heap::default();
        let mut of = |from: i64, changed: i64| {
            let pair = |at| (Term::small(at), Term::small(if at == changed { 1 } else { 0 }));
            map::from_pairs(heap, (from..from + 40).map(pair).collect())
        };
        let (a, same, greater_value, greater_key) = (of(0, 0), of(0, 0), of(0, 39), of(1, 1));
        assert!(equal(a, same) && equal_loosely(a, same));
        assert!(!equal(a, greater_value));
        // The first key that differs in its value decides, and 1 of 0 is greater.
        assert_eq!(compare(a, greater_value), Ordering::Greater);
        assert_eq!(compare(a, greater_key), Ordering::Less);
    }

    #[test]
    fn keys_of_large_maps_may_be_deep() {
        let heap = &mut Heap::default();
        let mut nest = |bottom: i64| {
            (0..20_000).fold(Term::small(bottom), |inner, _| {
                let key = heap.tuple(&[inner]);
                let mut pairs: Vec<_> = (0..33).map(|at| (Term::small(at), Term::NIL)).collect();
                pairs.push((key, Term::NIL));
                map::from_pairs(heap, pairs)
            })
        };
        let (a, b, c) = (nest(1), nest(1), nest(2));
        assert!(equal(a, b) && equal_loosely(a, b) && !equal(a, c));
        assert_eq!(compare(a, b), Ordering::Equal);
        assert_eq!((compare(a, c), compare(c, a)), (Ordering::Less, Ordering::Greater));
    }

    #[test]
    fn deep_terms_need_no_deep_stack() {
        let heap = &mut Heap::default();
        let mut nest = |bottom| {
            (0..1_000_000).fold(Term::small(bottom), |inner, _| {
                let list = heap.cons(inner, Term::NIL);
                heap.tuple(&[list, Term::NIL])
            })
        };
        let (a, b, c) = (nest(1), nest(1), nest(2));
        assert!(equal(a, b) && !equal(a, c));
        assert_eq!(compare(a, c), Ordering::Less);
    }
}

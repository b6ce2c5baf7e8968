//! Search: `binary:match`, `matches`, `split`, for one pattern or the longest of many.

use std::{borrow::Cow, ops::Range, rc::Rc};

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;

use crate::{
    bif::{Answer, Entry, Stop},
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

use super::{bytes, range};

pub(crate) const TABLE: &[Entry] = &[
    ("binary", "compile_pattern", 1, compile_pattern),
    ("binary", "match", 2, match_2),
    ("binary", "match", 3, match_3),
    ("binary", "matches", 2, matches_2),
    ("binary", "matches", 3, matches_3),
    ("binary", "split", 2, split_2),
    ("binary", "split", 3, split_3),
];

/// What is searched for.
#[derive(Debug)]
enum Pattern {
    One(Box<Finder<'static>>),
    Many(AhoCorasick),
}

impl Pattern {
    /// From a binary, a list of binaries, or what `compile_pattern` gave.
    fn of(term: Term) -> Option<Rc<Self>> {
        if let Some([kind, reference]) = term.as_tuple_of() {
            let pattern = Rc::downcast::<Self>(Rc::clone(reference.as_resource()?)).ok()?;
            let named = match *pattern {
                Self::One(_) => "bm",
                Self::Many(_) => "ac",
            };
            return (kind.as_atom()?.name() == named).then_some(pattern);
        }
        if term.is_cons() {
            let mut elements = term.elements();
            let patterns: Option<Vec<_>> = elements.by_ref().map(pattern_bytes).collect();
            let patterns = patterns.filter(|_| elements.rest().is_nil())?;
            if let [one] = &patterns[..] {
                return Some(Self::one(one));
            }
            let many = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&patterns)
                .ok()?;
            return Some(Rc::new(Self::Many(many)));
        }
        pattern_bytes(term).map(|pattern| Self::one(&pattern))
    }

    fn one(pattern: &[u8]) -> Rc<Self> {
        Rc::new(Self::One(Box::new(Finder::new(pattern).into_owned())))
    }

    /// The first one within that part of the bytes.
    fn find(&self, bytes: &[u8], within: Range<usize>) -> Option<Range<usize>> {
        let start = within.start;
        let found = match self {
            Self::One(finder) => {
                let at = finder.find(&bytes[within])?;
                at..at + finder.needle().len()
            }
            Self::Many(many) => many.find(&bytes[within])?.range(),
        };
        Some(start + found.start..start + found.end)
    }
}

fn pattern_bytes<'a>(term: Term) -> Option<Cow<'a, [u8]>> {
    term.as_bits()?.to_bytes().filter(|bytes| !bytes.is_empty())
}

fn compile_pattern(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let pattern = Pattern::of(args[0]).filter(|_| args[0].as_tuple().is_none());
    let pattern = pattern.ok_or_else(Stop::badarg)?;
    let kind = match *pattern {
        Pattern::One(_) => "bm",
        Pattern::Many(_) => "ac",
    };
    let id = cx.vm.next_ref();
    let reference = cx.heap().magic(id, pattern);
    Ok(cx.heap().tuple(&[Atom::new(kind).into(), reference]))
}

/// What the options of all of them say.
#[derive(Default)]
struct Options {
    scope: Option<(Term, Term)>,
    global: bool,
    trim: bool,
    trim_all: bool,
}

impl Options {
    fn of(list: Term, splits: bool) -> Option<Self> {
        let mut options = Self::default();
        let mut elements = list.elements();
        for option in elements.by_ref() {
            match option.as_atom().map(Atom::name) {
                Some("global") if splits => options.global = true,
                Some("trim") if splits => options.trim = true,
                Some("trim_all") if splits => options.trim_all = true,
                Some(_) => return None,
                None => {
                    let [name, scope] = option.as_tuple_of()?;
                    let [start, length] = scope.as_tuple_of()?;
                    if name.as_atom()?.name() != "scope" {
                        return None;
                    }
                    options.scope = Some((start, length));
                }
            }
        }
        elements.rest().is_nil().then_some(options)
    }
}

/// What is searched, in which part of it, for what: no pattern when there is nothing to search.
struct Search<'a> {
    bytes: Cow<'a, [u8]>,
    within: Range<usize>,
    pattern: Option<Rc<Pattern>>,
    options: Options,
}

impl Search<'_> {
    fn new(cx: &mut Context<'_>, args: &[Term], splits: bool) -> Result<Self, Stop> {
        let options = Options::of(args.get(2).copied().unwrap_or(Term::NIL), splits).ok_or_else(Stop::badarg)?;
        let bytes = bytes(args[0])?;
        let within = match options.scope {
            None => 0..bytes.len(),
            Some((start, length)) => {
                let (start, length) = range(start, length, bytes.len()).ok_or_else(Stop::badarg)?;
                start..start + length
            }
        };
        cx.work(within.len() / 10);
        // ERTS looks at the pattern only if there is something to search.
        let pattern = match within.is_empty() {
            true => None,
            false => Some(Pattern::of(args[1]).ok_or_else(Stop::badarg)?),
        };
        Ok(Self {
            bytes,
            within,
            pattern,
            options,
        })
    }

    fn first(&self) -> Option<Range<usize>> {
        self.pattern.as_ref()?.find(&self.bytes, self.within.clone())
    }

    /// All that do not overlap.
    fn all(&self) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let Some(pattern) = &self.pattern else { return all };
        let mut start = self.within.start;
        while let Some(found) = pattern.find(&self.bytes, start..self.within.end) {
            start = found.end;
            all.push(found);
        }
        all
    }
}

fn position(heap: &mut Heap, found: &Range<usize>) -> Term {
    heap.tuple(&[Term::small(found.start as i64), Term::small(found.len() as i64)])
}

fn match_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match_3(cx, args)
}

fn match_3(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(match Search::new(cx, args, false)?.first() {
        None => atom::NOMATCH.into(),
        Some(found) => position(cx.heap(), &found),
    })
}

fn matches_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    matches_3(cx, args)
}

fn matches_3(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let all = Search::new(cx, args, false)?.all();
    let heap = cx.heap();
    let positions: Vec<_> = all.iter().map(|found| position(heap, found)).collect();
    Ok(heap.list(positions.into_iter()))
}

fn split_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    split_3(cx, args)
}

fn split_3(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let search = Search::new(cx, args, true)?;
    let found = match search.options.global {
        true => search.all(),
        false => search.first().into_iter().collect(),
    };
    let starts = [0].into_iter().chain(found.iter().map(|found| found.end));
    let ends = found.iter().map(|found| found.start).chain([search.bytes.len()]);
    let mut parts: Vec<_> = starts.zip(ends).collect();
    if search.options.trim_all {
        parts.retain(|(start, end)| start < end);
    } else if search.options.trim {
        let kept = parts.iter().rposition(|(start, end)| start < end);
        parts.truncate(kept.map_or(0, |last| last + 1));
    }
    let heap = cx.heap();
    let parts: Vec<_> = parts
        .into_iter()
        .map(|(start, end)| match end - start {
            // Nothing was cut off.
            whole if whole == search.bytes.len() => args[0],
            size => heap.part(args[0], start * 8, size * 8),
        })
        .collect();
    Ok(heap.list(parts.into_iter()))
}

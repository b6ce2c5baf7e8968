//! Lists: the functions of module `lists` that are built in, and those of `erlang` that take lists apart.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Term, atom, order},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "++", 2, append),
    ("erlang", "--", 2, subtract),
    ("erlang", "append", 2, append),
    ("erlang", "hd", 1, hd),
    ("erlang", "length", 1, length),
    ("erlang", "subtract", 2, subtract),
    ("erlang", "tl", 1, tl),
    ("lists", "keyfind", 3, keyfind),
    ("lists", "keymember", 3, keymember),
    ("lists", "keysearch", 3, keysearch),
    ("lists", "member", 2, member),
    ("lists", "reverse", 2, reverse),
];

/// How many elements a proper list has.
pub(crate) fn proper_length(list: Term) -> Option<usize> {
    let mut elements = list.elements();
    let length = elements.by_ref().count();
    elements.rest().is_nil().then_some(length)
}

fn length(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let length = proper_length(args[0]).ok_or_else(Stop::badarg)?;
    cx.work(length);
    Ok(Term::small(length as i64))
}

fn hd(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].is_cons() {
        Ok(args[0].head())
    } else {
        Err(Stop::badarg())
    }
}

fn tl(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].is_cons() {
        Ok(args[0].tail())
    } else {
        Err(Stop::badarg())
    }
}

fn reverse(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (reversed, length) = cx.heap().reversed(args[0], args[1]).ok_or_else(Stop::badarg)?;
    cx.work(length);
    Ok(reversed)
}

fn append(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[1].is_nil() {
        let length = proper_length(args[0]).ok_or_else(Stop::badarg)?;
        cx.work(length);
        return Ok(args[0]);
    }
    let (appended, length) = cx.heap().appended(args[0], args[1]).ok_or_else(Stop::badarg)?;
    cx.work(length);
    Ok(appended)
}

/// How many elements of the right list of `--` are looked up one by one.
const FEW: usize = 8;

fn subtract(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (Some(left), Some(right)) = (proper_length(args[0]), proper_length(args[1])) else {
        return Err(Stop::badarg());
    };
    cx.work(left + right);
    let kept = if right <= FEW {
        let mut away: Vec<Term> = args[1].elements().collect();
        without(args[0], right, |element| {
            let at = away.iter().position(|other| order::equal(*other, element))?;
            away.swap_remove(at);
            Some(())
        })
    } else {
        let mut away = Counts::of(args[1]);
        without(args[0], right, |element| away.take(element))
    };
    let (kept, rest) = kept;
    Ok(cx.heap().list_before(kept.into_iter(), rest))
}

/// The elements that `take` does not take, until it has taken `away` of them, and the rest of the list.
fn without(list: Term, mut away: usize, mut take: impl FnMut(Term) -> Option<()>) -> (Vec<Term>, Term) {
    let mut kept = Vec::new();
    let mut elements = list.elements();
    while away > 0 {
        let Some(element) = elements.next() else { break };
        match take(element) {
            Some(()) => away -= 1,
            None => kept.push(element),
        }
    }
    (kept, elements.rest())
}

/// Elements in order, and how often each is still to be taken.
struct Counts(Vec<(Term, usize)>);

impl Counts {
    fn of(list: Term) -> Self {
        let mut sorted: Vec<Term> = list.elements().collect();
        sorted.sort_unstable_by(|a, b| order::compare_exact(*a, *b));
        let runs = sorted.chunk_by(|a, b| order::equal(*a, *b));
        Self(runs.map(|run| (run[0], run.len())).collect())
    }

    fn take(&mut self, element: Term) -> Option<()> {
        let at = self
            .0
            .binary_search_by(|(other, _)| order::compare_exact(*other, element))
            .ok()?;
        let count = &mut self.0[at].1;
        *count = count.checked_sub(1)?;
        Some(())
    }
}

fn member(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let wanted = args[0];
    let mut elements = args[1].elements();
    let mut passed = 0;
    let found = elements.by_ref().any(|element| {
        passed += 1;
        order::equal(element, wanted)
    });
    cx.work(passed);
    if !found && !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    Ok(Term::bool(found))
}

/// The first tuple whose element of that number equals the key as `==` has it.
fn find(cx: &mut Context<'_>, args: &[Term]) -> Result<Option<Term>, Stop> {
    let key = args[0];
    let number = args[1]
        .as_small()
        .filter(|number| *number > 0)
        .ok_or_else(Stop::badarg)? as usize;
    // Only numbers equal what is another word.
    let plain = key.is_atom();
    let mut elements = args[2].elements();
    let mut passed = 0;
    let found = elements.by_ref().find(|tuple| {
        passed += 1;
        let at = tuple.as_tuple().and_then(|tuple| tuple.get(number - 1));
        at.is_some_and(|at| at.same(key) || (!plain && order::equal_loosely(*at, key)))
    });
    cx.work(passed);
    if found.is_none() && !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    Ok(found)
}

fn keyfind(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(find(cx, args)?.unwrap_or(atom::FALSE.into()))
}

fn keymember(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::bool(find(cx, args)?.is_some()))
}

fn keysearch(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(match find(cx, args)? {
        Some(tuple) => cx.heap().tuple(&[atom::VALUE.into(), tuple]),
        None => atom::FALSE.into(),
    })
}

//! Chunk: so many results at once, and a continuation that says where the next ones are.
//!
//! Continuations have the shapes of OTP's, which `ets:repair_continuation/2` and programs that print them know:
//! `{Table, Bucket, Limit, Spec, Results, Count}` of a hash table, with results that were found beyond the limit, and
//! `{Table, Key, Pattern, Limit, Spec, [], Reverse, 0}` of an ordered set, with the last key that was looked at and, if it helps,
//! the pattern of keys.

use std::rc::Rc;

use super::{WORK, plan::Plan, with_table};
use crate::{
    bif::{
        Answer, Stop,
        ets::{
            hash::Hash,
            store::Store,
            table::{Need, Table},
            tree::{Start, Tree},
        },
        match_spec::{self, Dialect, MatchSpec, Scratch, Subject},
    },
    term::{Term, atom, copy_all},
    vm::Context,
};

/// What stays the same from chunk to chunk.
struct Chunk {
    limit: usize,
    spec: Rc<MatchSpec>,
    /// The reference by which continuations name the specification; made with the first of them.
    reference: Option<Term>,
}

impl Chunk {
    fn reference(&self, cx: &mut Context<'_>) -> Term {
        self.reference.unwrap_or_else(|| {
            let id = cx.vm.next_ref();
            cx.heap().magic(id, Rc::clone(&self.spec) as _)
        })
    }
}

fn limit_of(term: Term) -> Result<usize, Stop> {
    term.as_small()
        .and_then(|limit| usize::try_from(limit).ok())
        .filter(|limit| *limit > 0)
        .ok_or_else(Stop::badarg)
}

/// The first chunk.
pub(super) fn begin(cx: &mut Context<'_>, table: Term, spec: Term, limit: Term, reverse: bool) -> Answer {
    with_table(cx, table, Need::Read, |cx, table| {
        let limit = limit_of(limit)?;
        if spec.is_nil() {
            return Ok(atom::END_OF_TABLE.into());
        }
        let functions = &cx.vm.tables.match_functions;
        let spec = MatchSpec::compile_to_keep(spec, Dialect::Table, functions).map_err(|_| Stop::badarg())?;
        let chunk = Chunk {
            limit,
            spec: Rc::new(spec),
            reference: None,
        };
        match &table.store {
            Store::Hash(hash) => of_hash(cx, table, hash, &chunk, 0, Vec::new()),
            Store::Tree(tree) => of_tree(cx, table, tree, &chunk, None, reverse),
        }
    })
}

/// The chunk after a continuation.
pub(super) fn go_on(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].same(atom::END_OF_TABLE.term()) {
        return Ok(args[0]);
    }
    match args[0].as_tuple() {
        Some([table, bucket, limit, reference, rest, count]) => {
            let chunk = chunk_of(*limit, *reference)?;
            let bucket = bucket.as_small().ok_or_else(Stop::badarg)?;
            let mut rest = rest.elements();
            let mut found: Vec<Term> = rest.by_ref().collect();
            if !rest.rest().is_nil() || count.as_small() != Some(found.len() as i64) {
                return Err(Stop::badarg());
            }
            found.reverse();
            with_table(cx, *table, Need::Read, |cx, table| match &table.store {
                Store::Hash(hash) => {
                    let bucket = usize::try_from(bucket).unwrap_or(usize::MAX);
                    of_hash(cx, table, hash, &chunk, bucket, found)
                }
                Store::Tree(_) => Err(Stop::badarg()),
            })
            .map_err(without_cause)
        }
        Some([table, key, _, limit, reference, _, reverse, _]) => {
            let chunk = chunk_of(*limit, *reference)?;
            let reverse = reverse.as_small().ok_or_else(Stop::badarg)? != 0;
            with_table(cx, *table, Need::Read, |cx, table| match &table.store {
                Store::Tree(tree) => of_tree(cx, table, tree, &chunk, Some(*key), reverse),
                Store::Hash(_) => Err(Stop::badarg()),
            })
            .map_err(without_cause)
        }
        _ => Err(Stop::badarg()),
    }
}

/// The argument is a continuation: what is wrong with the table in it is no cause of its own.
fn without_cause(_: Stop) -> Stop {
    Stop::badarg()
}

fn chunk_of(limit: Term, reference: Term) -> Result<Chunk, Stop> {
    Ok(Chunk {
        limit: limit_of(limit)?,
        spec: match_spec::compiled(reference).ok_or_else(Stop::badarg)?,
        reference: Some(reference),
    })
}

/// From a bucket on, after results that were found before.
fn of_hash(
    cx: &mut Context<'_>,
    table: &Table,
    hash: &Hash,
    chunk: &Chunk,
    bucket: usize,
    mut found: Vec<Term>,
) -> Answer {
    let mut scratch = Scratch::default();
    let plan = Plan::of(table, &chunk.spec);
    let mut next = bucket;
    if let (Plan::Keys(_), 0) = (&plan, bucket) {
        let seen = plan.objects(table, |_, object| {
            found.extend(chunk.spec.run(cx, Subject::Object(object), &mut scratch));
        });
        cx.work(seen * WORK);
        next = usize::MAX;
    }
    while found.len() < chunk.limit && next < hash.buckets() {
        cx.me.reductions_left -= 1;
        for (_, object) in hash.chain(next) {
            found.extend(chunk.spec.run(cx, Subject::Object(object), &mut scratch));
        }
        next += 1;
    }
    if found.is_empty() {
        return Ok(atom::END_OF_TABLE.into());
    }
    let rest = found.split_off(chunk.limit.min(found.len()));
    let is_last = rest.is_empty() && next >= hash.buckets();
    let results = cx.heap().list(found.into_iter().rev());
    let continuation = if is_last {
        atom::END_OF_TABLE.into()
    } else {
        let reference = chunk.reference(cx);
        let heap = cx.heap();
        let count = Term::small(rest.len() as i64);
        let rest = heap.list(rest.into_iter().rev());
        let id = heap.reference(table.id);
        let bucket = if next >= hash.buckets() { -1 } else { next as i64 };
        let limit = Term::small(chunk.limit as i64);
        heap.tuple(&[id, Term::small(bucket), limit, reference, rest, count])
    };
    Ok(cx.heap().tuple(&[results, continuation]))
}

/// From behind a key on, or from the beginning.
fn of_tree(
    cx: &mut Context<'_>,
    table: &Table,
    tree: &Tree,
    chunk: &Chunk,
    after: Option<Term>,
    reverse: bool,
) -> Answer {
    let mut scratch = Scratch::default();
    let plan = Plan::of(table, &chunk.spec);
    let mut objects = if reverse {
        plan.descending(tree, after)
    } else {
        plan.ascending(tree, after.map_or(Start::First, Start::Behind))
    };
    let mut found = Vec::new();
    let mut last = None;
    while found.len() < chunk.limit {
        last = objects.next();
        let Some(object) = last else { break };
        cx.work(WORK);
        found.extend(chunk.spec.run(cx, Subject::Object(object), &mut scratch));
    }
    if found.is_empty() {
        return Ok(atom::END_OF_TABLE.into());
    }
    let results = cx.heap().list(found.into_iter());
    let continuation = match last {
        Some(last) if !matches!(plan, Plan::Keys(_)) => {
            let reference = chunk.reference(cx);
            let heap = cx.heap();
            let handle = table.handle(heap);
            let key = copy_all(tree.key_of(last), heap);
            let limit = Term::small(chunk.limit as i64);
            let direction = Term::small(i64::from(reverse));
            let zero = Term::small(0);
            let end = match &plan {
                Plan::Prefix(prefix) => copy_all(prefix.pattern, heap),
                _ => Term::NIL,
            };
            heap.tuple(&[handle, key, end, limit, reference, Term::NIL, direction, zero])
        }
        _ => atom::END_OF_TABLE.into(),
    };
    Ok(cx.heap().tuple(&[results, continuation]))
}

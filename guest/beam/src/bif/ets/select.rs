//! Select: objects by match specification. `plan` says where to look, `chunk` how to go on after a limit.

mod chunk;
mod plan;

use super::{
    registry::refuse,
    store::{Kind, Store},
    table::{Need, Table},
};
use crate::{
    bif::{
        Answer, Entry, Stop,
        match_spec::{self, Dialect, MatchSpec, Scratch, Subject},
    },
    term::{Packed, Term, atom},
    vm::Context,
};
use plan::Plan;

pub(crate) const TABLE: &[Entry] = &[
    ("ets", "internal_select_delete", 2, select_delete),
    ("ets", "match", 1, chunk::go_on),
    ("ets", "match", 2, matches),
    ("ets", "match", 3, matches_limited),
    ("ets", "match_object", 1, chunk::go_on),
    ("ets", "match_object", 2, match_object),
    ("ets", "match_object", 3, match_object_limited),
    ("ets", "select", 1, chunk::go_on),
    ("ets", "select", 2, select),
    ("ets", "select", 3, select_limited),
    ("ets", "select_count", 2, select_count),
    ("ets", "select_replace", 2, select_replace),
    ("ets", "select_reverse", 1, chunk::go_on),
    ("ets", "select_reverse", 2, select_reverse),
    ("ets", "select_reverse", 3, select_reverse_limited),
];

/// What an object costs, in tenths of a reduction.
const WORK: usize = 5;

fn compile(cx: &Context<'_>, spec: Term) -> Result<MatchSpec, Stop> {
    if spec.is_nil() {
        return Ok(MatchSpec::empty());
    }
    MatchSpec::compile(spec, Dialect::Table, &cx.vm.tables.match_functions).map_err(|_| Stop::badarg())
}

/// `[{Pattern, [], [Result]}]`
fn spec_of(cx: &mut Context<'_>, pattern: Term, result: atom::Atom) -> Term {
    let heap = cx.heap();
    let body = heap.cons(result.into(), Term::NIL);
    let clause = heap.tuple(&[pattern, Term::NIL, body]);
    heap.cons(clause, Term::NIL)
}

/// Do something with a table while its objects are matched: it is out of the machine's reach so long.
fn with_table<T>(
    cx: &mut Context<'_>,
    table: Term,
    need: Need,
    work: impl FnOnce(&mut Context<'_>, &mut Table) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let mut table = cx.vm.tables.ets.borrow(table, cx.me.id, need)?;
    let result = work(cx, &mut table);
    cx.vm.tables.ets.put(table);
    result
}

fn matches(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let spec = spec_of(cx, args[1], atom::ALL_BINDINGS);
    collect(cx, args[0], spec, false)
}

fn match_object(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let spec = spec_of(cx, args[1], atom::WHOLE_OBJECT);
    collect(cx, args[0], spec, false)
}

fn select(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    collect(cx, args[0], args[1], false)
}

fn select_reverse(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    collect(cx, args[0], args[1], true)
}

fn matches_limited(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let spec = spec_of(cx, args[1], atom::ALL_BINDINGS);
    chunk::begin(cx, args[0], spec, args[2], false)
}

fn match_object_limited(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let spec = spec_of(cx, args[1], atom::WHOLE_OBJECT);
    chunk::begin(cx, args[0], spec, args[2], false)
}

fn select_limited(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    chunk::begin(cx, args[0], args[1], args[2], false)
}

fn select_reverse_limited(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    chunk::begin(cx, args[0], args[1], args[2], true)
}

/// All results: of an ordered set in its order or against it, of others against the order of the table.
fn collect(cx: &mut Context<'_>, table: Term, spec: Term, reverse: bool) -> Answer {
    with_table(cx, table, Need::Read, |cx, table| {
        let spec = compile(cx, spec)?;
        let mut scratch = Scratch::default();
        let mut results = Vec::new();
        let seen = Plan::of(table, &spec).objects(table, |_, object| {
            results.extend(spec.run(cx, Subject::Object(object), &mut scratch));
        });
        cx.work(seen * WORK);
        let forward = table.options.kind == Kind::OrderedSet && !reverse;
        Ok(if forward {
            cx.heap().list(results.into_iter())
        } else {
            cx.heap().list(results.into_iter().rev())
        })
    })
}

fn select_count(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with_table(cx, args[0], Need::Read, |cx, table| {
        let spec = compile(cx, args[1])?;
        let mut scratch = Scratch::default();
        let mut count = 0;
        let seen = Plan::of(table, &spec).objects(table, |_, object| {
            count += i64::from(spec.is_true(cx, Subject::Object(object), &mut scratch));
        });
        cx.work(seen * WORK);
        Ok(Term::small(count))
    })
}

fn select_delete(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with_table(cx, args[0], Need::Write, |cx, table| {
        let spec = compile(cx, args[1])?;
        let mut scratch = Scratch::default();
        let (mut nodes, mut keys) = (Vec::new(), Vec::new());
        let key = table.options.keypos - 1;
        let seen = Plan::of(table, &spec).objects(table, |node, object| {
            if spec.is_true(cx, Subject::Object(object), &mut scratch) {
                match node {
                    Some(node) => nodes.push(node),
                    None => keys.push(object.elements()[key]),
                }
            }
        });
        cx.work(seen * WORK);
        match &mut table.store {
            Store::Hash(hash) => hash.remove_nodes(&nodes),
            Store::Tree(tree) => keys.iter().for_each(|key| drop(tree.take(*key))),
        }
        Ok(Term::small((nodes.len() + keys.len()) as i64))
    })
}

fn select_replace(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with_table(cx, args[0], Need::Write, |cx, table| {
        if table.options.kind == Kind::Bag {
            return Err(refuse("table_type"));
        }
        let spec = compile(cx, args[1])?;
        if !match_spec::keeps_key(args[1], table.options.keypos) {
            return Err(Stop::badarg());
        }
        let mut scratch = Scratch::default();
        let mut replaced = Vec::new();
        let seen = Plan::of(table, &spec).objects(table, |node, object| {
            if let Some(result) = spec.run(cx, Subject::Object(object), &mut scratch) {
                replaced.push((node, Packed::new(result)));
            }
        });
        cx.work(seen * WORK);
        let count = replaced.len();
        for (node, object) in replaced {
            match (&mut table.store, node) {
                (Store::Hash(hash), Some(node)) => hash.replace(node, object),
                (store, _) => store.insert(object),
            }
        }
        Ok(Term::small(count as i64))
    })
}

//! Funs: what is known of one, and how one is made of a name.

use super::{Answer, Entry, Stop, code};
use crate::{
    term::{Atom, Term, View, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "fun_info", 2, info),
    ("erlang", "fun_info_mfa", 1, mfa),
    ("erlang", "make_fun", 3, make),
];

fn make(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let arity = args[2].as_small().and_then(|arity| u8::try_from(arity).ok());
    match (args[0].as_atom(), args[1].as_atom(), arity) {
        (Some(module), Some(function), Some(arity)) => code::external(cx, module, function, arity),
        _ => Err(Stop::badarg()),
    }
}

/// Module, name and arity.
fn name(cx: &Context<'_>, fun: Term) -> Result<(Atom, Atom, u8), Stop> {
    match fun.view() {
        View::Fun(fun) => {
            let entry = cx.vm.code.funs.get(fun.entry);
            Ok((entry.module, entry.function, entry.arity))
        }
        View::Export(number) => {
            let export = cx.vm.code.exports.get(number);
            Ok((export.module, export.function, export.arity))
        }
        _ => Err(Stop::badarg()),
    }
}

fn mfa(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (module, function, arity) = name(cx, args[0])?;
    Ok(cx
        .heap()
        .tuple(&[module.into(), function.into(), Term::small(arity.into())]))
}

fn info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (module, function, arity) = name(cx, args[0])?;
    let item = args[1].as_atom().ok_or_else(Stop::badarg)?;
    let value = match item.name() {
        "module" => module.into(),
        "name" => function.into(),
        "arity" => Term::small(arity.into()),
        item => match args[0].view() {
            View::Fun(fun) => local(cx, item, fun.entry, fun.creator, fun.free),
            _ => external(item),
        }
        .ok_or_else(Stop::badarg)?,
    };
    Ok(cx.heap().tuple(&[item.into(), value]))
}

fn local(cx: &mut Context<'_>, item: &str, entry: u32, creator: Term, free: &[Term]) -> Option<Term> {
    let entry = cx.vm.code.funs.get(entry);
    let index = Term::small(entry.index.into());
    let (old_uniq, uniq) = (entry.old_uniq, entry.uniq);
    Some(match item {
        "type" => atom::LOCAL.into(),
        "env" => cx.heap().list(free.iter().copied()),
        "pid" => creator,
        "index" | "new_index" => index,
        "uniq" => Term::small(old_uniq.into()),
        "new_uniq" => cx.heap().binary(&uniq),
        // How many refer to the code is not counted: the module, and this fun.
        "refc" => Term::small(2),
        _ => return None,
    })
}

fn external(item: &str) -> Option<Term> {
    Some(match item {
        "type" => atom::EXTERNAL.into(),
        "env" => Term::NIL,
        "pid" | "index" | "new_index" | "uniq" | "new_uniq" | "refc" => atom::UNDEFINED.into(),
        _ => return None,
    })
}

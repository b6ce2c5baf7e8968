//! Module info: what a module tells of itself, for `module_info/0` and `module_info/1`.

use std::rc::Rc;

use super::{Answer, Entry, Stop};
use crate::{
    code::Module,
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "get_module_info", 1, all),
    ("erlang", "get_module_info", 2, one),
];

fn module(cx: &Context<'_>, name: Term) -> Result<Rc<Module>, Stop> {
    let name = name.as_atom().ok_or_else(Stop::badarg)?;
    let code = &cx.vm.code;
    code.current(name)
        .or_else(|| code.loading(name))
        .cloned()
        .ok_or_else(Stop::badarg)
}

fn all(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let module = module(cx, args[0])?;
    let mut items = Vec::new();
    for item in ["module", "exports", "attributes", "compile", "md5"] {
        let value = value(cx, &module, item)?;
        items.push(cx.heap().tuple(&[Atom::new(item).into(), value]));
    }
    Ok(cx.heap().list(items.into_iter()))
}

fn one(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let module = module(cx, args[0])?;
    let item = args[1].as_atom().ok_or_else(Stop::badarg)?;
    value(cx, &module, item.name())
}

fn value(cx: &mut Context<'_>, module: &Module, item: &str) -> Answer {
    Ok(match item {
        "module" => module.name.into(),
        "exports" => exports(cx, module),
        "functions" => {
            let functions = module.functions.iter().map(|function| (function.name, function.arity));
            list(cx.heap(), functions.collect())
        }
        "attributes" => stored(cx, &module.attributes)?,
        "compile" => stored(cx, &module.compile_info)?,
        "md5" => cx.heap().binary(&module.md5),
        "native" => atom::FALSE.into(),
        "native_addresses" | "nifs" => Term::NIL,
        _ => return Err(Stop::badarg()),
    })
}

/// The last that was named comes first, as in ERTS's table of exports.
fn exports(cx: &mut Context<'_>, module: &Module) -> Term {
    let mut numbers: Vec<u32> = module.exports.iter().map(|(number, _)| *number).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let exports = numbers.into_iter().map(|number| cx.vm.code.exports.get(number));
    let exports = exports.map(|export| (export.function, export.arity)).collect();
    list(cx.heap(), exports)
}

fn list(heap: &mut Heap, functions: Vec<(Atom, u8)>) -> Term {
    let functions: Vec<Term> = functions
        .into_iter()
        .map(|(name, arity)| heap.tuple(&[name.into(), Term::small(arity.into())]))
        .collect();
    heap.list(functions.into_iter())
}

/// A term that the file holds; `[]` if it holds none.
fn stored(cx: &mut Context<'_>, bytes: &[u8]) -> Answer {
    if bytes.is_empty() {
        return Ok(Term::NIL);
    }
    let Context { vm, me } = cx;
    vm.code.decode(bytes, &mut me.heap).ok_or_else(Stop::badarg)
}

//! Code: loading modules, and asking which are loaded.

use std::{cell::RefCell, fmt::Display, rc::Rc};

use super::{Answer, Entry, Stop, StopKind, binary};
use crate::{
    code::{FunEntry, Module},
    load::{self, Beam, LoadError},
    proc::report,
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("code", "coverage_support", 0, |_, _| Ok(Term::bool(false))),
    ("code", "get_coverage", 2, |_, _| Err(Stop::badarg())),
    ("code", "get_coverage_mode", 0, |_, _| Ok(Atom::new("none").into())),
    ("code", "get_coverage_mode", 1, coverage_mode),
    ("code", "reset_coverage", 1, |_, _| Err(Stop::badarg())),
    ("code", "set_coverage_mode", 1, set_coverage_mode),
    ("erlang", "call_on_load_function", 1, call_on_load),
    ("erlang", "check_old_code", 1, check_old),
    ("erlang", "delete_module", 1, delete),
    ("erlang", "finish_after_on_load", 2, finish_on_load),
    ("erlang", "finish_loading", 1, finish),
    ("erlang", "function_exported", 3, is_exported),
    ("erlang", "has_prepared_code_on_load", 1, has_on_load),
    ("erlang", "is_builtin", 3, is_built_in),
    ("erlang", "load_nif", 2, load_native),
    ("erlang", "loaded", 0, loaded),
    ("erlang", "module_loaded", 1, is_loaded),
    ("erlang", "pre_loaded", 0, pre_loaded),
    ("erts_internal", "beamfile_chunk", 2, chunk),
    ("erts_internal", "beamfile_module_md5", 1, checksum),
    ("erts_internal", "prepare_loading", 2, prepare),
];

/// Code that is ready, until it is loaded or its reference is gone.
struct Prepared(RefCell<Option<Module>>);

fn prepare(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    let bytes = binary::bytes(args[1])?;
    cx.work(bytes.len() / 10);
    let is_trusted = cx.vm.tables.trusted.has_read(&bytes);
    match linked(cx, name.name(), &bytes, is_trusted) {
        Ok(module) => {
            let id = cx.vm.next_ref();
            Ok(cx.heap().magic(id, Rc::new(Prepared(RefCell::new(Some(module))))))
        }
        Err(report) => Ok(refuse(cx, &report)),
    }
}

/// The module, or what the logger is told.
fn linked(cx: &mut Context<'_>, name: &str, bytes: &[u8], is_trusted: bool) -> Result<Module, String> {
    let parse = if is_trusted { Beam::parse_trusted } else { Beam::parse };
    let beam = parse(bytes).and_then(|beam| match beam.name() == name {
        true => Ok(beam),
        false => Err(LoadError::Name(beam.name().into())),
    });
    let beam = beam.map_err(|why| why.report(name))?;
    let code = &mut cx.vm.code;
    let wrong = |why: &dyn Display| format!("Error loading module {name}:\n  {why}\n");
    for (chunk, what) in [
        (&beam.attributes, "module attributes"),
        (&beam.compile_info, "compilation information"),
    ] {
        let is_term = |bytes: &[u8]| bytes.is_empty() || code.decode(bytes, &mut Heap::default()).is_some();
        if !is_trusted && !chunk.as_deref().is_none_or(is_term) {
            return Err(wrong(&format_args!("bad external term representation of {what}")));
        }
    }
    code.link(&beam).map_err(|why| wrong(&why))
}

/// The caller learns that the file is bad, and the logger why.
fn refuse(cx: &mut Context<'_>, report: &str) -> Term {
    let heap = cx.heap();
    let text = heap.byte_list(report.as_bytes());
    let args = heap.cons(text, Term::NIL);
    report::tell(cx.vm, cx.me, atom::ERROR, "~s~n", args);
    cx.heap().tuple(&[atom::ERROR.into(), Atom::new("badfile").into()])
}

fn prepared<'a>(reference: Term) -> Result<&'a RefCell<Option<Module>>, Stop> {
    let prepared = reference.as_resource().and_then(|resource| resource.downcast_ref());
    let Some(Prepared(module)) = prepared else {
        return Err(Stop::badarg());
    };
    if module.borrow().is_some() {
        Ok(module)
    } else {
        Err(Stop::badarg())
    }
}

/// Something of code that is prepared.
fn of<T>(prepared: &RefCell<Option<Module>>, ask: impl Fn(&Module) -> T) -> Result<T, Stop> {
    prepared.borrow().as_ref().map(ask).ok_or_else(Stop::badarg)
}

fn has_on_load(_: &mut Context<'_>, args: &[Term]) -> Answer {
    of(prepared(args[0])?, |module| Term::bool(module.on_load.is_some()))
}

/// Load all that is prepared, or nothing: the first thing that stands against it is told, with the modules that it is about.
fn finish(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut elements = args[0].elements();
    let all: Vec<_> = elements.by_ref().map(prepared).collect::<Result<_, _>>()?;
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    let mut names = Vec::with_capacity(all.len());
    let (mut duplicated, mut with_on_load, mut not_purged) = (Vec::new(), Vec::new(), Vec::new());
    for module in &all {
        let (name, has_on_load) = of(module, |module| (module.name, module.on_load.is_some()))?;
        if names.contains(&name) {
            duplicated.push(name);
        }
        if has_on_load {
            with_on_load.push(name);
        }
        if cx.vm.code.old(name).is_some() && cx.vm.code.current(name).is_some() {
            not_purged.push(name);
        }
        names.push(name);
    }
    if !duplicated.is_empty() {
        return Ok(refusal(cx, "duplicated", &duplicated));
    }
    if !with_on_load.is_empty() && all.len() > 1 {
        return Ok(refusal(cx, "on_load", &with_on_load));
    }
    if !not_purged.is_empty() {
        return Ok(refusal(cx, "not_purged", &not_purged));
    }
    for module in all {
        match module.take() {
            Some(module) if module.on_load.is_some() => cx.vm.code.stage(module),
            Some(module) => {
                cx.vm.code.install(module);
            }
            None => {}
        }
    }
    if with_on_load.is_empty() {
        Ok(atom::OK.into())
    } else {
        Ok(refusal(cx, "on_load", &with_on_load))
    }
}

fn refusal(cx: &mut Context<'_>, why: &str, modules: &[Atom]) -> Term {
    let modules = cx.heap().list(modules.iter().rev().map(|name| Term::from(*name)));
    cx.heap().tuple(&[Atom::new(why).into(), modules])
}

/// Calls the function as a fun, since it need not be exported.
fn call_on_load(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    let module = cx.vm.code.loading(name).cloned().ok_or_else(Stop::badarg)?;
    let word = module.on_load.ok_or_else(Stop::badarg)?;
    let entry = cx.vm.code.funs.define(FunEntry {
        module: name,
        function: Atom::new("on_load"),
        arity: 0,
        free: 0,
        index: u32::MAX,
        old_uniq: 0,
        uniq: module.md5,
        code: std::ptr::null(),
    });
    cx.vm.code.funs.set_code(entry, module.address(word));
    let me = cx.myself();
    let fun = cx.heap().fun(entry, me, &[]);
    Err(Stop(Box::new(StopKind::Apply { fun, args: Vec::new() })))
}

fn finish_on_load(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (name, good) = (args[0].as_atom(), args[1].as_bool());
    let (Some(name), Some(good)) = (name, good) else {
        return Err(Stop::badarg());
    };
    let code = &mut cx.vm.code;
    let replaces = code.current(name).is_some();
    if code.loading(name).is_none() || (good && replaces && code.old(name).is_some()) {
        return Err(Stop::badarg());
    }
    if good {
        code.make_staged_current(name);
    }
    Ok(atom::TRUE.into())
}

fn delete(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    let code = &mut cx.vm.code;
    if !code.modules.contains_key(&name) {
        return Ok(atom::UNDEFINED.into());
    }
    if code.old(name).is_some() {
        return Err(Stop::badarg());
    }
    code.delete(name);
    Ok(atom::TRUE.into())
}

fn check_old(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    Ok(Term::bool(cx.vm.code.old(name).is_some()))
}

fn is_loaded(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    Ok(Term::bool(cx.vm.code.current(name).is_some()))
}

/// The last loaded first, roughly: the order of their names' making.
fn loaded(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let modules = cx.vm.code.modules.iter();
    let known = modules.filter(|(_, versions)| versions.current.is_some() || versions.old.is_some());
    let mut names: Vec<Term> = known.map(|(name, _)| Term::from(*name)).collect();
    names.sort_unstable_by_key(|name| std::cmp::Reverse(name.0));
    Ok(cx.heap().list(names.into_iter()))
}

/// The modules that are part of OTP's emulator, in its order; not every release has all.
const PRELOADED: &[&str] = &[
    "persistent_term",
    "counters",
    "atomics",
    "erts_dirty_process_signal_handler",
    "erts_trace_cleaner",
    "erts_literal_area_collector",
    "erl_tracer",
    "erts_internal",
    "erlang",
    "erl_prim_loader",
    "prim_zip",
    "prim_net",
    "prim_socket",
    "socket_registry",
    "zlib",
    "prim_file",
    "prim_inet",
    "prim_eval",
    "prim_buffer",
    "init",
    "erl_init",
    "erts_code_purger",
];

fn pre_loaded(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let mut names: Vec<Atom> = PRELOADED.iter().map(|name| Atom::new(name)).collect();
    names.retain(|name| cx.vm.preloaded.contains(name));
    Ok(cx.heap().list(names.into_iter().map(Term::from)))
}

/// The number of an export that somebody has named.
fn export(cx: &Context<'_>, args: &[Term]) -> Result<Option<u32>, Stop> {
    match (args[0].as_atom(), args[1].as_atom(), args[2].as_small()) {
        (Some(module), Some(function), Some(arity)) => Ok(u8::try_from(arity)
            .ok()
            .and_then(|arity| cx.vm.code.exports.find(module, function, arity))),
        _ => Err(Stop::badarg()),
    }
}

fn is_exported(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let number = export(cx, args)?;
    Ok(Term::bool(
        number.is_some_and(|number| cx.vm.code.exports.get(number).is_defined()),
    ))
}

/// Modules of OTP's emulator whose functions are native ones that are loaded, not built in.
const EMULATOR: &[&str] = &[
    "prim_buffer",
    "prim_file",
    "prim_net",
    "prim_socket",
    "prim_tty",
    "zlib",
];

fn is_built_in(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let number = export(cx, args)?;
    let is_built_in = number.is_some_and(|number| {
        let export = cx.vm.code.exports.get(number);
        let is_apply = export.module == atom::ERLANG && export.function == atom::APPLY && matches!(export.arity, 2 | 3);
        is_apply || (export.bif.is_some() && !EMULATOR.contains(&export.module.name()))
    });
    Ok(Term::bool(is_built_in))
}

/// The native functions of OTP's own emulator, and those that we have, are there from the beginning; no others can be loaded.
fn load_native(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let path = super::prim_file::native_name(args[0]).ok_or_else(Stop::badarg)?;
    let caller = cx
        .vm
        .code
        .module_at(cx.me.ip)
        .or_else(|| cx.vm.code.module_at(cx.me.cp));
    let caller = caller.map(|module| module.name);
    // The preloaded modules belong to the machine, whatever of them it has.
    if caller.is_some_and(|caller| cx.vm.preloaded.contains(&caller)) {
        return Ok(atom::OK.into());
    }
    if cx
        .vm
        .code
        .exports
        .iter()
        .any(|export| Some(export.module) == caller && export.bif.is_some())
    {
        return Ok(atom::OK.into());
    }
    let text = [
        b"Failed to load NIF library: '",
        &path[..],
        b".so: the sandbox loads no native code'",
    ]
    .concat();
    let heap = cx.heap();
    let text = heap.byte_list(&text);
    let reason = heap.tuple(&[Atom::new("load_failed").into(), text]);
    Ok(heap.tuple(&[atom::ERROR.into(), reason]))
}

/// A chunk of a file. What is no BEAM file has none.
fn chunk(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let file = binary::bytes(args[0])?;
    let letters: Option<Vec<u8>> = args[1]
        .elements()
        .map(|letter| letter.as_small().and_then(|letter| u8::try_from(letter).ok()))
        .collect();
    let name: [u8; 4] = letters
        .and_then(|letters| letters.try_into().ok())
        .ok_or_else(Stop::badarg)?;
    let found = load::chunk::Chunks::of(&file)
        .ok()
        .and_then(|chunks| chunks.find(&name).map(<[u8]>::to_vec));
    Ok(match found {
        Some(chunk) => cx.heap().binary_from(chunk),
        None => atom::UNDEFINED.into(),
    })
}

fn checksum(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let file = binary::bytes(args[0])?;
    cx.work(file.len() / 10);
    let compressed = file.starts_with(&[0x1f, 0x8b]);
    Ok(match load::module_md5(&file) {
        Ok(md5) if !compressed => cx.heap().binary(&md5),
        _ => atom::UNDEFINED.into(),
    })
}

/// No code counts how often its functions or lines are run: the mode is `none`, and none else can be set, as on OTP without native code.
fn coverage_mode(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].as_atom().and_then(|name| cx.vm.code.current(name)) {
        Some(_) => Ok(Atom::new("none").into()),
        None => Err(Stop::badarg()),
    }
}

fn set_coverage_mode(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let known = ["none", "function", "function_counters", "line", "line_counters"];
    match args[0].as_atom() {
        Some(mode) if known.contains(&mode.name()) => Ok(Atom::new("none").into()),
        _ => Err(Stop::badarg()),
    }
}

/// `fun M:F/A`.
pub(super) fn external(cx: &mut Context<'_>, module: Atom, function: Atom, arity: u8) -> Answer {
    let number = cx
        .vm
        .code
        .export(module, function, arity)
        .ok_or_else(Stop::system_limit)?;
    Ok(cx.heap().export(number, module, function, arity))
}

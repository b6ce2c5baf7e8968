//! Re: `re:compile`, `run` and `inspect`; splitting, replacing and all matches are stock Erlang on top.

mod cache;
mod capture;
mod export;
mod flaw;
mod options;

use std::{borrow::Cow, rc::Rc};

use crate::{
    bif::{Answer, Entry, Stop, iolist},
    re::{Flaw, Meaning, Newline, Outcome, Program},
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

pub(crate) use cache::Cache;
use options::{Options, Use};

pub(crate) const TABLE: &[Entry] = &[
    ("re", "version", 0, version),
    ("re", "compile", 1, compile_1),
    ("re", "compile", 2, compile_2),
    ("re", "import", 1, export::import),
    ("re", "run", 2, run_2),
    ("re", "run", 3, run_3),
    ("re", "internal_run", 4, internal_run),
    ("re", "inspect", 2, inspect),
];

/// The version of PCRE that OTP 25 has, and that this follows.
fn version(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    // Elixir keeps patterns that OTP compiled, and compiles them again where the version is another: here they mean nothing.
    Ok(cx.heap().binary(b"8.44 2020-02-12 (Portcullis)"))
}

fn bad_option() -> Stop {
    Stop::badarg_because(Atom::new("badopt"))
}

fn compile_1(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    compile_2(cx, &[args[0], Term::NIL])
}

fn compile_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if let Some(options) = export::without_export(cx, args[1]) {
        return export::compile(cx, args, options);
    }
    let options = Options::of(args[1], Use::Compile).ok_or_else(bad_option)?;
    if options.meaning.unicode && args[0].as_bits().is_none() {
        return Err(Stop::call(Atom::new("re"), Atom::new("ucompile"), args.to_vec()));
    }
    let text = text(cx, args[0])?;
    cx.work(text.len());
    let compiled = program(cx, &text, &options.meaning);
    let heap = cx.heap();
    Ok(match compiled {
        Ok(program) => {
            let pattern = pattern(heap, &text, &options.meaning, &program);
            heap.tuple(&[atom::OK.into(), pattern])
        }
        Err(flaw) => {
            let flaw = flaw_term(heap, &flaw);
            heap.tuple(&[atom::ERROR.into(), flaw])
        }
    })
}

/// A pattern's text. Up to OTP 27 it is a string of C, which ends at its first zero.
fn text(cx: &Context<'_>, pattern: Term) -> Result<Vec<u8>, Stop> {
    let mut text = iolist::bytes(pattern)?;
    if cx.vm.tables.system.release() < 28
        && let Some(end) = memchr::memchr(0, &text)
    {
        text.truncate(end);
    }
    Ok(text)
}

/// `{Text, Position}`
fn flaw_term(heap: &mut Heap, flaw: &Flaw) -> Term {
    let message = heap.string(flaw.message);
    heap.tuple(&[message, Term::small(flaw.position as i64)])
}

/// `{re_pattern, Groups, Unicode, CrLf, Opaque}`
fn pattern(heap: &mut Heap, text: &[u8], meaning: &Meaning, program: &Program) -> Term {
    let crlf = matches!(
        program.meaning().newline,
        Newline::CrLf | Newline::AnyCrLf | Newline::Any
    );
    let opaque = heap.binary_from(cache::key(text, meaning));
    heap.tuple(&[
        Atom::new("re_pattern").into(),
        Term::small(i64::from(program.groups())),
        Term::small(i64::from(program.meaning().unicode)),
        Term::small(i64::from(crlf)),
        opaque,
    ])
}

fn program(cx: &mut Context<'_>, text: &[u8], meaning: &Meaning) -> Result<Rc<Program>, Flaw> {
    if meaning.unicode
        && let Err(error) = std::str::from_utf8(text)
    {
        return Err(Flaw {
            message: "invalid UTF-8 string",
            position: error.valid_up_to(),
        });
    }
    let compiled = cx.vm.tables.re.program(text, meaning);
    match cx.vm.tables.system.release() {
        0..28 => compiled,
        _ => compiled.map_err(|flaw| flaw::of_pcre2(flaw, text)),
    }
}

/// What `{re_pattern, …}` is of; none if it is no such tuple.
fn precompiled(cx: &mut Context<'_>, term: Term) -> Option<Result<Rc<Program>, Stop>> {
    let [tag, .., opaque] = term.as_tuple_of::<5>()?;
    if tag.as_atom()?.name() != "re_pattern" {
        return None;
    }
    let key = opaque.as_bits().and_then(|bits| bits.to_bytes());
    let parts = key.as_deref().and_then(cache::parts);
    Some(match parts {
        Some((text, meaning)) => program(cx, text, &meaning).map_err(|_| Stop::badarg()),
        None => Err(Stop::badarg()),
    })
}

fn inspect(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let program = precompiled(cx, args[0]).ok_or_else(Stop::badarg)??;
    if args[1].as_atom().map(Atom::name) != Some("namelist") {
        return Err(Stop::badarg());
    }
    let heap = cx.heap();
    let mut names: Vec<&String> = program.names().iter().map(|(name, _)| name).collect();
    names.dedup();
    let names: Vec<Term> = names.into_iter().map(|name| heap.binary(name.as_bytes())).collect();
    let names = heap.list(names.into_iter());
    Ok(heap.tuple(&[Atom::new("namelist").into(), names]))
}

fn run_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    run(cx, &[args[0], args[1], Term::NIL], true)
}

fn run_3(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    run(cx, args, true)
}

/// One match of many: the last argument says whether it is the first, when the subject has to be looked at.
fn internal_run(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    run(cx, &args[..3], args[3].as_bool() != Some(false))
}

fn run(cx: &mut Context<'_>, args: &[Term], first: bool) -> Answer {
    let [subject, pattern_term, option_list] = [args[0], args[1], args[2]];
    let compiled = precompiled(cx, pattern_term).transpose()?;
    let kind = match compiled {
        Some(_) => Use::Run,
        None => Use::CompileAndRun,
    };
    let options = Options::of(option_list, kind).ok_or_else(bad_option)?;
    if options.capture.is_none() || options.compiles && compiled.is_some() {
        return Err(Stop::badarg());
    }
    let was_compiled = compiled.is_some();
    let unicode = match &compiled {
        Some(program) => program.meaning().unicode,
        None => options.meaning.unicode,
    };
    let is_binary = |term: Term| term.as_bits().is_some();
    if unicode && (!is_binary(subject) || !was_compiled && !is_binary(pattern_term)) {
        let args = vec![subject, pattern_term, option_list];
        return Err(Stop::call(Atom::new("re"), Atom::new("urun"), args));
    }
    let program = match compiled {
        Some(program) => program,
        None => {
            let text = text(cx, pattern_term)?;
            match program(cx, &text, &options.meaning) {
                Ok(program) if options.global => {
                    let pattern = pattern(cx.heap(), &text, &options.meaning, &program);
                    return Err(all(cx.heap(), subject, pattern, option_list, Some(pattern_term)));
                }
                Ok(program) => program,
                Err(flaw) if options.report_errors => return Ok(compile_error(cx.heap(), &flaw)),
                Err(_) => return Err(Stop::badarg()),
            }
        }
    };
    if options.global {
        return Err(all(cx.heap(), subject, pattern_term, option_list, None));
    }
    search(cx, subject, &program, &options, first)
}

/// All matches are found by the module itself.
fn all(heap: &mut Heap, subject: Term, pattern: Term, options: Term, original: Option<Term>) -> Stop {
    let clean = match original {
        Some(original) => heap.tuple(&[options, Term::bool(true), original]),
        None => heap.tuple(&[options, Term::bool(false)]),
    };
    Stop::call(Atom::new("re"), Atom::new("grun"), vec![subject, pattern, clean])
}

fn compile_error(heap: &mut Heap, flaw: &Flaw) -> Term {
    let flaw = flaw_term(heap, flaw);
    let compile = heap.tuple(&[Atom::new("compile").into(), flaw]);
    heap.tuple(&[atom::ERROR.into(), compile])
}

fn search(cx: &mut Context<'_>, subject: Term, program: &Program, options: &Options, first: bool) -> Answer {
    let bytes: Cow<'_, [u8]> = match subject.as_bits() {
        Some(bits) => bits.to_bytes().ok_or_else(Stop::badarg)?,
        None => Cow::Owned(iolist::bytes(subject)?),
    };
    let unicode = program.meaning().unicode;
    let offset = options.request.offset;
    if offset > bytes.len() || unicode && bytes.get(offset).is_some_and(|byte| byte & 0xC0 == 0x80) {
        return Err(Stop::badarg());
    }
    if unicode && first && std::str::from_utf8(&bytes).is_err() {
        return Err(Stop::badarg());
    }
    let outcome = program.search(&bytes, &options.request);
    let heap = cx.heap();
    let trouble = match outcome {
        Outcome::Match(groups) => {
            cx.work(
                groups
                    .iter()
                    .flatten()
                    .map(|(_, end)| end - offset.min(*end))
                    .max()
                    .unwrap_or(0)
                    / 10,
            );
            let capture = options.capture.as_ref().ok_or_else(Stop::badarg)?;
            return Ok(capture.result(cx.heap(), program, &groups, subject, &bytes));
        }
        Outcome::NoMatch => {
            cx.work((bytes.len() - offset) / 10);
            return Ok(atom::NOMATCH.into());
        }
        Outcome::Limit => "match_limit",
        Outcome::Depth => "match_limit_recursion",
    };
    Ok(match options.report_errors {
        true => heap.tuple(&[atom::ERROR.into(), Atom::new(trouble).into()]),
        false => atom::NOMATCH.into(),
    })
}

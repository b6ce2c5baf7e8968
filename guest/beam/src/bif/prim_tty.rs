//! Tty: the native functions of `prim_tty`, by which OTP 26 and later read standard input and write standard output.
//!
//! The streams are as they are: none is put into a mode of its own, none tells its size, and nothing is known of terminals'
//! capabilities, so that the shell is the one for what is no terminal. A reader asks by `tty_select/3` to be told once that
//! something has come; `read_nif/2` gives all of it, and asks again. In OTP 28 and later these take other arguments, and a terminal
//! may be made for standard error.

use super::{Answer, Entry, Stop, iolist, os};
use crate::{
    host::{Input, Output},
    term::{Atom, Term, atom, map},
    vm::{Context, Vm},
};
use std::rc::Rc;

pub(super) const TABLE: &[Entry] = &[
    ("prim_tty", "isatty", 1, is_terminal),
    ("prim_tty", "isprint", 1, |_, args| {
        let character = args[0].as_small().and_then(|code| u32::try_from(code).ok());
        let character = character.and_then(char::from_u32);
        Ok(Term::bool(character.is_some_and(|character| !character.is_control())))
    }),
    ("prim_tty", "read_nif", 2, read),
    ("prim_tty", "read_nif", 3, read),
    ("prim_tty", "setlocale", 1, set_locale),
    ("prim_tty", "setupterm_nif", 0, not_supported),
    // As wide as C's `wchar_t` on Linux, of which there is none here.
    ("prim_tty", "sizeof_wchar", 0, |_, _| Ok(Term::small(4))),
    ("prim_tty", "tgetent_nif", 1, not_supported),
    ("prim_tty", "tgetflag_nif", 1, not_supported),
    ("prim_tty", "tgetnum_nif", 1, not_supported),
    ("prim_tty", "tgetstr_nif", 1, not_supported),
    ("prim_tty", "tgoto_nif", 1, not_supported),
    ("prim_tty", "tgoto_nif", 2, not_supported),
    ("prim_tty", "tgoto_nif", 3, not_supported),
    ("prim_tty", "tigetflag_nif", 1, not_supported),
    ("prim_tty", "tigetnum_nif", 1, not_supported),
    ("prim_tty", "tigetstr_nif", 1, not_supported),
    ("prim_tty", "tinfo_nif", 0, not_supported),
    ("prim_tty", "tputs_nif", 2, not_supported),
    ("prim_tty", "tty_create", 0, create),
    ("prim_tty", "tty_create", 1, create),
    ("prim_tty", "tty_encoding", 1, |_, _| Ok(Atom::new("utf8").into())),
    ("prim_tty", "tty_init", 2, init),
    ("prim_tty", "tty_init", 3, not_supported),
    ("prim_tty", "tty_read_signal", 2, not_supported),
    ("prim_tty", "tty_select", 2, select),
    ("prim_tty", "tty_select", 3, select),
    ("prim_tty", "tty_set", 1, not_supported),
    ("prim_tty", "tty_window_size", 1, not_supported),
    ("prim_tty", "wcswidth", 1, not_supported),
    ("prim_tty", "wcwidth", 1, not_supported),
    ("prim_tty", "write_nif", 2, write),
];

/// What a reader takes at once.
const CHUNK: usize = 1 << 16;

/// Who reads standard input, and what is there for it.
#[derive(Default)]
pub(crate) struct Tty {
    reader: Option<Reader>,
    /// The reader is to be told when something comes.
    wanted: bool,
    /// What has come, until it is read.
    come: Vec<u8>,
    ended: bool,
}

/// A process that has called `tty_select/3`.
struct Reader {
    process: u64,
    /// The identity of the terminal that it gave, and of its own reference.
    tty: [u64; 2],
    reference: [u64; 2],
}

/// What the reference of a terminal owns: where it writes to. It is known by that.
struct Handle(Output);

fn not_supported(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(cx.heap().tuple(&[atom::ERROR.into(), Atom::new("enotsup").into()]))
}

/// For standard output, or what is said.
fn create(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let output = match args.first().and_then(|name| name.as_atom()).map(Atom::name) {
        Some("stderr") => Output::Err,
        Some("stdout") | None => Output::Out,
        Some(_) => return Err(Stop::badarg()),
    };
    let id = cx.vm.next_ref();
    let tty = cx.heap().magic(id, Rc::new(Handle(output)));
    Ok(cx.heap().tuple(&[atom::OK.into(), tty]))
}

/// The streams stay as they are, which is not what raw input is.
fn init(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    handle(args[0])?;
    match map::get(args[1], Atom::new("input").into()).and_then(|input| input.as_atom()) {
        Some(input) if input.name() == "raw" => not_supported(cx, args),
        _ => Ok(atom::OK.into()),
    }
}

fn is_terminal(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let output = match args[0].as_atom().map(Atom::name) {
        Some("stdin") => None,
        Some("stdout") => Some(Output::Out),
        Some("stderr") => Some(Output::Err),
        _ => return Err(Stop::badarg()),
    };
    Ok(Term::bool(cx.vm.host.is_terminal(output)))
}

/// Whether text is UTF-8, by the first of the environment's variables that C's `setlocale` would heed.
fn set_locale(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| os::variable(cx.vm, name))
        .find(|value| !value.is_empty())
        .unwrap_or_default()
        .to_ascii_lowercase();
    Ok(Term::bool(locale.contains("utf-8") || locale.contains("utf8")))
}

/// The identity of a terminal.
fn handle(tty: Term) -> Result<[u64; 2], Stop> {
    let known = tty.as_resource().is_some_and(|resource| resource.is::<Handle>());
    tty.as_local_ref().filter(|_| known).ok_or_else(Stop::badarg)
}

fn select(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let tty = handle(args[0])?;
    let reference = args
        .last()
        .and_then(|reference| reference.as_local_ref())
        .ok_or_else(Stop::badarg)?;
    let table = &mut cx.vm.tables.tty;
    table.reader = Some(Reader {
        process: cx.me.id,
        tty,
        reference,
    });
    table.wanted = true;
    Ok(atom::OK.into())
}

fn read(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    handle(args[0])?;
    let table = &mut cx.vm.tables.tty;
    if table.come.is_empty() && table.ended {
        let closed = [atom::ERROR.into(), atom::CLOSED.into()];
        return Ok(cx.heap().tuple(&closed));
    }
    table.wanted = true;
    let bytes = std::mem::take(&mut table.come);
    let heap = cx.heap();
    let binary = heap.binary_from(bytes);
    Ok(heap.tuple(&[atom::OK.into(), binary]))
}

fn write(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let output = args[0].as_resource().and_then(|resource| resource.downcast_ref());
    let &Handle(output) = output.ok_or_else(Stop::badarg)?;
    let bytes = iolist::bytes(args[1]).map_err(|_| Stop::badarg())?;
    match cx.vm.host.write(output, &bytes) {
        Ok(()) => Ok(atom::OK.into()),
        Err(why) => Ok(cx.heap().tuple(&[atom::ERROR.into(), Atom::new(why.name()).into()])),
    }
}

impl Vm {
    /// Whether a reader waits for standard input.
    pub(super) fn tty_listens(&self) -> bool {
        let tty = &self.tables.tty;
        let reader = tty.reader.as_ref().filter(|_| tty.wanted);
        reader.is_some_and(|reader| self.processes.is_alive(reader.process))
    }

    /// Take what has come on standard input, and tell the reader of it.
    pub(super) fn serve_tty(&mut self) {
        if !self.tty_listens() {
            return;
        }
        let come = self.host.read_input(CHUNK);
        let tty = &mut self.tables.tty;
        match come {
            Input::Bytes(bytes) => tty.come.extend(bytes),
            Input::End => tty.ended = true,
            Input::Nothing => return,
        }
        tty.wanted = false;
        let Some(reader) = &tty.reader else { return };
        let (process, tty, reference) = (reader.process, reader.tty, reader.reference);
        self.deliver(process, |heap| {
            let tty = heap.magic(tty, Rc::new(Handle(Output::Out)));
            let reference = heap.reference(reference);
            heap.tuple(&[
                Atom::new("select").into(),
                tty,
                reference,
                Atom::new("ready_input").into(),
            ])
        });
    }
}

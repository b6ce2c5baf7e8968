//! Text: what only a machine can show: pids, ports, references and funs, and any term as it is.

use super::{Answer, Entry, Stop};
use crate::{
    host::Output,
    term::{
        Atom, Term, View, atom,
        external::{pid_of_parts, ref_of_words},
        print,
    },
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "display", 1, display),
    ("erlang", "display_nl", 0, display_nl),
    ("erlang", "display_string", 1, |cx, args| {
        display_string(cx, Output::Err, args[0])
    }),
    ("erlang", "display_string", 2, display_string_on),
    ("erlang", "fun_to_list", 1, fun_to_list),
    ("erlang", "list_to_pid", 1, list_to_pid),
    ("erlang", "list_to_port", 1, list_to_port),
    ("erlang", "list_to_ref", 1, list_to_ref),
    ("erlang", "pid_to_list", 1, pid_to_list),
    ("erlang", "port_to_list", 1, port_to_list),
    ("erlang", "ref_to_list", 1, ref_to_list),
    ("erts_internal", "term_to_string", 2, term_to_string),
];

/// Nobody could be told if the output is closed.
fn show(cx: &mut Context<'_>, output: Output, bytes: &[u8]) -> Answer {
    let _ = cx.vm.host.write(output, bytes);
    Ok(Term::bool(true))
}

fn display(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut bytes = print::print(args[0], &cx.vm.code);
    cx.work(bytes.len() / 10);
    bytes.extend_from_slice(b"\r\n");
    show(cx, Output::Out, &bytes)
}

fn display_nl(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    show(cx, Output::Err, b"\r\n")
}

/// OTP 26 and later name the device, and take binaries too.
fn display_string_on(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let output = match args[0].as_atom().map(Atom::name) {
        Some("stdout") => Output::Out,
        Some("stderr") => Output::Err,
        // Nothing can be written there, as to a terminal that is not there.
        Some("stdin") => return Err(Stop::badarg_because(Atom::new("enxio"))),
        _ => return Err(Stop::badarg()),
    };
    match args[1].as_bits().and_then(|bits| bits.to_bytes()) {
        Some(bytes) => show(cx, output, &bytes),
        None => display_string(cx, output, args[1]),
    }
}

fn display_string(cx: &mut Context<'_>, output: Output, text: Term) -> Answer {
    let mut elements = text.elements();
    let text: Option<String> = elements
        .by_ref()
        .map(|element| char::from_u32(u32::try_from(element.as_small()?).ok()?))
        .collect();
    match text {
        Some(text) if elements.rest().is_nil() => {
            // OTP 26 began to write lines as they are.
            let text = match cx.vm.tables.system.release() {
                ..26 => text.replace('\n', "\r\n"),
                _ => text,
            };
            show(cx, output, text.as_bytes())
        }
        _ => Err(Stop::badarg()),
    }
}

/// A term as it is, at most about so many parts of it.
fn term_to_string(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let limit = match args[1].as_small() {
        Some(limit) => usize::try_from(limit).ok().filter(|limit| *limit > 1),
        None => (args[1] == atom::UNDEFINED.into()).then_some(usize::MAX),
    };
    let text = print::print_within(args[0], &cx.vm.code, limit.ok_or_else(Stop::badarg)?);
    cx.work(text.len());
    Ok(cx.heap().byte_list(&text))
}

fn shown(cx: &mut Context<'_>, term: Term, is: bool) -> Answer {
    if !is {
        return Err(Stop::badarg());
    }
    // A list of bytes, even of atoms beyond Latin-1, as on OTP.
    let text = print::print(term, &cx.vm.code);
    Ok(cx.heap().byte_list(&text))
}

fn fun_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    shown(cx, args[0], matches!(args[0].view(), View::Fun(_) | View::Export(_)))
}

fn pid_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    shown(cx, args[0], args[0].is_pid())
}

fn port_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    shown(cx, args[0], args[0].is_port())
}

fn ref_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    shown(cx, args[0], args[0].is_reference())
}

/// The numbers between `prefix` and `>`, of which the first, the node's, must be 0: this node's.
fn numbers(list: Term, prefix: &str) -> Result<Vec<u32>, Stop> {
    let mut elements = list.elements();
    let text: Option<String> = elements
        .by_ref()
        .map(|element| {
            element
                .as_small()
                .and_then(|byte| u8::try_from(byte).ok())
                .map(char::from)
        })
        .collect();
    let numbers = text.filter(|_| elements.rest().is_nil()).and_then(|text| {
        let inner = text.strip_prefix(prefix)?.strip_suffix('>')?;
        let number = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| text.parse().ok())?
        };
        inner.strip_prefix("0.")?.split('.').map(number).collect()
    });
    numbers.ok_or_else(Stop::badarg)
}

fn list_to_pid(_: &mut Context<'_>, args: &[Term]) -> Answer {
    // OTP's serials have 13 bits.
    match numbers(args[0], "<")?[..] {
        [number, serial] if serial < 1 << 13 => pid_of_parts(number.into(), serial.into())
            .map(Term::pid)
            .ok_or_else(Stop::badarg),
        _ => Err(Stop::badarg()),
    }
}

fn list_to_port(_: &mut Context<'_>, args: &[Term]) -> Answer {
    match numbers(args[0], "#Port<")?[..] {
        [number] => Ok(Term::port(number.into())),
        _ => Err(Stop::badarg()),
    }
}

fn list_to_ref(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut words = numbers(args[0], "#Ref<")?;
    words.reverse();
    if words.len() < 3 {
        return Err(Stop::badarg());
    }
    let id = ref_of_words(&words).ok_or_else(Stop::badarg)?;
    Ok(cx.heap().reference(id))
}

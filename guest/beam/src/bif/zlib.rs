//! Zlib: the native functions of `zlib`, on zlib-rs.
//!
//! What is inflated is the same as under OTP, and so are the errors. What is deflated is smaller or larger by some bytes,
//! since there are many right ways to deflate and zlib-rs has those of zlib-ng. `stream` has what a `zstream()` holds.

mod stream;

use super::{Answer, Entry, Stop, iolist};
use crate::{
    term::{Atom, Parcel, Term, atom},
    vm::Context,
};
use std::cell::RefCell;
use std::rc::Rc;
use stream::{End, Failure, State, Step, Stream};

/// The native functions of `zlib`.
pub(super) const TABLE: &[Entry] = &[
    ("zlib", "open_nif", 0, open),
    ("zlib", "close_nif", 1, close),
    ("zlib", "set_controller_nif", 2, set_controller),
    ("zlib", "deflateInit_nif", 6, deflate_init),
    ("zlib", "deflateSetDictionary_nif", 2, deflate_dictionary),
    ("zlib", "deflateReset_nif", 1, deflate_reset),
    ("zlib", "deflateParams_nif", 3, deflate_params),
    ("zlib", "deflate_nif", 4, deflate),
    ("zlib", "deflateEnd_nif", 1, deflate_end),
    ("zlib", "inflateInit_nif", 3, inflate_init),
    ("zlib", "inflateSetDictionary_nif", 2, inflate_dictionary),
    ("zlib", "inflateGetDictionary_nif", 1, inflate_window),
    ("zlib", "inflateReset_nif", 1, inflate_reset),
    ("zlib", "inflate_nif", 4, inflate),
    ("zlib", "inflateEnd_nif", 1, inflate_end),
    ("zlib", "enqueue_nif", 2, enqueue),
    ("zlib", "crc32_nif", 1, crc32),
    ("zlib", "getStash_nif", 1, stash),
    ("zlib", "setStash_nif", 2, set_stash),
    ("zlib", "clearStash_nif", 1, clear_stash),
    ("zlib", "getBufSize_nif", 1, buffer_size),
    ("zlib", "setBufSize_nif", 2, set_buffer_size),
];

fn open(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    let id = cx.vm.next_ref();
    let stream = RefCell::new(Stream::new(cx.me.id));
    Ok(cx.heap().magic(id, Rc::new(stream)))
}

/// Do something with a stream of which the caller is the owner.
fn with<T>(cx: &Context<'_>, term: Term, work: impl FnOnce(&mut Stream) -> Result<T, Stop>) -> Result<T, Stop> {
    let resource = term.as_resource().ok_or_else(Stop::badarg)?;
    let stream = resource.downcast_ref::<RefCell<Stream>>().ok_or_else(Stop::badarg)?;
    let stream = &mut *stream.borrow_mut();
    match stream.owner == cx.me.id {
        true => work(stream),
        false => Err(Stop::error(Atom::new("not_on_controlling_process"))),
    }
}

fn failed(failure: Failure) -> Stop {
    Stop::error(Atom::new(failure.name()))
}

fn done(result: Result<(), Failure>) -> Answer {
    result.map(|()| atom::OK.into()).map_err(failed)
}

fn number(term: Term) -> Result<i64, Stop> {
    term.as_small().ok_or_else(Stop::badarg)
}

fn close(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| {
        match std::mem::replace(&mut stream.state, State::Closed) {
            State::Closed => Err(failed(Failure::NotInitialized)),
            _ => {
                stream.input.clear();
                stream.stash = None;
                Ok(atom::OK.into())
            }
        }
    })
}

fn set_controller(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let owner = args[1].as_local_pid().ok_or_else(Stop::badarg)?;
    with(cx, args[0], |stream| {
        stream.owner = owner;
        Ok(atom::OK.into())
    })
}

fn deflate_init(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let [level, _, window_bits, memory_level, strategy] = [1, 2, 3, 4, 5].map(|at| number(args[at]));
    let settings = [level?, window_bits?, memory_level?, strategy?];
    with(cx, args[0], |stream| done(stream.begin_deflate(settings)))
}

fn deflate_dictionary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let dictionary = iolist::bytes(args[1])?;
    let adler = with(cx, args[0], |stream| {
        stream.deflate_dictionary(&dictionary).map_err(failed)
    })?;
    Ok(Term::small(adler.into()))
}

fn deflate_reset(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| done(stream.reset_deflate()))
}

fn deflate_params(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (level, _) = (number(args[1])?, number(args[2])?);
    with(cx, args[0], |stream| done(stream.set_level(level as i32)))
}

fn deflate(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (input, output, flush) = (number(args[1])?, number(args[2])?, number(args[3])?);
    let step = with(cx, args[0], |stream| {
        stream.deflate(input as usize, output as usize, flush).map_err(failed)
    })?;
    answer(cx, step)
}

fn deflate_end(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| done(stream.end_deflate()))
}

fn inflate_init(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let window_bits = number(args[1])?;
    let end = match number(args[2])? {
        0 => End::Fail,
        1 => End::Begin,
        _ => End::Drop,
    };
    with(cx, args[0], |stream| done(stream.begin_inflate(window_bits, end)))
}

fn inflate_dictionary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let dictionary = iolist::bytes(args[1])?;
    with(cx, args[0], |stream| done(stream.inflate_dictionary(&dictionary)))
}

/// zlib-rs does not show its window, and `zlib` knows that there are such: `enotsup`.
fn inflate_window(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| match stream.state {
        State::Inflate { .. } => Ok(Atom::new("not_supported").into()),
        _ => Err(failed(Failure::NotInitialized)),
    })
}

fn inflate_reset(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| done(stream.reset_inflate()))
}

fn inflate(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (input, output) = (number(args[1])?, number(args[2])?);
    let step = with(cx, args[0], |stream| {
        stream.inflate(input as usize, output as usize).map_err(failed)
    })?;
    answer(cx, step)
}

fn inflate_end(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| done(stream.end_inflate()))
}

/// `{continue, Output}`, `{finished, Output}` or `{need_dictionary, Adler32, Output}`, the output in a list.
fn answer(cx: &mut Context<'_>, step: Step) -> Answer {
    cx.work(step.output.len());
    let heap = cx.heap();
    let output = match step.output.is_empty() {
        true => Term::NIL,
        false => {
            let output = heap.binary_from(step.output);
            heap.list([output].into_iter())
        }
    };
    let word = |name| Term::atom(Atom::new(name));
    Ok(match (step.needs, step.more) {
        (Some(adler), _) => heap.tuple(&[word("need_dictionary"), Term::small(adler.into()), output]),
        (None, true) => heap.tuple(&[word("continue"), output]),
        (None, false) => heap.tuple(&[word("finished"), output]),
    })
}

fn enqueue(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| {
        if matches!(stream.state, State::Closed | State::New) {
            return Err(failed(Failure::NotInitialized));
        }
        let mut parts = args[1].elements();
        for part in &mut parts {
            stream.input.push(part.as_aligned_bytes().ok_or_else(Stop::badarg)?);
        }
        match parts.rest().is_nil() {
            true => Ok(atom::OK.into()),
            false => Err(Stop::badarg()),
        }
    })
}

fn crc32(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| match &stream.state {
        State::New | State::Closed => Err(failed(Failure::NotInitialized)),
        State::Deflate { crc, .. } | State::Inflate { crc, .. } => {
            let crc = crc.as_ref().map_or(0, |crc| crc.clone().finalize());
            Ok(Term::small(crc.into()))
        }
    })
}

fn stash(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let stash = with(cx, args[0], |stream| Ok(stream.stash.clone()))?;
    Ok(match stash {
        Some(stash) => {
            let heap = cx.heap();
            let stash = stash.unpack(heap);
            heap.tuple(&[atom::OK.into(), stash])
        }
        None => Atom::new("empty").into(),
    })
}

fn set_stash(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| {
        stream.stash = Some(Rc::new(Parcel::copy_all(args[1])));
        Ok(atom::OK.into())
    })
}

fn clear_stash(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| {
        stream.stash = None;
        Ok(atom::OK.into())
    })
}

fn buffer_size(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    with(cx, args[0], |stream| Ok(Term::small(stream.buffer_size)))
}

fn set_buffer_size(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = number(args[1])?;
    with(cx, args[0], |stream| {
        stream.buffer_size = size;
        Ok(atom::OK.into())
    })
}

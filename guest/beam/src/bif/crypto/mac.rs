//! Mac: HMAC, and the keys that are derived by it.

use std::{cell::RefCell, rc::Rc};

use sha2::digest::DynDigest;

use crate::{
    bif::{Answer, Entry, Stop, iolist},
    term::{Atom, Heap, Term},
    vm::Context,
};

use super::{bytes, digest::Algorithm, refused};

pub(super) const TABLE: &[Entry] = &[
    ("crypto", "mac_algorithms", 0, algorithms),
    ("crypto", "mac_nif", 4, mac),
    ("crypto", "mac_init_nif", 3, init),
    ("crypto", "mac_update_nif", 2, update),
    ("crypto", "mac_final_nif", 1, finish),
    ("crypto", "pbkdf2_hmac_nif", 5, derive),
];

/// RFC 2104.
struct Hmac {
    inner: Box<dyn DynDigest>,
    outer: Box<dyn DynDigest>,
}

impl Hmac {
    fn new(algorithm: &Algorithm, key: &[u8]) -> Self {
        let mut block = vec![0; algorithm.block];
        match key.len() <= block.len() {
            true => block[..key.len()].copy_from_slice(key),
            false => {
                let key = algorithm.hash(key);
                block[..key.len()].copy_from_slice(&key);
            }
        }
        let padded = |pad: u8| {
            let mut digest = algorithm.begin();
            digest.update(&block.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>());
            digest
        };
        Self {
            inner: padded(0x36),
            outer: padded(0x5C),
        }
    }

    fn copy(&self) -> Self {
        Self {
            inner: self.inner.box_clone(),
            outer: self.outer.box_clone(),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    /// The code; what follows is of a new message that begins as this one.
    fn finish(mut self) -> Box<[u8]> {
        self.outer.update(&self.inner.finalize());
        self.outer.finalize()
    }
}

fn algorithms(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(cx.heap().cons(Atom::new("hmac").into(), Term::NIL))
}

/// The lines of `mac.c` at which its functions refuse what they are given.
struct Lines {
    mac: i64,
    digest: i64,
    key: i64,
}

fn begin(heap: &mut Heap, args: &[Term], lines: &Lines) -> Result<Hmac, Stop> {
    let Ok(key) = bytes(args[2]) else {
        return Err(refused(heap, "mac.c", lines.key, 2, "Bad key"));
    };
    if args[0].as_atom().map(Atom::name) != Some("hmac") {
        return Err(refused(heap, "mac.c", lines.mac, 0, "Unknown mac algorithm"));
    }
    match Algorithm::of(args[1]) {
        Some(algorithm) => Ok(Hmac::new(algorithm, &key)),
        None => Err(refused(heap, "mac.c", lines.digest, 1, "Bad digest algorithm for HMAC")),
    }
}

fn mac(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Ok(data) = iolist::bytes(args[3]) else {
        return Err(refused(cx.heap(), "mac.c", 175, 3, "Bad text"));
    };
    let lines = Lines {
        mac: 233,
        digest: 263,
        key: 169,
    };
    let mut hmac = begin(cx.heap(), args, &lines)?;
    cx.work(data.len() / 10);
    hmac.update(&data);
    Ok(cx.heap().binary(&hmac.finish()))
}

fn init(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let lines = Lines {
        mac: 587,
        digest: 617,
        key: 523,
    };
    let hmac = begin(cx.heap(), args, &lines)?;
    let id = cx.vm.next_ref();
    Ok(cx.heap().magic(id, Rc::new(RefCell::new(hmac))))
}

fn state(heap: &mut Heap, term: Term, line: i64) -> Result<&RefCell<Hmac>, Stop> {
    let state = term.as_resource().and_then(|resource| resource.downcast_ref());
    state.ok_or_else(|| refused(heap, "mac.c", line, 0, "Bad ref"))
}

/// Changes what the reference owns, as in OTP.
fn update(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let state = state(cx.heap(), args[0], 817)?;
    let Ok(data) = iolist::bytes(args[1]) else {
        return Err(refused(cx.heap(), "mac.c", 822, 1, "Bad text"));
    };
    state.borrow_mut().update(&data);
    cx.work(data.len() / 10);
    Ok(args[0])
}

fn finish(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let code = state(cx.heap(), args[0], 847)?.borrow().copy().finish();
    Ok(cx.heap().binary(&code))
}

/// The most bytes of a key.
const KEY_MAX: usize = 1 << 20;

/// PBKDF2, RFC 8018.
fn derive(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let refuse = |cx: &mut Context<'_>, line: i64, argument: i64, text: &str| {
        Err(refused(cx.heap(), "pbkdf2_hmac.c", line, argument, text))
    };
    let Some(algorithm) = Algorithm::of(args[0]) else {
        return refuse(cx, 34, 0, "Bad digest type");
    };
    let Ok(password) = bytes(args[1]) else {
        return refuse(cx, 41, 1, "Not binary");
    };
    let Ok(salt) = bytes(args[2]) else {
        return refuse(cx, 43, 2, "Not binary");
    };
    let positive = |term: Term| {
        let number = term.as_small().and_then(|number| usize::try_from(number).ok());
        number.filter(|number| *number > 0)
    };
    let Some(rounds) = positive(args[3]) else {
        return refuse(cx, 49, 3, "Must be > 0");
    };
    let Some(length) = positive(args[4]).filter(|length| *length <= KEY_MAX) else {
        return refuse(cx, 54, 4, "Must be > 0");
    };
    let begun = Hmac::new(algorithm, &password);
    let mut key = Vec::new();
    for number in 1u32.. {
        let mut first = begun.copy();
        first.update(&salt);
        first.update(&number.to_be_bytes());
        let mut last = first.finish();
        let mut block = last.clone();
        for _ in 1..rounds {
            let mut next = begun.copy();
            next.update(&last);
            last = next.finish();
            block.iter_mut().zip(&last).for_each(|(a, b)| *a ^= b);
        }
        key.extend_from_slice(&block);
        if key.len() >= length {
            break;
        }
    }
    cx.work(rounds.saturating_mul(length));
    key.truncate(length);
    Ok(cx.heap().binary_from(key))
}

//! Digest: hashes, at once and piece by piece.

use std::rc::Rc;

use sha2::digest::DynDigest;

use crate::{
    bif::{Answer, Entry, Stop, iolist},
    term::{Atom, Heap, Term, map},
    vm::Context,
};

use super::{bytes, refused};

pub(super) const TABLE: &[Entry] = &[
    ("crypto", "hash_algorithms", 0, algorithms),
    ("crypto", "hash_info_nif", 1, info),
    ("crypto", "hash_nif", 2, hash),
    ("crypto", "hash_init_nif", 1, init),
    ("crypto", "hash_update_nif", 2, update),
    ("crypto", "hash_final_nif", 1, finish),
];

/// A hash function.
pub(super) struct Algorithm {
    name: &'static str,
    /// Bytes that it takes at once.
    pub(super) block: usize,
    /// Its number in OpenSSL.
    number: i64,
    new: fn() -> Box<dyn DynDigest>,
}

impl Algorithm {
    /// By its atom.
    pub(super) fn of(term: Term) -> Option<&'static Self> {
        let name = term.as_atom()?.name();
        ALGORITHMS.iter().find(|algorithm| algorithm.name == name)
    }

    /// A hash of nothing yet.
    pub(super) fn begin(&self) -> Box<dyn DynDigest> {
        (self.new)()
    }

    /// The hash of some bytes.
    pub(super) fn hash(&self, bytes: &[u8]) -> Box<[u8]> {
        let mut digest = self.begin();
        digest.update(bytes);
        digest.finalize()
    }
}

fn begin<D: DynDigest + Default + 'static>() -> Box<dyn DynDigest> {
    Box::new(D::default())
}

const fn algorithm(name: &'static str, block: usize, number: i64, new: fn() -> Box<dyn DynDigest>) -> Algorithm {
    Algorithm {
        name,
        block,
        number,
        new,
    }
}

/// In the order in which `crypto:supports/1` has them.
const ALGORITHMS: &[Algorithm] = &[
    algorithm("blake2s", 64, 1057, begin::<blake2::Blake2s256>),
    algorithm("blake2b", 128, 1056, begin::<blake2::Blake2b512>),
    algorithm("sha3_512", 72, 1099, begin::<sha3::Sha3_512>),
    algorithm("sha3_384", 104, 1098, begin::<sha3::Sha3_384>),
    algorithm("sha3_256", 136, 1097, begin::<sha3::Sha3_256>),
    algorithm("sha3_224", 144, 1096, begin::<sha3::Sha3_224>),
    algorithm("sha512", 128, 674, begin::<sha2::Sha512>),
    algorithm("sha384", 128, 673, begin::<sha2::Sha384>),
    algorithm("sha256", 64, 672, begin::<sha2::Sha256>),
    algorithm("sha224", 64, 675, begin::<sha2::Sha224>),
    algorithm("sha", 64, 64, begin::<sha1::Sha1>),
    algorithm("ripemd160", 64, 117, begin::<ripemd::Ripemd160>),
    algorithm("md5", 64, 4, begin::<md5::Md5>),
    algorithm("md4", 64, 257, begin::<md4::Md4>),
];

/// A hash that has begun; never changed, as its reference is a value.
struct Begun(Box<dyn DynDigest>);

fn algorithms(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let names = ALGORITHMS.iter().map(|algorithm| Atom::new(algorithm.name).into());
    Ok(cx.heap().list(names))
}

fn info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let algorithm = Algorithm::of(args[0]).ok_or_else(Stop::badarg)?;
    let size = algorithm.begin().output_size();
    let pairs = vec![
        (Atom::new("block_size").into(), Term::small(algorithm.block as i64)),
        (Atom::new("size").into(), Term::small(size as i64)),
        (Atom::new("type").into(), Term::small(algorithm.number)),
    ];
    Ok(map::from_pairs(cx.heap(), pairs))
}

fn hash(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(algorithm) = Algorithm::of(args[0]) else {
        return Err(refused(cx.heap(), "hash.c", 108, 0, "Bad digest type"));
    };
    let Ok(data) = iolist::bytes(args[1]) else {
        return Err(refused(cx.heap(), "hash.c", 110, 1, "Not iolist"));
    };
    cx.work(data.len() / 10);
    let hash = algorithm.hash(&data);
    Ok(cx.heap().binary(&hash))
}

fn begun(cx: &mut Context<'_>, digest: Box<dyn DynDigest>) -> Term {
    let id = cx.vm.next_ref();
    cx.heap().magic(id, Rc::new(Begun(digest)))
}

fn init(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match Algorithm::of(args[0]) {
        Some(algorithm) => Ok(begun(cx, algorithm.begin())),
        None => Err(refused(cx.heap(), "hash.c", 142, 0, "Bad digest type")),
    }
}

/// The state that a reference owns, copied.
fn state(heap: &mut Heap, term: Term, line: i64) -> Result<Box<dyn DynDigest>, Stop> {
    let begun = term.as_resource().and_then(|resource| resource.downcast_ref::<Begun>());
    match begun {
        Some(begun) => Ok(begun.0.box_clone()),
        None => Err(refused(heap, "hash.c", line, 0, "Bad state")),
    }
}

fn update(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut digest = state(cx.heap(), args[0], 171)?;
    let data = bytes(args[1])?;
    cx.work(data.len() / 10);
    digest.update(&data);
    Ok(begun(cx, digest))
}

fn finish(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let hash = state(cx.heap(), args[0], 205)?.finalize();
    Ok(cx.heap().binary(&hash))
}

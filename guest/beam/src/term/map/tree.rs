//! Tree: the maps of more than 32 keys, a trie by the keys' hashes, four bits a level.
//!
//! `TREE [size, root]`, where a node is `NODE [bitmap, children…]`: a child for each bit, either a leaf, the cell `[Key | Value]`, or a node that holds
//! at least two leaves. The highest four bits of the hash choose in the root, so that the leaves lie in the order of their hashes. Behind the last four
//! bits, keys of one hash are in a node whose bitmap is 0. Bagwell, "Ideal Hash Trees", 2001.

use super::{FLAT_MAX, flat, iter};
use crate::term::{Heap, Kind, Term, copy_words, hash, order, view};

/// Bits of the hash that choose at each level.
const BITS: u32 = 4;

/// Levels until the hash is used up.
pub(super) const LEVELS: usize = (u32::BITS / BITS) as usize;

#[inline(always)]
pub(super) fn size(map: Term) -> usize {
    Term(map.word(0)).small_value() as usize
}

#[inline(always)]
pub(super) fn root(map: Term) -> Term {
    Term(map.word(1))
}

/// The children of a tree's root, or of a node.
pub(crate) fn children<'a>(of: Term) -> Option<&'a [Term]> {
    match of.kind()? {
        Kind::TREE => Some(parts(root(of)).1),
        Kind::NODE => Some(parts(of).1),
        _ => None,
    }
}

/// The children of a node, and the bits that say which.
#[inline(always)]
pub(super) fn parts<'a>(node: Term) -> (u32, &'a [Term]) {
    let words = view::terms(node.words());
    (words[0].small_value() as u32, &words[1..])
}

/// The bit of a hash at a level below [`LEVELS`].
#[inline(always)]
pub(super) fn bit(hash: u32, level: usize) -> u32 {
    1 << ((hash >> (u32::BITS - BITS - BITS * level as u32)) & 15)
}

/// Which child a bit is.
#[inline(always)]
pub(super) fn rank(bitmap: u32, bit: u32) -> usize {
    (bitmap & (bit - 1)).count_ones() as usize
}

#[inline(always)]
fn same_key(a: Term, b: Term) -> bool {
    a.same(b) || (!a.is_immediate() && !b.is_immediate() && order::equal(a, b))
}

/// The child at which the search for a key goes on, or where one would have to be.
#[inline(always)]
fn step(node: Term, level: usize, key: Term, hash: u32) -> Result<usize, usize> {
    let (bitmap, children) = parts(node);
    if bitmap == 0 {
        let at = children.iter().position(|leaf| same_key(leaf.head(), key));
        return at.ok_or(children.len());
    }
    let bit = bit(hash, level);
    let at = rank(bitmap, bit);
    if bitmap & bit == 0 { Err(at) } else { Ok(at) }
}

pub(super) fn get(map: Term, key: Term) -> Option<Term> {
    let hash = hash::internal(key);
    let mut node = root(map);
    for level in 0..=LEVELS {
        let child = parts(node).1[step(node, level, key, hash).ok()?];
        if child.is_cons() {
            return same_key(child.head(), key).then(|| child.tail());
        }
        node = child;
    }
    None
}

/// The nodes from the root to where a key is or would be, and the number of the child in each.
struct Path {
    steps: [(Term, usize); LEVELS + 1],
    depth: usize,
}

/// What is at the end of a path.
enum End {
    /// The key's own leaf.
    Leaf(Term),
    /// Another key's leaf, with which it would have to share a node.
    Other(Term),
    /// A place for a child.
    Nothing,
}

impl Path {
    fn to(map: Term, key: Term, hash: u32) -> (Self, End) {
        let mut path = Path {
            steps: [(Term::NONE, 0); LEVELS + 1],
            depth: 0,
        };
        let mut node = root(map);
        loop {
            let found = step(node, path.depth, key, hash);
            let (Ok(at) | Err(at)) = found;
            path.steps[path.depth] = (node, at);
            path.depth += 1;
            if found.is_err() {
                return (path, End::Nothing);
            }
            node = parts(node).1[at];
            if node.is_cons() {
                let own = same_key(node.head(), key);
                return (path, if own { End::Leaf(node) } else { End::Other(node) });
            }
        }
    }

    /// The tree of that size in which the end of the path is `child`, and all that is not on the path is as it was.
    fn rebuild(&self, heap: &mut Heap, depth: usize, mut child: Term, size: usize) -> Term {
        for (node, at) in self.steps[..depth].iter().rev() {
            let new = heap.boxed(Kind::NODE, node.words());
            new.set_word(at + 1, child.0);
            child = new;
        }
        tree(heap, size, child)
    }
}

fn tree(heap: &mut Heap, size: usize, root: Term) -> Term {
    heap.boxed(Kind::TREE, &[Term::small(size as i64).0, root.0])
}

fn node(heap: &mut Heap, bitmap: u32, children: &[Term]) -> Term {
    let at = heap.alloc(children.len() + 2);
    // SAFETY: that many words are ours.
    unsafe {
        *at = Term::header(Kind::NODE, children.len() + 1);
        *at.add(1) = Term::small(i64::from(bitmap)).0;
        copy_words(children.as_ptr().cast(), at.add(2), children.len());
    }
    Term::from_boxed(at)
}

pub(super) fn put(heap: &mut Heap, map: Term, key: Term, value: Term) -> Term {
    let hash = hash::internal(key);
    let (path, end) = Path::to(map, key, hash);
    match end {
        End::Leaf(leaf) => replace(heap, map, &path, leaf, value),
        End::Other(other) => {
            let leaf = heap.cons(key, value);
            let both = fork(heap, path.depth, (hash::internal(other.head()), other), (hash, leaf));
            path.rebuild(heap, path.depth, both, size(map) + 1)
        }
        End::Nothing => {
            let leaf = heap.cons(key, value);
            let (last, at) = path.steps[path.depth - 1];
            let (bitmap, children) = parts(last);
            let bitmap = if bitmap == 0 {
                0
            } else {
                bitmap | bit(hash, path.depth - 1)
            };
            let wider = node_with(heap, bitmap, children, at, leaf);
            path.rebuild(heap, path.depth - 1, wider, size(map) + 1)
        }
    }
}

/// A node with one more child, before the one of number `at`.
fn node_with(heap: &mut Heap, bitmap: u32, children: &[Term], at: usize, child: Term) -> Term {
    let new = heap.alloc(children.len() + 3);
    // SAFETY: that many words are ours, and `at` is at most the number of children.
    unsafe {
        *new = Term::header(Kind::NODE, children.len() + 2);
        *new.add(1) = Term::small(i64::from(bitmap)).0;
        let old: *const u64 = children.as_ptr().cast();
        copy_words(old, new.add(2), at);
        *new.add(2 + at) = child.0;
        copy_words(old.add(at), new.add(3 + at), children.len() - at);
    }
    Term::from_boxed(new)
}

/// The node of that level for two leaves.
fn fork(heap: &mut Heap, level: usize, old: (u32, Term), new: (u32, Term)) -> Term {
    let mut last = level;
    while last < LEVELS && bit(old.0, last) == bit(new.0, last) {
        last += 1;
    }
    let mut child = if last == LEVELS {
        node(heap, 0, &[old.1, new.1])
    } else {
        let bitmap = bit(old.0, last) | bit(new.0, last);
        let leaves = if old.0 < new.0 { [old.1, new.1] } else { [new.1, old.1] };
        node(heap, bitmap, &leaves)
    };
    for level in (level..last).rev() {
        child = node(heap, bit(new.0, level), &[child]);
    }
    child
}

fn replace(heap: &mut Heap, map: Term, path: &Path, leaf: Term, value: Term) -> Term {
    if leaf.tail().same(value) {
        return map;
    }
    let leaf = heap.cons(leaf.head(), value);
    path.rebuild(heap, path.depth, leaf, size(map))
}

pub(super) fn update(heap: &mut Heap, map: Term, key: Term, value: Term) -> Option<Term> {
    match Path::to(map, key, hash::internal(key)) {
        (path, End::Leaf(leaf)) => Some(replace(heap, map, &path, leaf, value)),
        _ => None,
    }
}

pub(super) fn remove(heap: &mut Heap, map: Term, key: Term) -> Option<Term> {
    let hash = hash::internal(key);
    let (path, End::Leaf(leaf)) = Path::to(map, key, hash) else {
        return None;
    };
    if size(map) == FLAT_MAX + 1 {
        let rest = iter(map).filter(|(at, _)| !at.same(leaf.head())).collect();
        return Some(flat::from_distinct(heap, rest));
    }
    // A node that would have no or one leaf only is replaced by that leaf, up to the first that has more; the root has more than 32.
    let mut depth = path.depth;
    let mut rest = None;
    while depth > 1 && rest.is_none_or(Term::is_cons) {
        let (last, at) = path.steps[depth - 1];
        let (bitmap, children) = parts(last);
        rest = match (rest, children) {
            (None, [_]) => None,
            (None, [a, b]) if children[1 - at].is_cons() => Some(if at == 0 { *b } else { *a }),
            (Some(leaf), [_]) => Some(leaf),
            (None, _) => Some(node_without(heap, bitmap, children, at, bit_or_none(hash, depth - 1))),
            (Some(_), _) => break,
        };
        depth -= 1;
    }
    let size = size(map) - 1;
    Some(match rest {
        Some(child) => path.rebuild(heap, depth, child, size),
        None => {
            let (last, at) = path.steps[0];
            let (bitmap, children) = parts(last);
            let root = node_without(heap, bitmap, children, at, bit(hash, 0));
            tree(heap, size, root)
        }
    })
}

/// The bit of a hash at a level; none where the hash is used up.
fn bit_or_none(hash: u32, level: usize) -> u32 {
    if level < LEVELS { bit(hash, level) } else { 0 }
}

/// A node without the child of number `at`, whose bit is `bit`.
fn node_without(heap: &mut Heap, bitmap: u32, children: &[Term], at: usize, bit: u32) -> Term {
    let new = heap.alloc(children.len() + 1);
    // SAFETY: that many words are ours, and `at` is the number of a child.
    unsafe {
        *new = Term::header(Kind::NODE, children.len());
        *new.add(1) = Term::small(i64::from(bitmap & !bit)).0;
        let old: *const u64 = children.as_ptr().cast();
        copy_words(old, new.add(2), at);
        copy_words(old.add(at + 1), new.add(2 + at), children.len() - at - 1);
    }
    Term::from_boxed(new)
}

/// The map of any number of pairs, of which the later of equal ones wins.
pub(super) fn from_pairs(heap: &mut Heap, pairs: Vec<(Term, Term)>) -> Term {
    let mut entries: Vec<(u32, u32, Term, Term)> = pairs
        .into_iter()
        .enumerate()
        .map(|(at, (key, value))| (hash::internal(key), at as u32, key, value))
        .collect();
    entries.sort_unstable_by_key(|(hash, at, ..)| (*hash, *at));
    let entries = distinct(entries);
    if entries.len() <= FLAT_MAX {
        let pairs = entries.into_iter().map(|(_, _, key, value)| (key, value)).collect();
        return flat::from_distinct(heap, pairs);
    }
    let size = entries.len();
    let root = grow(heap, &entries, 0);
    tree(heap, size, root)
}

/// Of entries in the order of their hashes, the last one of each key.
fn distinct(entries: Vec<(u32, u32, Term, Term)>) -> Vec<(u32, u32, Term, Term)> {
    let mut all: Vec<(u32, u32, Term, Term)> = Vec::with_capacity(entries.len());
    let mut of_hash = 0;
    for entry in entries {
        if all.last().is_none_or(|last| last.0 != entry.0) {
            of_hash = all.len();
        }
        match all[of_hash..].iter_mut().find(|other| same_key(other.2, entry.2)) {
            Some(same) => same.3 = entry.3,
            None => all.push(entry),
        }
    }
    all
}

/// The node of that level for more than one entry; it goes as deep as there are levels.
fn grow(heap: &mut Heap, entries: &[(u32, u32, Term, Term)], level: usize) -> Term {
    if level == LEVELS {
        let leaves: Vec<Term> = entries
            .iter()
            .map(|(_, _, key, value)| heap.cons(*key, *value))
            .collect();
        return node(heap, 0, &leaves);
    }
    let mut bitmap = 0_u32;
    let mut children = [Term::NIL; 1 << BITS];
    for part in entries.chunk_by(|a, b| bit(a.0, level) == bit(b.0, level)) {
        let child = match part {
            [(_, _, key, value)] => heap.cons(*key, *value),
            _ => grow(heap, part, level + 1),
        };
        children[bitmap.count_ones() as usize] = child;
        bitmap |= bit(part[0].0, level);
    }
    node(heap, bitmap, &children[..bitmap.count_ones() as usize])
}

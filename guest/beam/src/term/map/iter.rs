//! Iter: the pairs of a map one after the other: a flat one's in term order, a tree's in the order of the keys' hashes.

use super::tree;
use crate::term::{Kind, Term, hash};

/// The pairs of a map.
#[derive(Clone)]
pub(crate) struct Iter<'a>(Now<'a>);

#[derive(Clone)]
enum Now<'a> {
    Flat {
        keys: &'a [Term],
        values: &'a [Term],
    },
    /// For each level the children of a node, and how many of them have been passed.
    Tree {
        levels: [(&'a [Term], usize); tree::LEVELS + 1],
        depth: usize,
    },
}

/// All pairs.
pub(crate) fn iter<'a>(map: Term) -> Iter<'a> {
    if let Some((keys, values)) = super::as_flat(map) {
        return Iter(Now::Flat { keys, values });
    }
    let mut levels: [(&[Term], usize); tree::LEVELS + 1] = [(&[], 0); tree::LEVELS + 1];
    levels[0].0 = tree::parts(tree::root(map)).1;
    Iter(Now::Tree { levels, depth: 0 })
}

/// The pairs of a tree from a [path](Iter::path) on, in time that does not depend on the path; none if there is no such path.
pub(crate) fn iter_from<'a>(map: Term, path: u64) -> Option<Iter<'a>> {
    let (hash, skip) = ((path >> 24) as u32, (path & 0xFF_FFFF) as usize);
    if !map.is(Kind::TREE) || path >> 56 != 0 {
        return None;
    }
    let mut levels: [(&[Term], usize); tree::LEVELS + 1] = [(&[], 0); tree::LEVELS + 1];
    let mut node = tree::root(map);
    for depth in 0..=tree::LEVELS {
        let (bitmap, children) = tree::parts(node);
        if bitmap == 0 {
            levels[depth] = (children, skip.min(children.len()));
            return Some(Iter(Now::Tree { levels, depth }));
        }
        let bit = tree::bit(hash, depth);
        let at = tree::rank(bitmap, bit);
        let child = (bitmap & bit != 0).then(|| children[at]);
        let passed = child.is_some_and(|child| child.is_boxed() || hash::internal(child.head()) < hash);
        levels[depth] = (children, at + usize::from(passed));
        match child {
            Some(child) if child.is_boxed() => node = child,
            _ => return Some(Iter(Now::Tree { levels, depth })),
        }
    }
    None
}

impl Iter<'_> {
    /// Where the iteration of a tree is: the hash of the next key, and how many of that hash come before it. None at the end.
    pub(crate) fn path(&self) -> Option<u64> {
        let mut ahead = self.clone();
        let hash = u64::from(hash::internal(ahead.next()?.0));
        match ahead.0 {
            Now::Tree { levels, depth } if depth == tree::LEVELS => Some(hash << 24 | (levels[depth].1 - 1) as u64),
            _ => Some(hash << 24),
        }
    }
}

impl Iterator for Iter<'_> {
    type Item = (Term, Term);

    #[inline]
    fn next(&mut self) -> Option<(Term, Term)> {
        match &mut self.0 {
            Now::Flat { keys, values } => {
                let pair = (*keys.first()?, values[0]);
                (*keys, *values) = (&keys[1..], &values[1..]);
                Some(pair)
            }
            Now::Tree { levels, depth } => loop {
                let (children, passed) = &mut levels[*depth];
                let Some(child) = children.get(*passed) else {
                    *depth = depth.checked_sub(1)?;
                    continue;
                };
                *passed += 1;
                if child.is_cons() {
                    return Some((child.head(), child.tail()));
                }
                *depth += 1;
                levels[*depth] = (tree::parts(*child).1, 0);
            },
        }
    }
}

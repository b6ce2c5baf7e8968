//! Hash: the objects of a set, bag or duplicate bag, in chains that grow one bucket at a time.
//!
//! Buckets, their growth (linear hashing from 256 on) and the places of objects within a chain are ERTS's, and so is the hash of a key
//! (erl_db_hash.c of OTP 25): programs see their order in `tab2list`. A new key comes last in its chain; objects of
//! one key stand together, the newest first.
//! While a table is fixed, what is deleted stays as a dead node, so that `next` finds its way from it, and no bucket is split.

mod growth;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashSet;

use crate::term::{Packed, Term, hash, order};

/// Buckets of an empty table.
const FIRST: usize = 256;
/// No node.
const END: u32 = u32::MAX;
/// The bit of [`Node::hash`] that says it is dead.
const DEAD: u32 = 1 << 31;

/// How many objects of one key there can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Repeats {
    /// One.
    Never,
    /// Several that differ.
    Distinct,
    /// Any number.
    Always,
}

#[derive(Debug)]
struct Node {
    object: Option<Packed>,
    next: u32,
    hash: u32,
}

/// Objects by hash.
#[derive(Debug)]
pub(crate) struct Hash {
    repeats: Repeats,
    /// Index of the key in its object.
    key: usize,
    buckets: Vec<u32>,
    /// All bits that a bucket's number can have: there are at most `mask + 1` buckets, and more than half of that unless there are 256.
    mask: usize,
    nodes: Vec<Node>,
    free: u32,
    live: usize,
    dead: usize,
    /// Words of the objects that live.
    words: usize,
    fixed: bool,
}

/// Where a chain's link to a node is.
#[derive(Clone, Copy)]
enum Link {
    Bucket(usize),
    Node(u32),
}

impl Hash {
    pub(crate) fn new(repeats: Repeats, key: usize) -> Self {
        Self {
            repeats,
            key,
            buckets: Vec::new(),
            mask: FIRST - 1,
            nodes: Vec::new(),
            free: END,
            live: 0,
            dead: 0,
            words: 0,
            fixed: false,
        }
    }

    /// How many objects there are.
    pub(crate) fn len(&self) -> usize {
        self.live
    }

    /// How many are deleted and still here.
    pub(crate) fn dead(&self) -> usize {
        self.dead
    }

    /// How many buckets there are.
    pub(crate) fn buckets(&self) -> usize {
        self.buckets.len().max(FIRST)
    }

    fn bucket_of(&self, hash: u32) -> usize {
        let bucket = hash as usize & self.mask;
        if bucket < self.buckets() {
            bucket
        } else {
            bucket & (self.mask >> 1)
        }
    }

    fn at(&self, link: Link) -> u32 {
        match link {
            Link::Bucket(bucket) => self.buckets.get(bucket).copied().unwrap_or(END),
            Link::Node(node) => self.nodes[node as usize].next,
        }
    }

    fn set(&mut self, link: Link, to: u32) {
        match link {
            Link::Bucket(bucket) => self.buckets[bucket] = to,
            Link::Node(node) => self.nodes[node as usize].next = to,
        }
    }

    fn object(&self, node: u32) -> &Packed {
        self.nodes[node as usize]
            .object
            .as_ref()
            .expect("a node in a chain has an object")
    }

    fn key_of(&self, node: u32) -> Term {
        self.object(node).elements()[self.key]
    }

    fn is_dead(&self, node: u32) -> bool {
        self.nodes[node as usize].hash & DEAD != 0
    }

    #[inline]
    fn is_of(&self, node: u32, hash: u32, key: Term) -> bool {
        self.nodes[node as usize].hash & !DEAD == hash && order::equal(self.key_of(node), key)
    }

    /// The link to the first node of that key, dead or not; else the link that ends its chain.
    #[inline]
    fn find(&self, hash: u32, key: Term) -> (Link, bool) {
        let mut link = Link::Bucket(self.bucket_of(hash));
        loop {
            let node = self.at(link);
            if node == END {
                return (link, false);
            }
            if self.is_of(node, hash, key) {
                return (link, true);
            }
            link = Link::Node(node);
        }
    }

    /// All nodes from one on that have its key.
    fn group(&self, first: u32, hash: u32, key: Term) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors((first != END).then_some(first), move |node| {
            let next = self.nodes[*node as usize].next;
            (next != END && self.is_of(next, hash, key)).then_some(next)
        })
    }

    /// The objects of a key, the newest first.
    #[inline]
    pub(crate) fn get(&self, key: Term) -> impl Iterator<Item = &Packed> {
        self.nodes_of(key).map(|(_, object)| object)
    }

    /// The same with their places.
    #[inline]
    pub(crate) fn nodes_of(&self, key: Term) -> impl Iterator<Item = (u32, &Packed)> {
        let hash = hash_of(key);
        let (link, found) = self.find(hash, key);
        let first = if found { self.at(link) } else { END };
        self.group(first, hash, key)
            .filter(|node| !self.is_dead(*node))
            .map(|node| (node, self.object(node)))
    }

    /// Put an object in the place of one with the same key.
    pub(crate) fn replace(&mut self, node: u32, object: Packed) {
        self.words += object.words();
        let former = self.nodes[node as usize].object.replace(object);
        self.words -= former.map_or(0, |former| former.words());
    }

    /// Whether there is an object of that key.
    pub(crate) fn contains(&self, key: Term) -> bool {
        self.get(key).next().is_some()
    }

    /// Put an object in; in a set it replaces the one of its key.
    pub(crate) fn insert(&mut self, object: Packed) {
        if self.buckets.is_empty() {
            self.buckets.resize(FIRST, END);
        }
        let key = object.elements()[self.key];
        let hash = hash_of(key);
        let (link, found) = self.find(hash, key);
        self.words += object.words();
        if found {
            let first = self.at(link);
            let same = match self.repeats {
                Repeats::Never => Some(first),
                Repeats::Distinct => self
                    .group(first, hash, key)
                    .find(|node| order::equal(self.object(*node).term(), object.term())),
                Repeats::Always => None,
            };
            if let Some(node) = same {
                if self.is_dead(node) {
                    self.dead -= 1;
                    self.live += 1;
                } else {
                    self.words -= self.object(node).words();
                }
                let node = &mut self.nodes[node as usize];
                node.hash = hash;
                node.object = Some(object);
                return;
            }
        }
        let next = self.at(link);
        let node = self.new_node(Node {
            object: Some(object),
            next,
            hash,
        });
        self.set(link, node);
        self.live += 1;
        self.grow();
    }

    fn new_node(&mut self, node: Node) -> u32 {
        if self.free == END {
            self.nodes.push(node);
            return self.nodes.len() as u32 - 1;
        }
        let number = self.free;
        self.free = self.nodes[number as usize].next;
        self.nodes[number as usize] = node;
        number
    }

    /// Unlink the node that a link leads to, or let it stay dead while the table is fixed.
    fn remove_at(&mut self, link: Link) -> Removed {
        let number = self.at(link);
        self.live -= 1;
        self.words -= self.object(number).words();
        if self.fixed {
            self.nodes[number as usize].hash |= DEAD;
            self.dead += 1;
            return Removed::Stays(number);
        }
        self.unlink(link);
        Removed::Gone
    }

    fn unlink(&mut self, link: Link) {
        let number = self.at(link);
        let node = &mut self.nodes[number as usize];
        node.object = None;
        let next = std::mem::replace(&mut node.next, self.free);
        self.free = number;
        self.set(link, next);
    }

    /// Take out the objects of a key that `which` names; how many that were.
    pub(crate) fn remove(&mut self, key: Term, which: impl Fn(&Packed) -> bool) -> usize {
        let hash = hash_of(key);
        let (mut link, found) = self.find(hash, key);
        let mut count = 0;
        if !found {
            return 0;
        }
        loop {
            let node = self.at(link);
            if node == END || !self.is_of(node, hash, key) {
                break;
            }
            if self.is_dead(node) || !which(self.object(node)) {
                link = Link::Node(node);
                continue;
            }
            count += 1;
            if let Removed::Stays(node) = self.remove_at(link) {
                link = Link::Node(node);
            }
        }
        self.shrink();
        count
    }

    /// Take out these nodes.
    pub(crate) fn remove_nodes(&mut self, which: &[u32]) {
        let doomed: FxHashSet<u32> = which.iter().copied().collect();
        let mut buckets: Vec<usize> = which
            .iter()
            .map(|node| self.bucket_of(self.nodes[*node as usize].hash & !DEAD))
            .collect();
        buckets.sort_unstable();
        buckets.dedup();
        for bucket in buckets {
            let mut link = Link::Bucket(bucket);
            loop {
                let node = self.at(link);
                if node == END {
                    break;
                }
                if !doomed.contains(&node) {
                    link = Link::Node(node);
                } else if let Removed::Stays(node) = self.remove_at(link) {
                    link = Link::Node(node);
                }
            }
        }
        self.shrink();
    }

    /// Take out all objects; how many there were.
    pub(crate) fn clear(&mut self) -> usize {
        let count = self.live;
        if self.fixed {
            for node in self.nodes.iter_mut().filter(|node| node.object.is_some()) {
                node.hash |= DEAD;
            }
            self.dead += self.live;
            self.live = 0;
            self.words = 0;
        } else {
            *self = Self::new(self.repeats, self.key);
        }
        count
    }

    /// Whether the table is fixed from now on. When it no longer is, the dead are taken out.
    pub(crate) fn fix(&mut self, fixed: bool) {
        self.fixed = fixed;
        if fixed || self.dead == 0 {
            return;
        }
        for bucket in 0..self.buckets.len() {
            let mut link = Link::Bucket(bucket);
            loop {
                let node = self.at(link);
                if node == END {
                    break;
                }
                if self.is_dead(node) {
                    self.unlink(link);
                } else {
                    link = Link::Node(node);
                }
            }
        }
        self.dead = 0;
        self.shrink();
        self.grow();
    }

    /// The nodes of a bucket that live.
    pub(crate) fn chain(&self, bucket: usize) -> impl Iterator<Item = (u32, &Packed)> {
        let first = self.at(Link::Bucket(bucket));
        std::iter::successors((first != END).then_some(first), |node| {
            let next = self.nodes[*node as usize].next;
            (next != END).then_some(next)
        })
        .filter(|node| !self.is_dead(*node))
        .map(|node| (node, self.object(node)))
    }

    /// The first key in a bucket from this one on.
    pub(crate) fn first_from(&self, bucket: usize) -> Option<Term> {
        (bucket..self.buckets.len())
            .find_map(|bucket| self.chain(bucket).next())
            .map(|(_, object)| object.elements()[self.key])
    }

    /// The key that follows; an error when there is no such key.
    pub(crate) fn next(&self, key: Term) -> Result<Option<Term>, NoSuchKey> {
        let hash = hash_of(key);
        let (link, found) = self.find(hash, key);
        if !found {
            return Err(NoSuchKey);
        }
        let first = self.at(link);
        if !self.fixed && self.is_dead(first) {
            return Err(NoSuchKey);
        }
        let last = self.group(first, hash, key).last().unwrap_or(first);
        let mut node = self.nodes[last as usize].next;
        while node != END {
            if !self.is_dead(node) {
                return Ok(Some(self.key_of(node)));
            }
            node = self.nodes[node as usize].next;
        }
        Ok(self.first_from(self.bucket_of(hash) + 1))
    }
}

enum Removed {
    Gone,
    Stays(u32),
}

/// There is no such key in the table.
#[derive(Debug)]
pub(crate) struct NoSuchKey;

/// The hash of a key, without the bit of the dead.
#[inline]
fn hash_of(key: Term) -> u32 {
    hash::table(key) & !DEAD
}

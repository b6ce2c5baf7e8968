//! Growth: how many buckets there are: one for each object, but 256 at least.

use super::{END, FIRST, Hash, Link};

/// Buckets that ERTS adds at once behind the first ones.
pub(super) const SEGMENT: usize = 2048;
/// The most buckets that one removal joins to others.
const JOINED: usize = 5;

impl Hash {
    /// Split buckets until there is one for each object.
    pub(super) fn grow(&mut self) {
        while !self.fixed && self.live > self.buckets.len() && !self.buckets.is_empty() {
            let to = self.buckets.len();
            if to > self.mask {
                self.mask = self.mask << 1 | 1;
            }
            let from = to & (self.mask >> 1);
            self.buckets.push(END);
            let mut link = Link::Bucket(from);
            let mut end = Link::Bucket(to);
            loop {
                let node = self.at(link);
                if node == END {
                    break;
                }
                if self.nodes[node as usize].hash as usize & self.mask == to {
                    let next = self.nodes[node as usize].next;
                    self.set(link, next);
                    self.set(end, node);
                    self.nodes[node as usize].next = END;
                    end = Link::Node(node);
                } else {
                    link = Link::Node(node);
                }
            }
        }
    }

    /// Places for buckets, as ERTS has them.
    fn places(&self) -> usize {
        FIRST + self.buckets().saturating_sub(FIRST).div_ceil(SEGMENT) * SEGMENT
    }

    /// Join buckets while there are less than half as many objects as places, one segment not counted; ERTS keeps the first and one more segment.
    pub(super) fn shrink(&mut self) {
        if self.fixed {
            return;
        }
        let fewest = (self.places() - FIRST).saturating_sub(SEGMENT).max(SEGMENT) + FIRST;
        let limit = (self.places().saturating_sub(SEGMENT)) / 2;
        for _ in 0..JOINED {
            if self.live >= limit || self.buckets.len() <= fewest {
                break;
            }
            self.join_last();
        }
        if self.live == 0 && self.dead == 0 {
            self.nodes = Vec::new();
            self.free = END;
        }
    }

    /// Put the last bucket's chain behind that of the bucket that it was split from.
    fn join_last(&mut self) {
        let from = self.buckets.len() - 1;
        let chain = self.buckets.pop().unwrap_or(END);
        let mut link = Link::Bucket(from & (self.mask >> 1));
        while self.at(link) != END {
            link = Link::Node(self.at(link));
        }
        self.set(link, chain);
        if from <= self.mask.div_ceil(2) {
            self.mask >>= 1;
        }
    }

    /// Words that ERTS would give for the table: those of OTP 25, measured by `ets:info(T, memory)`.
    pub(crate) fn words(&self) -> usize {
        let segments = (self.places() - FIRST) / SEGMENT;
        let segments = if segments == 0 { 0 } else { 262 + segments * SEGMENT };
        305 + segments + 4 * self.live + self.words
    }
}

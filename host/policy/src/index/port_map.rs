//! Port map: the rule for each port of one host.

use super::{RuleId, Wanted};
use crate::Ports;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Port ranges, disjoint and sorted, each with the rule that was written first about it.
#[derive(Clone, Debug, Default)]
pub(super) struct PortMap {
    segments: Box<[(Ports, RuleId)]>,
    every: bool,
}

impl PortMap {
    pub(super) fn new(mut entries: Vec<(Ports, RuleId)>) -> Self {
        entries.sort_unstable();
        let segments = disjoint(&entries);
        let mut next = 0u32;
        let gapless = segments.iter().all(|(ports, _)| {
            let (first, last) = (u32::from(*ports.range().start()), u32::from(*ports.range().end()));
            std::mem::replace(&mut next, last + 1) == first
        });
        Self {
            segments: segments.into(),
            every: gapless && next == 1 << 16,
        }
    }

    pub(super) fn find(&self, wanted: Wanted) -> Option<RuleId> {
        let segment = match wanted {
            Wanted::Port(port) => {
                let at = self.segments.partition_point(|(ports, _)| *ports.range().end() < port);
                self.segments.get(at).filter(|(ports, _)| ports.contains(port))
            }
            Wanted::Some => self.segments.first(),
            Wanted::Every => self.segments.first().filter(|_| self.every),
        };
        segment.map(|(_, rule)| *rule)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }
}

/// Cuts ranges, sorted by their first port, where they overlap; the lowest rule keeps the overlap.
fn disjoint(entries: &[(Ports, RuleId)]) -> Vec<(Ports, RuleId)> {
    let mut segments = Vec::new();
    let mut waiting = entries.iter().peekable();
    // The ranges that have begun, the lowest rule on top.
    let mut open = BinaryHeap::new();
    let mut port = 0u16;
    loop {
        if open.is_empty() {
            let Some((ports, _)) = waiting.peek() else {
                return segments;
            };
            port = *ports.range().start();
        }
        while let Some((ports, rule)) = waiting.next_if(|(ports, _)| *ports.range().start() <= port) {
            open.push(Reverse((*rule, *ports.range().end())));
        }
        let Some(&Reverse((rule, end))) = open.peek() else {
            continue;
        };
        if end < port {
            open.pop();
            continue;
        }
        let end = waiting
            .peek()
            .map_or(end, |(ports, _)| end.min(ports.range().start() - 1));
        segments.extend(Ports::new(port, end).map(|ports| (ports, rule)));
        let Some(next) = end.checked_add(1) else {
            return segments;
        };
        port = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_that_touch_are_every_port_together() {
        let map = |ranges: &[(u16, u16)]| {
            let entries = ranges
                .iter()
                .map(|(first, last)| (Ports::new(*first, *last).unwrap(), 0));
            PortMap::new(entries.collect())
        };
        assert!(map(&[(0, 99), (100, u16::MAX)]).find(Wanted::Every).is_some());
        assert!(map(&[(0, 99), (101, u16::MAX)]).find(Wanted::Every).is_none());
        assert!(map(&[(1, u16::MAX)]).find(Wanted::Every).is_none());
        assert!(map(&[]).find(Wanted::Some).is_none());
    }

    proptest! {
        #[test]
        fn the_first_rule_written_about_a_port_has_it(
            ranges in prop::collection::vec((0u16..40, 0u16..40), 0..12),
            shift in prop::sample::select(vec![0u16, u16::MAX - 39]),
        ) {
            let ranges: Vec<_> = ranges
                .iter()
                .map(|(a, b)| Ports::new(a.min(b) + shift, a.max(b) + shift).unwrap())
                .collect();
            let map = PortMap::new(ranges.iter().copied().zip(0..).collect());
            for port in (0..40).map(|port| port + shift) {
                let model = ranges.iter().position(|ports| ports.contains(port)).map(|at| at as RuleId);
                prop_assert_eq!(map.find(Wanted::Port(port)), model);
            }
        }
    }
}

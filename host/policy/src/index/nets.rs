//! Nets: the networks of one address family, nested in each other or apart.

use super::port_map::PortMap;
use super::{RuleId, Wanted};
use crate::Ports;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The first and the last address of a network. Sorted, a network stands before those inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span<A> {
    first: A,
    last: Reverse<A>,
}

impl<A: Copy + Ord> Span<A> {
    pub(super) fn new(first: A, last: A) -> Self {
        Self {
            first,
            last: Reverse(last),
        }
    }

    fn contains(&self, address: A) -> bool {
        self.first <= address && address <= self.last.0
    }
}

/// One network, what its rules say of its ports, and the next larger network around it.
#[derive(Clone, Debug)]
struct Net<A> {
    span: Span<A>,
    ports: PortMap,
    around: Option<u32>,
}

/// Two networks never overlap in part, so the innermost around an address is found by bisection, and the others
/// by going outwards from there: at most 33 steps for IPv4, 129 for IPv6.
///
/// An address is a number as narrow as its family lets it be: `u32` or `u128`.
#[derive(Clone, Debug, Default)]
pub(super) struct Nets<A> {
    /// The first address of each network, apart from them so that bisection stays in the cache.
    firsts: Box<[A]>,
    nets: Box<[Net<A>]>,
}

impl<A: Copy + Ord> Nets<A> {
    pub(super) fn new(rules: Vec<(Span<A>, Ports, RuleId)>) -> Self {
        let mut by_span: BTreeMap<Span<A>, Vec<_>> = BTreeMap::new();
        for (span, ports, rule) in rules {
            by_span.entry(span).or_default().push((ports, rule));
        }
        let mut nets: Vec<Net<A>> = Vec::with_capacity(by_span.len());
        for (span, ports) in by_span {
            let mut around = nets.len().checked_sub(1).map(|last| last as u32);
            while let Some(outer) = around
                && !nets[outer as usize].span.contains(span.first)
            {
                around = nets[outer as usize].around;
            }
            nets.push(Net {
                span,
                ports: PortMap::new(ports),
                around,
            });
        }
        Self {
            firsts: nets.iter().map(|net| net.span.first).collect(),
            nets: nets.into(),
        }
    }

    /// The rule about the address of the innermost network that has one.
    pub(super) fn find(&self, address: A, wanted: Wanted) -> Option<RuleId> {
        let mut at = self.firsts.partition_point(|first| *first <= address).checked_sub(1)?;
        loop {
            let net = &self.nets[at];
            if net.span.contains(address)
                && let Some(rule) = net.ports.find(wanted)
            {
                return Some(rule);
            }
            at = net.around? as usize;
        }
    }

    /// A rule about any address at all.
    pub(super) fn find_anywhere(&self, wanted: Wanted) -> Option<RuleId> {
        self.nets.iter().find_map(|net| net.ports.find(wanted))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nets.is_empty()
    }
}

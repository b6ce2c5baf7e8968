//! Range: runs of addresses, and whether a term lies in one.

/// A range of addresses.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Range {
    start: usize,
    bytes: usize,
}

impl Range {
    pub(super) fn new(start: *mut u64, end: *mut u64) -> Self {
        Self {
            start: start as usize,
            bytes: end as usize - start as usize,
        }
    }

    #[inline(always)]
    pub(super) fn contains(self, address: *const u64) -> bool {
        (address as usize).wrapping_sub(self.start) < self.bytes
    }

    /// How many words it has.
    pub(super) fn words(self) -> usize {
        self.bytes / 8
    }
}

/// Ranges that do not overlap, in order.
#[derive(Debug)]
pub(super) struct Ranges(Vec<Range>);

impl Ranges {
    pub(super) fn new(mut ranges: Vec<Range>) -> Self {
        ranges.sort_unstable_by_key(|range| range.start);
        Self(ranges)
    }

    #[inline(always)]
    pub(super) fn contains(&self, address: *const u64) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let behind = self.0.partition_point(|range| range.start <= address as usize);
        behind > 0 && self.0[behind - 1].contains(address)
    }

    /// From the first to the last.
    pub(super) fn whole(&self) -> Range {
        match (self.0.first(), self.0.last()) {
            (Some(first), Some(last)) => Range {
                start: first.start,
                bytes: last.start + last.bytes - first.start,
            },
            _ => Range::default(),
        }
    }

    /// How many words they have.
    pub(super) fn words(&self) -> usize {
        self.0.iter().map(|range| range.words()).sum()
    }
}

//! Wheel: things in the order of the ticks at which they are due, with a constant price for putting in and taking out.
//!
//! Eight levels of 64 slots; a slot of level 0 is one tick, one of level N is 64^N. A thing goes to the lowest level on which its tick and the
//! present one lie in the same round, and moves down when its slot comes: things of one tick leave in the order in which they came.

/// Bits of a tick that one level takes.
const LEVEL_BITS: usize = 6;
const SLOTS: usize = 1 << LEVEL_BITS;
const LEVELS: usize = 8;

/// No node.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// The furthest tick from the present one.
pub(crate) const REACH: u64 = 1 << (LEVEL_BITS * LEVELS - 1);

/// Things by the tick at which they are due.
#[derive(Debug)]
pub(crate) struct Wheel<T> {
    nodes: Vec<Node<T>>,
    free: u32,
    len: usize,
    /// The first node of each slot.
    slots: [[u32; SLOTS]; LEVELS],
    /// A bit for each slot that has a node.
    occupied: [u64; LEVELS],
    /// All ticks before it are over.
    now: u64,
}

#[derive(Debug)]
struct Node<T> {
    due: u64,
    /// A circle within the slot; `next` of a free node is the next free one.
    next: u32,
    previous: u32,
    level: u8,
    slot: u8,
    thing: Option<T>,
}

impl<T> Default for Wheel<T> {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            free: NOWHERE,
            len: 0,
            slots: [[NOWHERE; SLOTS]; LEVELS],
            occupied: [0; LEVELS],
            now: 0,
        }
    }
}

impl<T> Wheel<T> {
    /// Put a thing in; the number takes it out again. One that is due already comes at the next [`Wheel::pop`].
    pub(crate) fn insert(&mut self, now: u64, due: u64, thing: T) -> u32 {
        if self.len == 0 {
            self.now = self.now.max(now);
        }
        let node = Node {
            due: due.clamp(self.now, self.now.saturating_add(REACH)),
            next: NOWHERE,
            previous: NOWHERE,
            level: 0,
            slot: 0,
            thing: Some(thing),
        };
        let number = if self.free == NOWHERE {
            self.nodes.push(node);
            self.nodes.len() as u32 - 1
        } else {
            let number = self.free;
            self.free = self.nodes[number as usize].next;
            self.nodes[number as usize] = node;
            number
        };
        self.len += 1;
        self.enter(number);
        number
    }

    /// The thing of that number, if it is still there.
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.nodes.get(number as usize)?.thing.as_ref()
    }

    /// The thing of that number, to change.
    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.nodes.get_mut(number as usize)?.thing.as_mut()
    }

    /// The tick at which that thing is due.
    pub(crate) fn due(&self, number: u32) -> u64 {
        self.nodes[number as usize].due
    }

    /// Take a thing out.
    pub(crate) fn remove(&mut self, number: u32) -> Option<T> {
        let thing = self.nodes.get_mut(number as usize)?.thing.take()?;
        self.leave(number);
        self.release(number);
        Some(thing)
    }

    /// When to look again: nothing is due before that tick.
    pub(crate) fn next(&self) -> Option<u64> {
        self.next_slot().map(|(_, _, tick)| tick)
    }

    /// The next thing that is due at `now`, and the number that it had.
    pub(crate) fn pop(&mut self, now: u64) -> Option<(T, u32)> {
        while let Some((level, slot, tick)) = self.next_slot() {
            if tick > now {
                break;
            }
            self.now = self.now.max(tick);
            let number = self.slots[level][slot];
            if level == 0 {
                return self.remove(number).map(|thing| (thing, number));
            }
            self.spread(level, slot);
        }
        self.now = self.now.max(now);
        None
    }

    /// Move all things of a slot down.
    fn spread(&mut self, level: usize, slot: usize) {
        let mut number = self.slots[level][slot];
        while number != NOWHERE {
            self.leave(number);
            self.enter(number);
            number = self.slots[level][slot];
        }
    }

    /// The slot that comes next, and its first tick.
    fn next_slot(&self) -> Option<(usize, usize, u64)> {
        let level = self.occupied.iter().position(|slots| *slots != 0)?;
        let shift = level * LEVEL_BITS;
        let present = (self.now >> shift) as usize % SLOTS;
        // Slots before the present one would be of the next round, which belongs to the level above.
        let slot = (self.occupied[level] >> present).trailing_zeros() as usize + present;
        let round = self.now >> shift >> LEVEL_BITS << LEVEL_BITS;
        Some((level, slot, (round + slot as u64) << shift))
    }

    fn enter(&mut self, number: u32) {
        let due = self.nodes[number as usize].due.max(self.now);
        let level = ((self.now ^ due) | 1).ilog2() as usize / LEVEL_BITS;
        let slot = (due >> (level * LEVEL_BITS)) as usize % SLOTS;
        let first = self.slots[level][slot];
        let (previous, next) = if first == NOWHERE {
            self.slots[level][slot] = number;
            self.occupied[level] |= 1 << slot;
            (number, number)
        } else {
            (self.nodes[first as usize].previous, first)
        };
        let node = &mut self.nodes[number as usize];
        (node.level, node.slot) = (level as u8, slot as u8);
        (node.previous, node.next) = (previous, next);
        self.nodes[previous as usize].next = number;
        self.nodes[next as usize].previous = number;
    }

    fn leave(&mut self, number: u32) {
        let node = &self.nodes[number as usize];
        let (previous, next) = (node.previous, node.next);
        let (level, slot) = (node.level as usize, node.slot as usize);
        if next == number {
            self.slots[level][slot] = NOWHERE;
            self.occupied[level] &= !(1 << slot);
            return;
        }
        self.nodes[previous as usize].next = next;
        self.nodes[next as usize].previous = previous;
        if self.slots[level][slot] == number {
            self.slots[level][slot] = next;
        }
    }

    fn release(&mut self, number: u32) {
        self.len -= 1;
        self.nodes[number as usize].next = self.free;
        self.free = number;
        if self.len == 0 && self.nodes.len() > 1 << 10 {
            self.nodes = Vec::new();
            self.free = NOWHERE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_when_they_are_due_and_in_order() {
        let mut wheel = Wheel::default();
        let start = 123_456_789;
        let dues: Vec<u64> = (0..4000_u64).map(|n| start + (n * n * 7919) % 1_000_003).collect();
        for due in &dues {
            wheel.insert(start, *due, *due);
        }
        let mut sorted = dues;
        sorted.sort_unstable();
        let mut now = start;
        for due in sorted {
            while wheel.next().is_some_and(|tick| tick < due) {
                now = now.max(wheel.next().unwrap());
                assert_eq!(wheel.pop(now), None);
            }
            assert_eq!(wheel.pop(due - 1), None);
            assert_eq!(wheel.pop(due).map(|(thing, _)| thing), Some(due));
        }
        assert_eq!(wheel.next(), None);
    }

    #[test]
    fn what_was_taken_out_does_not_come() {
        let mut wheel = Wheel::default();
        let numbers: Vec<u32> = (0..100).map(|n| wheel.insert(0, 50 + n % 3, n)).collect();
        for number in numbers.iter().step_by(2) {
            assert!(wheel.remove(*number).is_some());
            assert!(wheel.remove(*number).is_none());
        }
        let mut left: Vec<u64> = std::iter::from_fn(|| wheel.pop(1000).map(|(thing, _)| thing)).collect();
        left.sort_unstable();
        assert_eq!(left, (1..100).step_by(2).collect::<Vec<_>>());
    }

    #[test]
    fn things_of_one_tick_keep_their_order() {
        let mut wheel = Wheel::default();
        wheel.insert(0, 5000, 1);
        assert_eq!(wheel.pop(4990), None);
        wheel.insert(4990, 5000, 2);
        assert_eq!(wheel.pop(6000).map(|(thing, _)| thing), Some(1));
        assert_eq!(wheel.pop(6000).map(|(thing, _)| thing), Some(2));
        assert_eq!(wheel.pop(6000), None);
    }
}

//! Table: the sockets of one kind that a guest holds.

use slab::Slab;

/// Values under small numbers, which are the representations of the guest's handles.
#[derive(Debug)]
pub struct Table<T> {
    slots: Slab<(u32, T)>,
    generation: u32,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            slots: Slab::new(),
            generation: 0,
        }
    }
}

impl<T> Table<T> {
    pub(crate) fn insert(&mut self, value: T) -> u32 {
        self.generation = self.generation.wrapping_add(1);
        u32::try_from(self.slots.insert((self.generation, value))).expect("the limit of sockets is far below 2^32")
    }

    /// The value under a number that [`Net`](crate::Net) gave out.
    pub fn get(&self, index: u32) -> Option<&T> {
        self.slots.get(index as usize).map(|(_, value)| value)
    }

    /// The value under a number that [`Net`](crate::Net) gave out.
    pub fn get_mut(&mut self, index: u32) -> Option<&mut T> {
        self.slots.get_mut(index as usize).map(|(_, value)| value)
    }

    /// Tells a value from an earlier one under the same number.
    pub(crate) fn generation(&self, index: u32) -> Option<u32> {
        self.slots.get(index as usize).map(|(generation, _)| *generation)
    }

    pub(crate) fn remove(&mut self, index: u32) -> Option<T> {
        self.slots.try_remove(index as usize).map(|(_, value)| value)
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.slots.iter_mut().map(|(_, (_, value))| value)
    }
}

//! Slots: numbers that a module holds, given back when it is gone.

use std::{cell::RefCell, rc::Rc};

/// Numbers that nobody holds any more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Free(Rc<RefCell<Vec<u32>>>);

impl Free {
    /// One of them, for someone to hold.
    pub(crate) fn take(&self) -> Option<u32> {
        self.0.borrow_mut().pop()
    }

    /// A holder of none yet.
    pub(crate) fn holder(&self) -> Slots {
        Slots {
            held: Vec::new(),
            free: self.clone(),
        }
    }
}

/// Numbers that are held.
#[derive(Debug)]
pub(crate) struct Slots {
    held: Vec<u32>,
    free: Free,
}

impl Slots {
    /// Hold one more.
    pub(crate) fn hold(&mut self, number: u32) {
        self.held.push(number);
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        self.free.0.borrow_mut().append(&mut self.held);
    }
}

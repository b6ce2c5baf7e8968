//! Mailbox: messages in the order in which they came, and how far a `receive` has looked.

use std::collections::VecDeque;

use crate::term::Term;

/// A message whose term lies on its receiver's heap already, or is an immediate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message {
    pub(crate) term: Term,
}

/// Messages in the order in which they came.
///
/// Positions count from the process's first message on, so that a marker stays valid while others are taken out before it.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    messages: VecDeque<Message>,
    /// Index of the message that `receive` looks at next.
    save: usize,
    /// How many of the first messages have priority.
    urgent: usize,
    /// How many messages were put in, ever.
    arrived: u64,
    /// References that are waited for, and the marker of each; the newest last.
    bound: Vec<([u64; 2], u64)>,
}

/// So many references are remembered; more are a matter of speed only.
const BOUND_MAX: usize = 8;

/// Room for so many messages is kept when all are gone.
const ROOM_KEPT: usize = 256;

impl Mailbox {
    /// Put a message behind all others.
    pub(crate) fn push(&mut self, message: Message) {
        self.messages.push_back(message);
        self.arrived += 1;
    }

    /// The message that came last has priority: it is before all that have none, and `receive` looks at it first.
    pub(crate) fn promote_last(&mut self) {
        if let Some(message) = self.messages.pop_back() {
            self.messages.insert(self.urgent, message);
            self.urgent += 1;
            self.save = 0;
        }
    }

    /// The message that `receive` looks at now.
    #[inline]
    pub(crate) fn current(&self) -> Option<Term> {
        self.messages.get(self.save).map(|message| message.term)
    }

    /// How many messages are before that one.
    pub(crate) fn place(&self) -> usize {
        self.save
    }

    /// It did not match: look at the next one.
    #[inline]
    pub(crate) fn skip(&mut self) {
        self.save += 1;
    }

    /// It matched: take it out, and begin again.
    #[inline]
    pub(crate) fn take(&mut self) {
        if self.save < self.urgent {
            self.urgent -= 1;
        }
        if self.save == 0 {
            self.messages.pop_front();
            if self.messages.is_empty() && self.messages.capacity() > ROOM_KEPT {
                self.messages = VecDeque::new();
            }
        } else {
            self.messages.remove(self.save);
        }
        self.save = 0;
    }

    /// Begin again.
    #[inline]
    pub(crate) fn rewind(&mut self) {
        self.save = 0;
    }

    /// A marker: all messages that come from now on are behind it.
    pub(crate) fn mark(&self) -> u64 {
        self.arrived
    }

    /// Look only at what came behind the marker.
    pub(crate) fn seek(&mut self, mark: u64) {
        if self.urgent > 0 {
            // What came behind the marker may lie before it.
            return self.rewind();
        }
        let behind = (self.arrived - mark.min(self.arrived)) as usize;
        self.save = self.messages.len().saturating_sub(behind);
    }

    /// No message from before the marker has this reference in it.
    pub(crate) fn bind(&mut self, reference: [u64; 2], mark: u64) {
        if self.bound.len() == BOUND_MAX {
            self.bound.remove(0);
        }
        self.bound.push((reference, mark));
    }

    /// Forget a reference.
    pub(crate) fn unbind(&mut self, reference: [u64; 2]) {
        self.bound.retain(|bound| bound.0 != reference);
    }

    /// The marker of a reference.
    pub(crate) fn bound(&self, reference: [u64; 2]) -> Option<u64> {
        self.bound
            .iter()
            .rev()
            .find(|bound| bound.0 == reference)
            .map(|bound| bound.1)
    }

    /// Take out the first message of that kind, if there is one, and begin again. The answer is where it was.
    pub(crate) fn remove_first(&mut self, of_kind: impl Fn(Term) -> bool) -> Option<usize> {
        let place = self.messages.iter().position(|message| of_kind(message.term));
        self.save = 0;
        if place.is_some_and(|place| place < self.urgent) {
            self.urgent -= 1;
        }
        place.filter(|place| self.messages.remove(*place).is_some())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.messages.len()
    }

    /// The terms, to look at or for a collection to change.
    pub(crate) fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        self.messages.iter_mut().map(|message| &mut message.term)
    }

    /// The terms, the first that came first.
    pub(crate) fn terms(&self) -> impl DoubleEndedIterator<Item = Term> + '_ {
        self.messages.iter().map(|message| message.term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_priority_comes_first_in_its_order() {
        let mut mailbox = Mailbox::default();
        let put = |mailbox: &mut Mailbox, number| {
            mailbox.push(Message {
                term: Term::small(number),
            });
        };
        put(&mut mailbox, 1);
        let mark = mailbox.mark();
        mailbox.skip();
        for number in [2, 3] {
            put(&mut mailbox, number);
            mailbox.promote_last();
        }
        put(&mut mailbox, 4);
        mailbox.seek(mark);
        let mut order = Vec::new();
        while let Some(number) = mailbox.current().and_then(Term::as_small) {
            order.push(number);
            mailbox.take();
        }
        assert_eq!(order, [2, 3, 1, 4]);
    }
}

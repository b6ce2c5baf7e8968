//! Active mode: how many more packets a socket may deliver as events.

/// `{active, _}`: who takes what arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Active {
    /// Passive: packets wait to be received.
    #[default]
    Off,
    /// Every packet becomes an event.
    On,
    /// One packet becomes an event.
    Once,
    /// That many packets become events.
    Count(i16),
}

/// The socket has run out of its count: the notice `{tcp_passive, S}` is due, after the packets delivered so far.
#[must_use = "the owner waits for the notice"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passive;

/// A count past 32,767: `einval`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than 32,767 packets of credit")]
pub struct OutOfRange;

/// What an active socket may still deliver. The empty credit delivers nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// A count in it is above 0.
    active: Active,
}

impl Credit {
    /// `{active, _}` was set. A count adds to what is left of a count and replaces anything else.
    ///
    /// A sum of 0 or less makes the socket passive, with a notice even if it was passive before. When the sum is out of range
    /// nothing changes.
    pub fn set(&mut self, active: Active) -> Result<Option<Passive>, OutOfRange> {
        let Active::Count(more) = active else {
            self.active = active;
            return Ok(None);
        };
        let left = match self.active {
            Active::Count(left) => left,
            Active::Off | Active::On | Active::Once => 0,
        };
        Ok(self.count(left.checked_add(more).ok_or(OutOfRange)?))
    }

    /// A packet was delivered as an event.
    pub fn spend(&mut self) -> Option<Passive> {
        match self.active {
            Active::Off | Active::On => None,
            Active::Once => {
                self.active = Active::Off;
                None
            }
            Active::Count(left) => self.count(left - 1),
        }
    }

    /// May one more packet be delivered?
    pub fn is_active(&self) -> bool {
        self.active != Active::Off
    }

    /// What `getopts` says: a count is what is left of it.
    pub fn active(&self) -> Active {
        self.active
    }

    fn count(&mut self, left: i16) -> Option<Passive> {
        if left > 0 {
            self.active = Active::Count(left);
            return None;
        }
        self.active = Active::Off;
        Some(Passive)
    }
}

#[cfg(test)]
mod tests {
    use super::Active::{Count, Off, On, Once};
    use super::*;

    /// Set one after the other; what the last one says and leaves.
    fn after(settings: &[Active]) -> (Result<Option<Passive>, OutOfRange>, Active) {
        let mut credit = Credit::default();
        let mut last = Ok(None);
        for &active in settings {
            last = credit.set(active);
        }
        (last, credit.active())
    }

    #[test]
    fn a_count_adds_to_what_is_left_of_a_count() {
        assert_eq!(after(&[Count(3), Count(4)]), (Ok(None), Count(7)));
        assert_eq!(after(&[Count(3), Count(0)]), (Ok(None), Count(3)));
        assert_eq!(after(&[Count(3), Count(-2)]), (Ok(None), Count(1)));
    }

    #[test]
    fn a_count_replaces_anything_else() {
        for other in [Off, On, Once] {
            assert_eq!(after(&[Count(3), other, Count(2)]), (Ok(None), Count(2)));
        }
    }

    #[test]
    fn a_count_of_nothing_makes_the_socket_passive_with_a_notice() {
        assert_eq!(after(&[Count(3), Count(-3)]), (Ok(Some(Passive)), Off));
        assert_eq!(after(&[Count(32_767), Count(-32_768)]), (Ok(Some(Passive)), Off));
        for other in [Off, On, Once] {
            assert_eq!(after(&[other, Count(0)]), (Ok(Some(Passive)), Off));
            assert_eq!(after(&[other, Count(-32_768)]), (Ok(Some(Passive)), Off));
        }
    }

    #[test]
    fn a_sum_out_of_range_changes_nothing() {
        assert_eq!(after(&[Count(32_767), Count(1)]), (Err(OutOfRange), Count(32_767)));
        assert_eq!(after(&[Count(1), Count(32_767)]), (Err(OutOfRange), Count(1)));
    }

    #[test]
    fn switching_a_count_off_gives_no_notice() {
        assert_eq!(after(&[Count(3), Off]), (Ok(None), Off));
    }

    #[test]
    fn the_last_packet_of_a_count_brings_the_notice() {
        let mut credit = Credit::default();
        assert_eq!(credit.set(Count(2)), Ok(None));
        assert_eq!(credit.spend(), None);
        assert_eq!(credit.active(), Count(1));
        assert_eq!(credit.spend(), Some(Passive));
        assert!(!credit.is_active());
    }

    #[test]
    fn once_is_one_packet_and_no_notice() {
        let mut credit = Credit::default();
        assert_eq!(credit.set(Once), Ok(None));
        assert!(credit.is_active());
        assert_eq!(credit.spend(), None);
        assert_eq!(credit.active(), Off);
    }

    #[test]
    fn on_is_never_spent() {
        let mut credit = Credit::default();
        assert_eq!(credit.set(On), Ok(None));
        assert_eq!(credit.spend(), None);
        assert_eq!(credit.active(), On);
    }
}

//! Options, both ways.

mod socket;
mod tcp;
mod udp;

pub(crate) use socket::{option_name as socket_option_name, option_to_guest as socket_option};

use crate::bindings::types;
use portcullis_net::{Linger, PreopenId};
use portcullis_packet::Active;

impl From<types::Active> for Active {
    fn from(active: types::Active) -> Self {
        match active {
            types::Active::Off => Self::Off,
            types::Active::On => Self::On,
            types::Active::Once => Self::Once,
            types::Active::Count(count) => Self::Count(count),
        }
    }
}

impl From<Active> for types::Active {
    fn from(active: Active) -> Self {
        match active {
            Active::Off => Self::Off,
            Active::On => Self::On,
            Active::Once => Self::Once,
            Active::Count(count) => Self::Count(count),
        }
    }
}

impl From<types::Preopen> for PreopenId {
    fn from(preopen: types::Preopen) -> Self {
        match preopen {
            types::Preopen::Fd(number) => Self::Number(number),
            types::Preopen::Name(name) => Self::Name(name),
        }
    }
}

impl From<types::Linger> for Linger {
    fn from(linger: types::Linger) -> Self {
        Self {
            onoff: linger.onoff,
            seconds: linger.linger,
        }
    }
}

impl From<Linger> for types::Linger {
    fn from(linger: Linger) -> Self {
        Self {
            onoff: linger.onoff,
            linger: linger.seconds,
        }
    }
}

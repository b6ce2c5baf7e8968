//! The options of UDP sockets.

use crate::descriptor::Descriptor;
use crate::preopen::PreopenId;
use crate::sockopt::{self, KernelOption, KernelOptionName};
use crate::tcp::Place;
use crate::transfer::LARGEST_DATAGRAM;
use crate::{Domain, Error};
use portcullis_packet::Active;
use rustix::io::Errno;
use std::net::IpAddr;

/// An option of `open` or `setopts`, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UdpOption {
    /// `{ip, _}`: the local address.
    Ip(IpAddr),
    /// `{fd, _}`: a pre-opened socket.
    Preopen(PreopenId),
    /// `inet` or `inet6`.
    Domain(Domain),
    /// `{active, _}`.
    Active(Active),
    /// `{buffer, _}`: the most bytes of a datagram to receive.
    Buffer(u32),
    /// One of the kernel's.
    Kernel(KernelOption),
}

/// The name of a [`UdpOption`] that a live socket has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the name of the option of the same name")]
pub enum UdpOptionName {
    Active,
    Buffer,
    Kernel(KernelOptionName),
}

/// How a socket receives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) active: Active,
    pub(super) buffer: u32,
}

impl Manner {
    /// Take an option over; those that are not of this kind come back.
    pub(super) fn take(&mut self, option: UdpOption) -> Result<Option<UdpOption>, Error> {
        match option {
            UdpOption::Active(Active::Count(count)) if count <= 0 => self.active = Active::Off,
            UdpOption::Active(active) => self.active = active,
            UdpOption::Buffer(0) => return Err(Error::Invalid),
            UdpOption::Buffer(bytes) => self.buffer = bytes.min(LARGEST_DATAGRAM as u32),
            other => return Ok(Some(other)),
        }
        Ok(None)
    }
}

/// The options of those names, without those that the socket does not have.
pub(super) fn get(
    manner: &Manner,
    descriptor: &Descriptor,
    names: impl IntoIterator<Item = UdpOptionName>,
) -> Result<Vec<UdpOption>, Error> {
    let mut options = Vec::new();
    for name in names {
        options.push(match name {
            UdpOptionName::Active => UdpOption::Active(manner.active),
            UdpOptionName::Buffer => UdpOption::Buffer(manner.buffer),
            UdpOptionName::Kernel(name) => match sockopt::get(descriptor, name) {
                Ok(option) => UdpOption::Kernel(option),
                Err(Errno::NOPROTOOPT) => continue,
                Err(errno) => return Err(errno.into()),
            },
        });
    }
    Ok(options)
}

/// The options of `open`.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    pub(super) manner: Manner,
    pub(super) place: Place,
    pub(super) preopen: Option<PreopenId>,
}

impl OpenOptions {
    /// Read the options of `open`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one whose value does not fit.
    pub fn new(options: impl IntoIterator<Item = UdpOption>) -> Result<Self, Error> {
        let manner = Manner {
            active: Active::On,
            buffer: LARGEST_DATAGRAM as u32,
        };
        let mut new = Self {
            manner,
            place: Place::default(),
            preopen: None,
        };
        for option in options {
            match new.manner.take(option)? {
                Some(UdpOption::Ip(ip)) => new.place.ip = Some(ip),
                Some(UdpOption::Domain(domain)) => new.place.domain = Some(domain),
                Some(UdpOption::Kernel(option)) => new.place.set_kernel(option),
                Some(UdpOption::Preopen(id)) => new.preopen = Some(id),
                _ => {}
            }
        }
        Ok(new)
    }
}

//! The options of listeners and connections.

use crate::descriptor::Descriptor;
use crate::preopen::PreopenId;
use crate::sockopt::{self, KernelOption, KernelOptionName};
use crate::{Domain, Error};
use portcullis_packet::{Active, PacketType};
use rustix::io::Errno;
use std::net::IpAddr;

/// An option of `listen`, `connect` or `setopts`, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TcpOption {
    /// `{ip, _}`: the local address.
    Ip(IpAddr),
    /// `{port, _}`: the local port of a connection.
    Port(u16),
    /// `{fd, _}`: a pre-opened listener.
    Preopen(PreopenId),
    /// `inet` or `inet6`.
    Domain(Domain),
    /// `{backlog, _}`.
    Backlog(u32),
    /// `{active, _}`.
    Active(Active),
    /// `{packet, _}`.
    Packet(PacketType),
    /// `{packet_size, _}`, bytes; 0 is the guest's limit.
    PacketSize(u32),
    /// `{send_timeout, _}`, milliseconds; `None` is `infinity`.
    SendTimeout(Option<u32>),
    /// `{send_timeout_close, _}`.
    SendTimeoutClose(bool),
    /// `{exit_on_close, _}`.
    ExitOnClose(bool),
    /// `{show_econnreset, _}`.
    ShowEconnreset(bool),
    /// `{buffer, _}`, bytes.
    Buffer(u32),
    /// One of the kernel's.
    Kernel(KernelOption),
}

/// The name of a [`TcpOption`] that a live socket has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the name of the option of the same name")]
pub enum TcpOptionName {
    Active,
    Packet,
    PacketSize,
    SendTimeout,
    SendTimeoutClose,
    ExitOnClose,
    ShowEconnreset,
    Buffer,
    Kernel(KernelOptionName),
}

/// How a connection behaves; a listener hands its own on to those that it accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(crate) active: Active,
    pub(crate) packet: PacketType,
    pub(crate) packet_size: u32,
    pub(crate) send_timeout: Option<u32>,
    pub(crate) send_timeout_close: bool,
    pub(crate) exit_on_close: bool,
    pub(crate) show_econnreset: bool,
    pub(crate) buffer: u32,
}

/// The largest `buffer`: what one receive may take from the kernel.
const LARGEST_BUFFER: u32 = 1 << 20;

impl Default for Manner {
    fn default() -> Self {
        Self {
            active: Active::On,
            packet: PacketType::Raw,
            packet_size: 0,
            send_timeout: None,
            send_timeout_close: false,
            exit_on_close: true,
            show_econnreset: false,
            buffer: 64 << 10,
        }
    }
}

impl Manner {
    /// Take an option over; those that are not of this kind come back.
    pub(crate) fn take(&mut self, option: TcpOption) -> Result<Option<TcpOption>, Error> {
        match option {
            TcpOption::Active(Active::Count(count)) if count <= 0 => self.active = Active::Off,
            TcpOption::Active(active) => self.active = active,
            TcpOption::Packet(packet) => self.packet = packet,
            TcpOption::PacketSize(bytes) => self.packet_size = bytes,
            TcpOption::SendTimeout(timeout) => self.send_timeout = timeout,
            TcpOption::SendTimeoutClose(close) => self.send_timeout_close = close,
            TcpOption::ExitOnClose(exit) => self.exit_on_close = exit,
            TcpOption::ShowEconnreset(show) => self.show_econnreset = show,
            TcpOption::Buffer(0) => return Err(Error::Invalid),
            TcpOption::Buffer(bytes) => self.buffer = bytes.min(LARGEST_BUFFER),
            other => return Ok(Some(other)),
        }
        Ok(None)
    }

    /// The option of a name, if it is of this kind; else its name in the kernel.
    pub(crate) fn get(&self, name: TcpOptionName) -> Result<TcpOption, KernelOptionName> {
        Ok(match name {
            TcpOptionName::Active => TcpOption::Active(self.active),
            TcpOptionName::Packet => TcpOption::Packet(self.packet),
            TcpOptionName::PacketSize => TcpOption::PacketSize(self.packet_size),
            TcpOptionName::SendTimeout => TcpOption::SendTimeout(self.send_timeout),
            TcpOptionName::SendTimeoutClose => TcpOption::SendTimeoutClose(self.send_timeout_close),
            TcpOptionName::ExitOnClose => TcpOption::ExitOnClose(self.exit_on_close),
            TcpOptionName::ShowEconnreset => TcpOption::ShowEconnreset(self.show_econnreset),
            TcpOptionName::Buffer => TcpOption::Buffer(self.buffer),
            TcpOptionName::Kernel(name) => return Err(name),
        })
    }
}

/// The options of those names, without those that the socket does not have.
pub(crate) fn get(
    manner: &Manner,
    descriptor: &Descriptor,
    names: impl IntoIterator<Item = TcpOptionName>,
) -> Result<Vec<TcpOption>, Error> {
    let mut options = Vec::new();
    for name in names {
        match manner.get(name) {
            Ok(option) => options.push(option),
            Err(name) => match sockopt::get(descriptor, name) {
                Ok(option) => options.push(TcpOption::Kernel(option)),
                Err(Errno::NOPROTOOPT) => {}
                Err(errno) => return Err(errno.into()),
            },
        }
    }
    Ok(options)
}

/// Where a socket is to be, and what the kernel is to know of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) domain: Option<Domain>,
    pub(crate) ip: Option<IpAddr>,
    pub(crate) kernel: Vec<KernelOption>,
}

impl Place {
    fn take(&mut self, option: TcpOption) -> Result<Option<TcpOption>, Error> {
        match option {
            TcpOption::Domain(domain) => self.domain = Some(domain),
            TcpOption::Ip(ip) => self.ip = Some(ip),
            TcpOption::Kernel(option) => self.set_kernel(option),
            other => return Ok(Some(other)),
        }
        Ok(None)
    }

    /// The later counts, and a list however long takes bounded room.
    pub(crate) fn set_kernel(&mut self, option: KernelOption) {
        self.kernel
            .retain(|present| std::mem::discriminant(present) != std::mem::discriminant(&option));
        self.kernel.push(option);
    }

    /// The family: what was asked for, or else that of the local address, or else that of the destination.
    pub(crate) fn domain(&self, destination: Option<IpAddr>) -> Result<Domain, Error> {
        let domain = self
            .domain
            .or(self.ip.or(destination).map(Domain::of))
            .unwrap_or(Domain::Inet);
        let fits = |ip: IpAddr| Domain::of(ip) == domain;
        if self.ip.is_none_or(fits) && destination.is_none_or(fits) {
            Ok(domain)
        } else {
            Err(Errno::AFNOSUPPORT.into())
        }
    }

    /// Did the guest insist on IPv4 on an IPv6 socket?
    pub(crate) fn dual(&self) -> bool {
        self.kernel.contains(&KernelOption::V6Only(false))
    }
}

/// The options of `listen`.
#[derive(Clone, Debug)]
pub struct ListenOptions {
    pub(crate) manner: Manner,
    pub(crate) place: Place,
    pub(crate) preopen: Option<PreopenId>,
    pub(crate) backlog: u32,
}

impl ListenOptions {
    /// Read the options of `listen`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that is not an option of `listen`, or whose value does not fit.
    pub fn new(options: impl IntoIterator<Item = TcpOption>) -> Result<Self, Error> {
        let mut new = Self {
            manner: Manner::default(),
            place: Place::default(),
            preopen: None,
            backlog: BACKLOG,
        };
        for option in options {
            let Some(option) = new.manner.take(option)? else {
                continue;
            };
            match new.place.take(option)? {
                None => {}
                Some(TcpOption::Preopen(id)) => new.preopen = Some(id),
                Some(TcpOption::Backlog(backlog)) => new.backlog = backlog,
                Some(_) => return Err(Error::Invalid),
            }
        }
        Ok(new)
    }
}

/// How many connections may wait to be accepted, unless the guest says otherwise.
pub(crate) const BACKLOG: u32 = 5;

/// The options of `fdopen`.
#[derive(Clone, Debug)]
pub struct OpenedOptions {
    pub(crate) manner: Manner,
    pub(crate) place: Place,
}

impl OpenedOptions {
    /// Read the options of `fdopen`: those of a live connection.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that a live connection does not have, or whose value does not fit.
    pub fn new(options: impl IntoIterator<Item = TcpOption>) -> Result<Self, Error> {
        let mut new = Self {
            manner: Manner::default(),
            place: Place::default(),
        };
        for option in options {
            match new.manner.take(option)? {
                None => {}
                Some(TcpOption::Kernel(KernelOption::V6Only(_))) => return Err(Error::Invalid),
                Some(TcpOption::Kernel(option)) => new.place.set_kernel(option),
                Some(_) => return Err(Error::Invalid),
            }
        }
        Ok(new)
    }
}

/// The options of `connect`.
#[derive(Clone, Debug)]
pub struct ConnectOptions {
    pub(crate) manner: Manner,
    pub(crate) place: Place,
    pub(crate) port: u16,
}

impl ConnectOptions {
    /// Read the options of `connect`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that is not an option of `connect`, or whose value does not fit.
    pub fn new(options: impl IntoIterator<Item = TcpOption>) -> Result<Self, Error> {
        let mut new = Self {
            manner: Manner::default(),
            place: Place::default(),
            port: 0,
        };
        for option in options {
            let Some(option) = new.manner.take(option)? else {
                continue;
            };
            match new.place.take(option)? {
                None => {}
                Some(TcpOption::Port(port)) => new.port = port,
                Some(_) => return Err(Error::Invalid),
            }
        }
        Ok(new)
    }
}

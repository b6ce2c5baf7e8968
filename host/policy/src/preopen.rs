//! Preopen: a descriptor that the guest finds open, by number or by name.

use crate::notation::{Fault, Part, quote};
use crate::{PolicyError, Transport};
use std::fmt;
use std::net::SocketAddr;

/// A socket that the host opens, or inherits, for the guest: `{fd, 3}` in Erlang's option list.
///
/// It needs no rule besides: the entry itself is the grant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Preopen {
    fd: u16,
    name: Option<String>,
    source: Source,
}

/// Where the socket of a [`Preopen`] is from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The host listens there, over TCP.
    Listen(SocketAddr),
    /// The host binds a socket there.
    Bind(Transport, SocketAddr),
    /// The host itself was given it, by systemd's socket activation.
    Inherit(Inherited),
}

/// Which of the descriptors that the host inherited (sd_listen_fds(3)).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inherited {
    /// The descriptor of this number, at least 3, one of `LISTEN_FDS`.
    Number(u16),
    /// The descriptor of this name, one of `LISTEN_FDNAMES`.
    Name(String),
}

impl Preopen {
    /// A socket that the host makes listen at the address. Port 0 is a port that the system chooses.
    pub fn listen(fd: u16, address: SocketAddr) -> Self {
        Self::of_source(fd, Source::Listen(address))
    }

    /// A socket that the host binds to the address.
    pub fn bind(fd: u16, transport: Transport, address: SocketAddr) -> Self {
        Self::of_source(fd, Source::Bind(transport, address))
    }

    /// The descriptor of this number that the host inherited.
    ///
    /// # Errors
    /// A number below 3: those are the host's own input and output.
    pub fn inherit(fd: u16, number: u16) -> Result<Self, PolicyError> {
        let text = number.to_string();
        let inherited = Inherited::number(Part::whole(&text));
        let inherited = inherited.map_err(|fault| PolicyError::of_fragment("inherit", &text, fault))?;
        Ok(Self::of_source(fd, Source::Inherit(inherited)))
    }

    /// The descriptor of this name that the host inherited.
    ///
    /// # Errors
    /// A name that no descriptor can have: empty, above 255 bytes, or with a colon or a control character.
    pub fn inherit_named(fd: u16, name: &str) -> Result<Self, PolicyError> {
        let name = check_name(name).map_err(|fault| PolicyError::of_fragment("inherit", name, fault))?;
        Ok(Self::of_source(fd, Source::Inherit(Inherited::Name(name))))
    }

    pub(crate) fn of_source(fd: u16, source: Source) -> Self {
        Self { fd, name: None, source }
    }

    /// The same with a name.
    ///
    /// # Errors
    /// A name that [`Preopen::inherit_named`] would not take.
    pub fn named(self, name: &str) -> Result<Self, PolicyError> {
        let name = check_name(name).map_err(|fault| PolicyError::of_fragment("name", name, fault))?;
        Ok(Self {
            name: Some(name),
            ..self
        })
    }

    /// The number by which the guest knows it.
    pub fn fd(&self) -> u16 {
        self.fd
    }

    /// The name by which the guest knows it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Where it is from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its entry in one line: `fd = 3, name = "web", listen = "tcp://127.0.0.1:80"`.
    pub fn in_one_line(&self) -> String {
        let table = self.to_string();
        let keys: Vec<_> = table.lines().skip(1).collect();
        keys.join(", ")
    }

    /// Why the two cannot both be in one policy.
    pub(crate) fn clashes_with(&self, other: &Self) -> Option<String> {
        if self.fd == other.fd {
            return Some(format!("another descriptor has the number {}", self.fd));
        }
        let name = self.name.as_ref().filter(|_| self.name == other.name)?;
        Some(format!("another descriptor has the name {}", quote(name)))
    }
}

impl Inherited {
    /// # Errors
    /// What is not a number from 3 to 65535.
    pub(crate) fn number(part: Part<'_>) -> Result<Self, Fault> {
        let number = part.text.parse().ok().filter(|number| *number >= 3);
        number.map(Self::Number).ok_or_else(|| {
            part.fault("no descriptor of this number is inherited")
                .help("systemd counts them from 3 (LISTEN_FDS)")
        })
    }
}

/// # Errors
/// What systemd would not take as a name (sd_pid_notify_with_fds(3), `FDNAME=`).
pub(crate) fn check_name(name: &str) -> Result<String, Fault> {
    let part = Part::whole(name);
    if name.is_empty() || name.len() > 255 {
        return Err(part.fault("the name of a descriptor has 1 to 255 bytes"));
    }
    if name.contains(|c: char| !c.is_ascii() || c.is_ascii_control() || c == ':') {
        return Err(part.fault("the name of a descriptor is of ASCII, without `:` and control characters"));
    }
    Ok(name.to_owned())
}

/// A table of TOML.
impl fmt::Display for Preopen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[[preopen]]\nfd = {}", self.fd)?;
        if let Some(name) = &self.name {
            writeln!(f, "name = {}", toml::Value::from(&**name))?;
        }
        match &self.source {
            Source::Listen(address) => writeln!(f, "listen = \"tcp://{address}\""),
            Source::Bind(transport, address) => writeln!(f, "bind = \"{transport}://{address}\""),
            Source::Inherit(Inherited::Number(number)) => writeln!(f, "inherit = {number}"),
            Source::Inherit(Inherited::Name(name)) => writeln!(f, "inherit = {}", toml::Value::from(&**name)),
        }
    }
}

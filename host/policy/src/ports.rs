//! Ports: an inclusive range of port numbers.

use crate::notation::{Fault, Part, quote};
use std::fmt;
use std::ops::RangeInclusive;

/// The ports of a rule: one, a range with both ends, or all. Port 0 is "one that the system chooses".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ports {
    first: u16,
    last: u16,
}

impl Ports {
    /// All 65,536 of them, 0 included; written `*`.
    pub const ALL: Self = Self {
        first: 0,
        last: u16::MAX,
    };

    /// The ports from `first` to `last`, both included; `None` if that is upside down.
    pub const fn new(first: u16, last: u16) -> Option<Self> {
        if first <= last {
            Some(Self { first, last })
        } else {
            None
        }
    }

    /// Whether the port is one of them.
    pub const fn contains(self, port: u16) -> bool {
        self.first <= port && port <= self.last
    }

    /// From the first to the last.
    pub const fn range(self) -> RangeInclusive<u16> {
        self.first..=self.last
    }

    /// # Errors
    /// Whatever is not `80`, `6000-6999` or `*`.
    pub(crate) fn parse(part: Part<'_>) -> Result<Self, Fault> {
        if part.text == "*" {
            return Ok(Self::ALL);
        }
        let Some((first, last)) = part.split_once("-") else {
            return port(part).map(Self::from);
        };
        let (low, high) = (port(first)?, port(last)?);
        Self::new(low, high).ok_or_else(|| {
            part.fault(format!("the port range {low}-{high} is upside down"))
                .help(format!("write `{high}-{low}`"))
        })
    }
}

fn port(part: Part<'_>) -> Result<u16, Fault> {
    if part.text.is_empty() {
        return Err(part
            .fault("a port is missing")
            .help("add a port, a range (`6000-6999`) or `*`"));
    }
    if part.text.contains([',', ';', ' ']) {
        return Err(part
            .fault("this is not one port")
            .help("write one rule for each port, or a range"));
    }
    // Not `parse` alone: that takes `+80`.
    if !part.text.bytes().all(|byte| byte.is_ascii_digit()) {
        let fault = part.fault(format!("{} is not a port", quote(part.text)));
        return Err(match well_known(part.text) {
            Some(number) => fault.help(format!("ports are numbers: write `{number}`")),
            None => fault.help("a port is a number from 0 to 65535, a range (`6000-6999`) or `*`"),
        });
    }
    part.text.parse().map_err(|_| {
        part.fault(format!("port {} is too large", quote(part.text)))
            .help("the highest port is 65535")
    })
}

/// The services that people name most often where a number belongs.
fn well_known(service: &str) -> Option<u16> {
    Some(match service.to_ascii_lowercase().as_str() {
        "ssh" => 22,
        "smtp" => 25,
        "dns" | "domain" => 53,
        "http" => 80,
        "https" => 443,
        "postgres" | "postgresql" => 5432,
        _ => return None,
    })
}

impl From<u16> for Ports {
    fn from(port: u16) -> Self {
        Self {
            first: port,
            last: port,
        }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (0, u16::MAX) => f.write_str("*"),
            (first, last) if first == last => write!(f, "{first}"),
            (first, last) => write!(f, "{first}-{last}"),
        }
    }
}

//! Values of options: a variable, a folder, a number of bytes, an address.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// An environment variable: `KEY=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) key: String,
    pub(crate) value: String,
}

impl FromStr for Variable {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some(("", _)) | None => Err("write KEY=VALUE"),
            Some((key, value)) => Ok(Self {
                key: key.to_owned(),
                value: value.to_owned(),
            }),
        }
    }
}

/// A folder, and its name in the sandbox: `HOST`, `HOST::GUEST` or `HOST::GUEST::ro`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dir {
    pub(crate) host: PathBuf,
    pub(crate) guest: String,
    pub(crate) read_only: bool,
}

impl FromStr for Dir {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (host, guest, read_only) = match *text.split("::").collect::<Vec<_>>() {
            [host] => (host, host, false),
            [host, guest] => (host, guest, false),
            [host, guest, "ro"] => (host, guest, true),
            _ => return Err("write HOST, HOST::GUEST or HOST::GUEST::ro"),
        };
        if host.is_empty() || guest.is_empty() {
            return Err("a folder has a name; write `.` for the present one");
        }
        Ok(Self {
            host: host.into(),
            guest: guest.to_owned(),
            read_only,
        })
    }
}

/// A number of bytes: `1048576`, `1024K`, `1M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(usize);

impl Size {
    pub(crate) fn bytes(self) -> usize {
        self.0
    }
}

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, unit) = match text.char_indices().next_back() {
            Some((end, 'k' | 'K')) => (&text[..end], 1 << 10),
            Some((end, 'm' | 'M')) => (&text[..end], 1 << 20),
            Some((end, 'g' | 'G')) => (&text[..end], 1 << 30),
            _ => (text, 1),
        };
        let number: usize = number
            .parse()
            .map_err(|_| "write a number of bytes, e.g. 1048576, 1024K or 1M")?;
        number.checked_mul(unit).map(Self).ok_or("more bytes than there are")
    }
}

/// Where to listen: `tcp://127.0.0.1:8080`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Listen(pub(crate) SocketAddr);

impl FromStr for Listen {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = text.strip_prefix("tcp://").and_then(|address| address.parse().ok());
        address
            .map(Self)
            .ok_or("write an IP address and a port, e.g. tcp://127.0.0.1:8080 or tcp://[::1]:8080")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_has_a_key_and_a_value() {
        let variable = |key: &str, value: &str| Variable {
            key: key.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!("A=b=c".parse(), Ok(variable("A", "b=c")));
        assert_eq!("A=".parse(), Ok(variable("A", "")));
        assert!("A".parse::<Variable>().is_err());
        assert!("=b".parse::<Variable>().is_err());
    }

    #[test]
    fn a_folder_may_have_another_name_inside() {
        let dir = |host: &str, guest: &str, read_only| Dir {
            host: host.into(),
            guest: guest.to_owned(),
            read_only,
        };
        assert_eq!("data".parse(), Ok(dir("data", "data", false)));
        assert_eq!("/srv/a:b::/data".parse(), Ok(dir("/srv/a:b", "/data", false)));
        assert_eq!("/usr/lib::/lib::ro".parse(), Ok(dir("/usr/lib", "/lib", true)));
        for text in ["", "::", "a::", "::b", "a::b::c", "a::b::ro::d"] {
            assert!(text.parse::<Dir>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_to_listen_at_is_written_as_in_a_policy() {
        for address in ["127.0.0.1:8080", "[::1]:0"] {
            let listen = Listen(address.parse().unwrap());
            assert_eq!(format!("tcp://{address}").parse(), Ok(listen));
        }
        for text in [
            "127.0.0.1:80",
            "tcp://127.0.0.1",
            "tcp://localhost:80",
            "udp://127.0.0.1:80",
            "tcp://::1:80",
        ] {
            assert!(text.parse::<Listen>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_size_has_a_unit() {
        for (text, bytes) in [
            ("0", 0),
            ("65536", 65_536),
            ("64k", 64 << 10),
            ("1M", 1 << 20),
            ("2G", 2 << 30),
        ] {
            assert_eq!(text.parse::<Size>().map(Size::bytes), Ok(bytes));
        }
        for text in ["", "M", "-1", "1T", "1.5G", "99999999999G", "1é"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }
}

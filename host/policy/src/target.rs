//! Target: what a rule is about, `tcp://HOST:PORTS`.

use crate::notation::{Fault, Part, Parts, meant, quote};
use crate::{Host, PolicyError, Ports, Transport};
use std::fmt;
use std::str::FromStr;

/// Hosts and ports of one transport. Its `Display` is the notation that it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// How the bytes travel.
    pub transport: Transport,
    /// Which hosts.
    pub host: Host,
    /// Which of their ports.
    pub ports: Ports,
}

impl Target {
    /// # Errors
    /// The first part that cannot be read.
    pub(crate) fn of_parts(parts: Parts<'_>) -> Result<Self, Fault> {
        Ok(Self {
            transport: transport(parts.scheme)?,
            host: Host::parse(parts.host)?,
            ports: Ports::parse(parts.ports)?,
        })
    }
}

fn transport(scheme: Part<'_>) -> Result<Transport, Fault> {
    if let Some(transport) = Transport::ALL
        .into_iter()
        .find(|transport| transport.scheme() == scheme.text)
    {
        return Ok(transport);
    }
    let fault = scheme.fault(format!("{} is not a transport", quote(scheme.text)));
    let probable = match scheme.text.to_ascii_lowercase().as_str() {
        "http" | "https" | "ws" | "wss" | "tls" | "ssl" | "ssh" | "ftp" => Some("tcp"),
        "quic" | "dns" | "dtls" => Some("udp"),
        other => meant(other, Transport::ALL.map(Transport::scheme)),
    };
    Err(match probable {
        Some(word) => fault.help(format!("write `{word}://`")),
        None => fault.help("the transports are `tcp` and `udp`"),
    })
}

impl FromStr for Target {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        let target = Parts::split(text).and_then(Self::of_parts);
        target.map_err(|fault| PolicyError::of_fragment("target", text, fault))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.transport, self.host, self.ports)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that the error points at, its message and its help.
    fn fault(text: &str) -> (&str, String, String) {
        let error = text.parse::<Target>().expect_err(text);
        let problem = &error.problems()[0];
        (
            &text[problem.span()],
            problem.message().to_owned(),
            problem.help().unwrap_or_default().to_owned(),
        )
    }

    #[track_caller]
    fn points_at(text: &str, place: &str, help: &str) {
        let (at, message, given) = fault(text);
        assert_eq!(at, place, "{message}");
        assert!(given.contains(help), "{text}: {given}");
    }

    #[test]
    fn a_target_is_printed_as_it_was_written() {
        for text in [
            "tcp://10.0.0.5:5432",
            "udp://[2001:db8::1]:53",
            "tcp://10.0.0.0/8:6000-6999",
            "tcp://[2001:db8::]/32:*",
            "tcp://*:443",
            "tcp://*.example.com:443",
            "udp://example.com:0",
            "tcp://0.0.0.0/0:1-65535",
        ] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_can_be_written_in_two_ways_is_printed_in_one() {
        for (text, printed) in [
            ("tcp://[2001:db8::/32]:1", "tcp://[2001:db8::]/32:1"),
            ("tcp://Example.COM.:1", "tcp://example.com:1"),
            ("tcp://bücher.example:1", "tcp://xn--bcher-kva.example:1"),
            ("tcp://10.0.0.5/32:1", "tcp://10.0.0.5:1"),
            ("tcp://[::ffff:10.0.0.5]:1", "tcp://10.0.0.5:1"),
            ("tcp://[::ffff:10.0.0.0]/104:1", "tcp://10.0.0.0/8:1"),
            ("tcp://a.example:0-65535", "tcp://a.example:*"),
            ("tcp://a.example:7-7", "tcp://a.example:7"),
        ] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn an_error_in_the_transport_points_at_it() {
        points_at("tpc://a.example:1", "tpc", "`tcp://`");
        points_at("http://a.example:1", "http", "`tcp://`");
        points_at("TCP://a.example:1", "TCP", "`tcp://`");
        points_at("gopher://a.example:1", "gopher", "`tcp` and `udp`");
        points_at("a.example:1", "a.example:1", "tcp://HOST:PORTS");
        points_at("", "", "tcp://HOST:PORTS");
    }

    #[test]
    fn an_error_in_the_ports_points_at_them() {
        points_at("tcp://a.example:6999-6000", "6999-6000", "`6000-6999`");
        points_at("tcp://a.example:65536", "65536", "65535");
        points_at(
            "tcp://a.example:1-99999999999999999999",
            "99999999999999999999",
            "65535",
        );
        points_at("tcp://a.example:https", "https", "`443`");
        points_at("tcp://a.example:+80", "+80", "number");
        points_at("tcp://a.example:80-", "", "range");
        points_at("tcp://a.example:", "", "add a port, a range");
        points_at("tcp://a.example:80,443", "80,443", "one rule for each port");
        points_at("tcp://a.example:80/index.html", "/index.html", "`80`");
        points_at("tcp://a.example", "a.example", "`a.example:443`");
        points_at("tcp://[::1]", "[::1]", "`[::1]:443`");
    }

    #[test]
    fn an_error_in_the_host_points_at_it() {
        points_at("tcp://2001:db8::1:80", "2001:db8::1:80", "`[2001:db8::1]:80`");
        points_at("tcp://::1", "::1", "`[::1]:*`");
        points_at("tcp://2001:db8::/32:80", "2001:db8::/32:80", "`[2001:db8::/32]:80`");
        points_at("tcp://10.0.0.1/8:80", "10.0.0.1/8", "`10.0.0.0/8`");
        points_at("tcp://[2001:db8::1]/32:80", "[2001:db8::1]/32", "`[2001:db8::]/32`");
        points_at("tcp://10.0.0.0/33:80", "33", "32");
        points_at("tcp://10.0.0.0/255.0.0.0:80", "255.0.0.0", "number");
        points_at("tcp://10.0.0.256:80", "10.0.0.256", "255");
        points_at("tcp://example.com/24:80", "/24", "leave");
        points_at("tcp://*example.com:80", "*example.com", "`*.example.com`");
        points_at("tcp://a.*.example:80", "a.*.example", "first label");
        points_at("tcp://[::1:80", "[::1:80", "[2001:db8::1]:80");
        points_at("tcp://[fe80::1%eth0]:80", "fe80::1%eth0", "zone");
        points_at("tcp://[example.com]:80", "example.com", "without brackets");
        points_at("tcp://user@example.com:80", "user@example.com", "letters");
        points_at("tcp://:80", "", "`*`");
    }

    #[test]
    fn a_long_or_odd_text_is_shown_short_and_escaped() {
        let text = format!("tcp://{}\u{7}:80", "a".repeat(100_000));
        let error = text.parse::<Target>().unwrap_err();
        assert!(error.to_string().len() < 500);
        assert!(
            "tcp://a\u{7}:80"
                .parse::<Target>()
                .unwrap_err()
                .to_string()
                .contains("\\u{7}")
        );
    }
}

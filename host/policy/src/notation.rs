//! Notation: `tcp://HOST:PORTS` taken into its three parts, each of which knows where it stands.

use std::ops::Range;

/// What is wrong with a part of the text, and what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Bytes of the whole text, from the start of the first part.
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Fault {
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A piece of the text, and where it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    pub(crate) text: &'a str,
    start: usize,
}

impl<'a> Part<'a> {
    pub(crate) fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    pub(crate) fn fault(self, message: impl Into<String>) -> Fault {
        Fault {
            span: self.start..self.start + self.text.len(),
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn split_once(self, delimiter: &str) -> Option<(Self, Self)> {
        let at = self.text.find(delimiter)?;
        Some((self.before(at), self.after(at + delimiter.len())))
    }

    pub(crate) fn before(self, at: usize) -> Self {
        Self {
            text: &self.text[..at],
            ..self
        }
    }

    pub(crate) fn after(self, at: usize) -> Self {
        Self {
            text: &self.text[at..],
            start: self.start + at,
        }
    }
}

/// The three parts of a target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) scheme: Part<'a>,
    pub(crate) host: Part<'a>,
    pub(crate) ports: Part<'a>,
}

impl<'a> Parts<'a> {
    /// # Errors
    /// A text without a transport or without a port, and an IPv6 address outside brackets.
    pub(crate) fn split(text: &'a str) -> Result<Self, Fault> {
        let whole = Part::whole(text);
        let Some((scheme, rest)) = whole.split_once("://") else {
            return Err(whole
                .fault(format!("{} names no transport", quote(text)))
                .help("write `tcp://HOST:PORTS` or `udp://HOST:PORTS`"));
        };
        let end_of_host = if rest.text.starts_with('[') {
            bracketed(rest)?
        } else {
            plain(rest)?
        };
        let (host, ports) = (rest.before(end_of_host), rest.after(end_of_host + 1));
        if let Some(path) = ports.text.find('/') {
            let help = format!("end the rule after the port: `{}`", ports.before(path).text);
            return Err(ports.after(path).fault("a rule has no path").help(help));
        }
        Ok(Self { scheme, host, ports })
    }
}

/// Where the host ends that begins with a bracket.
fn bracketed(rest: Part<'_>) -> Result<usize, Fault> {
    let Some(bracket) = rest.text.find(']') else {
        return Err(rest.fault("the bracket is not closed").help("write `[2001:db8::1]:80`"));
    };
    match rest.text[bracket..].find(':') {
        Some(colon) => Ok(bracket + colon),
        None => Err(no_port(rest, rest.text)),
    }
}

/// Where the host ends that has no brackets, and therefore no colons.
fn plain(rest: Part<'_>) -> Result<usize, Fault> {
    let Some(colon) = rest.text.rfind(':') else {
        return Err(no_port(rest, rest.text));
    };
    let (host, ports) = (&rest.text[..colon], &rest.text[colon + 1..]);
    if !host.contains(':') {
        return Ok(colon);
    }
    // `::1:8080` could be read both ways; a rule needs a port, so its end is one.
    let (ip, ports) = if is_ipv6(host) { (host, ports) } else { (rest.text, "*") };
    if is_ipv6(ip) {
        let help = format!("put it in brackets: `[{ip}]:{ports}`");
        return Err(rest.fault("an IPv6 address stands in brackets").help(help));
    }
    Err(rest
        .fault(format!("{} has too many colons", quote(rest.text)))
        .help("write `HOST:PORTS`, IPv6 in brackets"))
}

fn no_port(rest: Part<'_>, host: &str) -> Fault {
    let host = host.trim_end_matches('/');
    let example = if is_ipv6(host) {
        format!("[{host}]:443")
    } else {
        format!("{host}:443")
    };
    rest.fault("the port is missing")
        .help(format!("add a port, a range or `*`: {}", quote(&example)))
}

fn is_ipv6(text: &str) -> bool {
    let address = text.split_once('/').map_or(text, |(address, _)| address);
    address.parse::<std::net::Ipv6Addr>().is_ok()
}

/// The text as a message shows it: of any length, with anything in it, and yet one short line.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = text.chars().take(LONGEST).flat_map(|c| c.escape_debug()).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// The one of `known` that `text` was probably meant to be.
pub(crate) fn meant<'k>(text: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // A longer word is no slip of the finger, and comparing it costs time.
    if text.len() > 32 {
        return None;
    }
    let text = text.to_ascii_lowercase().replace('_', "-");
    let distance = |word: &&str| strsim::damerau_levenshtein(&text, word);
    known
        .into_iter()
        .min_by_key(distance)
        .filter(|word| distance(word) <= word.len().div_ceil(3))
}

//! Packet: `erlang:decode_packet/3`, on the framing that sockets have.

use portcullis_packet::{Framer, HttpUri, Limits, Packet, PacketType};

use crate::{
    bif::{Answer, Entry, Stop},
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[("erlang", "decode_packet", 3, decode_packet)];

/// The options.
#[derive(Debug)]
struct Options {
    packet_size: u32,
    line_length: usize,
    /// Only of packets that are lines.
    delimiter: Option<u8>,
}

impl Options {
    fn of(list: Term) -> Option<Self> {
        let mut options = Self {
            packet_size: 0,
            line_length: 0,
            delimiter: None,
        };
        let mut elements = list.elements();
        for option in elements.by_ref() {
            let [name, value] = option.as_tuple_of()?;
            let value = u32::try_from(value.as_small()?).ok()?;
            match name.as_atom()?.name() {
                "packet_size" => options.packet_size = value,
                "line_length" => options.line_length = value as usize,
                "line_delimiter" => options.delimiter = Some(u8::try_from(value).ok()?),
                _ => return None,
            }
        }
        elements.rest().is_nil().then_some(options)
    }
}

/// What a type of packet is decoded by.
enum Kind {
    Line,
    SslTls,
    /// The flag is whether strings become binaries.
    Framed(PacketType, bool),
}

fn kind(term: Term) -> Option<Kind> {
    let framed = |kind| Some(Kind::Framed(kind, false));
    if let Some(number) = term.as_small() {
        return match number {
            0 => framed(PacketType::Raw),
            1 => framed(PacketType::One),
            2 => framed(PacketType::Two),
            4 => framed(PacketType::Four),
            _ => None,
        };
    }
    match term.as_atom()?.name() {
        "raw" => framed(PacketType::Raw),
        "asn1" => framed(PacketType::Asn1),
        "sunrm" => framed(PacketType::Sunrm),
        "cdr" => framed(PacketType::Cdr),
        "fcgi" => framed(PacketType::Fcgi),
        "tpkt" => framed(PacketType::Tpkt),
        "http" => framed(PacketType::Http),
        "httph" => framed(PacketType::Httph),
        "http_bin" => Some(Kind::Framed(PacketType::HttpBin, true)),
        "httph_bin" => Some(Kind::Framed(PacketType::HttphBin, true)),
        "line" => Some(Kind::Line),
        "ssl_tls" => Some(Kind::SslTls),
        _ => None,
    }
}

/// What a look at the bytes comes to: a packet and how many bytes it took.
enum Decoded {
    Packet(Term, usize),
    More(Option<usize>),
    Invalid,
}

fn decode_packet(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let kind = kind(args[0]).ok_or_else(|| Stop::badarg_because(Atom::new("badopt")))?;
    let bits = args[1].as_bits().ok_or_else(Stop::badarg)?;
    // The bits of an unfinished byte at the end are no part of any packet.
    let bytes = bits.whole_bytes();
    let options = Options::of(args[2]).ok_or_else(Stop::badarg)?;
    if options.delimiter.is_some() && !matches!(kind, Kind::Line) {
        return Err(Stop::badarg());
    }
    let heap = cx.heap();
    let decoded = match kind {
        Kind::Line => line(heap, args[1], &bytes, &options),
        Kind::SslTls => ssl_tls(heap, args[1], &bytes),
        Kind::Framed(PacketType::Raw, _) if !bytes.is_empty() => Decoded::Packet(args[1], bytes.len()),
        Kind::Framed(kind, binaries) => framed(heap, &bytes, kind, binaries, &options),
    };
    Ok(match decoded {
        Decoded::Packet(packet, taken) => {
            let rest = heap.part(args[1], taken * 8, (bytes.len() - taken) * 8);
            heap.tuple(&[atom::OK.into(), packet, rest])
        }
        Decoded::More(size) => {
            let size = size.map_or(atom::UNDEFINED.into(), |size| Term::small(size as i64));
            heap.tuple(&[Atom::new("more").into(), size])
        }
        Decoded::Invalid => heap.tuple(&[atom::ERROR.into(), Atom::new("invalid").into()]),
    })
}

fn line(heap: &mut Heap, whole: Term, bytes: &[u8], options: &Options) -> Decoded {
    let most = options.packet_size as usize;
    let cut = options.line_length;
    let length = memchr::memchr(options.delimiter.unwrap_or(b'\n'), bytes).map(|at| at + 1);
    if most != 0 && length.unwrap_or(bytes.len()) > most {
        return Decoded::Invalid;
    }
    let length = match length {
        Some(length) if cut != 0 => length.min(cut),
        Some(length) => length,
        None if cut != 0 && bytes.len() >= cut => cut,
        None => return Decoded::More(None),
    };
    Decoded::Packet(heap.part(whole, 0, length * 8), length)
}

/// A record of TLS: its type, version, and bytes.
fn ssl_tls(heap: &mut Heap, whole: Term, bytes: &[u8]) -> Decoded {
    let [kind, major, minor, high, low, ..] = *bytes else {
        return Decoded::More(None);
    };
    if kind & 0x80 != 0 && minor == 1 {
        return ssl_hello(heap, bytes, usize::from(u16::from_be_bytes([kind & 0x7F, major])));
    }
    let length = usize::from(u16::from_be_bytes([high, low])) + 5;
    if bytes.len() < length {
        return Decoded::More(Some(length));
    }
    let number = |byte: u8| Term::small(i64::from(byte));
    let version = heap.tuple(&[number(major), number(minor)]);
    let data = heap.part(whole, 5 * 8, (length - 5) * 8);
    let record = heap.tuple(&[Atom::new("ssl_tls").into(), Term::NIL, number(kind), version, data]);
    Decoded::Packet(record, length)
}

/// A client's hello of SSL 2, of so many bytes after their count, told as one of TLS: type 1, a length of three bytes, and what follows the type.
fn ssl_hello(heap: &mut Heap, bytes: &[u8], length: usize) -> Decoded {
    if length < 3 {
        return Decoded::Invalid;
    }
    let Some(hello) = bytes.get(3..2 + length) else {
        return Decoded::More(Some(2 + length));
    };
    let number = |byte: u8| Term::small(i64::from(byte));
    let mut data = vec![1, 0];
    data.extend_from_slice(&((length - 1) as u16).to_be_bytes());
    data.extend_from_slice(hello);
    let version = heap.tuple(&[number(hello[0]), number(hello[1])]);
    let data = heap.binary(&data);
    let record = heap.tuple(&[Atom::new("ssl_tls").into(), Term::NIL, number(22), version, data]);
    Decoded::Packet(record, 2 + length)
}

/// The most bytes that a packet has with its header: ERTS counts them in a C `int`.
const PACKET_MAX: usize = i32::MAX as usize;

/// How many bytes the framer gets at first: it copies, and what is given may be far more than a packet.
const FIRST: usize = 256;

fn framed(heap: &mut Heap, bytes: &[u8], kind: PacketType, binaries: bool, options: &Options) -> Decoded {
    let mut framer = Framer::new(Limits {
        hard: PACKET_MAX,
        packet_size: options.packet_size,
        line: match options.line_length {
            0 => PACKET_MAX,
            length => length,
        },
    });
    framer.set_packet_type(kind);
    let mut given = bytes.len().min(FIRST);
    framer.push(&bytes[..given]);
    loop {
        match framer.next_packet() {
            Ok(Some(packet)) => {
                let taken = given - framer.buffered();
                return Decoded::Packet(packet_term(heap, packet, binaries), taken);
            }
            Ok(None) => {}
            Err(_) => return Decoded::Invalid,
        }
        let lack = framer.lack();
        let next = lack.map_or(given * 2, |lack| given + lack).min(bytes.len());
        if lack.is_some_and(|lack| given + lack > PACKET_MAX) {
            return Decoded::Invalid;
        }
        if next == given || lack.is_some_and(|lack| given + lack > bytes.len()) {
            return Decoded::More(lack.map(|lack| given + lack));
        }
        framer.push(&bytes[given..next]);
        given = next;
    }
}

fn packet_term(heap: &mut Heap, packet: Packet, binaries: bool) -> Term {
    let text = |heap: &mut Heap, bytes: &[u8]| match binaries {
        true => heap.binary(bytes),
        false => heap.byte_list(bytes),
    };
    let version = |heap: &mut Heap, (major, minor): (u16, u16)| {
        heap.tuple(&[Term::small(i64::from(major)), Term::small(i64::from(minor))])
    };
    match packet {
        Packet::Data(data) => heap.binary_from(data),
        Packet::HttpRequest(request) => {
            let method = match METHODS.iter().find(|name| name.as_bytes() == request.method) {
                Some(known) => Atom::new(known).into(),
                None => text(heap, &request.method),
            };
            let uri = uri_term(heap, &request.uri, text);
            let version = version(heap, request.version);
            heap.tuple(&[Atom::new("http_request").into(), method, uri, version])
        }
        Packet::HttpResponse(response) => {
            let version = version(heap, response.version);
            let phrase = text(heap, &response.phrase);
            let status = Term::small(i64::from(response.status));
            heap.tuple(&[Atom::new("http_response").into(), version, status, phrase])
        }
        Packet::HttpHeader(header) => {
            let name = str::from_utf8(&header.field).ok().filter(|_| header.number > 0);
            let field = match name {
                Some(name) => Atom::new(name).into(),
                None => text(heap, &header.field),
            };
            let number = Term::small(i64::from(header.number));
            let unmodified = text(heap, &header.unmodified);
            let value = text(heap, &header.value);
            heap.tuple(&[Atom::new("http_header").into(), number, field, unmodified, value])
        }
        Packet::HttpEoh => Atom::new("http_eoh").into(),
        Packet::HttpError(line) => {
            let line = text(heap, &line);
            heap.tuple(&[Atom::new("http_error").into(), line])
        }
    }
}

/// The methods that are atoms.
const METHODS: [&str; 7] = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"];

fn uri_term(heap: &mut Heap, uri: &HttpUri, text: impl Fn(&mut Heap, &[u8]) -> Term) -> Term {
    match uri {
        HttpUri::Asterisk => Atom::new("*").into(),
        HttpUri::Absolute(uri) => {
            let scheme = Atom::new(if uri.secure { "https" } else { "http" });
            let port = uri
                .port
                .map_or(atom::UNDEFINED.into(), |port| Term::small(i64::from(port)));
            let (host, path) = (text(heap, &uri.host), text(heap, &uri.path));
            heap.tuple(&[Atom::new("absoluteURI").into(), scheme.into(), host, port, path])
        }
        HttpUri::Scheme(scheme, rest) => {
            let (scheme, rest) = (text(heap, scheme), text(heap, rest));
            heap.tuple(&[Atom::new("scheme").into(), scheme, rest])
        }
        HttpUri::Path(path) => {
            let path = text(heap, path);
            heap.tuple(&[Atom::new("abs_path").into(), path])
        }
        HttpUri::Other(other) => text(heap, other),
    }
}

//! Packets and events.

use crate::arriving::Bytes;
use crate::bindings::{poll, types};
use portcullis_net::poll::{Event, Occurrence, Readiness};
use portcullis_packet::{self as host, HttpUri, PacketType};
use std::net::SocketAddr;
use wasmtime::component::{ComponentType, Lower};

impl From<types::PacketType> for PacketType {
    fn from(packet_type: types::PacketType) -> Self {
        match packet_type {
            types::PacketType::Raw => Self::Raw,
            types::PacketType::One => Self::One,
            types::PacketType::Two => Self::Two,
            types::PacketType::Four => Self::Four,
            types::PacketType::Line => Self::Line,
            types::PacketType::Asn1 => Self::Asn1,
            types::PacketType::Sunrm => Self::Sunrm,
            types::PacketType::Cdr => Self::Cdr,
            types::PacketType::Fcgi => Self::Fcgi,
            types::PacketType::Tpkt => Self::Tpkt,
            types::PacketType::Http => Self::Http,
            types::PacketType::HttpBin => Self::HttpBin,
            types::PacketType::Httph => Self::Httph,
            types::PacketType::HttphBin => Self::HttphBin,
        }
    }
}

impl From<PacketType> for types::PacketType {
    fn from(packet_type: PacketType) -> Self {
        match packet_type {
            PacketType::Raw => Self::Raw,
            PacketType::One => Self::One,
            PacketType::Two => Self::Two,
            PacketType::Four => Self::Four,
            PacketType::Line => Self::Line,
            PacketType::Asn1 => Self::Asn1,
            PacketType::Sunrm => Self::Sunrm,
            PacketType::Cdr => Self::Cdr,
            PacketType::Fcgi => Self::Fcgi,
            PacketType::Tpkt => Self::Tpkt,
            PacketType::Http => Self::Http,
            PacketType::HttpBin => Self::HttpBin,
            PacketType::Httph => Self::Httph,
            PacketType::HttphBin => Self::HttphBin,
        }
    }
}

/// The contract's `packet`, whose bytes may be in the guest's memory already.
#[derive(Debug, ComponentType, Lower)]
#[component(variant)]
pub(crate) enum Packet {
    #[component(name = "data")]
    Data(Bytes),
    #[component(name = "http-request")]
    HttpRequest(types::HttpRequest),
    #[component(name = "http-response")]
    HttpResponse(types::HttpResponse),
    #[component(name = "http-header")]
    HttpHeader(types::HttpHeader),
    #[component(name = "http-eoh")]
    HttpEoh,
    #[component(name = "http-error")]
    HttpError(Vec<u8>),
}

impl From<Bytes> for Packet {
    fn from(data: Bytes) -> Self {
        Self::Data(data)
    }
}

impl From<host::Packet> for Packet {
    fn from(packet: host::Packet) -> Self {
        match types::Packet::from(packet) {
            types::Packet::Data(data) => Self::Data(data.into()),
            types::Packet::HttpRequest(request) => Self::HttpRequest(request),
            types::Packet::HttpResponse(response) => Self::HttpResponse(response),
            types::Packet::HttpHeader(header) => Self::HttpHeader(header),
            types::Packet::HttpEoh => Self::HttpEoh,
            types::Packet::HttpError(line) => Self::HttpError(line),
        }
    }
}

impl From<host::Packet> for types::Packet {
    fn from(packet: host::Packet) -> Self {
        use host::Packet;
        match packet {
            Packet::Data(data) => Self::Data(data),
            Packet::HttpRequest(request) => Self::HttpRequest(types::HttpRequest {
                method: request.method,
                uri: request.uri.into(),
                version: request.version,
            }),
            Packet::HttpResponse(response) => Self::HttpResponse(types::HttpResponse {
                version: response.version,
                status: response.status,
                phrase: response.phrase,
            }),
            Packet::HttpHeader(header) => Self::HttpHeader(types::HttpHeader {
                number: header.number,
                field: header.field,
                unmodified: header.unmodified,
                value: header.value,
            }),
            Packet::HttpEoh => Self::HttpEoh,
            Packet::HttpError(line) => Self::HttpError(line),
        }
    }
}

impl From<HttpUri> for types::HttpUri {
    fn from(uri: HttpUri) -> Self {
        match uri {
            HttpUri::Asterisk => Self::Asterisk,
            HttpUri::Absolute(uri) => Self::Absolute(types::AbsoluteUri {
                secure: uri.secure,
                host: uri.host,
                port: uri.port,
                path: uri.path,
            }),
            HttpUri::Scheme(scheme, rest) => Self::Scheme((scheme, rest)),
            HttpUri::Path(path) => Self::Path(path),
            HttpUri::Other(text) => Self::Other(text),
        }
    }
}

impl From<(SocketAddr, Vec<u8>)> for types::Datagram {
    fn from((source, data): (SocketAddr, Vec<u8>)) -> Self {
        Self {
            source: source.into(),
            data,
        }
    }
}

impl From<Event> for poll::Event {
    fn from(event: Event) -> Self {
        let what = match event.what {
            Occurrence::Ready(ready) => poll::Occurrence::Ready(ready.into()),
            Occurrence::Data(packet) => poll::Occurrence::Data(packet.into()),
            Occurrence::Datagram(source, data) => poll::Occurrence::Datagram((source, data).into()),
            Occurrence::Passive => poll::Occurrence::Passive,
            Occurrence::Closed => poll::Occurrence::Closed,
            Occurrence::Error(error) => poll::Occurrence::Error(error.into()),
        };
        Self {
            token: event.token,
            what,
        }
    }
}

const READINESS: [(Readiness, poll::Readiness); 4] = [
    (Readiness::READABLE, poll::Readiness::READABLE),
    (Readiness::WRITABLE, poll::Readiness::WRITABLE),
    (Readiness::HANGUP, poll::Readiness::HANGUP),
    (Readiness::FAILED, poll::Readiness::FAILED),
];

impl From<poll::Readiness> for Readiness {
    fn from(readiness: poll::Readiness) -> Self {
        READINESS
            .iter()
            .filter(|(_, there)| readiness.contains(*there))
            .map(|(here, _)| *here)
            .collect()
    }
}

impl From<Readiness> for poll::Readiness {
    fn from(readiness: Readiness) -> Self {
        let present = READINESS.iter().filter(|(here, _)| readiness.contains(*here));
        present.fold(Self::empty(), |all, (_, there)| all | *there)
    }
}

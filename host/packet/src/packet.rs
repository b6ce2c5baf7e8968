//! One packet, as `recv` returns it and as an event carries it.

/// One packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packet {
    /// The bytes of any packet type that is not HTTP.
    Data(Vec<u8>),
    /// The first line of a request.
    HttpRequest(HttpRequest),
    /// The first line of a response.
    HttpResponse(HttpResponse),
    /// A header.
    HttpHeader(HttpHeader),
    /// The empty line that ends the headers.
    HttpEoh,
    /// A line that is not HTTP, with its newline.
    HttpError(Vec<u8>),
}

/// `{http_request, Method, Uri, {Major, Minor}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET`, as it was received.
    pub method: Vec<u8>,
    /// What is asked for.
    pub uri: HttpUri,
    /// Major and minor; a request without a version is HTTP 0.9.
    pub version: (u16, u16),
}

/// `{http_response, {Major, Minor}, Status, Phrase}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// Major and minor.
    pub version: (u16, u16),
    /// `200`; 0 when the line ends before it.
    pub status: u16,
    /// `OK`; may be empty.
    pub phrase: Vec<u8>,
}

/// `{http_header, Number, Field, Unmodified, Value}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpHeader {
    /// The number of a field that OTP knows (its name is then an atom), else 0.
    pub number: u8,
    /// The name in OTP's spelling, e.g. `Content-Type`.
    pub field: Vec<u8>,
    /// The name as it was received.
    pub unmodified: Vec<u8>,
    /// The value, with the newlines inside it when it was folded.
    pub value: Vec<u8>,
}

/// What an HTTP request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpUri {
    /// `*`
    Asterisk,
    /// `http://host:port/path`
    Absolute(AbsoluteUri),
    /// `scheme:rest`
    Scheme(Vec<u8>, Vec<u8>),
    /// `/path`
    Path(Vec<u8>),
    /// Anything else, as it stands.
    Other(Vec<u8>),
}

/// A URI with a host in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsoluteUri {
    /// True for `https`, false for `http`.
    pub secure: bool,
    /// The host, as it was received.
    pub host: Vec<u8>,
    /// `None` is `undefined`.
    pub port: Option<u16>,
    /// The path; `/` when there is none.
    pub path: Vec<u8>,
}

impl Packet {
    /// How many bytes of data it carries.
    pub fn size(&self) -> usize {
        match self {
            Packet::Data(data) | Packet::HttpError(data) => data.len(),
            Packet::HttpRequest(request) => request.method.len() + request.uri.size(),
            Packet::HttpResponse(response) => response.phrase.len(),
            Packet::HttpHeader(header) => header.field.len() + header.unmodified.len() + header.value.len(),
            Packet::HttpEoh => 0,
        }
    }
}

impl HttpUri {
    fn size(&self) -> usize {
        match self {
            HttpUri::Asterisk => 1,
            HttpUri::Absolute(uri) => uri.host.len() + uri.path.len(),
            HttpUri::Scheme(scheme, rest) => scheme.len() + rest.len(),
            HttpUri::Path(text) | HttpUri::Other(text) => text.len(),
        }
    }
}

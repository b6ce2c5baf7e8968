//! The names of header fields: OTP's numbers and OTP's spelling.

/// OTP respells no longer name.
const LONGEST: usize = 50;

/// The name as OTP spells it: `content-type` is `Content-Type`.
pub(super) fn spelling(name: &[u8]) -> Vec<u8> {
    let mut field = name.to_vec();
    if name.len() > LONGEST {
        return field;
    }
    let mut capital = true;
    for byte in &mut field {
        if capital {
            byte.make_ascii_uppercase();
            // A hyphen in a capital's place makes no capital after it: `a--b` is `A--b`.
            capital = false;
        } else {
            byte.make_ascii_lowercase();
            capital = *byte == b'-';
        }
    }
    field
}

/// The number of a field that OTP knows, given in its spelling, else 0.
pub(super) fn number(field: &[u8]) -> u8 {
    (1..)
        .zip(KNOWN)
        .find(|(_, known)| known.as_bytes() == field)
        .map_or(0, |(number, _)| number)
}

/// `HttpField` of `erlang:decode_packet/3`; the first is number 1.
const KNOWN: [&str; 52] = [
    "Cache-Control",
    "Connection",
    "Date",
    "Pragma",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "From",
    "Host",
    "If-Modified-Since",
    "If-Match",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Max-Forwards",
    "Proxy-Authorization",
    "Range",
    "Referer",
    "User-Agent",
    "Age",
    "Location",
    "Proxy-Authenticate",
    "Public",
    "Retry-After",
    "Server",
    "Vary",
    "Warning",
    "Www-Authenticate",
    "Allow",
    "Content-Base",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-Md5",
    "Content-Range",
    "Content-Type",
    "Etag",
    "Expires",
    "Last-Modified",
    "Accept-Ranges",
    "Set-Cookie",
    "Set-Cookie2",
    "X-Forwarded-For",
    "Cookie",
    "Keep-Alive",
    "Proxy-Connection",
];

//! The packet type: where one packet ends and the next begins.

/// `{packet, P}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PacketType {
    /// `raw` or `0`: bytes as they come.
    #[default]
    Raw,
    /// `1`: a header of 1 byte, the length of the packet.
    One,
    /// `2`: a header of 2 bytes, big-endian.
    Two,
    /// `4`: a header of 4 bytes, big-endian.
    Four,
    /// A line, with its newline.
    Line,
    /// ASN.1 BER.
    Asn1,
    /// Sun RPC records.
    Sunrm,
    /// CORBA GIOP.
    Cdr,
    /// FastCGI.
    Fcgi,
    /// TPKT, RFC 1006.
    Tpkt,
    /// HTTP request and response lines, then headers.
    Http,
    /// As `Http`; the guest makes binaries of the strings.
    HttpBin,
    /// HTTP headers.
    Httph,
    /// As `Httph`; the guest makes binaries of the strings.
    HttphBin,
}

//! The framer: received bytes and a packet type, cut into packets.

use crate::buffer::Buffer;
use crate::cut::{Cut, Span};
use crate::line::LineScan;
use crate::{FrameError, Limits, Packet, PacketType, http, length};

/// Cuts a stream of received bytes into packets.
///
/// Use it in turns: take packets until there is none, then read once. So it never holds more than a packet of the
/// largest size and what one read brings.
#[derive(Debug)]
pub struct Framer {
    buffer: Buffer,
    packet_type: PacketType,
    limits: Limits,
    scan: LineScan,
    /// An HTTP message has begun: headers come next. Kept while the type is another one, as OTP does.
    in_headers: bool,
}

/// [`Framer::want`] asks for no more than this, or than the peer has sent already: a header alone allocates nothing.
const WANT: usize = 64 * 1024;

impl Framer {
    /// An empty framer of raw bytes.
    pub fn new(limits: Limits) -> Framer {
        Framer {
            buffer: Buffer::default(),
            packet_type: PacketType::default(),
            limits,
            scan: LineScan::default(),
            in_headers: false,
        }
    }

    /// The type as it was set, which HTTP headers do not change.
    pub fn packet_type(&self) -> PacketType {
        self.packet_type
    }

    /// Frame from here on as another type; bytes that are there already are kept and framed anew.
    pub fn set_packet_type(&mut self, packet_type: PacketType) {
        self.packet_type = packet_type;
        self.scan = LineScan::default();
    }

    /// The limits in force.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Set `{packet_size, _}`: the most bytes in a packet; 0 leaves it to the hard limit.
    pub fn set_packet_size(&mut self, packet_size: u32) {
        self.limits.packet_size = packet_size;
    }

    /// Set `{buffer, _}`: the longest line, and the most raw bytes in one packet.
    pub fn set_line_limit(&mut self, line: usize) {
        self.limits.line = line;
    }

    /// Add received bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.push(bytes);
    }

    /// Add received bytes without a copy: `read` appends to the vector, which has spare capacity for at least `room`
    /// bytes, and must leave alone what is in it.
    ///
    /// `framer.fill(room, |bytes| rustix::io::read(&socket, spare_capacity(bytes)))`
    pub fn fill<R>(&mut self, room: usize, read: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        self.buffer.fill(room, read)
    }

    /// How many bytes are certainly missing, as a hint for the next read; 0 when [`next_packet`](Self::next_packet) has an
    /// answer now.
    pub fn want(&mut self) -> usize {
        match self.cut() {
            Ok(Cut::Need(missing) | Cut::Lack(missing)) => missing.min(self.buffered().max(WANT)),
            Ok(Cut::Whole(_)) | Err(_) => 0,
        }
    }

    /// How many bytes the packet lacks whose beginning is there, once its header says how long it is: what
    /// `erlang:decode_packet/3` has to know.
    pub fn lack(&mut self) -> Option<usize> {
        match self.cut() {
            Ok(Cut::Lack(missing)) => Some(missing),
            _ => None,
        }
    }

    /// Has [`next_packet`](Self::next_packet) a packet or an error now? Asking again costs nothing.
    pub fn has_packet(&mut self) -> bool {
        self.want() == 0
    }

    /// Take the next packet, if it is whole. Raw bytes are whole as they come, at most `{buffer, _}` at a time.
    ///
    /// An error stays: what is buffered is no packet and never will be, unless the type or a limit changes.
    pub fn next_packet(&mut self) -> Result<Option<Packet>, FrameError> {
        let Cut::Whole(span) = self.cut()? else { return Ok(None) };
        self.scan = LineScan::default();
        Ok(Some(match self.packet_type {
            PacketType::Http | PacketType::HttpBin => self.http(span, self.in_headers),
            PacketType::Httph | PacketType::HttphBin => self.http(span, true),
            _ => Packet::Data(self.buffer.take(span)),
        }))
    }

    /// Take exactly that many bytes, whatever the type: `recv(N)`.
    pub fn take_exact(&mut self, len: usize) -> Option<Vec<u8>> {
        (len <= self.buffered()).then(|| self.take(len))
    }

    /// Take what is there, at most `most` bytes, whatever the type; none if nothing is.
    pub fn take_some(&mut self, most: usize) -> Option<Vec<u8>> {
        let len = self.buffered().min(most);
        (len > 0).then(|| self.take(len))
    }

    /// How many bytes have been received and not taken.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }

    /// How many bytes of host memory the framer holds.
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    /// The stream has ended: drop an unfinished packet, as OTP does with every type, and say how many bytes it had.
    pub fn finish(&mut self) -> usize {
        let dropped = self.buffered();
        self.buffer.clear();
        self.scan = LineScan::default();
        dropped
    }

    /// Find the end of the next packet.
    fn cut(&mut self) -> Result<Cut, FrameError> {
        let (bytes, limits) = (self.buffer.as_slice(), &self.limits);
        let head = match self.packet_type {
            PacketType::Raw if bytes.is_empty() => return Ok(Cut::Need(1)),
            PacketType::Raw => return Ok(Cut::Whole(Span::all(bytes.len().min(limits.piece())))),
            PacketType::Line => return self.scan.line(bytes, limits),
            PacketType::Http | PacketType::HttpBin if !self.in_headers => return self.scan.http_start(bytes, limits),
            PacketType::Http | PacketType::HttpBin | PacketType::Httph | PacketType::HttphBin => {
                return self.scan.http_header(bytes, limits);
            }
            PacketType::One => length::counted::<1>,
            PacketType::Two => length::counted::<2>,
            PacketType::Four => length::counted::<4>,
            PacketType::Asn1 => length::asn1,
            PacketType::Sunrm => length::sunrm,
            PacketType::Cdr => length::cdr,
            PacketType::Fcgi => length::fcgi,
            PacketType::Tpkt => length::tpkt,
        };
        length::cut(head, bytes, limits.announced())
    }

    /// Read an HTTP line, and note whether headers come after it.
    fn http(&mut self, span: Span, in_headers: bool) -> Packet {
        let line = &self.buffer.as_slice()[..span.len()];
        let packet = if in_headers {
            http::header(line)
        } else {
            http::start(line)
        };
        self.buffer.skip(span.len());
        self.in_headers = match packet {
            Packet::HttpEoh => false,
            Packet::HttpError(_) => in_headers,
            _ => true,
        };
        packet
    }

    fn take(&mut self, len: usize) -> Vec<u8> {
        self.scan = LineScan::default();
        self.buffer.take(Span::all(len))
    }
}

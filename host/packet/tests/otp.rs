//! OTP's own answers: every line of `otp_packets.txt`, whole and byte by byte.

use portcullis_packet::{FrameError, Framer, HttpUri, Limits, Packet, PacketType};

/// As much as OTP takes, but for the header.
const HARD: usize = 0x7fff_fff0;

#[test]
fn packets_are_those_of_otp() {
    for case in cases() {
        let mut framer = case.framer();
        framer.push(&case.input);
        assert_eq!(
            answer(framer.next_packet(), framer.buffered()),
            case.answer,
            "{}",
            case.line
        );
    }
}

#[test]
fn packets_that_arrive_byte_by_byte_are_those_of_otp() {
    for case in cases() {
        let mut framer = case.framer();
        let mut answered = Ok(None);
        let mut rest = case.input.len();
        for byte in &case.input {
            framer.push(&[*byte]);
            rest -= 1;
            assert_eq!(framer.has_packet(), framer.want() == 0, "{}", case.line);
            let asked = framer.has_packet();
            answered = framer.next_packet();
            assert_eq!(asked, answered != Ok(None), "{}", case.line);
            if asked {
                break;
            }
        }
        // Raw bytes are whole as they come, so only the first of them is.
        if case.packet_type != PacketType::Raw {
            assert_eq!(answer(answered, framer.buffered() + rest), case.answer, "{}", case.line);
        }
    }
}

struct Case {
    line: &'static str,
    packet_type: PacketType,
    limits: Limits,
    input: Vec<u8>,
    answer: &'static str,
}

impl Case {
    fn framer(&self) -> Framer {
        let mut framer = Framer::new(self.limits);
        framer.set_packet_type(self.packet_type);
        framer
    }
}

fn cases() -> Vec<Case> {
    let lines: Vec<_> = include_str!("otp_packets.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert!(lines.len() > 1000);
    lines.into_iter().map(case).collect()
}

fn case(line: &'static str) -> Case {
    let (asked, answer) = line.split_once(" => ").unwrap();
    let [name, packet_size, line_length, input] = asked.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{line}")
    };
    let line_length = match line_length.parse().unwrap() {
        0 => HARD,
        length => length,
    };
    let limits = Limits {
        hard: HARD,
        packet_size: packet_size.parse().unwrap(),
        line: line_length,
    };
    Case {
        line,
        packet_type: packet_type(name),
        limits,
        input: bytes(input),
        answer,
    }
}

fn packet_type(name: &str) -> PacketType {
    match name {
        "raw" => PacketType::Raw,
        "1" => PacketType::One,
        "2" => PacketType::Two,
        "4" => PacketType::Four,
        "line" => PacketType::Line,
        "asn1" => PacketType::Asn1,
        "sunrm" => PacketType::Sunrm,
        "cdr" => PacketType::Cdr,
        "fcgi" => PacketType::Fcgi,
        "tpkt" => PacketType::Tpkt,
        "http_bin" => PacketType::HttpBin,
        "httph_bin" => PacketType::HttphBin,
        other => panic!("{other}"),
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    if hex == "-" {
        return Vec::new();
    }
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

/// What the generator would write of it.
fn answer(result: Result<Option<Packet>, FrameError>, rest: usize) -> String {
    match result {
        Err(_) => "error".to_owned(),
        Ok(None) => "more".to_owned(),
        Ok(Some(packet)) => format!("{} rest {rest}", text(&packet)),
    }
}

fn text(packet: &Packet) -> String {
    match packet {
        Packet::Data(data) => format!("data {}", hex(data)),
        Packet::HttpRequest(request) => {
            let (major, minor) = request.version;
            format!("request {} {} {major}.{minor}", hex(&request.method), uri(&request.uri))
        }
        Packet::HttpResponse(response) => {
            let (major, minor) = response.version;
            format!("response {major}.{minor} {} {}", response.status, hex(&response.phrase))
        }
        Packet::HttpHeader(header) => {
            let (field, unmodified, value) = (hex(&header.field), hex(&header.unmodified), hex(&header.value));
            format!("header {} {field} {unmodified} {value}", header.number)
        }
        Packet::HttpEoh => "eoh".to_owned(),
        Packet::HttpError(line) => format!("http_error {}", hex(line)),
    }
}

fn uri(uri: &HttpUri) -> String {
    match uri {
        HttpUri::Asterisk => "*".to_owned(),
        HttpUri::Absolute(uri) => {
            let scheme = if uri.secure { "https" } else { "http" };
            format!(
                "absolute:{scheme}:{}:{}:{}",
                hex(&uri.host),
                uri.port.unwrap_or(0),
                hex(&uri.path)
            )
        }
        HttpUri::Scheme(scheme, rest) => format!("scheme:{}:{}", hex(scheme), hex(rest)),
        HttpUri::Path(path) => format!("path:{}", hex(path)),
        HttpUri::Other(other) => format!("other:{}", hex(other)),
    }
}

fn hex(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "-".to_owned();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

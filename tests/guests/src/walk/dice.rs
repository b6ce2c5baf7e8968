//! Dice: numbers that a seed decides, and hostile arguments made of them.

use portcullis_guest::raw::types::{
    Active, Destination, Domain, IpAddress, Linger, PacketType, ShutdownHow, Sockaddr, SockaddrIn, SockaddrIn6,
};
use std::cell::Cell;

/// Xorshift: the same walk for the same seed, on every machine.
#[derive(Debug)]
pub(crate) struct Dice(Cell<u64>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Cell::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1))
    }

    pub(crate) fn below(&self, bound: usize) -> usize {
        let mut state = self.0.get();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.0.set(state);
        ((state >> 33) % bound as u64) as usize
    }

    pub(crate) fn coin(&self) -> bool {
        self.below(2) == 0
    }

    pub(crate) fn any<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        (!from.is_empty()).then(|| &from[self.below(from.len())])
    }

    pub(crate) fn number(&self) -> u32 {
        [
            0,
            1,
            2,
            7,
            100,
            65_535,
            65_536,
            1 << 20,
            i32::MAX as u32,
            1 << 31,
            u32::MAX,
        ][self.below(11)]
    }

    /// Small ones, so that the walk goes on; what would wait for ever would do just that.
    pub(crate) fn timeout(&self) -> Option<u32> {
        Some(self.below(3) as u32)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        vec![self.below(256) as u8; [0, 1, 5, 300, 65_507, 65_536, 300_000][self.below(7)]]
    }

    pub(crate) fn name(&self) -> String {
        match self.below(10) {
            0 => String::new(),
            1 => "a".repeat(253),
            2 => "a.".repeat(127),
            3 => "x".repeat(100_000),
            4 => "\0\r\n ..%/\\@[]".to_owned(),
            5 => "ﬀ☃\u{202e}.xn--\u{301}".to_owned(),
            6 => "::ffff:127.0.0.1".to_owned(),
            7 => "0x7f.1".to_owned(),
            8 => "localhost.".to_owned(),
            _ => "localhost".to_owned(),
        }
    }

    pub(crate) fn domain(&self) -> Domain {
        if self.coin() { Domain::Inet } else { Domain::Inet6 }
    }

    pub(crate) fn ip(&self) -> IpAddress {
        match self.below(10) {
            0 => IpAddress::Ipv4((0, 0, 0, 0)),
            1 => IpAddress::Ipv4((224, 0, 0, 1)),
            2 => IpAddress::Ipv4((255, 255, 255, 255)),
            3 => IpAddress::Ipv6((0, 0, 0, 0, 0, 0, 0, 0)),
            4 => IpAddress::Ipv6((0, 0, 0, 0, 0, 0xffff, 0x7f00, 1)),
            5 => IpAddress::Ipv6((0xff02, 0, 0, 0, 0, 0, 0, 1)),
            6 => IpAddress::Ipv6((0, 0, 0, 0, 0, 0, 0, 1)),
            _ => IpAddress::Ipv4((127, 0, 0, 1)),
        }
    }

    pub(crate) fn address(&self, port: u16) -> Sockaddr {
        match self.ip() {
            IpAddress::Ipv4(addr) => Sockaddr::Inet(SockaddrIn { addr, port }),
            IpAddress::Ipv6(addr) => Sockaddr::Inet6(SockaddrIn6 {
                addr,
                port,
                flowinfo: self.number(),
                scope_id: self.number(),
            }),
        }
    }

    pub(crate) fn destination<'a>(&self, name: &'a str) -> Destination<'a> {
        if self.below(3) == 0 {
            Destination::Name(name)
        } else {
            Destination::Address(self.ip())
        }
    }

    pub(crate) fn active(&self) -> Active {
        match self.below(6) {
            0 => Active::On,
            1 => Active::Once,
            2 => Active::Count([i16::MIN, -1, 0, 1, i16::MAX][self.below(5)]),
            _ => Active::Off,
        }
    }

    pub(crate) fn packet(&self) -> PacketType {
        use PacketType as P;
        let rare = [
            P::Asn1,
            P::Sunrm,
            P::Cdr,
            P::Fcgi,
            P::Tpkt,
            P::Http,
            P::HttpBin,
            P::Httph,
            P::HttphBin,
            P::Two,
            P::Line,
        ];
        match self.below(4) {
            0 => rare[self.below(rare.len())],
            1 => P::Four,
            2 => P::One,
            _ => P::Raw,
        }
    }

    pub(crate) fn linger(&self) -> Linger {
        Linger {
            onoff: self.coin(),
            linger: 0,
        }
    }

    pub(crate) fn how(&self) -> ShutdownHow {
        [ShutdownHow::Read, ShutdownHow::Write, ShutdownHow::ReadWrite][self.below(3)]
    }
}

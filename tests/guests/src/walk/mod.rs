//! Walk: a guest that does anything, to anything it holds.

mod dice;
mod open;
mod use_socket;
mod use_tcp;
mod use_udp;

use dice::Dice;
use portcullis_guest::raw::poll::{self, ActiveSocket, Poller, Readiness, Source};
use portcullis_guest::raw::{gen_tcp, gen_udp, inet, socket};

/// What the guest holds. Nothing is checked: whatever comes back is as good as anything else.
#[derive(Debug)]
pub(crate) struct Walk {
    dice: Dice,
    pollers: Vec<Poller>,
    sockets: Vec<socket::Socket>,
    listeners: Vec<gen_tcp::Listener>,
    connections: Vec<gen_tcp::Connection>,
    udp_sockets: Vec<gen_udp::UdpSocket>,
    late_pollers: Vec<Poller>,
}

impl Walk {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            pollers: Vec::new(),
            sockets: Vec::new(),
            listeners: Vec::new(),
            connections: Vec::new(),
            udp_sockets: Vec::new(),
            late_pollers: Vec::new(),
        }
    }

    pub(crate) fn step(&mut self) {
        match self.dice.below(12) {
            0 => self.open(),
            1 | 2 => self.use_socket(),
            3 => self.use_listener(),
            4 | 5 => self.use_connection(),
            6 | 7 => self.use_udp(),
            8 => self.look_up(),
            9 => self.send_many(),
            10 => self.poll(),
            _ => self.drop_one(),
        }
    }

    fn look_up(&mut self) {
        let (name, domain, timeout) = (self.dice.name(), self.dice.domain(), self.dice.timeout());
        if self.dice.coin() {
            let _ = inet::getaddrs(&name, domain, timeout);
        } else {
            let _ = inet::getaddr(&name, domain, timeout);
        }
    }

    fn send_many(&mut self) {
        let data = self.dice.bytes();
        let mut packets = Vec::new();
        for _ in 0..self.dice.below(8) {
            if let Some(connection) = self.dice.any(&self.connections) {
                packets.push((connection, &data[..]));
            }
        }
        assert_eq!(poll::send_many(&packets).len(), packets.len());
    }

    fn poll(&mut self) {
        let pollers = if self.dice.coin() {
            &self.pollers
        } else {
            &self.late_pollers
        };
        let (Some(poller), Some(other)) = (self.dice.any(pollers), self.dice.any(&self.pollers)) else {
            return;
        };
        let token = self.dice.number().into();
        if self.dice.below(3) == 0 {
            let _ = poller.wait(self.dice.number(), self.dice.number(), self.dice.timeout());
            return;
        }
        if let Some(source) = self.source() {
            let interest = Readiness::from_bits_truncate(self.dice.number() as u8);
            let _ = match self.dice.below(3) {
                0 => poller.unwatch(source),
                _ => poller.watch(source, token, interest),
            };
        }
        if let Some(socket) = self.active_socket() {
            let _ = match self.dice.below(3) {
                0 => poller.controlling_process(socket, other, token),
                _ => poller.own(socket, token),
            };
        }
    }

    fn source(&self) -> Option<Source<'_>> {
        match self.dice.below(4) {
            0 => self.dice.any(&self.sockets).map(Source::Socket),
            1 => self.dice.any(&self.listeners).map(Source::Listener),
            2 => self.dice.any(&self.connections).map(Source::Connection),
            _ => self.dice.any(&self.udp_sockets).map(Source::UdpSocket),
        }
    }

    fn active_socket(&self) -> Option<ActiveSocket<'_>> {
        match self.dice.below(2) {
            0 => self.dice.any(&self.connections).map(ActiveSocket::Connection),
            _ => self.dice.any(&self.udp_sockets).map(ActiveSocket::UdpSocket),
        }
    }

    fn drop_one(&mut self) {
        fn drop_any<T>(dice: &Dice, from: &mut Vec<T>) {
            if !from.is_empty() {
                drop(from.swap_remove(dice.below(from.len())));
            }
        }
        match self.dice.below(6) {
            0 => drop_any(&self.dice, &mut self.pollers),
            1 => drop_any(&self.dice, &mut self.sockets),
            2 => drop_any(&self.dice, &mut self.listeners),
            3 => drop_any(&self.dice, &mut self.connections),
            4 => drop_any(&self.dice, &mut self.udp_sockets),
            _ => drop_any(&self.dice, &mut self.late_pollers),
        }
    }
}

//! Open: sockets of every kind, on ports that it may have or may not.

use super::Walk;
use portcullis_guest::raw::gen_tcp::{Connection, Listener, TcpOption};
use portcullis_guest::raw::gen_udp::{UdpOption, UdpSocket};
use portcullis_guest::raw::poll::Poller;
use portcullis_guest::raw::socket::{Protocol, Socket, SocketType};

impl Walk {
    pub(super) fn open(&mut self) {
        match self.dice.below(7) {
            0 => self.pollers.extend(Poller::open()),
            1 => self.late_pollers.extend(Poller::open()),
            2 => {
                let kind = [SocketType::Stream, SocketType::Dgram][self.dice.below(2)];
                let protocol = [Protocol::Default, Protocol::Tcp, Protocol::Udp][self.dice.below(3)];
                self.sockets.extend(Socket::open(self.dice.domain(), kind, protocol));
            }
            3 => {
                let options = self.tcp_options();
                let listener = Listener::listen(0, &options.iter().collect::<Vec<_>>());
                self.listeners.extend(listener);
            }
            4 => {
                let options = self.udp_options();
                let socket = UdpSocket::open(0, &options.iter().collect::<Vec<_>>());
                self.udp_sockets.extend(socket);
            }
            _ => {
                let (name, options, port) = (self.dice.name(), self.tcp_options(), self.port());
                let options: Vec<_> = options.iter().collect();
                let to = self.dice.destination(&name);
                self.connections
                    .extend(Connection::connect(to, port, &options, self.dice.timeout()));
            }
        }
    }

    /// A port at which something of the guest's own may be.
    pub(super) fn port(&self) -> u16 {
        let address = match self.dice.below(4) {
            0 => self.dice.any(&self.sockets).and_then(|socket| socket.sockname().ok()),
            1 => self
                .dice
                .any(&self.udp_sockets)
                .and_then(|socket| socket.sockname().ok()),
            2 => None,
            _ => self
                .dice
                .any(&self.listeners)
                .and_then(|listener| listener.sockname().ok()),
        };
        address.map_or(self.dice.number() as u16, |address| {
            std::net::SocketAddr::from(address).port()
        })
    }

    /// None, some, or very many.
    pub(super) fn tcp_options(&self) -> Vec<TcpOption> {
        let count = [0, 0, 1, 2, 5, 10_000][self.dice.below(6)];
        (0..count).map(|_| self.tcp_option()).collect()
    }

    pub(super) fn tcp_option(&self) -> TcpOption {
        let dice = &self.dice;
        match dice.below(30) {
            0 => TcpOption::Ip(dice.ip()),
            1 => TcpOption::Port(0),
            2 => TcpOption::Fd(dice.number()),
            3 => TcpOption::FdName("x".repeat(dice.below(300))),
            4 => TcpOption::Inet,
            5 => TcpOption::Inet6,
            6 => TcpOption::Backlog(dice.number()),
            7..=9 => TcpOption::Active(dice.active()),
            10..=12 => TcpOption::Packet(dice.packet()),
            13 => TcpOption::PacketSize(dice.number()),
            14 => TcpOption::SendTimeoutClose(dice.coin()),
            15 => TcpOption::ExitOnClose(dice.coin()),
            16 => TcpOption::ShowEconnreset(dice.coin()),
            17 => TcpOption::Nodelay(dice.coin()),
            18 => TcpOption::Keepalive(dice.coin()),
            19 => TcpOption::Reuseaddr(dice.coin()),
            20 => TcpOption::Reuseport(dice.coin()),
            21 => TcpOption::Linger(dice.linger()),
            22 => TcpOption::Ipv6V6only(dice.coin()),
            23 => TcpOption::Sndbuf(dice.number()),
            24 => TcpOption::Recbuf(dice.number()),
            25 => TcpOption::Buffer(dice.number()),
            _ => TcpOption::SendTimeout(dice.timeout()),
        }
    }

    pub(super) fn udp_options(&self) -> Vec<UdpOption> {
        let count = [0, 0, 1, 2, 5, 10_000][self.dice.below(6)];
        (0..count).map(|_| self.udp_option()).collect()
    }

    fn udp_option(&self) -> UdpOption {
        let dice = &self.dice;
        match dice.below(14) {
            0 => UdpOption::Ip(dice.ip()),
            1 => UdpOption::Fd(dice.number()),
            2 => UdpOption::FdName("x".repeat(dice.below(300))),
            3 => UdpOption::Inet,
            4 => UdpOption::Inet6,
            5 => UdpOption::Broadcast(dice.coin()),
            6 => UdpOption::Reuseaddr(dice.coin()),
            7 => UdpOption::Reuseport(dice.coin()),
            8 => UdpOption::Ipv6V6only(dice.coin()),
            9 => UdpOption::Sndbuf(dice.number()),
            10 => UdpOption::Recbuf(dice.number()),
            11 => UdpOption::Buffer(dice.number()),
            _ => UdpOption::Active(dice.active()),
        }
    }
}

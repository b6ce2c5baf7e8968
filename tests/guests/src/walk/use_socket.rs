//! The functions of `socket`, in any state.

use super::Walk;
use portcullis_guest::raw::socket::{BindAddress, OptionName, Protocol, SocketOption, SocketType};

impl Walk {
    pub(super) fn use_socket(&mut self) {
        let Some(socket) = self.dice.any(&self.sockets) else {
            return;
        };
        let (dice, port) = (&self.dice, self.port());
        match dice.below(15) {
            0 => _ = socket.bind(BindAddress::Any),
            1 => _ = socket.bind(BindAddress::Loopback),
            2 => _ = socket.bind(BindAddress::Address(dice.address(0))),
            3 => _ = socket.listen(dice.coin().then(|| dice.number())),
            4 => {
                let accepted = socket.accept(dice.timeout());
                self.sockets.extend(accepted);
            }
            5 | 6 => _ = socket.connect(dice.address(port), dice.timeout()),
            7 => _ = socket.recv(dice.number(), dice.timeout()),
            8 => _ = socket.recvfrom(dice.number(), dice.timeout()),
            9 => _ = socket.send(&dice.bytes(), dice.timeout()),
            10 => _ = socket.sendto(&dice.bytes(), dice.address(port), dice.timeout()),
            11 => _ = socket.setopt(self.socket_option()),
            12 => _ = socket.getopt(OPTIONS[dice.below(OPTIONS.len())]),
            13 => _ = socket.shutdown(dice.how()),
            _ => {
                _ = (
                    socket.sockname(),
                    socket.peername(),
                    dice.coin().then(|| socket.close()),
                )
            }
        }
    }

    fn socket_option(&self) -> SocketOption {
        let dice = &self.dice;
        match dice.below(14) {
            0 => SocketOption::Domain(dice.domain()),
            1 => SocketOption::SocketType(SocketType::Stream),
            2 => SocketOption::Protocol(Protocol::Udp),
            3 => SocketOption::Acceptconn(dice.coin()),
            4 => SocketOption::Reuseaddr(dice.coin()),
            5 => SocketOption::Reuseport(dice.coin()),
            6 => SocketOption::Keepalive(dice.coin()),
            7 => SocketOption::Broadcast(dice.coin()),
            8 => SocketOption::Linger(dice.linger()),
            9 => SocketOption::Rcvbuf(dice.number()),
            10 => SocketOption::Sndbuf(dice.number()),
            11 => SocketOption::Recvbuf(dice.number()),
            12 => SocketOption::Nodelay(dice.coin()),
            _ => SocketOption::V6only(dice.coin()),
        }
    }
}

const OPTIONS: [OptionName; 14] = [
    OptionName::Domain,
    OptionName::SocketType,
    OptionName::Protocol,
    OptionName::Acceptconn,
    OptionName::Reuseaddr,
    OptionName::Reuseport,
    OptionName::Keepalive,
    OptionName::Broadcast,
    OptionName::Linger,
    OptionName::Rcvbuf,
    OptionName::Sndbuf,
    OptionName::Recvbuf,
    OptionName::Nodelay,
    OptionName::V6only,
];

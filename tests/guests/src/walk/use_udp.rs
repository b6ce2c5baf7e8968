//! The functions of `gen-udp`, in any state.

use super::Walk;
use portcullis_guest::raw::gen_udp::UdpOptionName as N;

impl Walk {
    pub(super) fn use_udp(&mut self) {
        let Some(socket) = self.dice.any(&self.udp_sockets) else {
            return;
        };
        let (dice, name, port) = (&self.dice, self.dice.name(), self.port());
        match dice.below(9) {
            0 => _ = socket.connect(dice.destination(&name), port, dice.timeout()),
            1 | 2 => _ = socket.send_to(dice.destination(&name), port, &dice.bytes(), dice.timeout()),
            3 => _ = socket.send(&dice.bytes(), dice.timeout()),
            4 => _ = socket.recv(dice.number(), dice.timeout()),
            5 => _ = (socket.sockname(), socket.peername()),
            6 => {
                let options = self.udp_options();
                let _ = socket.setopts(&options.iter().collect::<Vec<_>>());
            }
            7 => {
                let names = [
                    N::Active,
                    N::Broadcast,
                    N::Reuseaddr,
                    N::Reuseport,
                    N::Ipv6V6only,
                    N::Sndbuf,
                    N::Recbuf,
                    N::Buffer,
                ];
                _ = socket.getopts(&names);
            }
            _ => _ = dice.coin().then(|| socket.close()),
        }
    }
}

//! The functions of `gen-tcp`, in any state.

use super::Walk;
use portcullis_guest::raw::gen_tcp::TcpOptionName;

impl Walk {
    pub(super) fn use_listener(&mut self) {
        let Some(listener) = self.dice.any(&self.listeners) else {
            return;
        };
        let options = self.tcp_options();
        let options: Vec<_> = options.iter().collect();
        match self.dice.below(8) {
            0 => _ = listener.sockname(),
            1 => _ = listener.setopts(&options),
            2 => _ = listener.getopts(&self.tcp_names()),
            3 => _ = listener.close(),
            _ => {
                let accepted = listener.accept(self.dice.timeout());
                self.connections.extend(accepted);
            }
        }
    }

    pub(super) fn use_connection(&mut self) {
        let Some(connection) = self.dice.any(&self.connections) else {
            return;
        };
        let dice = &self.dice;
        match dice.below(10) {
            0..=2 => {
                // Sending waits as long as the connection says.
                let patience = super::gen_tcp::TcpOption::SendTimeout(dice.timeout());
                let _ = connection.setopts(&[&patience]);
                let _ = connection.send(&dice.bytes());
            }
            3 | 4 => _ = connection.recv(dice.number(), dice.timeout()),
            5 => _ = (connection.sockname(), connection.peername()),
            6 => {
                let options = self.tcp_options();
                let _ = connection.setopts(&options.iter().collect::<Vec<_>>());
            }
            7 => _ = connection.getopts(&self.tcp_names()),
            // What waits for a peer to read, which is this guest, waits for seconds: the end does without it.
            8 => {
                _ = dice
                    .coin()
                    .then(|| connection.shutdown(portcullis_guest::ShutdownHow::Read))
            }
            _ => {
                let reset = super::gen_tcp::TcpOption::Linger(dice.linger());
                let _ = connection.setopts(&[&reset]);
            }
        }
    }

    fn tcp_names(&self) -> Vec<TcpOptionName> {
        use TcpOptionName as N;
        let names = [
            N::Active,
            N::Packet,
            N::PacketSize,
            N::SendTimeout,
            N::SendTimeoutClose,
            N::ExitOnClose,
            N::ShowEconnreset,
            N::Nodelay,
            N::Keepalive,
            N::Reuseaddr,
            N::Reuseport,
            N::Linger,
            N::Ipv6V6only,
            N::Sndbuf,
            N::Recbuf,
            N::Buffer,
        ];
        let count = [0, 1, 16, 10_000][self.dice.below(4)];
        (0..count).map(|_| names[self.dice.below(names.len())]).collect()
    }
}

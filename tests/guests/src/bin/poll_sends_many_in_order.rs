//! Sends on many connections in one call: each has its own result, in its own place.

use portcullis_guest::gen_tcp::{self, Connection, Options};
use portcullis_guest::poll::send_many;
use portcullis_guest::{Active, PacketType, Reason, ShutdownHow, args};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let options = Options::new().packet(PacketType::One).active(Active::Off);
    let connect = || gen_tcp::connect("127.0.0.1", port, &options);
    let (first, closed, last, shut) = (connect()?, connect()?, connect()?, connect()?);
    closed.close()?;
    shut.shutdown(ShutdownHow::Write)?;

    assert_eq!(send_many([]), []);
    let packets: [(&Connection, &[u8]); 8] = [
        (&first, b"1"),
        (&closed, b"2"),
        (&last, b"3"),
        (&last, &[0; 256]),
        (&shut, b"5"),
        (&first, b""),
        (&last, &[7; 255]),
        (&first, b"8"),
    ];
    assert_eq!(
        send_many(packets),
        [
            Ok(()),
            Err(Reason::Closed),
            Ok(()),
            Err(Reason::Emsgsize),
            Err(Reason::Closed),
            Ok(()),
            Ok(()),
            Ok(())
        ]
    );
    first.close()?;
    last.close()
}

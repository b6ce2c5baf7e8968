//! Sets options and reads them back, in the order in which they are named.

use portcullis_guest::gen_udp::{self, Options, UdpOption, UdpOptionName as Name};
use portcullis_guest::{Active, Reason};

fn main() -> Result<(), Reason> {
    let socket = gen_udp::open(0, &Options::new().ip([127, 0, 0, 1].into()))?;
    let defaults = [Name::Buffer, Name::Active, Name::Broadcast];
    assert_eq!(
        socket.getopts(&defaults)?,
        [
            UdpOption::Buffer(65_535),
            UdpOption::Active(Active::On),
            UdpOption::Broadcast(false)
        ]
    );

    // Without the option, broadcasting is the system's to refuse; here the policy is asked first.
    assert_eq!(socket.send_to("255.255.255.255", 9, b"x"), Err(Reason::Eacces));
    let options = Options::new()
        .broadcast(true)
        .reuseaddr(true)
        .active(Active::Count(3))
        .buffer(u32::MAX);
    socket.setopts(&options.recbuf(8_192))?;
    let names = [Name::Reuseaddr, Name::Broadcast, Name::Active, Name::Buffer];
    assert_eq!(
        socket.getopts(&names)?,
        [
            UdpOption::Reuseaddr(true),
            UdpOption::Broadcast(true),
            UdpOption::Active(Active::Count(3)),
            UdpOption::Buffer(65_535)
        ]
    );
    let [UdpOption::Recbuf(bytes)] = socket.getopts(&[Name::Recbuf])?[..] else {
        panic!("no recbuf");
    };
    assert!(bytes >= 8_192, "the system may say more than was set");
    assert_eq!(socket.getopts(&[Name::Ipv6V6only])?, [], "not an option of IPv4");

    // Those before a bad one are set.
    let bad = Options::new().buffer(7).inet6().buffer(9);
    assert_eq!(socket.setopts(&bad), Err(Reason::Einval));
    assert_eq!(socket.getopts(&[Name::Buffer])?, [UdpOption::Buffer(7)]);
    assert_eq!(
        socket.setopts(&Options::new().active(Active::Count(i16::MAX))),
        Err(Reason::Einval)
    );
    Ok(())
}

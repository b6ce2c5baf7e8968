//! Connects to a port of many names, with and without a family; arguments: a port of 127.0.0.1 and one of `[::1]`, whose servers say "hi".

use portcullis_guest::{
    Active, Host, Reason, Timeout, args,
    gen_tcp::{self, Connection, Options},
};

fn main() -> Result<(), Reason> {
    let port = |index: usize| args()[index].parse().expect("a port");
    let passive = || Options::new().active(Active::Off);

    for name in ["one.test", "ONE.test.", "several.test", "127.0.0.1"] {
        greeted(&gen_tcp::connect(Host::Name(name), port(1), &passive())?);
    }
    greeted(&gen_tcp::connect("both.test", port(1), &passive().inet())?);
    greeted(&gen_tcp::connect("both.test", port(2), &passive().inet6())?);
    greeted(&gen_tcp::connect(Host::Name("::1"), port(2), &passive())?);

    let error = |name: &str, options: Options| gen_tcp::connect(Host::Name(name), port(1), &options).unwrap_err();
    assert_eq!(error("nobody.test", passive()), Reason::Nxdomain);
    assert_eq!(error("one.test", passive().inet6()), Reason::Nxdomain);
    assert_eq!(
        error("six.test", passive()),
        Reason::Nxdomain,
        "IPv4 unless told otherwise"
    );
    assert_eq!(
        error("refusing.test", passive()),
        Reason::Econnrefused,
        "of the last address"
    );
    assert_eq!(error("::1", passive().inet()), Reason::Eafnosupport);
    assert_eq!(error("other.example", passive()), Reason::Eacces);

    for timeout in [0, 20] {
        let result = gen_tcp::connect_timeout("hanging.test", port(1), &passive(), Timeout::from_millis(timeout));
        assert_eq!(result.unwrap_err(), Reason::Timeout);
    }
    Ok(())
}

fn greeted(connection: &Connection) {
    let greeting = connection.recv(2).map(|packet| packet.into_data());
    assert_eq!(greeting, Ok(Some(b"hi".to_vec())));
}

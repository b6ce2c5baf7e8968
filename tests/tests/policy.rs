//! Every kind of refusal, with the peer's word that nothing came.

use portcullis::{Action, Lookup, Policy, Resolve};
use portcullis_tests::{Names, Sandbox};
use rustix::net::{AddressFamily, SocketType};
use std::io::{ErrorKind, Read};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

portcullis_test_artifacts::guests!(policy);

/// What becomes of attempts, in their order, and what would have granted those that were refused.
async fn make(sandbox: Sandbox, attempts: &[String]) -> (Vec<String>, Vec<String>) {
    let finished = attempts.iter().fold(sandbox, Sandbox::arg).run(guest::ATTEMPTS).await;
    let refusals = finished.refusals.iter();
    let lines = refusals
        .map(|refusal| refusal.suggested_line().unwrap_or_else(|| refusal.to_string()))
        .collect();
    (finished.success().lines().map(str::to_owned).collect(), lines)
}

async fn outcome(rules: &str, attempt: String) -> String {
    make(Sandbox::new(rules), &[attempt]).await.0.remove(0)
}

fn allow(rule: &str) -> String {
    format!("[[allow]]\n{rule}\n")
}

fn listener(address: &str) -> (TcpListener, u16) {
    let listener = TcpListener::bind((address, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// The first to connect is this test itself: nobody came before.
fn nobody_came(listener: &TcpListener) {
    let first = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    assert_eq!(listener.accept().unwrap().1, first.local_addr().unwrap());
}

/// The first datagram is this test's own: none came before.
fn nothing_came(socket: &UdpSocket) {
    let own = UdpSocket::bind((socket.local_addr().unwrap().ip(), 0)).unwrap();
    own.send_to(b"own", socket.local_addr().unwrap()).unwrap();
    let mut buffer = [0; 16];
    let (length, from) = socket.recv_from(&mut buffer).unwrap();
    assert_eq!((&buffer[..length], from), (&b"own"[..], own.local_addr().unwrap()));
}

/// Each way to the network under the empty policy: refused, nothing sent, and the line that would grant it.
#[tokio::test]
async fn attempts() {
    let (tcp, port) = listener("127.0.0.1");
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let udp_port = udp.local_addr().unwrap().port();
    let wanted = [
        (
            format!("connect 127.0.0.1 {port}"),
            format!(r#"connect = ["tcp://127.0.0.1:{port}"]"#),
        ),
        (
            format!("connect db.example {port}"),
            format!(r#"connect = ["tcp://db.example:{port}"]"#),
        ),
        (
            format!("socket-connect 127.0.0.1 {port}"),
            format!(r#"connect = ["tcp://127.0.0.1:{port}"]"#),
        ),
        (
            format!("send-to 127.0.0.1 {udp_port}"),
            format!(r#"send-to = ["udp://127.0.0.1:{udp_port}"]"#),
        ),
        (
            format!("socket-sendto 127.0.0.1 {udp_port}"),
            format!(r#"send-to = ["udp://127.0.0.1:{udp_port}"]"#),
        ),
        (
            format!("udp-connect 127.0.0.1 {udp_port}"),
            format!(r#"connect = ["udp://127.0.0.1:{udp_port}"]"#),
        ),
        (
            "listen 127.0.0.1 8080".to_owned(),
            r#"listen = ["tcp://127.0.0.1:8080"]"#.to_owned(),
        ),
        (
            "socket-bind 127.0.0.1 8080".to_owned(),
            r#"listen = ["tcp://127.0.0.1:8080"]"#.to_owned(),
        ),
        (
            "socket-listen-unbound 0.0.0.0 0".to_owned(),
            r#"listen = ["tcp://0.0.0.0:0"]"#.to_owned(),
        ),
        ("bind ::1 5353".to_owned(), r#"bind = ["udp://[::1]:5353"]"#.to_owned()),
        (
            "getaddr db.example 0".to_owned(),
            r#"connect = ["tcp://db.example:*"]"#.to_owned(),
        ),
    ];
    let names = Names::default().entry("db.example", ["127.0.0.1"]);
    let sandbox = Sandbox::new("").names(names.clone());
    let (outcomes, lines) = make(sandbox, &wanted.clone().map(|(attempt, _)| attempt)).await;
    assert_eq!(outcomes, ["eacces"; 11]);
    assert_eq!(lines, wanted.map(|(_, line)| line));
    assert_eq!(
        names.asked(),
        [""; 0],
        "a name is not looked up before a rule lets the guest use it"
    );
    nobody_came(&tcp);
    nothing_came(&udp);
}

#[tokio::test]
async fn what_a_refusal_suggests_is_enough() {
    let (_tcp, port) = listener("127.0.0.1");
    for attempt in [
        format!("connect 127.0.0.1 {port}"),
        format!("connect localhost {port}"),
        format!("send-to 127.0.0.1 {port}"),
        format!("udp-connect 127.0.0.1 {port}"),
        "listen 127.0.0.1 0".to_owned(),
        "socket-listen-unbound 0.0.0.0 0".to_owned(),
        "bind ::1 0".to_owned(),
        "getaddr localhost 0".to_owned(),
    ] {
        let (outcomes, lines) = make(Sandbox::new(""), std::slice::from_ref(&attempt)).await;
        assert_eq!(outcomes, ["eacces"], "{attempt}");
        assert_eq!(outcome(&allow(&lines[0]), attempt.clone()).await, "ok", "{attempt}");
    }
}

#[tokio::test]
async fn a_rule_reaches_as_far_as_it_says() {
    let (tcp, port) = listener("127.0.0.1");
    let connect = || format!("connect 127.0.0.1 {port}");
    let rule = |target: String| allow(&format!(r#"connect = ["{target}"]"#));
    for target in [
        format!("tcp://127.0.0.1:{port}"),
        format!("tcp://127.0.0.0/8:{}-{port}", port - 1),
        format!("tcp://127.0.0.1/32:{port}-{}", port.saturating_add(1)),
        "tcp://*:*".to_owned(),
    ] {
        assert_eq!(outcome(&rule(target.clone()), connect()).await, "ok", "{target}");
        tcp.accept().unwrap();
    }
    for target in [
        format!("tcp://127.0.0.2:{port}"),
        format!("tcp://127.0.0.1:{}", port - 1),
        format!("tcp://127.0.0.0/31:1-{}", port - 1),
        format!("udp://127.0.0.1:{port}"),
        format!("tcp://localhost:{port}"),
        format!("tcp://[::1]:{port}"),
    ] {
        assert_eq!(outcome(&rule(target.clone()), connect()).await, "eacces", "{target}");
    }
    nobody_came(&tcp);
}

#[tokio::test]
async fn deny_beats_allow_whatever_the_order_and_the_spelling() {
    let (tcp, port) = listener("127.0.0.1");
    let allow_all = "[[allow]]\nconnect = [\"tcp://*:*\"]\n";
    let deny = "[[deny]]\nconnect = [\"tcp://127.0.0.0/8:*\"]\n";
    for rules in [format!("{allow_all}{deny}"), format!("{deny}{allow_all}")] {
        for host in [
            "127.0.0.1",
            "::ffff:127.0.0.1",
            "0.0.0.0",
            "::ffff:0.0.0.0",
            "localhost",
        ] {
            assert_eq!(
                outcome(&rules, format!("connect {host} {port}")).await,
                "eacces",
                "{host}"
            );
        }
    }
    nobody_came(&tcp);
}

#[tokio::test]
async fn an_ipv4_mapped_address_meets_the_ipv4_rules() {
    let (tcp, port) = listener("127.0.0.1");
    let rules = allow(&format!(r#"connect = ["tcp://127.0.0.1:{port}"]"#));
    assert_eq!(outcome(&rules, format!("connect ::ffff:127.0.0.1 {port}")).await, "ok");
    assert_eq!(
        outcome(&rules, format!("socket-connect ::ffff:127.0.0.1 {port}")).await,
        "ok"
    );
    tcp.accept().unwrap();
}

#[tokio::test]
async fn a_name_does_not_reach_the_loopback_by_itself() {
    let (tcp, port) = listener("127.0.0.1");
    let names = || Names::default().entry("www.example.com", ["127.0.0.1"]);
    let attempt = [format!("connect www.example.com {port}")];
    let rules = allow(&format!(r#"connect = ["tcp://*.example.com:{port}"]"#));
    assert_eq!(make(Sandbox::new(&rules).names(names()), &attempt).await.0, ["eacces"]);
    nobody_came(&tcp);
    let rules = rules + &allow(&format!(r#"connect = ["tcp://127.0.0.1:{port}"]"#));
    assert_eq!(make(Sandbox::new(&rules).names(names()), &attempt).await.0, ["ok"]);
    tcp.accept().unwrap();
}

#[tokio::test]
async fn of_a_names_addresses_only_those_permitted_are_tried() {
    let (denied, port) = listener("127.0.0.1");
    let permitted = TcpListener::bind(("127.0.0.2", port)).unwrap();
    let rules = format!(
        "{}[[deny]]\nconnect = [\"tcp://127.0.0.1:*\"]\n",
        allow(&format!(
            r#"connect = ["tcp://db.example:{port}", "tcp://127.0.0.0/8:{port}"]"#
        ))
    );
    let names = Names::default().entry("db.example", ["127.0.0.1", "127.0.0.2"]);
    let (outcomes, refused) = make(
        Sandbox::new(&rules).names(names),
        &[format!("connect db.example {port}")],
    )
    .await;
    assert_eq!((outcomes, refused), (vec!["ok".to_owned()], vec![]));
    permitted.accept().unwrap();
    nobody_came(&denied);
}

/// A resolver whose second answer is another one.
#[derive(Debug, Default)]
struct Rebinding(AtomicBool);

impl Resolve for Rebinding {
    fn resolve<'a>(&'a self, _: &'a str) -> Lookup<'a> {
        let address: IpAddr = if self.0.swap(true, Relaxed) {
            [127, 0, 0, 2]
        } else {
            [127, 0, 0, 1]
        }
        .into();
        Box::pin(async move { Ok(vec![address]) })
    }
}

#[tokio::test]
async fn a_name_whose_address_changes_is_checked_each_time() {
    let (tcp, port) = listener("127.0.0.1");
    let elsewhere = TcpListener::bind(("127.0.0.2", port)).unwrap();
    let rules = allow(&format!(
        r#"connect = ["tcp://db.example:{port}", "tcp://127.0.0.1:{port}"]"#
    ));
    let connect = format!("connect db.example {port}");
    let (outcomes, _) = make(
        Sandbox::new(&rules).names(Rebinding::default()),
        &[connect.clone(), connect],
    )
    .await;
    assert_eq!(outcomes, ["ok", "eacces"]);
    tcp.accept().unwrap();
    nobody_came(&elsewhere);
}

#[tokio::test]
async fn an_implicit_bind_meets_the_policy() {
    let (tcp, port) = listener("127.0.0.1");
    let udp = UdpSocket::bind(("127.0.0.1", port)).unwrap();
    let rules = |denied: &str| {
        format!(
            "{}[[deny]]\nbind = [\"{denied}\"]\n",
            allow(&format!(r#"connect = ["tcp://127.0.0.1:{port}"]"#))
                + &allow(&format!(r#"send-to = ["udp://127.0.0.1:{port}"]"#))
        )
    };
    for (denied, attempt) in [
        ("tcp://0.0.0.0:0", format!("connect 127.0.0.1 {port}")),
        ("tcp://*:*", format!("socket-connect 127.0.0.1 {port}")),
        ("udp://0.0.0.0:*", format!("send-to 127.0.0.1 {port}")),
        ("udp://0.0.0.0/0:0", format!("socket-sendto 127.0.0.1 {port}")),
    ] {
        assert_eq!(outcome(&rules(denied), attempt.clone()).await, "eacces", "{attempt}");
    }
    nobody_came(&tcp);
    nothing_came(&udp);
}

#[tokio::test]
async fn an_explicit_local_address_wants_a_rule_of_its_own() {
    let (tcp, port) = listener("127.0.0.1");
    let connect = allow(&format!(r#"connect = ["tcp://127.0.0.1:{port}"]"#));
    let attempt = || format!("connect-from-2 127.0.0.1 {port}");
    assert_eq!(outcome(&connect, attempt()).await, "eacces");
    nobody_came(&tcp);
    let bind = connect + &allow(r#"bind = ["tcp://127.0.0.2:0"]"#);
    assert_eq!(outcome(&bind, attempt()).await, "ok");
    assert_eq!(tcp.accept().unwrap().1.ip().to_string(), "127.0.0.2");
}

#[tokio::test]
async fn listening_everywhere_is_more_than_listening_somewhere() {
    let rules = allow(r#"listen = ["tcp://127.0.0.1:*", "tcp://[::1]:*"]"#);
    assert_eq!(outcome(&rules, "listen 127.0.0.1 0".to_owned()).await, "ok");
    assert_eq!(outcome(&rules, "listen 0.0.0.0 0".to_owned()).await, "eacces");
    assert_eq!(outcome(&rules, "listen :: 0".to_owned()).await, "eacces");
    assert_eq!(
        outcome(&rules, "socket-listen-unbound 0.0.0.0 0".to_owned()).await,
        "eacces"
    );
    let rules = allow(r#"listen = ["tcp://0.0.0.0:0"]"#) + "[[deny]]\nlisten = [\"tcp://10.0.0.1:*\"]\n";
    assert_eq!(outcome(&rules, "listen 0.0.0.0 0".to_owned()).await, "eacces");
}

#[tokio::test]
async fn a_descriptor_that_is_not_pre_opened_is_out_of_reach() {
    let rules = "[[preopen]]\nfd = 7\nlisten = \"tcp://127.0.0.1:0\"\n";
    let descriptors: Vec<_> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 65_535]
        .map(|fd| format!("fd - {fd}"))
        .into();
    let (outcomes, _) = make(Sandbox::new(rules), &descriptors).await;
    let expected: Vec<_> = descriptors
        .iter()
        .map(|fd| if fd == "fd - 7" { "ok" } else { "ebadf" })
        .collect();
    assert_eq!(outcomes, expected);
}

#[tokio::test]
async fn a_pool_of_cap_std_is_a_policy() {
    let (tcp, port) = listener("127.0.0.1");
    let (other, other_port) = listener("127.0.0.1");
    let mut pool = cap_std::net::Pool::new();
    pool.insert_socket_addr(([127, 0, 0, 1], port).into(), portcullis::ambient_authority());
    let connects = [port, other_port].map(|port| format!("connect 127.0.0.1 {port}"));
    let (outcomes, _) = make(Sandbox::with_policy(Policy::from(pool)), &connects).await;
    assert_eq!(outcomes, ["ok", "eacces"]);
    tcp.accept().unwrap();
    nobody_came(&other);
}

#[tokio::test]
async fn keeps_wasi_sockets_shut() {
    let (tcp, port) = listener("127.0.0.1");
    let finished = Sandbox::loopback().arg(port).run(guest::KEEPS_WASI_SOCKETS_SHUT).await;
    let said = finished.success();
    let answers: Vec<_> = said.lines().collect();
    let [tcp_answer, udp_answer, name_answer] = answers[..] else {
        panic!("{said}")
    };
    assert!(tcp_answer.contains("access-denied"), "{tcp_answer}");
    assert!(udp_answer.contains("access-denied"), "{udp_answer}");
    assert!(name_answer.contains("Err("), "{name_answer}");
    nobody_came(&tcp);
}

/// A connection from that address, which the kernel of the peer has made whatever the guest's host thinks of it.
fn connect_from(ip: [u8; 4], port: u16) -> TcpStream {
    let socket = rustix::net::socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    rustix::net::bind(&socket, &SocketAddr::from((ip, 0))).unwrap();
    rustix::net::connect(&socket, &SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    socket.into()
}

/// A peer that no `accept-from` names is disconnected, and the guest never hears of it.
#[tokio::test]
async fn accepts() {
    let rules = allow(r#"listen = ["tcp://127.0.0.1:0"]"#) + &allow(r#"accept-from = ["tcp://127.0.0.2/31:*"]"#);
    let rules = rules + "[[deny]]\naccept-from = [\"tcp://127.0.0.3:*\"]\n";
    let mut guest = Sandbox::new(&rules).start(guest::ACCEPTS);
    for _ in 0..2 {
        let port = guest.number().await;
        let mut strangers = [connect_from([127, 0, 0, 1], port), connect_from([127, 0, 0, 3], port)];
        let _friend = connect_from([127, 0, 0, 2], port);
        assert_eq!(guest.line().await, "127.0.0.2");
        for stranger in &mut strangers {
            assert_eq!(stranger.read(&mut [0]).unwrap_err().kind(), ErrorKind::ConnectionReset);
        }
    }
    let finished = guest.finish().await;
    let peers: Vec<_> = finished.refusals.iter().map(|refusal| refusal.action()).collect();
    assert_eq!(peers, [Some(Action::AcceptFrom); 4]);
    finished.success();
}

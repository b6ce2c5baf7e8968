//! Tests: what a policy permits, refuses and explains.

mod names;

use super::*;
use crate::{PolicyError, ambient_authority};
use std::net::IpAddr;

use Action::{AcceptFrom, Bind, Connect, Listen, SendTo};
use Transport::{Tcp, Udp};

fn policy(rules: Result<Rules, PolicyError>) -> Policy {
    Policy::new(rules.unwrap(), ambient_authority())
}

fn allow(rules: &[(Action, &str)]) -> Policy {
    policy(
        rules
            .iter()
            .try_fold(Rules::default(), |rules, (action, target)| rules.allow(*action, target)),
    )
}

fn allow_and_deny(action: Action, allow: &str, deny: &str) -> Policy {
    policy(
        Rules::default()
            .allow(action, allow)
            .and_then(|rules| rules.deny(action, deny)),
    )
}

fn at(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn the_empty_policy_grants_nothing() {
    for policy in [Policy::default(), Policy::new(Rules::default(), ambient_authority())] {
        let local = at("127.0.0.1:80");
        assert!(policy.connect(Tcp, local).is_err() && policy.connect(Udp, local).is_err());
        assert!(policy.listen(local).is_err() && policy.bind(Tcp, local).is_err() && policy.bind(Udp, local).is_err());
        assert!(policy.send_to(local).is_err());
        assert!(policy.connect_name(Tcp, "localhost", 80).is_err() && policy.send_to_name("localhost", 80).is_err());
        assert!(policy.resolve("localhost").is_err());
        assert!(policy.preopens().is_empty());
    }
}

#[test]
fn an_address_is_permitted_as_far_as_the_rule_goes() {
    let policy = allow(&[(Connect, "tcp://10.0.0.0/8:6000-6999")]);
    let permit = policy.connect(Tcp, at("10.255.255.255:6999")).unwrap();
    assert_eq!((permit.address(), permit.transport()), (at("10.255.255.255:6999"), Tcp));
    assert_eq!(
        permit.rule().unwrap().to_string(),
        "allow connect tcp://10.0.0.0/8:6000-6999"
    );
    for outside in [
        "11.0.0.0:6000",
        "9.255.255.255:6000",
        "10.0.0.1:5999",
        "10.0.0.1:7000",
        "[2001:db8::1]:6000",
    ] {
        assert!(policy.connect(Tcp, at(outside)).is_err(), "{outside}");
    }
    assert!(policy.connect(Udp, at("10.0.0.1:6000")).is_err());
    assert!(policy.listen(at("10.0.0.1:6000")).is_err());
}

#[test]
fn what_is_denied_is_denied_in_whatever_order() {
    let deny_last = allow_and_deny(Connect, "tcp://*:*", "tcp://10.0.0.0/8:*");
    let deny_first = policy(
        Rules::default()
            .deny(Connect, "tcp://10.0.0.0/8:*")
            .and_then(|rules| rules.allow(Connect, "tcp://10.0.0.1:80")),
    );
    for policy in [deny_last, deny_first] {
        let refusal = policy.connect(Tcp, at("10.0.0.1:80")).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "connect to tcp://10.0.0.1:80 refused: `deny connect tcp://10.0.0.0/8:*` forbids it"
        );
        assert_eq!(refusal.suggestion(), None);
    }
}

#[test]
fn a_mapped_address_opens_no_side_door() {
    let policy = allow_and_deny(Connect, "tcp://[::]/0:*", "tcp://10.0.0.1:*");
    assert!(policy.connect(Tcp, at("[::ffff:10.0.0.1]:80")).is_err());
    assert!(
        policy.connect(Tcp, at("[::ffff:10.0.0.2]:80")).is_err(),
        "an IPv4 address is in no IPv6 network"
    );
    let policy = allow(&[(Connect, "tcp://[::ffff:10.0.0.2]:80")]);
    assert_eq!(
        policy.connect(Tcp, at("[::ffff:10.0.0.2]:80")).unwrap().address(),
        at("10.0.0.2:80")
    );
    assert!(policy.connect(Tcp, at("10.0.0.2:80")).is_ok());
}

#[test]
fn the_unspecified_address_as_a_destination_is_the_loopback() {
    let policy = allow_and_deny(Connect, "tcp://*:*", "tcp://127.0.0.1:*");
    assert!(policy.connect(Tcp, at("0.0.0.0:80")).is_err());
    assert_eq!(policy.connect(Tcp, at("[::]:80")).unwrap().address(), at("[::1]:80"));
    let policy = allow(&[(SendTo, "udp://127.0.0.1:53")]);
    assert_eq!(policy.send_to(at("0.0.0.0:53")).unwrap().address(), at("127.0.0.1:53"));
}

#[test]
fn port_zero_is_a_port_like_others() {
    assert!(
        allow(&[(Listen, "tcp://127.0.0.1:1-65535")])
            .listen(at("127.0.0.1:0"))
            .is_err()
    );
    for ports in ["0", "*", "0-80"] {
        assert!(
            allow(&[(Listen, &format!("tcp://127.0.0.1:{ports}"))])
                .listen(at("127.0.0.1:0"))
                .is_ok()
        );
    }
}

#[test]
fn a_udp_socket_that_may_listen_may_be_bound() {
    let policy = allow(&[(Listen, "udp://[::1]:5353")]);
    assert!(policy.bind(Udp, at("[::1]:5353")).is_ok());
    assert!(policy.bind(Tcp, at("[::1]:5353")).is_err());
    let policy = policy_that_denies_listening();
    assert!(policy.bind(Udp, at("[::1]:5353")).is_err());
    assert!(policy.implicit_bind(Udp, at("[::]:0")).is_err());
}

fn policy_that_denies_listening() -> Policy {
    policy(
        Rules::default()
            .allow(Bind, "udp://*:*")
            .and_then(|rules| rules.deny(Listen, "udp://*:*")),
    )
}

#[test]
fn a_tcp_socket_that_may_listen_may_be_bound_and_not_the_reverse() {
    assert!(
        allow(&[(Listen, "tcp://127.0.0.1:80")])
            .bind(Tcp, at("127.0.0.1:80"))
            .is_ok()
    );
    assert!(
        allow(&[(Bind, "tcp://127.0.0.1:80")])
            .listen(at("127.0.0.1:80"))
            .is_err()
    );
    let low_ports_denied = policy(
        Rules::default()
            .allow(Listen, "tcp://*:*")
            .and_then(|rules| rules.deny(Bind, "tcp://*:1-1023")),
    );
    assert!(low_ports_denied.listen(at("127.0.0.1:80")).is_err());
    let listening_denied = policy(
        Rules::default()
            .allow(Bind, "tcp://*:*")
            .and_then(|rules| rules.deny(Listen, "tcp://*:*")),
    );
    assert!(listening_denied.bind(Tcp, at("127.0.0.1:80")).is_ok());
}

#[test]
fn listening_everywhere_is_listening_where_it_is_denied() {
    let policy = allow_and_deny(Listen, "tcp://*:*", "tcp://192.0.2.1:80");
    assert!(policy.listen(at("192.0.2.2:80")).is_ok());
    assert!(policy.listen(at("0.0.0.0:80")).is_err());
    assert!(policy.listen(at("[::]:80")).is_ok(), "each family answers for itself");
    assert!(policy.listen(at("0.0.0.0:81")).is_ok());
    let policy = allow_and_deny(Bind, "udp://*:*", "udp://[2001:db8::1]:80");
    assert!(policy.bind(Udp, at("[::]:80")).is_err());
    assert!(
        policy.bind(Udp, at("0.0.0.0:80")).is_ok(),
        "IPv4 alone does not reach an IPv6 address"
    );
}

#[test]
fn a_socket_is_bound_implicitly_unless_that_is_denied() {
    let unspecified = at("0.0.0.0:0");
    let implicit = Policy::default().implicit_bind(Udp, unspecified).unwrap();
    assert!(!implicit.granted() && implicit.rule().is_none());
    assert_eq!((implicit.address(), implicit.transport()), (unspecified, Udp));
    assert!(
        allow(&[(Bind, "udp://*:0")])
            .implicit_bind(Udp, unspecified)
            .unwrap()
            .granted()
    );
    assert!(
        !allow(&[(Bind, "udp://127.0.0.1:*")])
            .implicit_bind(Udp, unspecified)
            .unwrap()
            .granted()
    );
    let policy = allow_and_deny(Bind, "udp://*:*", "udp://*:0");
    assert_eq!(policy.implicit_bind(Udp, unspecified).unwrap_err().action(), Some(Bind));
    let policy = allow_and_deny(Bind, "udp://*:*", "udp://192.0.2.1:*");
    assert!(!policy.implicit_bind(Udp, unspecified).unwrap().granted());
}

#[test]
fn any_peer_is_accepted_until_a_rule_names_some() {
    let peer = at("192.0.2.1:40000");
    let permit = Policy::default().accept_from(Tcp, peer).unwrap();
    assert!(permit.rule().is_none());
    let policy = allow(&[(AcceptFrom, "tcp://10.0.0.0/8:*")]);
    assert!(policy.accept_from(Tcp, peer).is_err());
    assert!(policy.accept_from(Tcp, at("[::ffff:10.0.0.1]:40000")).is_ok());
    assert!(
        policy.accept_from(Udp, peer).is_ok(),
        "the rule is about the other transport"
    );
    let policy = Policy::new(
        Rules::default().deny(AcceptFrom, "tcp://192.0.2.0/24:*").unwrap(),
        ambient_authority(),
    );
    assert!(policy.accept_from(Tcp, peer).is_err());
    assert!(policy.accept_from(Tcp, at("10.0.0.1:40000")).is_ok());
}

#[test]
fn localhost_is_the_loopback_where_only_addresses_count() {
    let policy = allow(&[(Listen, "tcp://localhost:80")]);
    assert!(policy.listen(at("127.0.0.1:80")).is_ok() && policy.listen(at("[::1]:80")).is_ok());
    assert!(policy.listen(at("127.0.0.2:80")).is_err());
    assert!(
        allow(&[(AcceptFrom, "tcp://localhost:*")])
            .accept_from(Tcp, at("192.0.2.1:80"))
            .is_err()
    );
}

#[test]
fn who_denies_localhost_denies_the_whole_loopback() {
    let policy = allow_and_deny(Connect, "tcp://*:*", "tcp://LOCALHOST:80");
    for address in ["127.0.0.1:80", "127.0.0.2:80", "[::1]:80", "0.0.0.0:80"] {
        assert!(policy.connect(Tcp, at(address)).is_err(), "{address}");
    }
    assert!(policy.connect(Tcp, at("127.0.0.1:81")).is_ok());
    assert!(policy.connect_name(Tcp, "localhost", 80).is_err());
}

#[test]
fn a_refusal_suggests_the_rule_that_would_have_granted_it() {
    let refusal = Policy::default()
        .connect(Tcp, at("[::ffff:10.0.0.5]:5432"))
        .unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "connect to tcp://10.0.0.5:5432 refused: no rule allows it"
    );
    assert_eq!(
        refusal.suggestion().unwrap(),
        "[[allow]]\nconnect = [\"tcp://10.0.0.5:5432\"]\n"
    );
    let line = |refusal: Refusal| refusal.suggested_line().unwrap();
    assert_eq!(
        line(Policy::default().bind(Udp, at("[::1]:0")).unwrap_err()),
        r#"bind = ["udp://[::1]:0"]"#
    );
    let by_name = Policy::default().send_to_name("Time.example.", 123).unwrap_err();
    assert_eq!(line(by_name), r#"send-to = ["udp://time.example:123"]"#);
    let peers = allow(&[(AcceptFrom, "tcp://10.0.0.1:*")]);
    let peer = peers.accept_from(Tcp, at("10.0.0.2:50123")).unwrap_err();
    assert_eq!(line(peer), r#"accept-from = ["tcp://10.0.0.2:*"]"#);
}

#[test]
fn a_refusal_names_the_line_that_forbids() {
    let text = "version = 1\n[[deny]]\nlisten = [\n  \"tcp://*:1-1023\",\n]\n";
    let policy = Policy::new(Rules::parse("policy.toml", text).unwrap(), ambient_authority());
    assert_eq!(
        policy.listen(at("[::1]:80")).unwrap_err().to_string(),
        "listen at tcp://[::1]:80 refused: `deny listen tcp://*:1-1023` (policy.toml:4) forbids it"
    );
}

#[test]
fn a_pool_is_a_policy_of_its_addresses() {
    let mut pool = cap_std::net::Pool::new();
    pool.insert_ip_net_port_range("10.0.0.0/8".parse().unwrap(), 80, Some(82), ambient_authority());
    pool.insert_socket_addr(at("[::ffff:192.0.2.1]:80"), ambient_authority());
    let policy = Policy::from(pool);
    for inside in ["10.1.2.3:81", "[::ffff:10.1.2.3]:81", "192.0.2.1:80"].map(at) {
        assert!(policy.connect(Tcp, inside).is_ok() && policy.send_to(inside).is_ok());
        assert!(policy.listen(inside).is_ok() && policy.bind(Udp, inside).is_ok());
        assert!(policy.connect(Udp, inside).unwrap().rule().is_none());
    }
    assert!(policy.connect(Tcp, at("10.1.2.3:82")).is_err());
    assert!(policy.connect(Tcp, at("11.0.0.0:80")).is_err());
    assert!(policy.connect_name(Tcp, "a.example", 80).is_err() && policy.resolve("a.example").is_err());
    assert!(policy.accept_from(Tcp, at("192.0.2.99:4000")).is_ok());
}

#[test]
fn only_the_descriptors_of_the_policy_make_permits() {
    let web = Preopen::listen(3, at("127.0.0.1:8080"));
    let dns = Preopen::bind(4, Udp, at("127.0.0.1:53"));
    let policy = policy(
        Rules::default()
            .preopen(web.clone())
            .and_then(|rules| rules.preopen(dns.clone())),
    );
    assert_eq!(policy.preopened_listener(&web).unwrap().address(), at("127.0.0.1:8080"));
    assert_eq!(policy.preopened_socket(&dns).unwrap().transport(), Udp);
    assert!(policy.preopened_socket(&web).is_none() && policy.preopened_listener(&dns).is_none());
    assert!(
        policy
            .preopened_listener(&Preopen::listen(3, at("0.0.0.0:22")))
            .is_none()
    );
    assert!(policy.listen(at("127.0.0.1:8080")).is_err(), "the guest itself may not");
}

#[test]
fn a_refusal_is_small_enough_to_return() {
    assert!(size_of::<Refusal>() <= 96, "{}", size_of::<Refusal>());
}

//! Tests: names, what they reach, and what they do not.

use super::*;

#[test]
fn a_name_grants_the_addresses_that_it_resolves_to() {
    let policy = allow(&[(Connect, "tcp://db.example.com:5432")]);
    let permit = policy.connect_name(Tcp, "DB.Example.com.", 5432).unwrap();
    assert_eq!(permit.name().as_str(), "db.example.com");
    let permit = permit.address(ip("192.0.2.7")).unwrap();
    assert_eq!(permit.address(), at("192.0.2.7:5432"));
    assert_eq!(
        permit.rule().unwrap().to_string(),
        "allow connect tcp://db.example.com:5432"
    );
    assert!(policy.connect_name(Tcp, "db.example.com", 5433).is_err());
    assert!(policy.connect_name(Tcp, "example.com", 5432).is_err());
    assert!(
        policy.connect(Tcp, at("192.0.2.7:5432")).is_err(),
        "the address by itself is not granted"
    );
}

#[test]
fn a_star_matches_subdomains_at_any_depth_and_not_the_suffix() {
    let policy = allow(&[(SendTo, "udp://*.example.com:*")]);
    assert!(policy.send_to_name("a.example.com", 53).is_ok() && policy.send_to_name("a.b.example.com", 53).is_ok());
    assert!(policy.send_to_name("example.com", 53).is_err() && policy.send_to_name("notexample.com", 53).is_err());
}

#[test]
fn a_denied_name_is_refused_before_it_is_resolved() {
    let policy = allow_and_deny(Connect, "tcp://*:443", "tcp://*.evil.example:*");
    assert!(policy.connect_name(Tcp, "good.example", 443).is_ok());
    assert!(
        policy
            .connect_name(Tcp, "a.evil.example", 443)
            .unwrap_err()
            .rule()
            .is_some()
    );
    assert!(policy.resolve("a.evil.example").unwrap_err().rule().is_some());
}

#[test]
fn a_denied_address_is_refused_under_any_name() {
    let policy = allow_and_deny(Connect, "tcp://db.example.com:5432", "tcp://10.0.0.0/8:1-6000");
    let refusal = policy
        .connect_name(Tcp, "db.example.com", 5432)
        .unwrap()
        .address(ip("::ffff:10.0.0.5"))
        .unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "connect to tcp://db.example.com:5432 (10.0.0.5) refused: `deny connect tcp://10.0.0.0/8:1-6000` forbids it"
    );
}

#[test]
fn a_name_that_resolves_to_the_loopback_does_not_reach_it() {
    let policy = allow(&[(Connect, "tcp://rebound.example:80")]);
    let permit = policy.connect_name(Tcp, "rebound.example", 80).unwrap();
    for address in [
        "127.0.0.1",
        "::1",
        "0.0.0.0",
        "::",
        "169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "::ffff:127.0.0.1",
    ] {
        assert!(
            matches!(
                permit.address(ip(address)).unwrap_err().why(),
                Why::NameReachesSpecial { .. }
            ),
            "{address}"
        );
    }
    assert!(
        permit.address(ip("10.0.0.1")).is_ok(),
        "private networks have names of their own"
    );
    let refusal = permit.address(ip("127.0.0.1")).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "connect to tcp://rebound.example:80 (127.0.0.1) refused: a rule about a name does not reach a loopback \
         address, which only a rule about the address can allow"
    );
    assert_eq!(refusal.suggested_line().unwrap(), r#"connect = ["tcp://127.0.0.1:80"]"#);
}

#[test]
fn a_name_reaches_the_loopback_that_a_rule_about_addresses_allows() {
    let policy = allow(&[(Connect, "tcp://rebound.example:80"), (Connect, "tcp://127.0.0.0/8:80")]);
    let permit = policy.connect_name(Tcp, "rebound.example", 80).unwrap();
    let rule = permit.address(ip("127.0.0.1")).unwrap().rule().unwrap().to_string();
    assert_eq!(rule, "allow connect tcp://127.0.0.0/8:80");
    assert!(permit.address(ip("::1")).is_err());
}

#[test]
fn localhost_reaches_the_loopback_and_nothing_else_that_is_special() {
    let policy = allow(&[(Connect, "tcp://localhost:80"), (Connect, "tcp://*.localhost:80")]);
    for name in ["localhost", "a.localhost"] {
        let permit = policy.connect_name(Tcp, name, 80).unwrap();
        assert!(permit.address(ip("127.0.0.1")).is_ok() && permit.address(ip("::1")).is_ok());
        assert!(permit.address(ip("169.254.169.254")).is_err());
    }
}

#[test]
fn a_name_is_resolved_if_it_may_be_used_at_all() {
    let policy = allow(&[(SendTo, "udp://time.example:123"), (Connect, "tcp://10.0.0.1:80")]);
    let permit = policy.resolve("time.example").unwrap();
    assert_eq!(permit.name().as_str(), "time.example");
    assert!(permit.address(ip("192.0.2.1")).is_ok());
    assert!(permit.address(ip("127.0.0.1")).is_err());
    let refusal = policy.resolve("other.example").unwrap_err();
    assert_eq!(refusal.to_string(), "resolve other.example refused: no rule allows it");
    assert_eq!(
        refusal.suggested_line().unwrap(),
        r#"connect = ["tcp://other.example:*"]"#
    );
    assert_eq!((refusal.action(), refusal.transport()), (None, None));
}

#[test]
fn a_name_is_resolved_unless_it_is_denied_as_a_whole() {
    assert!(
        allow_and_deny(Connect, "tcp://*:443", "tcp://a.example:1-1023")
            .resolve("a.example")
            .is_ok()
    );
    let policy = allow_and_deny(Connect, "tcp://*:443", "tcp://a.example:*");
    assert!(policy.resolve("a.example").is_err());
    assert!(policy.resolve("b.example").is_ok());
    let also_by_udp = Rules::default()
        .allow(Connect, "tcp://*:443")
        .and_then(|rules| rules.deny(SendTo, "udp://*:*"));
    assert!(
        Policy::new(also_by_udp.unwrap(), ambient_authority())
            .resolve("a.example")
            .is_ok()
    );
    let policy = allow_and_deny(Connect, "tcp://*:443", "tcp://10.0.0.0/8:*");
    assert!(policy.resolve("a.example").unwrap().address(ip("10.0.0.1")).is_err());
}

#[test]
fn what_is_not_a_name_is_refused_and_shown_harmlessly() {
    let policy = allow(&[(Connect, "tcp://*:*")]);
    for name in ["127.0.0.1", "127.1", "0x7f000001", "::1", "", "a\nb", "a..b"] {
        assert!(
            matches!(policy.connect_name(Tcp, name, 80).unwrap_err().why(), Why::NotAName(_)),
            "{name}"
        );
        assert!(policy.resolve(name).is_err());
    }
    let text = policy
        .connect_name(Tcp, &"\n".repeat(1_000_000), 80)
        .unwrap_err()
        .to_string();
    assert!(text.len() < 1000 && !text.contains('\n'));
}

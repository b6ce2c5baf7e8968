//! Model: the policy compared with the plainest reading of its rules, one after the other.

use super::*;
use crate::{Effect, ambient_authority};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Few addresses and ports, so that rules meet questions, in each of the ways of writing them.
fn v4() -> impl Strategy<Value = Ipv4Addr> {
    (0u32..8).prop_map(|low| Ipv4Addr::from_bits(0x0a00_0000 | low))
}

fn v6() -> impl Strategy<Value = Ipv6Addr> {
    prop_oneof![
        (0u128..8).prop_map(|low| Ipv6Addr::from_bits(0x2001_0db8 << 96 | low)),
        v4().prop_map(|ip| ip.to_ipv6_mapped()),
    ]
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just("*".to_owned()),
        4 => (v4(), 27u8..=32).prop_map(|(ip, length)| ipnet::Ipv4Net::new_assert(ip, length).trunc().to_string()),
        2 => (v6(), 123u8..=128).prop_map(|(ip, length)| {
            let net = ipnet::Ipv6Net::new_assert(ip, length).trunc();
            format!("[{}]/{}", net.addr(), length)
        }),
        1 => Just("[::]/0".to_owned()),
        1 => Just("0.0.0.0/0".to_owned()),
        3 => name(),
        2 => name().prop_map(|name| format!("*.{name}")),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec("[ab]", 1..4).prop_map(|labels| labels.join("."))
}

fn ports() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("*".to_owned()),
        (0u16..6).prop_map(|port| port.to_string()),
        (0u16..6, 0u16..6).prop_map(|(a, b)| format!("{}-{}", a.min(b), a.max(b))),
    ]
}

fn rules() -> impl Strategy<Value = Vec<(bool, String)>> {
    let rule = (prop::bool::weighted(0.7), host(), ports());
    prop::collection::vec(
        rule.prop_map(|(allow, host, ports)| (allow, format!("tcp://{host}:{ports}"))),
        0..12,
    )
}

fn built(rules: &[(bool, String)]) -> Rules {
    let add = |built: Rules, (allow, target): &(bool, String)| match allow {
        true => built.allow(Action::Connect, target),
        false => built.deny(Action::Connect, target),
    };
    rules.iter().try_fold(Rules::default(), add).unwrap()
}

/// Whether some rule of this effect is about the host and the port, as a person would read it.
fn matches(rules: &[(bool, String)], allow: bool, port: u16, host: impl Fn(&str) -> bool) -> bool {
    rules.iter().filter(|(effect, _)| *effect == allow).any(|(_, target)| {
        let (pattern, ports) = target.strip_prefix("tcp://").unwrap().rsplit_once(':').unwrap();
        let in_ports = match ports.split_once('-') {
            _ if ports == "*" => true,
            Some((first, last)) => (first.parse().unwrap()..=last.parse().unwrap()).contains(&port),
            None => ports.parse() == Ok(port),
        };
        in_ports && host(pattern)
    })
}

fn names_address(pattern: &str, ip: IpAddr) -> bool {
    let bits = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().to_bits(),
        IpAddr::V6(ip) => ip.to_bits(),
    };
    if pattern == "*" {
        return true;
    }
    let plain = pattern.replace(['[', ']'], "");
    let (address, length) = plain.split_once('/').unwrap_or((&plain, "128"));
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let length: u32 = length.parse().unwrap();
    let length = if address.is_ipv4() && pattern.contains('/') {
        length + 96
    } else {
        length
    };
    // An IPv6 network with room for more than IPv4 has no IPv4 address in it.
    let shift = 128 - length;
    (length >= 96 || ip.to_canonical().is_ipv6()) && bits(address).checked_shr(shift) == bits(ip).checked_shr(shift)
}

fn names_name(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(domain) => name.strip_suffix(domain).is_some_and(|front| front.ends_with('.')),
        None => pattern == "*" || pattern == name,
    }
}

proptest! {
    #[test]
    fn an_address_is_permitted_if_it_is_allowed_and_not_denied(
        rules in rules(),
        ip in prop_oneof![v4().prop_map(IpAddr::from), v6().prop_map(IpAddr::from)],
        port in 0u16..6,
    ) {
        let policy = Policy::new(built(&rules), ambient_authority());
        let by = |allow| matches(&rules, allow, port, |pattern| names_address(pattern, ip));
        let answer = policy.connect(Transport::Tcp, SocketAddr::new(ip, port));
        prop_assert_eq!(answer.is_ok(), by(true) && !by(false), "{:?}", answer);
        prop_assert_eq!(answer.is_err_and(|refusal| refusal.rule().is_some()), by(false));
    }

    #[test]
    fn the_rule_that_decides_is_about_the_address(rules in rules(), ip in v4(), port in 0u16..6) {
        let policy = Policy::new(built(&rules), ambient_authority());
        let answer = policy.connect(Transport::Tcp, SocketAddr::new(ip.into(), port));
        let rule = match &answer {
            Ok(permit) => permit.rule(),
            Err(refusal) => refusal.rule(),
        };
        if let Some(rule) = rule {
            prop_assert_eq!(rule.effect() == Effect::Allow, answer.is_ok());
            let alone = [(true, rule.target().to_string())];
            prop_assert!(matches(&alone, true, port, |pattern| names_address(pattern, ip.into())));
        }
    }

    #[test]
    fn a_name_is_permitted_if_it_is_allowed_and_not_denied(
        rules in rules(),
        name in name(),
        ip in v4(),
        port in 0u16..6,
    ) {
        let policy = Policy::new(built(&rules), ambient_authority());
        let by = |allow| matches(&rules, allow, port, |pattern| names_name(pattern, &name));
        let answer = policy.connect_name(Transport::Tcp, &name, port);
        prop_assert_eq!(answer.is_ok(), by(true) && !by(false));
        if let Ok(permit) = answer {
            let denied = matches(&rules, false, port, |pattern| names_address(pattern, ip.into()));
            prop_assert_eq!(permit.address(ip.into()).is_ok(), !denied);
        }
    }

    #[test]
    fn a_suggestion_grants_what_was_refused(rules in rules(), ip in v6(), port in 0u16..6) {
        let address = SocketAddr::new(ip.into(), port);
        let rules = built(&rules);
        let refusal = Policy::new(rules.clone(), ambient_authority()).connect(Transport::Tcp, address).err();
        if let Some(suggestion) = refusal.and_then(|refusal| refusal.suggestion()) {
            let widened = Rules::parse("policy.toml", &format!("{rules}\n{suggestion}")).unwrap();
            prop_assert!(Policy::new(widened, ambient_authority()).connect(Transport::Tcp, address).is_ok());
        }
    }

    #[test]
    fn printed_rules_read_back_the_same(rules in rules()) {
        let rules = built(&rules);
        prop_assert_eq!(Rules::parse("printed", &rules.to_string()).unwrap(), rules);
    }
}

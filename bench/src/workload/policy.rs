//! Policy: decisions, in this process, beside the plain way to make them.

use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use ipnet::IpNet;
use portcullis_policy::{Action, Effect, Policy, Rules, Transport};

use super::Sample;
use crate::subject::Failure;

/// How a decision is made: `Policy::connect`, or as one would write it in ten lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decider {
    /// The policy.
    Policy,
    /// Every rule in turn, until one denies.
    LinearScan,
}

/// Decisions on so many rules.
pub(crate) fn decide(decider: Decider, rules: usize, time: Duration) -> Result<Sample, Failure> {
    let written: Vec<_> = (0..rules).map(Written::number).collect();
    let policy = policy(&written)?;
    let questions: Vec<_> = questions(rules).collect();
    if let Some(question) = questions
        .iter()
        .find(|to| permits(&policy, **to) != scan(&written, **to))
    {
        return Err(Failure::Wrong(format!(
            "the policy and the scan differ about {question}"
        )));
    }
    Ok(match decider {
        Decider::Policy => measure(&questions, time, |to| permits(&policy, to)),
        Decider::LinearScan => measure(&questions, time, |to| scan(&written, to)),
    })
}

fn permits(policy: &Policy, to: SocketAddr) -> bool {
    policy.connect(Transport::Tcp, to).is_ok()
}

/// A rule as the linear scan has it.
struct Written {
    effect: Effect,
    net: IpNet,
    ports: RangeInclusive<u16>,
}

impl Written {
    /// Every eighth denies a machine of the network that the rule before it allows.
    fn number(number: usize) -> Self {
        if number % 8 == 7 {
            return Self {
                effect: Effect::Deny,
                net: IpNet::from(IpAddr::from(machine(number - 1, 7))),
                ports: 0..=u16::MAX,
            };
        }
        Self {
            effect: Effect::Allow,
            net: IpNet::new(machine(number, 0).into(), 24).expect("24 bits fit an IPv4 address"),
            ports: 6_000..=6_999,
        }
    }
}

/// A machine of the network of a rule.
fn machine(rule: usize, host: u8) -> Ipv4Addr {
    let [_, _, high, low] = (rule as u32).to_be_bytes();
    Ipv4Addr::new(10, high, low, host)
}

fn policy(written: &[Written]) -> Result<Policy, Failure> {
    let mut rules = Rules::default();
    for Written { effect, net, ports } in written {
        let target = format!("tcp://{net}:{}-{}", ports.start(), ports.end());
        let more = match effect {
            Effect::Allow => rules.allow(Action::Connect, &target),
            Effect::Deny => rules.deny(Action::Connect, &target),
        };
        rules = more.map_err(|error| Failure::Wrong(error.to_string()))?;
    }
    Ok(Policy::new(rules, portcullis::ambient_authority()))
}

fn scan(written: &[Written], to: SocketAddr) -> bool {
    let mut permitted = false;
    for Written { effect, net, ports } in written {
        if net.contains(&to.ip()) && ports.contains(&to.port()) {
            match effect {
                Effect::Deny => return false,
                Effect::Allow => permitted = true,
            }
        }
    }
    permitted
}

const QUESTIONS: usize = 1_024;

/// Of eight, five are permitted, one is denied, one wants a wrong port and one goes where no rule leads.
fn questions(rules: usize) -> impl Iterator<Item = SocketAddr> {
    // A multiplicative generator: any order will do that no cache foresees, and that is the same each time.
    let mut state = 1u64;
    (0..QUESTIONS).map(move |number| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let rule = (state >> 33) as usize % rules;
        let allowing = if rule % 8 == 7 { rule - 1 } else { rule };
        match number % 8 {
            0 => (machine(rule / 8 * 8 + 6, 7), 6_500).into(),
            1 => (machine(allowing, 1), 443).into(),
            2 => (Ipv4Addr::new(192, 0, 2, 1), 6_500).into(),
            _ => (machine(allowing, 1), 6_500).into(),
        }
    })
}

fn measure(questions: &[SocketAddr], time: Duration, decide: impl Fn(SocketAddr) -> bool) -> Sample {
    let ask_all = || {
        for question in questions {
            black_box(decide(black_box(*question)));
        }
    };
    let AllocationInfo { count_total, .. } = allocation_counter::measure(ask_all);
    let begin = Instant::now();
    let mut operations = 0;
    while operations == 0 || begin.elapsed() < time {
        ask_all();
        operations += questions.len() as u64;
    }
    Sample {
        value: begin.elapsed().as_secs_f64() * 1e9 / operations as f64,
        operations,
        allocations: Some(count_total as f64 / questions.len() as f64),
        ..Sample::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_and_scan_agree_and_the_answers_are_mixed() {
        for rules in [1, 100, 10_000] {
            decide(Decider::Policy, rules, Duration::ZERO).unwrap();
            let written: Vec<_> = (0..rules).map(Written::number).collect();
            let permitted = questions(rules).filter(|to| scan(&written, *to)).count();
            assert!((QUESTIONS / 2..QUESTIONS * 7 / 8).contains(&permitted), "{permitted}");
        }
    }
}

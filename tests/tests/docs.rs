//! The pages of `docs/`: what they show is so.

use portcullis::{Policy, Refusal, Rules, Transport, ambient_authority};

const POLICY: &str = include_str!("../../docs/policy.md");

/// A fenced block of a page: what stands after the fence, and the text.
#[derive(Clone, Copy)]
struct Block {
    info: &'static str,
    text: &'static str,
}

fn blocks(page: &'static str) -> Vec<Block> {
    // Text and blocks take turns.
    let fenced = page.split("```").skip(1).step_by(2);
    let block = |fenced: &'static str| fenced.split_once('\n').map(|(info, text)| Block { info, text });
    fenced
        .map(|fenced| block(fenced).expect("a fence ends its line"))
        .collect()
}

#[test]
fn each_policy_is_one() {
    let policies: Vec<_> = blocks(POLICY)
        .into_iter()
        .filter(|block| block.info == "toml")
        .collect();
    assert!(policies.len() >= 10);
    for Block { text, .. } in policies {
        parse(&whole(text)).unwrap_or_else(|error| panic!("{error}\n{text}"));
    }
}

#[test]
fn each_wrong_policy_has_the_errors_that_are_shown_after_it() {
    let blocks = blocks(POLICY);
    let pairs = blocks.windows(2).filter(|pair| pair[0].info == "toml wrong");
    assert!(pairs.clone().count() > 5);
    for pair in pairs {
        assert_eq!((problems(pair[0].text).as_str(), "text"), (pair[1].text, pair[1].info));
    }
}

#[test]
fn the_refusals_that_are_shown_are_those_that_policies_give() {
    let shown = |refusal: Refusal| {
        assert!(POLICY.contains(&refusal.to_string()), "{refusal}");
        for line in refusal.suggestion().iter().flat_map(|lines| lines.lines()) {
            assert!(POLICY.contains(line), "{line}");
        }
    };
    shown(connect(&Policy::default(), "10.0.0.5:5432"));
    shown(Policy::default().resolve("example.com").unwrap_err());
    let denying = policy_with("[[deny]]\nconnect = [\"tcp://10.0.0.1:*\"");
    shown(connect(&denying, "10.0.0.1:80"));
    let names = policy_with("connect = [\"tcp://*.example.com:443\"]");
    let name = names.connect_name(Transport::Tcp, "www.example.com", 443).unwrap();
    let rebound = name.address("127.0.0.1".parse().unwrap()).unwrap_err();
    // Its line, about the loopback, is in no example: it is rarely what somebody wants.
    assert!(POLICY.contains(&rebound.to_string()), "{rebound}");
}

/// The policy of the first block that says this.
fn policy_with(part: &str) -> Policy {
    let mut policies = blocks(POLICY).into_iter().filter(|block| block.info == "toml");
    let block = policies
        .find(|block| block.text.contains(part))
        .expect("a block says it");
    Policy::new(parse(&whole(block.text)).unwrap(), ambient_authority())
}

fn connect(policy: &Policy, address: &str) -> Refusal {
    policy.connect(Transport::Tcp, address.parse().unwrap()).unwrap_err()
}

/// The page says that small examples leave out the version.
fn whole(text: &str) -> String {
    match text.contains("version") {
        true => text.to_owned(),
        false => format!("version = 1\n{text}"),
    }
}

fn parse(text: &str) -> Result<Rules, portcullis::PolicyError> {
    Rules::parse("policy.toml", text)
}

fn problems(text: &str) -> String {
    let error = parse(text).expect_err(text);
    let told = error.problems().iter().map(|problem| {
        let help = problem.help().map(|help| format!("help: {help}\n")).unwrap_or_default();
        format!("policy.toml:{}:{}: {problem}\n{help}", problem.line(), problem.column())
    });
    told.collect()
}

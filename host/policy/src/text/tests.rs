//! Tests: policies that are read, and errors that point at the place and name the remedy.

use crate::{Action, Effect, Inherited, PolicyError, Rules, Source, Transport};
use miette::Diagnostic;
use proptest::prelude::*;

fn parse(text: &str) -> Result<Rules, PolicyError> {
    Rules::parse("policy.toml", text)
}

/// The body, after the version on line 1, has this one problem at this place.
#[track_caller]
fn points_at(body: &str, place: &str, help: &str) {
    let text = format!("version = 1\n{body}");
    let error = parse(&text).expect_err(body);
    let [problem] = error.problems() else {
        panic!("{error:?}")
    };
    assert_eq!(&text[problem.span()], place, "{error}");
    assert!(problem.help().unwrap_or_default().contains(help), "{problem:?}");
}

#[test]
fn a_policy_is_read_in_the_order_in_which_it_is_written() {
    let text = r#"
version = 1

[[deny]]
connect = "tcp://10.0.0.1:*"

[[allow]]
listen = ["tcp://127.0.0.1:8080", "udp://[::1]:5353"]
connect = [
    "tcp://10.0.0.0/8:6000-6999",
]
send-to = ['udp://*.example.com:53']
bind = ["""udp://*:0"""]
accept-from = ["tcp://*:*"]
"#;
    let rules = parse(text).unwrap();
    let told: Vec<_> = rules
        .rules()
        .iter()
        .map(|rule| format!("{} {rule}", rule.origin().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            "policy.toml:5 deny connect tcp://10.0.0.1:*",
            "policy.toml:8 allow listen tcp://127.0.0.1:8080",
            "policy.toml:8 allow listen udp://[::1]:5353",
            "policy.toml:10 allow connect tcp://10.0.0.0/8:6000-6999",
            "policy.toml:12 allow send-to udp://*.example.com:53",
            "policy.toml:13 allow bind udp://*:0",
            "policy.toml:14 allow accept-from tcp://*:*",
        ]
    );
    assert_eq!(
        (rules.rules()[0].effect(), rules.rules()[0].action()),
        (Effect::Deny, Action::Connect)
    );
}

#[test]
fn descriptors_are_read() {
    let text = r#"
version = 1
[[preopen]]
fd = 3
name = "web"
listen = "tcp://127.0.0.1:8080"
[[preopen]]
fd = 4
bind = "udp://[::1]:0"
[[preopen]]
fd = 5
inherit = 3
[[preopen]]
fd = 65535
inherit = "web"
[[preopen]]
fd = 0
listen = "udp://127.0.0.1:5353"
"#;
    let rules = parse(text).unwrap();
    let sources: Vec<_> = rules
        .preopens()
        .iter()
        .map(|preopen| (preopen.fd(), preopen.source().clone()))
        .collect();
    assert_eq!(
        sources,
        [
            (3, Source::Listen("127.0.0.1:8080".parse().unwrap())),
            (4, Source::Bind(Transport::Udp, "[::1]:0".parse().unwrap())),
            (5, Source::Inherit(Inherited::Number(3))),
            (65535, Source::Inherit(Inherited::Name("web".into()))),
            (0, Source::Bind(Transport::Udp, "127.0.0.1:5353".parse().unwrap())),
        ]
    );
    assert_eq!(rules.preopens()[0].name(), Some("web"));
    assert_eq!(parse(&rules.to_string()).unwrap(), rules);
}

#[test]
fn a_policy_says_its_version() {
    let error = parse("[[allow]]\nconnect = \"tcp://*:*\"\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "policy.toml:1:1: the policy does not say its version"
    );
    assert_eq!(error.problems()[0].help(), Some("begin with `version = 1`"));
    for (text, message) in [
        ("version = 2", "version 2 of the format is unknown"),
        ("version = \"1\"", "the version is a number"),
        ("version = 1.0", "the version is a number"),
    ] {
        assert_eq!(parse(text).unwrap_err().problems()[0].message(), message);
    }
    assert!(parse("").is_err());
}

#[test]
fn a_misspelt_key_is_recognised() {
    points_at("[[allow]]\nconect = \"tcp://*:*\"", "conect", "did you mean `connect`?");
    points_at(
        "[[allow]]\nsend_to = \"udp://*:*\"",
        "send_to",
        "did you mean `send-to`?",
    );
    points_at(
        "[[allow]]\naccept = \"tcp://*:*\"",
        "accept",
        "known here: connect, listen, bind, send-to, accept-from",
    );
    points_at("[[alow]]\nconnect = \"tcp://*:*\"", "alow", "did you mean `allow`?");
    points_at(
        "[[preopen]]\nfd = 3\ninherits = 3",
        "inherits",
        "did you mean `inherit`?",
    );
}

#[test]
fn only_the_wrong_part_of_a_rule_is_underlined() {
    points_at(
        "[[allow]]\nconnect = [\"tcp://10.0.0.1:6999-6000\"]",
        "6999-6000",
        "`6000-6999`",
    );
    points_at("[[allow]]\nconnect = ['tpc://10.0.0.1:1']", "tpc", "`tcp://`");
    points_at(
        "[[allow]]\nconnect = \"\"\"tcp://10.0.0.1/8:1\"\"\"",
        "10.0.0.1/8",
        "`10.0.0.0/8`",
    );
    points_at(
        "[[allow]]\nconnect = [\"tcp://10.0.0.\\u0031:65536\"]",
        "\"tcp://10.0.0.\\u0031:65536\"",
        "65535",
    );
    points_at("[[allow]]\nconnect = [\"\"]", "\"\"", "HOST:PORTS");
    points_at(
        "[[deny]]\nlisten = \"tcp://example.com:80\"",
        "example.com",
        "localhost",
    );
}

#[test]
fn what_says_nothing_is_an_error() {
    points_at(
        "[[allow]]\n",
        "[[allow]]",
        "connect, listen, bind, send-to, accept-from",
    );
    points_at("[[allow]]\nconnect = []", "[]", "leave the key out");
    points_at("[allow]\nconnect = \"tcp://*:*\"", "allow", "`[[allow]]`");
    points_at("allow = [1]", "1", "`[[allow]]`");
    points_at("[[allow]]\nconnect = [80]", "80", "connect = [");
    points_at("[[allow]]\nconnect = 80", "80", "connect = [");
    points_at(
        "[[allow]]\nconnect = [[\"tcp://*:*\"]]",
        "[\"tcp://*:*\"]",
        "connect = [",
    );
}

#[test]
fn a_descriptor_is_one_socket_with_a_number_of_its_own() {
    let web = "[[preopen]]\nfd = 3\nname = \"web\"\ninherit = 3\n";
    points_at(&format!("{web}[[preopen]]\nfd = 0x3\ninherit = 4"), "0x3", "its own");
    points_at(
        &format!("{web}[[preopen]]\nfd = 4\nname = 'web'\ninherit = 4"),
        "'web'",
        "its own",
    );
    points_at("[[preopen]]\nfd = 65536\ninherit = 3", "65536", "65535");
    points_at("[[preopen]]\nfd = -1\ninherit = 3", "-1", "65535");
    points_at("[[preopen]]\nfd = \"3\"\ninherit = 3", "\"3\"", "number");
    points_at("[[preopen]]\ninherit = 3", "[[preopen]]", "`fd = 3`");
    points_at("[[preopen]]\nfd = 3", "[[preopen]]", "exactly one");
    points_at(
        "[[preopen]]\nfd = 3\ninherit = 3\nlisten = \"tcp://[::1]:0\"",
        "[[preopen]]",
        "exactly one",
    );
    points_at("[[preopen]]\nfd = 3\ninherit = 2", "2", "from 3");
    points_at("[[preopen]]\nfd = 3\ninherit = \"a:b\"", "a:b", "");
    points_at("[[preopen]]\nfd = 3\nname = \"\"\ninherit = 3", "\"\"", "");
    points_at(
        "[[preopen]]\nfd = 3\nlisten = \"tcp://10.0.0.0/8:80\"",
        "10.0.0.0/8",
        "one address",
    );
    points_at(
        "[[preopen]]\nfd = 3\nlisten = \"tcp://localhost:80\"",
        "localhost",
        "127.0.0.1",
    );
    points_at("[[preopen]]\nfd = 3\nbind = \"tcp://127.0.0.1:*\"", "*", "one port");
    points_at("[[preopen]]\nfd = 3\nbind = 80", "80", "bind");
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_text() {
    let text = "version = 1\nextra = 1\n[[deny]]\nlisten = [\"tcp://*\", 'tcp://*:x']\n[[allow]]\nconect = 1\n";
    let error = parse(text).unwrap_err();
    let places: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| (problem.line(), problem.column()))
        .collect();
    assert_eq!(places, [(2, 1), (4, 18), (4, 31), (6, 1)]);
    assert_eq!(
        error.to_string(),
        "policy.toml:2:1: unknown key `extra` (and 3 more problems)"
    );
    assert_eq!(error.related().unwrap().count(), 3);
}

#[test]
fn broken_toml_is_told_with_its_place() {
    let error = parse("version = 1\n[[allow]\nconnect = \"tcp://*:*\"\n").unwrap_err();
    assert_eq!((error.name(), error.problems()[0].line()), ("policy.toml", 2));
    assert!(parse("version = 1\nversion = 1").is_err());
}

#[test]
fn columns_are_counted_in_characters() {
    let error = parse("version = 1\n[[allow]]\nconnect = [\"tcp://ü.example:1\", \"tcp://a:x\"]").unwrap_err();
    assert_eq!((error.problems()[0].line(), error.problems()[0].column()), (3, 42));
}

#[test]
fn miette_is_given_the_text_and_the_place() {
    let error = parse("version = 1\n[[allow]]\nconnect = \"tcp://a.example\"\n").unwrap_err();
    let label = error.labels().unwrap().next().unwrap();
    let read = error.source_code().unwrap().read_span(label.inner(), 0, 0).unwrap();
    assert_eq!((read.name(), read.line(), read.column()), (Some("policy.toml"), 2, 17));
    assert_eq!(
        Diagnostic::help(&error).unwrap().to_string(),
        "add a port, a range or `*`: `a.example:443`"
    );
}

#[test]
fn the_size_of_a_policy_is_bounded() {
    let error = parse(&format!("version = 1\n#{}", "x".repeat(1 << 20))).unwrap_err();
    assert!(error.to_string().contains("1 MiB"));
    let many = |rules: usize| format!("version=1\n[[deny]]\nbind=[{}]", "'tcp://*:1',".repeat(rules));
    assert_eq!(parse(&many(80_000)).unwrap().rules().len(), 80_000);
    let errors = parse(&many(80_000).replace('*', "")).unwrap_err();
    assert_eq!(errors.problems().len(), 20);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".*") {
        let _ = parse(&text);
        let _ = parse(&format!("version = 1\n[[allow]]\nconnect = '{text}'"));
        let _ = parse(&format!("version = 1\n[[allow]]\nconnect = \"{text}\""));
        let _ = Rules::default().allow(Action::Connect, &text);
    }

    #[test]
    fn no_near_miss_makes_the_reader_panic(text in "(tcp|udp|t)?(://)?[\\[*]?[a0.:/ü\\]*%-]{0,12}[\\]]?(:[0-9*-]{0,7})?") {
        if let Err(error) = Rules::default().allow(Action::Connect, &text) {
            prop_assert!(text.get(error.problems()[0].span()).is_some());
        }
    }

    #[test]
    fn no_document_makes_the_reader_panic(
        lines in prop::collection::vec(
            prop::sample::select(vec![
                "version = 1", "[[allow]]", "[[deny]]", "[[preopen]]", "[allow]", "fd = 3", "inherit = 3", "name = 'a'",
                "connect = ['tcp://*:*', 3]", "listen = 'tcp://[::1]:1'", "bind = {}", "x.y = 1", "allow = 1", "\"\" = 0",
                "preopen = [{fd=1}]", "[deny.x]", "fd = 99999999999999999999", "connect = \"\"\"\ntcp://a\\\n:1\"\"\"",
            ]),
            0..12,
        ),
    ) {
        let _ = parse(&lines.join("\n"));
    }
}
